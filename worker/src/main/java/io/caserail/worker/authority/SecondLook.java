package io.caserail.worker.authority;

import io.caserail.activities.zendesk.FieldValues;
import io.caserail.activities.zendesk.ShownEnding;
import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.Clearing;
import io.caserail.port.CommandKind;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.refund.FourEyes;
import io.caserail.refund.FourEyes.Approval;
import io.caserail.refund.RefundRequest;
import io.caserail.refund.RefundRules;
import io.caserail.refund.Ruling;
import io.caserail.worker.authority.OriginFacts.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One second look at one order: what the ticket proves now, beside what the order claims. Its
 * checks run in the order of {@link #stopped()}; the first no ends it.
 */
final class SecondLook {
  /** The only reason for which a refund follows from a cancellation. */
  private static final String CANCELLED = "cancelled_in_window";

  private static final int MOST_COPIES = 100;

  private final RefundOrder order;
  private final TicketRecord ticket;
  private final @Nullable OriginFacts originFacts;
  private final PaymentFacts payment;
  private final RefundPolicy policy;
  private final Claims claims;
  private final Instant now;
  private final List<String> grants = new ArrayList<>();

  SecondLook(
      RefundOrder order,
      TicketRecord ticket,
      @Nullable OriginFacts originFacts,
      PaymentFacts payment,
      RefundPolicy policy,
      Claims claims,
      Instant now) {
    this.order = order;
    this.ticket = ticket;
    this.originFacts = originFacts;
    this.payment = payment;
    this.policy = policy;
    this.claims = claims;
    this.now = now;
  }

  Clearing judge() {
    return new Clearing(stopped(), grants);
  }

  /** Null when it may be sent. */
  private @Nullable Outcome stopped() {
    try {
      ProvenPerson requester = requester();
      requireUnused();
      RefundRequest request = request(requester);
      requireNotEnded(requester);
      requireUnedited();
      requireSomebodyElses(request);
      List<Approval> approvals = approvals(request, requester);
      requireAllowed(request, approvals);
      return null;
    } catch (Stop stop) {
      return stop.code.because(stop.text);
    }
  }

  private ProvenPerson requester() {
    Claim claim = order.request();
    if (!claim.commandId().equals(order.attempt().commandId())) {
      throw stop(StopCode.REQUEST_NOT_PROVEN, "the order names two different commands");
    }
    Origin origin = order.origin();
    if (origin != null) {
      return requesterOf(origin, claim);
    }
    if (!Claims.isAudit(claim)) {
      return claims.requester(order);
    }
    TicketCommand command = claims.command(claim, StopCode.REQUEST_NOT_PROVEN);
    if (isElsewhere(command) || !command.facts().kind().isRequest()) {
      throw stop(StopCode.REQUEST_NOT_PROVEN, "what stands in the ticket asks for no refund");
    }
    if (!holds(command.values())) {
      throw stop(StopCode.REQUEST_NOT_PROVEN, "what was asked for in the ticket is not this");
    }
    return claims.proven(claim, command, StopCode.REQUEST_NOT_PROVEN);
  }

  /** The click asked for another change; that this refund follows from it, its systems say. */
  private ProvenPerson requesterOf(Origin origin, Claim claim) {
    if (originFacts == null) {
      throw stop(
          StopCode.ORIGIN_NOT_SET_UP, "nobody here can look whether it follows from the " + origin);
    }
    if (!Claims.isAudit(claim)) {
      throw stop(StopCode.ORIGIN_NOT_PROVEN, "no audit of the ticket is named as its proof");
    }
    TicketCommand command = claims.command(claim, StopCode.ORIGIN_NOT_PROVEN);
    if (command.facts().about() != CaseKind.CANCELLATION || !command.facts().kind().isRequest()) {
      throw stop(
          StopCode.ORIGIN_NO_REQUEST,
          claim.commandId() + " is said to ask for a cancellation, and does not");
    }
    if (!command.values().object().equals(origin.object().value())) {
      throw stop(
          StopCode.ORIGIN_OTHER_OBJECT,
          "it was asked to cancel something else than " + origin.object());
    }
    ProvenPerson requester = claims.proven(claim, command, StopCode.ORIGIN_NOT_PROVEN);
    requireDue(origin, originFacts.parts());
    return requester;
  }

  private void requireDue(Origin origin, List<Part> parts) {
    if (!order.reason().equals(CANCELLED)) {
      throw stop(
          StopCode.ORIGIN_NOT_PROVEN, "a refund that follows from a cancellation has one reason");
    }
    List<Part> paid =
        parts.stream()
            .filter(part -> part.payment().equals(order.payment().value()) && part.paid() != null)
            .toList();
    if (paid.isEmpty()) {
      throw stop(
          StopCode.ORIGIN_OTHER_PAYMENT,
          "payment " + order.payment() + " was not made for " + origin.object());
    }
    List<Part> over = paid.stream().filter(part -> !part.stands()).toList();
    if (over.isEmpty()) {
      throw stop(
          StopCode.ORIGIN_STANDS,
          paid.get(0).what() + " is not cancelled in " + paid.get(0).system());
    }
    if (over.stream().noneMatch(part -> isWithin(part.paid()))) {
      throw stop(
          StopCode.ORIGIN_TOO_MUCH,
          over.get(0).paid() + " was paid for " + over.get(0).what() + ", not " + order.amount());
    }
  }

  private boolean isWithin(@Nullable Money paid) {
    return paid != null
        && paid.currency().equals(order.amount().currency())
        && !order.amount().isMoreThan(paid);
  }

  /** One click, one refund: a forged order can give the same click another operation id. */
  private void requireUnused() {
    for (PaymentFacts.Refund refund : payment.refunds()) {
      if (refund.counts()
          && refund.command().equals(order.request().commandId())
          && !refund.operation().equals(order.attempt().id().value())) {
        throw stop(StopCode.COMMAND_USED, "what was asked for has been refunded: " + refund.ref());
      }
    }
  }

  /**
   * A person's no, or a time that is over, stands in the ticket, where who can write to the history
   * can't undo it. What follows from another case is asked for again under the same name, as often
   * as that case wants it: there its systems say whether it is due.
   */
  private void requireNotEnded(ProvenPerson requester) {
    if (order.origin() != null || ticket.endings().isEmpty()) {
      return;
    }
    Set<String> names = names(requester);
    for (ShownEnding ending : ticket.endings()) {
      boolean later =
          Claims.isAudit(order.request())
              ? ending.used().contains(order.request().commandId())
              : ending.at().isAfter(requester.at());
      if (later && ending.about() == CaseKind.REFUND && names.contains(ending.key())) {
        throw stop(
            StopCode.ENDED,
            "the ticket says that this request has ended; withdraw it, and ask again");
      }
    }
  }

  /**
   * What the request can be called, by its content and not by what the order says: the order can
   * write the amount in another way, or name a follow-up in the place of its ticket. Not what an
   * earlier wish was called whose refund this one replaces: what ended there is that refund.
   */
  private Set<String> names(ProvenPerson requester) {
    Set<String> amounts = new HashSet<>();
    addForms(order.askedAmount(), amounts);
    if (Claims.isAudit(order.request())) {
      addForms(
          claims.command(order.request(), StopCode.REQUEST_NOT_PROVEN).values().amount(), amounts);
    }
    Set<TicketId> tickets = new HashSet<>(List.of(order.ticket(), ticket.ticket()));
    Set<String> names = new HashSet<>();
    for (TicketId one : tickets) {
      for (String amount : amounts) {
        for (int copy = 0; copy < MOST_COPIES; copy++) {
          RequestKey key = RequestKey.of(one, order.payment(), amount, order.reason(), copy);
          if (!isReplaced(key, requester)) {
            names.add(key.value());
          }
        }
      }
    }
    return names;
  }

  /** Whether a refund of that name was there already, by another command, when this was asked. */
  private boolean isReplaced(RequestKey key, ProvenPerson requester) {
    return payment.refunds().stream()
        .anyMatch(
            refund ->
                refund.operation().contains("/" + key + "/")
                    && !refund.command().equals(order.request().commandId())
                    && !refund.at().isAfter(requester.at()));
  }

  private static void addForms(String amount, Set<String> amounts) {
    amounts.add(amount);
    amounts.add(RefundRequest.withoutIdleZeros(amount));
  }

  /**
   * A request by command line has no fields of its own in the ticket, and neither has one that
   * follows from another case: what those systems say counts, not what fields hold.
   */
  private void requireUnedited() {
    if (order.origin() == null
        && Claims.isAudit(order.request())
        && !holds(ticket.values(CaseKind.REFUND))) {
      throw stop(
          StopCode.EDITED,
          "payment, amount or reason were changed in the ticket after the request");
    }
  }

  /** Nobody asks for money of their own, be it ever so little that nobody has to agree. */
  private void requireSomebodyElses(RefundRequest request) {
    if (FourEyes.isForThemselves(request, payment.customer())) {
      throw stop(
          StopCode.OWN_MONEY,
          "whoever asked for it would get the money; withdraw it, and have a colleague ask");
    }
  }

  private List<Approval> approvals(RefundRequest request, ProvenPerson requester) {
    List<Approval> counted = new ArrayList<>();
    for (Claim claim : order.approvals()) {
      ProvenPerson approver = approver(claim, request, requester);
      if (approver.at().plus(policy.waits().approvalHolds()).isBefore(now)) {
        throw stop(StopCode.APPROVAL_EXPIRED, "an approval is too old by now; it is needed again");
      }
      Approval approval = new Approval(claim, approver.person(), approver.roles(), approver.at());
      String refusal = FourEyes.refusal(request, payment.customer(), counted, approval);
      if (refusal != null) {
        throw stop(StopCode.SAME_PERSON, "an approval does not count: " + refusal);
      }
      counted.add(approval);
      grants.addAll(Claims.grants(claim, approver));
    }
    return counted;
  }

  private ProvenPerson approver(Claim claim, RefundRequest request, ProvenPerson requester) {
    if (AssertionTest.isSigned(claim)) {
      ProvenPerson approver =
          claims.decider(
              claim, CaseKind.REFUND, order.payment(), itsKey(request), CommandKind.APPROVE);
      Claims.requireLater(claim, approver, order.request(), requester);
      return approver;
    }
    if (!Claims.isAudit(claim)) {
      return claims.trusted(claim, CommandKind.APPROVE, StopCode.APPROVAL_MISSING);
    }
    TicketCommand command = claims.command(claim, StopCode.APPROVAL_MISSING);
    if (isElsewhere(command) || command.facts().kind() != CommandKind.APPROVE) {
      throw stop(StopCode.APPROVAL_MISSING, "what stands in the ticket is no approval");
    }
    ProvenPerson approver = claims.proven(claim, command, StopCode.APPROVAL_MISSING);
    Claims.requireLater(claim, approver, order.request(), requester);
    if (!isFor(command.values())) {
      throw stop(StopCode.APPROVAL_MISSING, "an approval was given for something else");
    }
    return approver;
  }

  /**
   * The request that the operation is of, which is what was signed: by its own content, since a
   * forged order could carry another request's name.
   */
  private RequestKey itsKey(RefundRequest request) {
    for (int copy = 0; copy < MOST_COPIES; copy++) {
      RequestKey key = request.knowing(List.of(), copy).key();
      if (order.attempt().id().value().contains("/" + key + "/")) {
        return key;
      }
    }
    throw stop(
        StopCode.APPROVAL_MISSING, "the operation is not that of the request that was approved");
  }

  /**
   * Whoever asked by command line has left the ticket's fields to Caserail, and they hold the
   * request then, or nothing yet.
   */
  private boolean isFor(FieldValues values) {
    if (Claims.isAudit(order.request())) {
      return approves(values);
    }
    return !AssertionTest.isSigned(order.request())
        || values.object().isEmpty()
        || approves(values);
  }

  private void requireAllowed(RefundRequest request, List<Approval> approvals) {
    Ruling ruling = RefundRules.judge(request, payment, policy, now);
    switch (ruling.kind()) {
      case REJECT ->
          throw stop(
              ruling.code().equals("disputed") ? StopCode.DISPUTED : StopCode.NOT_REFUNDABLE,
              ruling.because());
      case BY_HAND -> throw stop(StopCode.BY_HAND, ruling.because() + "; it is done by hand");
      case GO -> {}
    }
    if (!ruling.amount().equals(order.amount())) {
      throw stop(
          StopCode.AMOUNT_CHANGED,
          "it would be " + ruling.amount() + " now, and " + order.amount() + " was asked for");
    }
    List<Role> missing = FourEyes.missing(ruling.needs(), approvals);
    if (!missing.isEmpty()) {
      throw stop(StopCode.APPROVAL_MISSING, "an approval is missing: " + ruling.because());
    }
    if (!FourEyes.missing(ruling, approvals).isEmpty()) {
      throw stop(StopCode.RISK_HOLD, ruling.because());
    }
    requireSameCustomer(ruling, approvals);
    requireNoNewTwin(approvals);
  }

  /**
   * Whoever agreed while the ticket was another customer's has seen neither this one nor that the
   * payment is not theirs.
   */
  private void requireSameCustomer(Ruling ruling, List<Approval> approvals) {
    Instant since = ticket.requesterSince();
    if (since != null
        && ruling.code().equals(RefundRules.OTHER_CUSTOMER)
        // Zendesk dates by the second: of two in the same one nobody knows which was first.
        && approvals.stream().anyMatch(approval -> !approval.at().isAfter(since))) {
      throw stop(
          StopCode.REQUESTER_CHANGED,
          "the ticket became another customer's after the approval, and the payment is not theirs;"
              + " withdraw it, and ask again");
    }
  }

  /** A twin that an approver could see, they have agreed to; a younger one nobody has seen. */
  private void requireNoNewTwin(List<Approval> approvals) {
    Instant seen = approvals.stream().map(Approval::at).max(Instant::compareTo).orElse(Instant.MAX);
    for (PaymentFacts.Refund refund : payment.refunds()) {
      if (refund.counts() && refund.amount().equals(order.amount()) && refund.at().isAfter(seen)) {
        throw stop(
            StopCode.LOOK_ALIKE,
            "the same amount was refunded after the approval: " + refund.ref());
      }
    }
  }

  private RefundRequest request(ProvenPerson requester) {
    return new RefundRequest(
        order.payment(),
        order.ticket(),
        order.askedAmount(),
        order.reason(),
        order.request(),
        "",
        requester.person(),
        ticket.requester(),
        requester.at(),
        0,
        List.of(),
        false,
        order.origin());
  }

  private boolean holds(FieldValues values) {
    return names(values) && values.reason().equals(order.reason());
  }

  /** The reason of what follows from another case stands in no field. */
  private boolean approves(FieldValues values) {
    return order.origin() == null ? holds(values) : names(values);
  }

  private boolean names(FieldValues values) {
    return values.object().equals(order.payment().value())
        && isSameAmount(values.amount(), order.askedAmount());
  }

  private static boolean isSameAmount(String one, String other) {
    String a = one.strip().replace(',', '.');
    String b = other.strip().replace(',', '.');
    if (a.isEmpty() || b.isEmpty()) {
      return a.equals(b);
    }
    try {
      return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
    } catch (NumberFormatException e) {
      return a.equals(b);
    }
  }

  /** Said about another kind of case, for which other people or amounts may have been enough. */
  private static boolean isElsewhere(TicketCommand command) {
    return command.facts().about() != CaseKind.REFUND;
  }

  private static Stop stop(StopCode code, String text) {
    return new Stop(code, text);
  }
}
