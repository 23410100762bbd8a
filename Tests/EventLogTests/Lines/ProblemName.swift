import EventLog

/// The names of the cases of ``LineProblem``, so that a test can ask for all of them.
enum ProblemName: String, CaseIterable {
  case empty, tooLong, byteOrderMark, invalidUTF8, controlCharacter
  case notAnObject, unexpected, trailingContent, unterminatedString, invalidEscape
  case loneSurrogate, invalidNumber, tooDeep, repeatedMember
  case sumMismatch, sumMisplaced, sumMalformed, sumMissing
  case unknownField, unknownType, missing, misplaced, wrongKind, invalidName
  case unknownQualifier, invalidDay, noSuchDay, invalidInstant, replacesItself
  case fromItsOwnDistrict
  case noItems, tooManyItems, unstatedQuantity, tooManyDecimals, outOfRange
  case negative, zero, zeroDelivered, lossOutsideDelivery

  /// The name of a problem's case; a new case does not compile until it is named here.
  init(_ problem: LineProblem) {
    self =
      switch problem {
      case .empty: .empty
      case .tooLong: .tooLong
      case .byteOrderMark: .byteOrderMark
      case .invalidUTF8: .invalidUTF8
      case .controlCharacter: .controlCharacter
      case .notAnObject: .notAnObject
      case .unexpected: .unexpected
      case .trailingContent: .trailingContent
      case .unterminatedString: .unterminatedString
      case .invalidEscape: .invalidEscape
      case .loneSurrogate: .loneSurrogate
      case .invalidNumber: .invalidNumber
      case .tooDeep: .tooDeep
      case .repeatedMember: .repeatedMember
      case .sumMismatch: .sumMismatch
      case .sumMisplaced: .sumMisplaced
      case .sumMalformed: .sumMalformed
      case .sumMissing: .sumMissing
      case .unknownField: .unknownField
      case .unknownType: .unknownType
      case .missing: .missing
      case .misplaced: .misplaced
      case .wrongKind: .wrongKind
      case .invalidName: .invalidName
      case .unknownQualifier: .unknownQualifier
      case .invalidDay: .invalidDay
      case .noSuchDay: .noSuchDay
      case .invalidInstant: .invalidInstant
      case .replacesItself: .replacesItself
      case .fromItsOwnDistrict: .fromItsOwnDistrict
      case .noItems: .noItems
      case .tooManyItems: .tooManyItems
      case .unstatedQuantity: .unstatedQuantity
      case .tooManyDecimals: .tooManyDecimals
      case .outOfRange: .outOfRange
      case .negative: .negative
      case .zero: .zero
      case .zeroDelivered: .zeroDelivered
      case .lossOutsideDelivery: .lossOutsideDelivery
      }
  }
}
