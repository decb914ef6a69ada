package io.caserail.worker.authority;

import io.caserail.activities.stripe.OpenedSession;
import io.caserail.activities.zendesk.FieldValues;
import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.cancellation.CancellationRequest;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.AuditFacts;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.Clearance;
import io.caserail.port.CommandKind;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.SubscriptionFacts;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation, and a verification, asked for by Lena and approved by Ana a year ago; each trial
 * changes one thing, as whoever can write to the namespace could.
 */
final class ChangeScene {
  static final Policy POLICY =
      PolicyFile.parse(
          """
          cancellation: { askAlways: [moved_away] }
          verification: { askAlways: [goodwill], reviewAlways: [high_risk] }
          local: { dana: [requester], kim: [approver] }
          """,
          Map.of("requesters", "1", "approvers", "2", "finance", "3"));
  static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  static final Instant ASKED = NOW.minus(Duration.ofDays(365));
  static final PersonTag MIA = new PersonTag("a".repeat(16));
  static final PersonTag LENA = new PersonTag("b".repeat(16));
  static final PersonTag ANA = new PersonTag("c".repeat(16));
  static final PersonTag NOBODY = new PersonTag("none");
  static final ObjectId ORDER = new ObjectId("ord_1");
  static final ObjectId SUBSCRIPTION = new ObjectId("sub_1");
  static final ObjectId PARCEL = new ObjectId("shp_1");
  static final ObjectId ACCESS = new ObjectId("usr_1");
  static final ObjectId ACCOUNT = new ObjectId("acct_1");
  static final TicketId TICKET = new TicketId("42");
  static final Claim REQUEST = new Claim("audit-500", "7", "");
  static final Claim APPROVAL = new Claim("audit-600", "8", "");
  static final Claim REVIEW = new Claim("audit-700", "8", "");
  private static final Map<CommandKind, List<String>> MACROS =
      Map.of(
          CommandKind.SEND, List.of("101"),
          CommandKind.APPROVE, List.of("103"),
          CommandKind.REFUSE, List.of("104"));

  final CaseKind kind;
  Trust trust = Trust.PROOF;
  @Nullable SignedEvidence signed;
  Pauses pauses = Pauses.NONE;
  boolean found = true;
  PersonTag customer = MIA;
  boolean undo;
  String asked;
  String reason;
  String option = "now";
  String requestField;
  final List<TicketCommand> commands = new ArrayList<>();
  final List<OpenedSession> sessions = new ArrayList<>();
  OrderFacts order = facts("sub_1", "shp_1", "usr_1");
  String accessOfSubscription = "";
  String commandId = "audit-500";
  Claim request = REQUEST;
  List<Claim> approvals = List.of();
  String step = "step";
  @Nullable RequestKey key;

  private ChangeScene(CaseKind kind, ObjectId asked, String reason) {
    this.kind = kind;
    this.asked = asked.value();
    this.requestField = asked.value();
    this.reason = reason;
  }

  static ChangeScene ofCancellation() {
    ChangeScene scene = new ChangeScene(CaseKind.CANCELLATION, ORDER, "changed_mind");
    scene.given();
    return scene;
  }

  static ChangeScene ofVerification() {
    ChangeScene scene = new ChangeScene(CaseKind.VERIFICATION, ACCOUNT, "new_device");
    scene.given();
    scene.sessions.add(new OpenedSession("vs_1", false, ASKED.plusSeconds(900)));
    return scene;
  }

  /** After all that was said the ticket became another customer's. */
  void becomes(PersonTag other) {
    customer = other;
    given();
  }

  /** What the ticket's audits hold, by what the fields hold now. */
  void given() {
    commands.clear();
    commands.add(said("500", CommandKind.SEND, "7", LENA, "1", ASKED));
    commands.add(said("600", CommandKind.APPROVE, "8", ANA, "2", ASKED.plusSeconds(600)));
    commands.add(said("700", CommandKind.REFUSE, "8", ANA, "2", ASKED.plusSeconds(3600)));
  }

