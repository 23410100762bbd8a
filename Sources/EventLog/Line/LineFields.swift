import Shipments

/// Where a string's text stands: in the line, or unescaped in the parser's scratch bytes.
struct TextRange: BitwiseCopyable {
  var start: Int32 = 0
  var count: Int32 = 0
  /// Whether `start` counts in the scratch bytes.
  var isUnescaped = false
  /// Whether all of it is known to be visible ASCII and spaces.
  var isPlain = false
  /// Where the string begins in the line, for messages.
  var place: Int32 = 0
}

/// One item as it stands in the line.
struct ItemFields: BitwiseCopyable {
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
  /// Where the object stands in the line; empty where there is none.
  var extraStart: Int32 = 0
  var extraEnd: Int32 = 0
  var qualifier: Qualifier?
  var valueQualifier: Qualifier?
  var isStated = false
  var hasValue = false
}

/// When an event was written down, in the parts in which it is packed.
struct RecordedTime {
  /// The day, UTC.
  var day: Day
  /// Whole milliseconds since 1970-01-01T00:00:00Z.
  var milliseconds: Int64
  /// Nanoseconds within the millisecond.
  var fraction: Int32

  @inline(__always)
  init(_ day: Day, millisecondOfDay: Int32) {
    self.day = day
    milliseconds = Int64(day.number) &* 86_400_000 &+ Int64(millisecondOfDay)
    fraction = 0
  }

  init(_ instant: Instant) {
    day = instant.day
    milliseconds = instant.milliseconds
    fraction = instant.nanoseconds % 1_000_000
  }

  /// The instant that the parts make.
  var instant: Instant {
    var instant = Instant(milliseconds: milliseconds)
    instant.nanoseconds += fraction
    return instant
  }
}

/// The fields of one line, found and checked, with texts still in place; reused line by line.
struct LineFields: ~Copyable {
  /// The fields that the line names, also where their value says that they are absent.
  var named: FieldSet = []
  /// The fields that the line states.
  var stated: FieldSet = []
  var type = EventType.pledged
  /// The id's bits, where they are known already.
  var idKey: EventKey?
  var occurredOn = Day.first
  var expectedOn = Day.first
  var recordedAt = RecordedTime(.first, millisecondOfDay: 0)
  var isFinal = false
  var extra: Range<Int32> = 0..<0
  let texts = FieldRow(repeating: TextRange())
  let places = FieldRow(repeating: Int32(0))
  let items = FixedRow(repeating: ItemFields(), count: LineParser.maximumItems)
  var itemCount = 0
  var lists: [TextRange] = []
  var among: Range<Int> = 0..<0
  var jointly: Range<Int> = 0..<0
  /// Whether some item needs a second look because of the event's type.
  var needsItemCheck = false

  mutating func reset() {
    named = .none
    stated = .none
    isFinal = false
    idKey = nil
    needsItemCheck = false
    itemCount = 0
    if !lists.isEmpty { lists.removeAll(keepingCapacity: true) }
  }

  /// Adds an item of which only a whole quantity is stated; the caller sees to it that there is room.
  @inline(__always)
  mutating func add(item: TextRange, unit: TextRange, thousandths: Int64, place: Int) {
    items.update(itemCount) { fields in
      fields.item = item
      fields.unit = unit
      fields.quantity = thousandths
      (fields.damaged, fields.missing, fields.lossPlace) = (0, 0, 0)
      (fields.extraStart, fields.extraEnd) = (0, 0)
      fields.place = Int32(truncatingIfNeeded: place)
      fields.qualifier = nil
      fields.isStated = true
      fields.hasValue = false
    }
    itemCount &+= 1
  }

  /// Adds an item; the caller sees to it that there is room.
  @inline(__always)
  mutating func add(_ item: ItemFields) {
    items[itemCount] = item
    itemCount += 1
  }

  @inline(__always)
  func text(_ field: Field) -> TextRange { texts[field] }

  func place(_ field: Field) -> Int { Int(places[field]) }
}
