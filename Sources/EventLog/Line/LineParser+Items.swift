import Shipments

extension LineParser {
  /// Reads the items of an event.
  mutating func items(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    guard line[at] == UInt8(ascii: "[") else { throw wrongKind(line, at, "items", .array) }
    at += 1
    skipSpace(line, &at)
    guard line[at] != UInt8(ascii: "]") else {
      at += 1
      return
    }
    repeat {
      guard fields.itemCount < LineParser.maximumItems else {
        throw LineFault(.tooManyItems(limit: LineParser.maximumItems), at: at)
      }
      if !canonicalItem(line, &at) { try item(line, &at) }
    } while try continuesArray(line, &at)
  }

  /// Reads one item.
  private mutating func item(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    var item = ItemFields()
    item.place = Int32(truncatingIfNeeded: at)
    guard line[at] == UInt8(ascii: "{") else { throw wrongKind(line, at, "items", .object) }
    at += 1
    skipSpace(line, &at)
    var named: UInt8 = 0
    var stated: UInt8 = 0
    var outerNames: Set<[UInt8]>?
    if line[at] == UInt8(ascii: "}") {
      at += 1
    } else {
      repeat {
        let keyPlace = at
        guard let key = try memberName(line, &at, itemNames) else {
          if outerNames == nil {
            outerNames = unknownNames
            unknownNames = []
          }
          try unknownMember(line, &at, keyPlace, depth: 4)
          continue
        }
        guard named & 1 << key == 0, let field = ItemField(rawValue: key) else {
          throw LineFault(.repeatedMember(ItemField.allCases[Int(key)].name), at: keyPlace)
        }
        named |= 1 << key
        if line[at] == UInt8(ascii: "n") {
          try null(line, &at)
        } else {
          try itemValue(of: field, &item, line, &at)
          stated |= 1 << key
        }
      } while try continuesObject(line, &at)
    }
    if let outerNames { unknownNames = outerNames }
    if stated & 0b11 != 0b11 {
      let field = stated & 0b01 == 0 ? ItemField.item : .unit
      throw LineFault(.missing(field.name, of: nil), at: Int(item.place))
    }
    if !item.isStated || item.quantity <= 0 || item.lossPlace != 0 {
      fields.needsItemCheck = true
    }
    fields.add(item)
  }

  @inline(__always)
  private mutating func itemValue(
    of field: ItemField, _ item: inout ItemFields, _ line: LineBytes, _ at: inout Int
  ) throws(LineFault) {
    switch field {
    case .item: item.item = try string(line, &at, field.name)
    case .unit: item.unit = try string(line, &at, field.name)
    case .quantity:
      item.quantityPlace = Int32(truncatingIfNeeded: at)
      item.quantity = try thousandths(line, &at, field.name)
      item.isStated = true
    case .qualifier: item.qualifier = try qualifier(line, &at)
    case .damaged: item.damaged = try loss(line, &at, field, &item)
    case .missing: item.missing = try loss(line, &at, field, &item)
    case .value: try value(of: &item, line, &at)
    case .extra:
      let extra = try object(line, &at, field.name, depth: 4)
      (item.extraStart, item.extraEnd) = (extra.lowerBound, extra.upperBound)
    }
  }

  /// What arrived broken or did not arrive: zero or more.
  private func loss(
    _ line: LineBytes, _ at: inout Int, _ field: ItemField, _ item: inout ItemFields
  ) throws(LineFault) -> Int64 {
    let place = at
    item.lossPlace = Int32(truncatingIfNeeded: at)
    let amount = try thousandths(line, &at, field.name)
    guard amount >= 0 else { throw LineFault(.negative(field.name), at: place) }
    return amount
  }

  /// Reads what an item is worth.
  private mutating func value(
    of item: inout ItemFields, _ line: LineBytes, _ at: inout Int
  ) throws(LineFault) {
    let place = at
    guard line[at] == UInt8(ascii: "{") else { throw wrongKind(line, at, "value", .object) }
    at += 1
    skipSpace(line, &at)
    var named: UInt8 = 0
    var stated: UInt8 = 0
    let outerNames = unknownNames
    unknownNames = []
    if line[at] == UInt8(ascii: "}") {
      at += 1
    } else {
      repeat {
        let keyPlace = at
        guard let key = try memberName(line, &at, valueNames) else {
          try unknownMember(line, &at, keyPlace, depth: 5)
          continue
        }
        let field = ValueField.allCases[Int(key)]
        guard named & 1 << key == 0 else {
          throw LineFault(.repeatedMember(field.name), at: keyPlace)
        }
        named |= 1 << key
        if line[at] == UInt8(ascii: "n") {
          try null(line, &at)
          continue
        }
        stated |= 1 << key
        let valuePlace = at
        switch field {
        case .amount:
          item.amount = try thousandths(line, &at, field.name)
          if item.amount < 0 { throw LineFault(.negative(field.name), at: valuePlace) }
          if item.amount == 0 { throw LineFault(.zero(field.name), at: valuePlace) }
        case .currency: item.currency = try string(line, &at, field.name)
        case .qualifier: item.valueQualifier = try qualifier(line, &at)
        }
      } while try continuesObject(line, &at)
    }
    unknownNames = outerNames
    for field in [ValueField.amount, .currency] where stated & 1 << field.rawValue == 0 {
      throw LineFault(.missing(field.name, of: nil), at: place)
    }
    item.hasValue = true
  }

  private mutating func qualifier(
    _ line: LineBytes, _ at: inout Int
  ) throws(LineFault) -> Qualifier {
    let text = try string(line, &at, "qualifier")
    let view = view(text, in: line)
    guard let found = Qualifier.allCases.first(where: { $0.name == view.text }) else {
      throw LineFault(.unknownQualifier(view.text), at: Int(text.place))
    }
    return found
  }
}
