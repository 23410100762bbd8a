import Shipments
import Testing

@testable import Reports

@Suite("Amounts as people read them")
struct ShownTests {
  @Test(
    "commas stand between the thousands of the whole part alone",
    arguments: [
      (0, "0"), (5, "0.005"), (999_000, "999"), (1_000_000, "1,000"), (-999_000, "-999"),
      (-1_000_000, "-1,000"), (123_456_789_500, "123,456,789.5"), (-12_345_678, "-12,345.678"),
      (Int64.max, "9,223,372,036,854,775.807"), (Int64.min, "-9,223,372,036,854,775.808"),
    ] as [(Int64, String)])
  func thousands(thousandths: Int64, text: String) {
    #expect(Shown.quantity(Quantity(thousandths: thousandths)) == text)
  }
}
