package io.caserail.worker.authority;

import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.CaseKind;
import io.caserail.model.TicketId;
import io.caserail.port.Assertion;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Origin;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The authority of one policy. It keeps nothing between two questions, so that its second look is
 * as good as the ticket and the payment are at that moment.
 */
public final class PolicyAuthority implements Authority {
  private static final String NO_TICKET = "the ticket does not exist any more";

  private final Policy policy;
  private final AuditTest audits;
  private final SpokenTest spoken;
  private final AssertionTest assertions;
  private final TicketEvidence evidence;
  private final @Nullable OriginEvidence origins;
  private final Pauses pauses;
  private final InstantSource clock;

  /**
   * An authority.
   *
   * @param macros the ids of our macros for each command of each kind of case
   * @param evidence where the second look reads
   * @param origins where it reads what a refund follows from; null where no refund may follow from
   *     another case
   * @param assertions judges what was signed
   * @param pauses asked before everything else
   * @param clock against which approvals grow old
   */
  public PolicyAuthority(
      Policy policy,
      Trust trust,
      Map<CaseKind, Map<CommandKind, List<String>>> macros,
      TicketEvidence evidence,
      @Nullable OriginEvidence origins,
      AssertionTest assertions,
      Pauses pauses,
      InstantSource clock) {
    this.policy = policy;
    this.audits = new AuditTest(policy, macros);
    this.spoken = new SpokenTest(policy, trust);
    this.evidence = evidence;
    this.origins = origins;
    this.assertions = assertions;
    this.pauses = pauses;
    this.clock = clock;
  }

  @Override
  public RefundPolicy policy() {
    return policy.refunds();
  }

  @Override
  public CancellationPolicy cancellations() {
    return policy.cancellations();
  }

  @Override
  public VerificationPolicy verifications() {
    return policy.verifications();
  }

  @Override
  public Proof prove(AuditFacts audit) {
    return audits.judge(audit);
  }

  @Override
  public Proof prove(Assertion assertion) {
    TicketId ticket = assertion.ticket();
    if (AssertionTest.isSigned(assertion.proofRef())) {
      return assertions.judge(assertion);
    }
    return ticket != null && assertion.proofRef().startsWith("audit-")
        ? byAudit(ticket, assertion)
        : spoken.judge(assertion);
  }

  /** The audit counts, not whoever points at it: its kind, its author, and only once. */
  private Proof byAudit(TicketId ticket, Assertion assertion) {
    TicketRecord read = evidence.read(ticket);
    TicketCommand command =
        read.commands().stream()
            .filter(c -> c.id().equals(assertion.proofRef()))
            .findFirst()
            .orElse(null);
    if (command == null) {
      return Proof.refused("ticket " + ticket + " has no such audit that gives a command");
    }
    if (command.used()) {
      return Proof.refused("what this audit says was dealt with before");
    }
    if (command.facts().about() != assertion.about()) {
      return Proof.refused("this audit is about a " + words(command.facts().about()));
    }
    if (command.facts().kind() != assertion.kind()) {
      return Proof.refused("this audit says " + words(command.facts().kind()));
    }
    Proof proof = audits.judge(command.facts());
    if (proof.refusal() != null) {
      return proof;
    }
    TicketCommand heard =
        assertion.caseId().isEmpty() ? command : command.readBy(assertion.caseId());
    Command said = heard.judged(read.ticket(), proof);
    return said.refusal() == null ? Proof.of(said) : Proof.refused(said.refusal());
  }

  private static String words(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public void requireNotPaused() {
    pauses.require(CaseKind.REFUND);
  }

  /**
   * {@inheritDoc} The codes of a no: {@code request_not_proven}, {@code command_used}, {@code
   * ended}, {@code edited}, {@code approval_missing}, {@code approval_expired}, {@code
   * same_person}, {@code requester_changed}, {@code own_money}, {@code amount_changed}, {@code
   * not_refundable}, {@code disputed}, {@code risk_hold}, {@code by_hand}, {@code look_alike}; of a
   * refund that follows from another case also those that begin with {@code origin_}.
   */
  @Override
  public Clearing clear(RefundOrder order, PaymentFacts now) {
    pauses.require(CaseKind.REFUND);
    TicketRecord ticket = evidence.read(order.ticket());
    if (!ticket.found()) {
      return Clearing.stopped(StopCode.REQUEST_NOT_PROVEN.because(NO_TICKET));
    }
    Claims claims = new Claims(ticket, audits, spoken, assertions, clock.instant());
    return new SecondLook(
            order, ticket, origin(order), now, policy.refunds(), claims, clock.instant())
        .judge();
  }

  private @Nullable OriginFacts origin(RefundOrder order) {
    Origin origin = order.origin();
    return origin == null || origins == null || origin.kind() != CaseKind.CANCELLATION
        ? null
        : origins.read(origin);
  }

  /**
   * The second look at the changes of one system: the request is an audit of the ticket by the
   * macro of that kind of case, by that person, for that object, and names this operation; so is
   * each approval, by other people and later; and the ticket is the customer's for whom it was
   * asked, unless what the case has done is given back. The codes of a no: {@code
   * request_not_proven}, {@code requester_changed}, {@code approval_missing}, {@code same_person},
   * and those of the test.
   *
   * @param kind which kind of case changes that system
   * @param test what the system takes beyond that
   */
  public Clearance changes(CaseKind kind, ChangeTest test) {
    return changes(kind, test, false);
  }

  private Clearance changes(CaseKind kind, ChangeTest test, boolean undo) {
    List<String> askAlways =
        kind == CaseKind.CANCELLATION
            ? policy.cancellations().askAlways()
            : policy.verifications().askAlways();
    return new Clearance() {
      @Override
      public Clearing clear(ChangeOrder order) {
        requireNotPaused();
        TicketRecord ticket = evidence.read(order.ticket());
        if (!ticket.found()) {
          return Clearing.stopped(StopCode.REQUEST_NOT_PROVEN.because(NO_TICKET));
        }
        Claims claims = new Claims(ticket, audits, spoken, assertions, clock.instant());
        return new ChangeLook(order, ticket, kind, undo, askAlways, claims, test).judge();
      }

      @Override
      public void requireNotPaused() {
        pauses.require(kind);
      }

      @Override
      public Clearance ofUndos() {
        return changes(kind, test, true);
      }
    };
  }
}
