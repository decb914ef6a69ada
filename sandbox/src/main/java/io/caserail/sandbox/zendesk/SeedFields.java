package io.caserail.sandbox.zendesk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ticket fields that the cases need: the shared ones, and those of each kind. */
final class SeedFields {
  static final long ACTION = 36001;
  static final long STATE = 36002;
  static final long WAITS_FOR = 36003;
  static final long REFERENCE = 36004;
  static final long BY_HAND_REFERENCE = 36005;
  static final long PAYMENT = 36006;
  static final long AMOUNT = 36007;
  static final long REASON = 36008;
  static final long CANCELLATION_OBJECT = 36009;
  static final long CANCELLATION_REASON = 36010;
  static final long CANCELLATION_WHEN = 36011;
  static final long VERIFICATION_ACCOUNT = 36012;
  static final long VERIFICATION_REASON = 36013;

  static final long FACTS = 36014;

  private static final String COMMAND = "crl_do_";

  private SeedFields() {}

  static Map<String, TicketField> byKey() {
    Map<String, TicketField> fields = new LinkedHashMap<>();
    fields.put(
        "action",
        TicketField.dropDown(
            ACTION,
            "Caserail action",
            options(
                COMMAND,
                "Send refund|refund_send",
                "Send refund and tell customer|refund_send_tell",
                "Approve refund|refund_approve",
                "Refuse refund|refund_refuse",
                "Withdraw refund|refund_withdraw",
                "Refund done by hand|refund_by_hand",
                "Checked: found|refund_checked_found",
                "Checked: none|refund_checked_none",
                "Retry refund|refund_retry",
                "Where is the refund|refund_where",
                "Cancel|cancellation_send",
                "Approve cancellation|cancellation_approve",
                "Refuse cancellation|cancellation_refuse",
                "Withdraw cancellation|cancellation_withdraw",
                "Retry cancellation|cancellation_retry",
                "Skip a step of the cancellation|cancellation_skip",
                "Take the cancellation back|cancellation_compensate",
                "Cancellation done by hand|cancellation_by_hand",
                "Where is the cancellation|cancellation_where",
                "Cancellation checked: found|cancellation_checked_found",
                "Cancellation checked: none|cancellation_checked_none",
                "Verify|verification_send",
                "Approve verification|verification_approve",
                "Refuse verification|verification_refuse",
                "Withdraw verification|verification_withdraw",
                "Retry verification|verification_retry",
                "Skip a step of the verification|verification_skip",
                "Verification done by hand|verification_by_hand",
                "Where is the verification|verification_where",
                "Take the verification back|verification_compensate",
                "Verification checked: found|verification_checked_found",
                "Verification checked: none|verification_checked_none")));
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
                "Rejected|rejected",
                "Refused|refused",
                "Withdrawn|withdrawn",
                "Expired|expired",
                "Pending|pending",
                "Failed|failed",
                "Needs approval, late|needs_approval_late",
                "Waiting, late|waiting_late",
                "Check needed, late|check_needed_late",
                "Needs a person, late|needs_person_late",
                "Pending, late|pending_late",
                "Failed, late|failed_late")));
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
    fields.put("facts", TicketField.lines(FACTS, "Caserail facts"));
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
    fields.put(
        "cancellationObject",
        TicketField.regexp(
            CANCELLATION_OBJECT, "Cancellation object", "\\A(ord|sub)_[A-Za-z0-9_-]{1,60}\\z"));
    fields.put(
        "cancellationReason",
        TicketField.dropDown(
            CANCELLATION_REASON,
            "Cancellation reason",
            options(
                "crl_cancellation_reason_",
                "Changed mind|changed_mind",
                "Ordered twice|ordered_twice",
                "Late delivery|late_delivery",
                "Not needed|not_needed",
                "Goodwill|goodwill")));
    fields.put(
        "cancellationWhen",
        TicketField.dropDown(
            CANCELLATION_WHEN,
            "Cancellation takes effect",
            options("crl_when_", "At the end of the term|term_end", "Now|now")));
    fields.put(
        "verificationAccount",
        TicketField.regexp(
            VERIFICATION_ACCOUNT, "Verification account", "\\Aacct?_[A-Za-z0-9_-]{1,60}\\z"));
    fields.put(
        "verificationReason",
        TicketField.dropDown(
            VERIFICATION_REASON,
            "Verification reason",
            options(
                "crl_verification_reason_",
                "New customer|new_customer",
                "High value|high_value",
                "Suspicious login|suspicious_login",
                "Account recovery|account_recovery")));
    return fields;
  }

  /** The tags by which the command list asks for one kind of case. */
  static List<String> commands(String kind) {
    return byKey().values().stream()
        .filter(field -> field.id() == ACTION)
        .flatMap(field -> field.options().stream())
        .map(FieldOption::value)
        .filter(tag -> tag.startsWith(COMMAND + kind + "_"))
        .toList();
  }

  private static List<FieldOption> options(String prefix, String... nameAndTag) {
    return Stream.of(nameAndTag)
        .map(o -> o.split("\\|", 2))
        .map(o -> new FieldOption(o[0], prefix + o[1]))
        .toList();
  }
}
