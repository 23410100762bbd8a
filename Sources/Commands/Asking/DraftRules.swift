import Console
import EventLog
import Shipments

/// The rules of the format, for an event that lacks fields as yet.
enum DraftRules {
  /// What breaks a rule; what is still missing is no fault.
  static func fault(of draft: Event) -> Diagnostic? {
    var event = draft
    for field in draft.type.requiredFields.subtracting(draft.statedFields).fields {
      stand(inFor: field, in: &event)
    }
    var decoder = EventDecoder()
    do throws(LineFault) {
      _ = try decoder.decode(EventEncoder.line(event))
      return nil
    } catch {
      return Diagnostic(
        severity: .error, message: error.problem.message, fix: error.problem.fix)
    }
  }

  /// Puts something valid where nothing stands yet.
  private static func stand(inFor field: Field, in event: inout Event) {
    switch field {
    case .shipment: event.shipment = try? Name("draft")
    case .district: event.district = try? Path("draft/district")
    case .from: event.from = try? Path("draft/from")
    case .items:
      guard let item = try? ItemText.parse("draft=1 piece") else { return }
      event.items = [item]
    case .expectedOn: event.expectedOn = event.occurredOn
    case .reason: event.reason = "draft"
    case .replaces: event.replaces = try? EventID("draft")
    default: break
    }
  }
}
