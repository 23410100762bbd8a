import EventLog
import Replay
import Shipments

/// Names of a log that begin with a text, as many as can be found in a moment.
struct KnownValues {
  /// What names are looked for.
  enum Kind: String, CaseIterable {
    case shipment, district, donor, item, amount, id
  }

  /// The most names that help anyone.
  private static let limit = 500
  /// How long to look into the partitions of an index.
  private static let patienceMilliseconds: Int64 = 300
  /// A log without an index is read up to this size; of a larger one the ends of its journals are.
  private static let readableBytes = 1 << 25
  /// How much of those ends, over all journals.
  private static let endBytes = 1 << 22

  private let kind: Kind
  private let prefix: [UInt8]
  private var found: Set<[UInt8]> = []

  init(_ kind: Kind, prefix: String) {
    self.kind = kind
    self.prefix = Array(prefix.utf8)
  }

  /// The names in byte order.
  var sorted: [String] {
    found.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Looks for names: in the index if there is one, else in the journals, or in their ends.
  mutating func read(_ folder: LogFolder, usesIndex: Bool, threads: Int) {
    if usesIndex, readIndex(folder) { return }
    guard KnownValues.size(of: folder) <= KnownValues.readableBytes else {
      return readEnds(folder)
    }
    if let history = try? History(folder, threads: threads) { add(history) }
  }

  /// Looks at the latest lines of large journals for a moment.
  private mutating func readEnds(_ folder: LogFolder) {
    let start = KnownValues.milliseconds
    let journals = (try? folder.journals()) ?? []
    var decoder = EventDecoder()
    for name in journals {
      let count = max(1 << 16, KnownValues.endBytes / journals.count)
      guard let lines = try? KnownValues.lastLines(of: name, in: folder, bytes: count) else {
        continue
      }
      for line in lines.reversed() {
        guard found.count < KnownValues.limit,
          KnownValues.milliseconds - start < KnownValues.patienceMilliseconds
        else { return }
        if let event = try? decoder.decode(line) { add(event) }
      }
    }
  }

  /// The whole lines among the last bytes of a journal.
  private static func lastLines(
    of name: String, in folder: LogFolder, bytes count: Int
  ) throws(FileError) -> [ArraySlice<UInt8>] {
    let file = try OpenFile(folder.pathOf(journal: name), for: .read, in: folder.files)
    let size = try file.status().size
    let lines = try file.bytes(max(0, size - count)..<size).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(size > count ? lines.dropFirst() : lines[...])
  }

  private mutating func readIndex(_ folder: LogFolder) -> Bool {
    do throws(IndexFault) {
      let log = try IndexedLog(folder)
      add(try log.history(around: Seeds()))
      guard kind == .shipment || kind == .id else { return true }
      let start = KnownValues.milliseconds
      var values = self
      try log.forEachIndexedBatch { batch, symbols in
        values.add(batch, symbols)
        return values.found.count < KnownValues.limit
          && KnownValues.milliseconds - start < KnownValues.patienceMilliseconds
      }
      self = values
      return true
    } catch {
      return false
    }
  }

  private static func size(of folder: LogFolder) -> Int {
    let names = (try? folder.journals()) ?? []
    return names.reduce(0) { size, name in
      size + ((try? folder.files.status(at: folder.pathOf(journal: name)))?.size ?? 0)
    }
  }

  private static var milliseconds: Int64 {
    let (seconds, nanoseconds) = SystemClock.now()
    return seconds * 1000 + Int64(nanoseconds) / 1_000_000
  }

  private mutating func add(_ history: borrowing History) {
    switch kind {
    case .shipment: add(KnownNames(history).shipments)
    case .district: add(KnownNames(history).districts)
    case .donor: add(KnownNames(history).donors)
    case .item: add(KnownNames(history).items)
    case .amount: add(KnownNames(history).items.flatMap(KnownValues.amounts))
    case .id:
      var texts: [String] = []
      history.forEachEvent { _, event, _ in texts.append(history.symbols.text(of: event.id)) }
      add(texts)
    }
  }

  private mutating func add(_ event: Event) {
    let items = event.items.map(\.item.text)
    switch kind {
    case .shipment: add([event.shipment?.text].compactMap(\.self))
    case .district:
      add(([event.district, event.from].compactMap(\.self) + event.among).map(\.text))
    case .donor: add(([event.donor].compactMap(\.self) + event.jointly).map(\.text))
    case .item: add(items)
    case .amount: add(items.flatMap(KnownValues.amounts))
    case .id: add([event.id.text])
    }
  }

  /// An item up to its amount, and with one that is not stated: of a single offer a shell would close the
  /// quotation marks before the amount is typed.
  private static func amounts(of item: String) -> [String] { [item + "=", item + "=?"] }

  private mutating func add(_ batch: Batch, _ symbols: borrowing SymbolTable) {
    var texts: [String] = []
    for event in batch.records {
      texts.append(
        kind == .id ? symbols.text(of: event.id) : symbols.text(of: event.shipment))
    }
    add(texts)
  }

  /// Adds names that begin as they should; one with a control character can't be typed.
  private mutating func add(_ texts: [String]) {
    for text in texts where found.count < KnownValues.limit {
      let bytes = Array(text.utf8)
      guard bytes.starts(with: prefix), !bytes.isEmpty,
        !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F })
      else { continue }
      found.insert(bytes)
    }
  }
}
