package io.caserail.sandbox.zendesk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ticket fields that the refund cases need. */
final class SeedFields {
  static final long ACTION = 36001;
  static final long STATE = 36002;
  static final long WAITS_FOR = 36003;
  static final long REFERENCE = 36004;
  static final long BY_HAND_REFERENCE = 36005;
  static final long PAYMENT = 36006;
  static final long AMOUNT = 36007;
  static final long REASON = 36008;

  private SeedFields() {}

  static Map<String, TicketField> byKey() {
    Map<String, TicketField> fields = new LinkedHashMap<>();
    fields.put(
        "action",
        TicketField.dropDown(
            ACTION,
            "Caserail action",
            options(
                "crl_do_refund_",
                "Send refund|send",
                "Send refund and tell customer|send_tell",
                "Approve refund|approve",
                "Refuse refund|refuse",
                "Withdraw refund|withdraw",
                "Refund done by hand|by_hand",
                "Checked: found|checked_found",
                "Checked: none|checked_none",
                "Retry refund|retry",
                "Where is the refund|where")));
    fields.put(
        "state",
        TicketField.dropDown(
            STATE,
            "Caserail state",
            options(
                "crl_state_",
                "Working|working",
                "Done|done",
                "Needs approval|needs_approval",
                "Waiting|waiting",
                "Check needed|check_needed",
                "Needs a person|needs_person",
                "Late|late",
                "Rejected|rejected",
                "Refused|refused",
                "Withdrawn|withdrawn",
                "Expired|expired",
                "Pending|pending",
                "Failed|failed")));
    fields.put(
        "waitsFor",
        TicketField.dropDown(
            WAITS_FOR,
            "Caserail waits for",
            options(
                "crl_waits_",
                "Caserail|caserail",
                "Requester|requester",
                "Approvers|approvers",
                "Finance|finance",
                "Duty lead|lead",
                "Nobody|nobody",
                "Engineering|engineering",
                "Stripe|stripe")));
    fields.put("reference", TicketField.text(REFERENCE, "Caserail reference"));
    fields.put("byHandReference", TicketField.text(BY_HAND_REFERENCE, "By-hand reference"));
    fields.put(
        "payment", TicketField.regexp(PAYMENT, "Refund payment", "\\Api_[A-Za-z0-9]{3,}\\z"));
    fields.put("amount", TicketField.decimal(AMOUNT, "Refund amount"));
    fields.put(
        "reason",
        TicketField.dropDown(
            REASON,
            "Refund reason",
            options(
                "crl_reason_",
                "Duplicate charge|duplicate_charge",
                "Not received|not_received",
                "Damaged|damaged",
                "Cancelled in window|cancelled_in_window",
                "Price error|price_error",
                "Goodwill|goodwill",
                "Fraud claim|fraud_claim")));
    return fields;
  }

  private static List<FieldOption> options(String prefix, String... nameAndTag) {
    return Stream.of(nameAndTag)
        .map(o -> o.split("\\|", 2))
        .map(o -> new FieldOption(o[0], prefix + o[1]))
        .toList();
  }
}
