import Shipments

/// Where a string's text stands: in the line, or unescaped in the parser's scratch bytes.
struct TextRange {
  var start: Int32 = 0
  var count: Int32 = 0
  /// Whether `start` counts in the scratch bytes.
  var isUnescaped = false
  /// Where the string begins in the line, for messages.
  var place: Int32 = 0
}

/// One item as it stands in the line.
struct ItemFields {
  var item = TextRange()
  var unit = TextRange()
  var currency = TextRange()
  var quantity: Int64 = 0
  var amount: Int64 = 0
  var damaged: Int64 = 0
  var missing: Int64 = 0
  var quantityPlace: Int32 = 0
  var lossPlace: Int32 = 0
  /// The item's place in the line.
  var place: Int32 = 0
  var extra: Range<Int32>?
  var qualifier: Qualifier?
  var valueQualifier: Qualifier?
  var isStated = false
  var hasValue = false
}

/// The fields of one line, found and checked, with texts still in place; reused line by line.
struct LineFields: ~Copyable {
  /// The fields that the line names, also where their value says that they are absent.
  var named: FieldSet = []
  /// The fields that the line states.
  var stated: FieldSet = []
  var type = EventType.pledged
  var occurredOn = Day.first
  var expectedOn = Day.first
  var recordedAt = Instant.distantFuture
  var isFinal = false
  var extra: Range<Int32> = 0..<0
  var texts = InlineArray<22, TextRange>(repeating: TextRange())
  var places = InlineArray<22, Int32>(repeating: 0)
  var items = ReusedArray<ItemFields>()
  var lists: [TextRange] = []
  var among: Range<Int> = 0..<0
  var jointly: Range<Int> = 0..<0
  /// Whether some item needs a second look because of the event's type.
  var needsItemCheck = false

  mutating func reset() {
    named = .none
    stated = .none
    isFinal = false
    needsItemCheck = false
    items.removeAll()
    if !lists.isEmpty { lists.removeAll(keepingCapacity: true) }
  }

  @inline(__always)
  func text(_ field: Field) -> TextRange { texts[Int(field.rawValue)] }

  func place(_ field: Field) -> Int { Int(places[Int(field.rawValue)]) }
}

/// An array that is filled anew for each line, in the memory of the line before.
struct ReusedArray<Element>: RandomAccessCollection {
  private var elements: [Element] = []
  private(set) var count = 0

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  @inline(__always)
  subscript(row: Int) -> Element {
    precondition(row < count)
    return elements[row]
  }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count < elements.count {
      elements[count] = element
    } else {
      elements.append(element)
    }
    count += 1
  }
}
