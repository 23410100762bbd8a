import EventLog
import Shipments

/// Lines refused for items and amounts.
extension Reproducer {
  static let ofItems = [
    Reproducer(
      #"{\#(promise),▲"items":[]}"#,
      .noItems,
      message: #""items" is empty, expected 1 to 1000 items"#,
      fix: "name at least one item"),
    Reproducer(
      #"{\#(promise),"items":[⟨{"item":"mask","unit":"piece"},×1000⟩▲\#(mask)]}"#,
      .tooManyItems(limit: 1000),
      message: "more than 1000 items in one event",
      fix: "split the event into several"),
    Reproducer(
      #"{\#(delivery),"items":[▲{"item":"mask","unit":"piece"}]}"#,
      .unstatedQuantity(.delivered),
      message: "an item without a quantity; delivered needs one",
      fix: "state the quantity"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲1.2345}]}"#,
      .tooManyDecimals,
      message: "a number with more than 3 decimals",
      fix: "round it to thousandths, or use a smaller unit"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲1e-4}]}"#,
      .tooManyDecimals,
      message: "a number with more than 3 decimals",
      fix: "round it to thousandths, or use a smaller unit"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲1000000000000.001}]}"#,
      .outOfRange,
      message: "a number beyond 1 000 000 000 000",
      fix: "use a larger unit"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲9999999999999}]}"#,
      .outOfRange,
      message: "a number beyond 1 000 000 000 000",
      fix: "use a larger unit"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":"#
        + #"▲1e99999999999999999999}]}"#,
      .outOfRange,
      message: "a number beyond 1 000 000 000 000",
      fix: "use a larger unit"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲-1}]}"#,
      .negative("quantity"),
      message: #""quantity" is negative"#,
      fix: "write a quantity above 0; what was too much is corrected with waybill correct"),
    Reproducer(
      #"{\#(delivery),"items":[{"item":"mask","unit":"piece","quantity":1,"damaged":▲-0.5}]}"#,
      .negative("damaged"),
      message: #""damaged" is negative"#,
      fix: "write a quantity above 0; what was too much is corrected with waybill correct"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","value":{"amount":▲-1,"currency":"#
        + #""USD"}}]}"#,
      .negative("amount"),
      message: #""amount" is negative"#,
      fix: "write a quantity above 0; what was too much is corrected with waybill correct"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲0}]}"#,
      .zero("quantity"),
      message: #""quantity" is 0, expected more"#,
      fix: "leave the item out"),
    Reproducer(
      #"{\#(head),"type":"adjusted","district":"d","reason":"count","items":[{"item":"mask","#
        + #""unit":"piece","quantity":▲0}]}"#,
      .zero("quantity"),
      message: #""quantity" is 0, expected more"#,
      fix: "leave the item out"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","value":{"amount":▲0.000,"#
        + #""currency":"USD"}}]}"#,
      .zero("amount"),
      message: #""amount" is 0, expected more"#,
      fix: "leave the item out"),
    Reproducer(
      #"{\#(delivery),"items":[{"item":"mask","unit":"piece","quantity":▲0,"damaged":0}]}"#,
      .zeroDelivered,
      message: #""quantity" is 0, which needs "damaged" or "missing" beside it"#,
      fix: "say what was damaged or missing, or leave the item out"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":1,"missing":▲2}]}"#,
      .lossOutsideDelivery(.pledged),
      message: #""damaged" and "missing" do not belong to pledged"#,
      fix: "say it in a delivered event"),
  ]
}
