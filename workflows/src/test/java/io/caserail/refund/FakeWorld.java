package io.caserail.refund;

import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Assertion;
import io.caserail.port.BusinessHours;
import io.caserail.port.CaseActivities;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.FailureType;
import io.caserail.port.Heartbeat;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundOrigin;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Tier;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.RefundRef;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A payment system and a ticket system in memory, as small as the ports allow. */
final class FakeWorld implements PaymentActivities, TicketActivities, CaseActivities {
  static final ObjectId PAYMENT = new ObjectId("pi_fake");
  static final PersonTag CUSTOMER = new PersonTag("00000000000000aa");

  /** What the next sends do; when empty they succeed. */
  enum Send {
    AWAY,
    LOST_AFTER,
    /** Lost on the way there; the system is away from then on. */
    LOST_BEFORE,
    DECLINE
  }

  final Deque<Send> sends = new ConcurrentLinkedDeque<>();

  /** The systems whose fault it is that the next sends fail, each as its activity's last try. */
  final Deque<String> faults = new ConcurrentLinkedDeque<>();

  /** What the case was said to wait for when it sent. */
  final List<String> waitedFor = new CopyOnWriteArrayList<>();

  final List<Command> commands = new CopyOnWriteArrayList<>();
  final List<ShowRequest> writes = new CopyOnWriteArrayList<>();
  final List<PaymentFacts.Refund> refunds = new CopyOnWriteArrayList<>();
  final List<SettlementRequest> settlements = new CopyOnWriteArrayList<>();
  final List<SentAgain> sentAgain = new CopyOnWriteArrayList<>();
  volatile Runnable whenHandedOver = () -> {};
  final List<String> woken = new CopyOnWriteArrayList<>();

  /** Who is believed by name, and what they may act as. */
  final Map<String, List<Role>> people = new ConcurrentHashMap<>();

  final Map<String, Boolean> used = new LinkedHashMap<>();
  volatile boolean away;
  volatile boolean paused;

  /** Others are first: a try is turned away before anything is sent. */
  volatile boolean othersFirst;

  volatile boolean ticketsAway;
  volatile boolean casesAway;

  /** Somebody else's macro stands in the command field, so that none of ours is to be emptied. */
  volatile boolean fieldEmptied;

  volatile @Nullable FailureType refusesNotes;
  final AtomicInteger showsTried = new AtomicInteger();

  /** Somebody refunds another amount in the payment system right before our send. */
  volatile boolean foreignFirst;

  /** What the check right before a send says; null when it lets it go. */
  volatile @Nullable Outcome stopsSend;

  /** How often it says so; then it lets it go. */
  final AtomicInteger stopsLeft = new AtomicInteger(Integer.MAX_VALUE);

  volatile boolean lookUpAway;
  volatile @Nullable CountDownLatch lookUpGate;
  final CountDownLatch lookUpEntered = new CountDownLatch(1);
  volatile PersonTag payer = CUSTOMER;
  volatile Outcome.Kind accepts = Outcome.Kind.SUCCEEDED;
  volatile long captured = 20_000;

  /** What the risk engine says of the payment. */
  volatile PaymentFacts.Risk risk = PaymentFacts.Risk.NONE;

  /** What it says from right before our next send on. */
  volatile PaymentFacts.@Nullable Risk riskAtSend;

  /** What happens while a send is on the way that gets lost. */
  volatile Runnable whileSending = () -> {};

  volatile Runnable whileReviewIsAsked = () -> {};
  volatile boolean reviewsAway;
  final AtomicInteger reviewsAsked = new AtomicInteger();

  /** What an accepted refund comes to; null while that is open. */
  volatile @Nullable Outcome finalWord;

  /** How long whoever asks for the final word is told to wait. */
  volatile Duration wordEvery = Duration.ofMinutes(10);

  /** How many of the next looks at the final word fail. */
  final AtomicInteger wordsFail = new AtomicInteger();

  final AtomicInteger wordsAsked = new AtomicInteger();

  /** What happens once, right after it was read where a refund comes from and how it stands. */
  volatile @Nullable Runnable whileOriginIsRead;

  /** The refund that was made in the place of one that has failed; empty for none. */
  volatile String again = "";

  static RefundPolicy policy() {
    return policy(Duration.ofHours(4), BusinessHours.always());
  }