  TicketCommand said(
      String audit, CommandKind said, String author, PersonTag person, String group, Instant at) {
    return said(audit, kind, said, author, person, group, at, "web");
  }

  TicketCommand said(
      String audit,
      CaseKind about,
      CommandKind said,
      String author,
      PersonTag person,
      String group,
      Instant at,
      String channel) {
    return new TicketCommand(
        "audit-" + audit,
        new AuditFacts(
            audit,
            at,
            channel,
            false,
            false,
            MACROS.getOrDefault(said, List.of("999")).get(0),
            about,
            said,
            author,
            true,
            List.of(group)),
        true,
        "name",
        person,
        0,
        customer.equals(MIA),
        new FieldValues(requestField, "", reason, "", option));
  }

  ChangeOrder orderFor(ObjectId object, String value) {
    return new ChangeOrder(
        new Attempt(
            new OperationId(asked + "/" + key() + "/" + step),
            commandId,
            0,
            NOW.plus(Duration.ofHours(1)),
            false),
        object,
        value,
        TICKET,
        request,
        approvals);
  }

  private RequestKey key() {
    if (key != null) {
      return key;
    }
    ObjectId object = new ObjectId(asked.matches("[A-Za-z0-9_-]{3,}") ? asked : "none");
    return kind == CaseKind.CANCELLATION
        ? RequestKey.of(TICKET, object, CancellationRequest.When.NOW.name(), reason, 0)
        : RequestKey.of(TICKET, object, "", reason, 0);
  }

  private Clearance clearance(ChangeTest test) {
    TicketRecord ticket = new TicketRecord(TICKET, found, customer, Map.of(), 3, commands);
    Map<CaseKind, Map<CommandKind, List<String>>> macros =
        Map.of(CaseKind.CANCELLATION, MACROS, CaseKind.VERIFICATION, MACROS);
    Clearance clearance =
        new PolicyAuthority(
                POLICY,
                trust,
                macros,
                any -> ticket,
                null,
                new AssertionTest(POLICY, Scene.ACCOUNT, signed),
                pauses,
                () -> NOW)
            .changes(kind, test);
    return undo ? clearance.ofUndos() : clearance;
  }

  /** The order itself is changed. */
  @Nullable Outcome clearOrder() {
    return clearance(ChangeTest.ITSELF).clear(orderFor(ORDER, "")).stopped();
  }

  @Nullable Outcome clearBilling(ObjectId subscription) {
    return clearance(parts().subscription()).clear(orderFor(subscription, "")).stopped();
  }

  @Nullable Outcome clearParcel(ObjectId parcel) {
    return clearance(parts().shipment()).clear(orderFor(parcel, "")).stopped();
  }

  @Nullable Outcome clearAccess(ObjectId access, String value) {
    return clearance(parts().access(this::subscription)).clear(orderFor(access, value)).stopped();
  }

  @Nullable Outcome clearSession(String value) {
    return clearance(opened().session()).clear(orderFor(ACCOUNT, value)).stopped();
  }

  @Nullable Outcome clearAccount(ObjectId account, String value) {
    return clearance(opened().account()).clear(orderFor(account, value)).stopped();
  }

  private OrderParts parts() {
    return new OrderParts(id -> id.equals(ORDER) ? order : facts("", "", ""));
  }

  private RequestSessions opened() {
    return new RequestSessions(any -> sessions, POLICY.verifications().reviewAlways());
  }

  static OrderFacts facts(String subscription, String shipment, String access) {
    return new OrderFacts(
        "Acme Shop",
        ORDER,
        true,
        MIA,
        OrderFacts.Stage.CANCELLED,
        ASKED,
        subscription,
        shipment,
        access,
        "",
        null);
  }

  private SubscriptionFacts subscription(ObjectId id) {
    return new SubscriptionFacts(
        "Stripe",
        id,
        true,
        MIA,
        SubscriptionFacts.Status.ENDED,
        ASKED,
        NOW,
        "",
        id.equals(SUBSCRIPTION) ? accessOfSubscription : "",
        "",
        null);
  }
}
