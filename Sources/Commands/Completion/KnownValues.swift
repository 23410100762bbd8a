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
  /// A log without an index is read up to this size.
  private static let readableBytes = 1 << 25

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

  /// Looks for names: in the index if there is one, else in the journals if they are small.
  mutating func read(_ folder: LogFolder, usesIndex: Bool, threads: Int) {
    if usesIndex, readIndex(folder) { return }
    guard KnownValues.size(of: folder) <= KnownValues.readableBytes,
      let history = try? History(folder, threads: threads)
    else { return }
    add(history)
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
    case .amount: add(KnownNames(history).items.map { $0 + "=" })
    case .id:
      var texts: [String] = []
      history.forEachEvent { _, event, _ in texts.append(history.symbols.text(of: event.id)) }
      add(texts)
    }
  }

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