  static RefundPolicy policy(Duration escalate, BusinessHours hours) {
    return new RefundPolicy(
        "test",
        "UTC",
        Map.of(
            "EUR",
            List.of(
                new Tier(5_000, List.of(), false),
                new Tier(50_000, List.of(Role.APPROVER), false),
                new Tier(200_000, List.of(Role.APPROVER, Role.FINANCE), false))),
        List.of("goodwill"),
        Map.of(),
        new Waits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(45),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(12),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofHours(72),
            Duration.ofDays(3),
            Duration.ofDays(1),
            Duration.ofHours(2),
            escalate,
            hours),
        "5 to 10 business days",
        "re_ number",
        Map.of(),
        new RefundPolicy.Risk(List.of(Role.FINANCE), Duration.ofDays(3), List.of(Role.APPROVER)));
  }

  Command says(int ticket, CommandKind kind, String who, String amount, Role... roles) {
    Command command =
        new Command(
            "audit-" + (commands.size() + 1),
            kind,
            new TicketId(Integer.toString(ticket)),
            who,
            who,
            new PersonTag("none"),
            List.of(roles),
            Instant.ofEpochMilli(System.currentTimeMillis()),
            PAYMENT.value(),
            amount,
            "not_received",
            "",
            writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
            null);
    commands.add(command);
    return command;
  }

  /** The last command gives that reason. */
  void because(String reason) {
    Command c = commands.remove(commands.size() - 1);
    commands.add(
        new Command(
            c.id(),
            c.kind(),
            c.ticket(),
            c.actor(),
            c.actorName(),
            c.person(),
            c.roles(),
            c.at(),
            c.object(),
            c.amount(),
            reason,
            c.reference(),
            c.seen(),
            c.refusal()));
  }

  /** The last command was given while the field held this payment. */
  void aboutPayment(String payment) {
    Command c = commands.remove(commands.size() - 1);
    commands.add(
        new Command(
            c.id(),
            c.kind(),
            c.ticket(),
            c.actor(),
            c.actorName(),
            c.person(),
            c.roles(),
            c.at(),
            payment,
            c.amount(),
            c.reason(),
            c.reference(),
            c.seen(),
            c.refusal()));
  }

  /** The last command was given by somebody who stands in for others. */
  void byGrant(String grant) {
    int last = commands.size() - 1;
    commands.set(last, commands.get(last).byGrant(grant));
  }

  /** Somebody said something that does not count. */
  void saysInVain(int ticket, CommandKind kind, String who, String why) {
    Command c = says(ticket, kind, who, "180");
    commands.set(
        commands.size() - 1,
        new Command(
            c.id(),
            c.kind(),
            c.ticket(),
            c.actor(),
            c.actorName(),
            c.person(),
            c.roles(),
            c.at(),
            c.object(),
            c.amount(),
            c.reason(),
            c.reference(),
            c.seen(),
            why));
  }

  /** The last command was given while the payment field was empty. */
  void forgetPayment() {
    Command c = commands.get(commands.size() - 1);
    commands.set(
        commands.size() - 1,
        new Command(
            c.id(),
            c.kind(),
            c.ticket(),
            c.actor(),
            c.actorName(),
            c.person(),
            c.roles(),
            c.at(),
            "",
            c.amount(),
            c.reason(),
            c.reference(),
            c.seen(),
            null));
  }

  Command byHand(int ticket, String who, String reference, Role... roles) {
    Command c = says(ticket, CommandKind.DONE_BY_HAND, who, "", roles);
    Command with =
        new Command(
            c.id(),
            c.kind(),
            c.ticket(),
            c.actor(),
            c.actorName(),
            c.person(),
            c.roles(),
            c.at(),
            c.object(),
            c.amount(),
            c.reason(),
            reference,
            c.seen(),
            null);
    commands.set(commands.size() - 1, with);
    return with;
  }

  /** The last command names the case that it is about. */
  void naming(String number) {
    commands.set(commands.size() - 1, commands.get(commands.size() - 1).about(number));
  }

  /** From now on people are looking at the payment, or were until they closed that. */
  static PaymentFacts.Risk review(String end) {
    return new PaymentFacts.Risk(
        new PaymentFacts.Review("prv_1", Instant.ofEpochMilli(System.currentTimeMillis()), end),
        null);
  }

  List<TicketView> views() {
    return writes.stream().map(ShowRequest::view).toList();
  }

  @Nullable TicketView lastView() {
    return writes.isEmpty() ? null : writes.get(writes.size() - 1).view();
  }

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    if (ticketsAway) {
      throw failure(FailureType.UPSTREAM_AWAY, FaultDomain.ZENDESK);
    }
    return new TicketReading(
        request.ticket(),
        true,
        CUSTOMER,
        commands.stream()
            .filter(c -> c.ticket().equals(request.ticket()) && !used.containsKey(c.id()))
            .toList(),
        writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
        policy());
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    showsTried.incrementAndGet();
    FailureType refusal = refusesNotes;
    if (refusal != null) {
      throw refusal == FailureType.BAD_ANSWER
          ? ApplicationFailure.newNonRetryableFailure(
              "test", refusal.name(), new Trouble(FaultDomain.ZENDESK, "Zendesk", "refused", ""))
          : failure(refusal, FaultDomain.ZENDESK);
    }
    if (ticketsAway) {
      throw failure(FailureType.UPSTREAM_AWAY, FaultDomain.ZENDESK);
    }
    if (writes.stream()
        .filter(w -> w.ticket().equals(request.ticket()) && w.key().equals(request.key()))
        .anyMatch(w -> w.revision() > request.revision())) {
      return new TicketShown(TicketShown.How.OVERTAKEN, false, "open");
    }
    writes.add(request);
    TicketView view = request.view();
    boolean changes = !fieldEmptied || view.state() != null || !view.note().isEmpty();
    if (changes) {
      request.commands().forEach(id -> used.put(id, true));
    }
    return new TicketShown(TicketShown.How.WRITTEN, false, "open", !changes, false);
  }

  @Override
  public PaymentFacts lookUpPayment(LookUpRequest request) {
    if (lookUpAway) {
      throw failure(FailureType.UPSTREAM_AWAY, FaultDomain.UPSTREAM);
    }
    CountDownLatch gate = lookUpGate;
    if (gate != null) {
      lookUpEntered.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return new PaymentFacts(
        "Stripe",
        request.payment(),
        true,
        new Money(captured, "EUR"),
        Instant.ofEpochMilli(System.currentTimeMillis()),
        payer,
        refunds,
        List.of(),
        0,
        new Money(0, "EUR"),
        null,
        risk,
        List.of(),
        false);
  }

  @Override
  public Outcome issueRefund(RefundOrder order) {
    waitedFor.add(order.attempt().waitsFor());
    String fault = faults.poll();
    if (fault != null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "test",
          FailureType.UPSTREAM_AWAY.name(),
          new Trouble(FaultDomain.UPSTREAM, fault, fault + " does not answer", ""));
    }
    if (othersFirst) {
      throw ApplicationFailure.newFailure(
          "test",
          FailureType.UPSTREAM_AWAY.name(),
          new Trouble(FaultDomain.UPSTREAM, "Stripe", "others first", Trouble.ITS_TURN));
    }
    Outcome found = findRefund(order);
    if (found.happened()) {
      return found;
    }
    var context = Activity.getExecutionContext();
    boolean doubt =
        order.attempt().maybeSent()
            || context
                .getHeartbeatDetails(Heartbeat.class)
                .filter(Heartbeat.SENDING::equals)
                .isPresent();
    if (foreignFirst && refunds.isEmpty()) {
      refunds.add(
          new PaymentFacts.Refund(
              "re_foreign", new Money(700, "EUR"), true, "", "", Instant.EPOCH));
    }
    for (PaymentFacts.Refund refund : refunds) {
      if (foreignFirst && !refund.isOurs() && !order.known().contains(refund.ref())) {
        return Outcome.stopped("foreign_refund", "somebody else refunded 7.00 EUR: re_foreign");
      }
    }
    Outcome no = stopsSend;
    if (no != null && stopsLeft.getAndDecrement() > 0) {
      return no;
    }
    PaymentFacts.Risk changed = riskAtSend;
    if (changed != null) {
      riskAtSend = null;
      risk = changed;
    }
    PaymentFacts.Review review = risk.review();
    boolean lifted = order.approvals().stream().anyMatch(yes -> yes.actor().startsWith("fin"));
    if (review != null && review.open() && !lifted) {
      return Outcome.stopped(
          "risk_hold", "the payment has been under risk review in Stripe since 14:02");
    }
    if (paused) {
      throw ApplicationFailure.newFailure(
          "test",
          FailureType.PAUSED.name(),
          new Trouble(
              FaultDomain.PEOPLE, "Caserail", "refunds are paused, until two people resume", ""));
    }
    Send send = away ? Send.AWAY : sends.poll();
    if (send == Send.AWAY) {
      throw failure(doubt ? FailureType.IN_DOUBT : FailureType.UPSTREAM_AWAY, FaultDomain.UPSTREAM);
    }
    context.heartbeat(Heartbeat.SENDING);
    if (send == Send.LOST_BEFORE) {
      away = true;
      whileSending.run();
      throw failure(FailureType.IN_DOUBT, FaultDomain.UPSTREAM);
    }
    if (send == Send.DECLINE) {
      return Outcome.rejected("", "declined", "Stripe declined it");
    }
    PaymentFacts.Refund refund =
        new PaymentFacts.Refund(
            "re_" + (refunds.size() + 1),
            order.amount(),
            true,
            order.attempt().id().value(),
            order.attempt().commandId(),
            Instant.EPOCH);
    refunds.add(refund);
    if (send == Send.LOST_AFTER) {
      throw failure(FailureType.IN_DOUBT, FaultDomain.UPSTREAM);
    }
    return answer(refund);
  }

  @Override
  public Outcome findRefund(RefundOrder order) {
    return refunds.stream()
        .filter(r -> r.operation().equals(order.attempt().id().value()))
        .findFirst()
        .map(this::answer)
        .orElse(Outcome.absent());
  }

  @Override
  public Outcome readRefund(RefundRef ref) {
    return refunds.stream()
        .filter(r -> r.ref().equals(ref.ref()))
        .findFirst()
        .map(
            r ->
                r.amount().equals(ref.amount())
                    ? answer(r)
                    : Outcome.stopped("unfit", ref.ref() + " is " + r.amount()))
        .orElse(Outcome.absent());
  }

  @Override
  public Outcome awaitRefund(RefundRef ref) {
    wordsAsked.incrementAndGet();
    if (wordsFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw failure(FailureType.UPSTREAM_AWAY, FaultDomain.UPSTREAM);
    }
    Outcome last = finalWord;
    if (last == null) {
      throw ApplicationFailure.newBuilder()
          .setMessage("test")
          .setType(FailureType.NOT_YET.name())
          .setNextRetryDelay(wordEvery)
          .build();
    }
    return last;
  }

  @Override
  public Outcome awaitReview(LookUpRequest request) {
    reviewsAsked.incrementAndGet();
    whileReviewIsAsked.run();
    if (reviewsAway) {
      throw failure(FailureType.UPSTREAM_AWAY, FaultDomain.UPSTREAM);
    }
    PaymentFacts.Review review = risk.review();
    if (review != null && review.open()) {
      throw failure(FailureType.NOT_YET, FaultDomain.UPSTREAM);
    }
    return Outcome.absent("the risk review was closed");
  }

  @Override
  public RefundOrigin originOf(String ref) {
    PaymentFacts.Refund refund =
        refunds.stream().filter(r -> r.ref().equals(ref)).findFirst().orElseThrow();
    Outcome stands = answer(refund);
    Runnable meanwhile = whileOriginIsRead;
    whileOriginIsRead = null;
    if (meanwhile != null) {
      meanwhile.run();
    }
    return new RefundOrigin(
        ref,
        PAYMENT,
        refund.amount(),
        refund.operation(),
        refund.isOurs() ? "1" : "",
        stands,
        refund.at(),
        "Stripe",
        again);
  }

  @Override
  public String handOver(SettlementRequest request) {
    if (casesAway) {
      throw failure(FailureType.UPSTREAM_AWAY, FaultDomain.LOCAL);
    }
    settlements.add(request);
    whenHandedOver.run();
    return "settlement-test-" + request.ref();
  }

  @Override
  public Proof prove(Assertion assertion) {
    Command said =
        commands.stream()
            .filter(c -> c.id().equals(assertion.proofRef()) && c.kind() == assertion.kind())
            .filter(c -> c.ticket().equals(assertion.ticket()))
            .findFirst()
            .orElse(null);
    if (said != null) {
      return Proof.of(said);
    }
    List<Role> known = people.get(assertion.actor());
    if (known != null) {
      return Proof.of(known);
    }
    return assertion.actor().startsWith("lead")
        ? Proof.of(List.of(Role.APPROVER, Role.REQUESTER))
        : Proof.refused("no proof");
  }

  /** How often what is asked of another case can't be passed on. */
  final AtomicInteger forwardsFail = new AtomicInteger();

  @Override
  public String forward(ReadTicketRequest request) {
    if (forwardsFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw ApplicationFailure.newNonRetryableFailure("Temporal does not take it", "test");
    }
    return request.object().value();
  }

  /** How many failed refunds are followed by a case that waits for people. */
  volatile int openSettlements;

  @Override
  public int forwardToSettlements(SettlementHint hint) {
    return openSettlements;
  }

  @Override
  public int sentAgain(SentAgain sent) {
    sentAgain.add(sent);
    return sent.failed().size();
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    writes.forEach(w -> notes.add(w.view().state() + " " + w.view().note()));
    return notes;
  }

  private Outcome answer(PaymentFacts.Refund refund) {
    return accepts == Outcome.Kind.SUCCEEDED
        ? Outcome.succeeded(refund.ref(), "")
        : Outcome.pending(refund.ref(), "", Duration.ofHours(1));
  }

  static ApplicationFailure failure(FailureType type, FaultDomain domain) {
    return ApplicationFailure.newFailure(
        "test", type.name(), new Trouble(domain, "Stripe", "Stripe does not answer", ""));
  }
}
