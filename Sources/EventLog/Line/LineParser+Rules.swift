import Shipments

extension LineParser {
  /// Checks what can only be checked when the whole line is read.
  @inline(__always)
  mutating func finish(_ line: LineBytes) throws(LineFault) {
    let type = Int(fields.type.rawValue)
    let stated = fields.stated
    if !stated.contains(.type)
      || !required[type].subtracting(stated).subtracting(fillsIn).isEmpty
      || !stated.subtracting(allowed[type]).isEmpty
    {
      throw fieldFault(line)
    }
    if fields.needsItemCheck { try checkItems() }
    if stated.contains(.from), sameText(.from, .district, line) {
      throw LineFault(.fromItsOwnDistrict, at: fields.place(.from))
    }
    if stated.contains(.replaces), stated.contains(.id), sameText(.replaces, .id, line) {
      throw LineFault(.replacesItself, at: fields.place(.replaces))
    }
  }

  func sameText(_ left: Field, _ right: Field, _ line: LineBytes) -> Bool {
    view(fields.text(left), in: line).hasSameBytes(as: view(fields.text(right), in: line))
  }

  /// Which field is missing or stands where it does not belong.
  @inline(never)
  private func fieldFault(_ line: LineBytes) -> LineFault {
    guard fields.stated.contains(.type) else {
      return LineFault(.missing(Field.type.name, of: nil), at: 0)
    }
    let type = fields.type
    if let missing = type.requiredFields.subtracting(fields.stated).subtracting(fillsIn).fields
      .first
    {
      if missing == .items, fields.named.contains(.items) {
        return LineFault(.noItems, at: fields.place(.items))
      }
      return LineFault(.missing(missing.name, of: type), at: 0)
    }
    let misplaced = fields.stated.subtracting(type.allowedFields).fields
    guard let field = misplaced.first else { preconditionFailure("no field is at fault") }
    return LineFault(.misplaced(field, of: type), at: fields.place(field))
  }

  /// The rules for quantities that hang on the type.
  @inline(never)
  private func checkItems() throws(LineFault) {
    let type = fields.type
    for row in 0..<fields.itemCount {
      let item = fields.items[row]
      if type != .delivered, item.lossPlace != 0 {
        throw LineFault(.lossOutsideDelivery(type), at: Int(item.lossPlace))
      }
      guard item.isStated else {
        if type.allowsUnstatedQuantity { continue }
        throw LineFault(.unstatedQuantity(type), at: Int(item.place))
      }
      if item.quantity < 0, type != .adjusted {
        throw LineFault(.negative("quantity"), at: Int(item.quantityPlace))
      }
      guard item.quantity == 0 else { continue }
      guard type == .delivered else {
        throw LineFault(.zero("quantity"), at: Int(item.quantityPlace))
      }
      if item.damaged == 0, item.missing == 0 {
        throw LineFault(.zeroDelivered, at: Int(item.quantityPlace))
      }
    }
  }
}
