package io.caserail.worker.authority;

import io.caserail.activities.zendesk.FieldValues;
import io.caserail.activities.zendesk.ShownEnding;
import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.AuditFacts;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A refund of 180.00 EUR, asked for by Lena and approved by Ana; each trial changes one thing. */
final class Scene {
  static final Policy POLICY =
      PolicyFile.parse(
          "local: { dana: [requester], kim: [approver] }",
          Map.of("requesters", "1", "approvers", "2", "finance", "3"));
  static final String ACCOUNT = "acme";
  static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  static final PersonTag MIA = new PersonTag("a".repeat(16));
  static final PersonTag LENA = new PersonTag("b".repeat(16));
  static final PersonTag ANA = new PersonTag("c".repeat(16));
  static final PersonTag FIN = new PersonTag("d".repeat(16));
  static final ObjectId PAYMENT = new ObjectId("pi_3Q");
  static final TicketId TICKET = new TicketId("42");
  static final Claim REQUEST = new Claim("audit-500", "7", "");
  static final Claim APPROVAL = new Claim("audit-600", "8", "");
  static final Map<CaseKind, Map<CommandKind, List<String>>> MACROS =
      Map.of(
          CaseKind.REFUND,
          Map.of(CommandKind.SEND, List.of("101"), CommandKind.APPROVE, List.of("103")),
          CaseKind.CANCELLATION,
          Map.of(CommandKind.SEND, List.of("201"), CommandKind.APPROVE, List.of("203")));

  Policy policy = POLICY;
  Instant now = NOW;
  Trust trust = Trust.PROOF;
  Pauses pauses = Pauses.NONE;
  @Nullable OriginEvidence origins;
  @Nullable SignedEvidence signed;
  boolean found = true;
  FieldValues values = new FieldValues("pi_3Q", "180.00", "not_received", "");
  PersonTag customer = MIA;
  @Nullable Instant customerSince;
  final List<TicketCommand> commands = new ArrayList<>();
  final List<ShownEnding> endings = new ArrayList<>();
  RefundOrder order = order("180", new Money(18_000, "EUR"), REQUEST, List.of(APPROVAL));
  PersonTag payer = MIA;
  Money captured = new Money(18_000, "EUR");
  final List<PaymentFacts.Refund> refunds = new ArrayList<>();
  PaymentFacts.Risk risk = PaymentFacts.Risk.NONE;
  final List<PaymentFacts.Dispute> disputes = new ArrayList<>();

  Scene() {
    commands.add(command("500", CommandKind.SEND, "7", LENA, "1", NOW.minusSeconds(3600)));
    commands.add(command("600", CommandKind.APPROVE, "8", ANA, "2", NOW.minusSeconds(1800)));
  }

  /** A command by the macro that belongs to it, while the fields hold what they hold now. */
  TicketCommand command(
      String audit, CommandKind kind, String author, PersonTag person, String group, Instant at) {
    return command(audit, kind, author, person, group, at, "web", values);
  }

  TicketCommand command(
      String audit,
      CommandKind kind,
      String author,
      PersonTag person,
      String group,
      Instant at,
      String channel,
      FieldValues held) {
    return new TicketCommand(
        "audit-" + audit,
        new AuditFacts(
            audit,
            at,
            channel,
            false,
            false,
            kind == CommandKind.APPROVE ? "103" : "101",
            CaseKind.REFUND,
            kind,
            author,
            true,
            List.of(group)),
        true,
        "name",
        person,
        0,
        true,
        held);
  }

  /** The same click, for a cancellation, by the macro that belongs to it. */
  static TicketCommand aboutACancellation(TicketCommand of) {
    AuditFacts facts = of.facts();
    return new TicketCommand(
        of.id(),
        new AuditFacts(
            facts.auditId(),
            facts.at(),
            facts.channel(),
            facts.creation(),
            facts.changedByRule(),
            facts.kind() == CommandKind.APPROVE ? "203" : "201",
            CaseKind.CANCELLATION,
            facts.kind(),
            facts.authorId(),
            facts.authorIsStaff(),
            facts.authorGroups()),
        of.used(),
        of.actorName(),
        of.person(),
        of.seen(),
        of.sameCustomer(),
        of.values());
  }

  static RefundOrder order(String asked, Money amount, Claim request, List<Claim> approvals) {
    RequestKey key = RequestKey.of(TICKET, PAYMENT, asked, "not_received", 0);
    return new RefundOrder(
        new Attempt(
            OperationId.of(PAYMENT, key, "pay"),
            request.commandId(),
            0,
            NOW.plus(Duration.ofHours(1)),
            false),
        PAYMENT,
        amount,
        asked,
        "not_received",
        TICKET,
        request,
        approvals,
        List.of());
  }

  /** The ticket says that it has ended, and had used up so many of the commands by then. */
  void ended(String asked, int copy, int used) {
    endings.add(
        new ShownEnding(
            CaseKind.REFUND,
            RequestKey.of(TICKET, PAYMENT, asked, "not_received", copy).value(),
            NOW.minusSeconds(600),
            commands.stream().limit(used).map(TicketCommand::id).collect(Collectors.toSet())));
  }

  static OperationId operation(String asked, int copy) {
    return OperationId.of(
        PAYMENT, RequestKey.of(TICKET, PAYMENT, asked, "not_received", copy), "pay");
  }

  /** The same order, which names another ticket. */
  void ordersFor(TicketId other) {
    order(order.attempt(), other);
  }

  /** The same order, which names another operation. */
  void ordersAs(OperationId operation) {
    Attempt attempt = order.attempt();
    order(
        new Attempt(
            operation, attempt.commandId(), attempt.generation(), attempt.sendBefore(), false),
        order.ticket());
  }

  private void order(Attempt attempt, TicketId ticket) {
    order =
        new RefundOrder(
            attempt,
            order.payment(),
            order.amount(),
            order.askedAmount(),
            order.reason(),
            ticket,
            order.request(),
            order.approvals(),
            order.known());
  }

  void approvals(Claim... claims) {
    order = order(order.askedAmount(), order.amount(), order.request(), List.of(claims));
  }

  @Nullable Outcome clear() {
    return authority().clear(order, payment()).stopped();
  }

  PaymentFacts payment() {
    return new PaymentFacts(
        "Stripe",
        PAYMENT,
        true,
        captured,
        NOW.minus(Duration.ofDays(3)),
        payer,
        refunds,
        disputes,
        0,
        new Money(0, "EUR"),
        null,
        risk,
        List.of(),
        false);
  }

  PolicyAuthority authority() {
    TicketRecord ticket =
        new TicketRecord(
            TICKET,
            found,
            customer,
            customerSince,
            Map.of(CaseKind.REFUND, values),
            3,
            commands,
            endings);
    return new PolicyAuthority(
        policy,
        trust,
        MACROS,
        any -> ticket,
        origins,
        new AssertionTest(policy, ACCOUNT, signed),
        pauses,
        () -> now);
  }
}
