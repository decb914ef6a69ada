package io.caserail.refund;

import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.golden.GoldenPath;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.SettlementRequest;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.refund.FakeWorld.Send;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The paths of refunds and settlements whose histories are kept. */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum GoldenRefund implements GoldenPath<FakeWorld> {
  HAPPY(CaseStatus.COMPLETED, w -> asks(w, "24.90")),
  JOIN(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "10");
        asks(w, "10.00");
      }),
  /** Asked for by another case, which is not there any more when it ends. */
  DUE(CaseStatus.COMPLETED, w -> {}),
  TWO_TICKETS(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "10");
        w.says(2, CommandKind.SEND, "omar", "11", Role.REQUESTER);
      }),
  APPROVAL(
      CaseStatus.COMPLETED,
      w -> asks(w, "180"),
      CaseStatus.NEEDS_APPROVAL,
      (world, people) -> {
        world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
        people.hint(1);
      }),
  /** Its ticket asks for less meanwhile: the first ends, and the second is made. */
  CORRECTED(
      CaseStatus.WITHDRAWN,
      w -> asks(w, "180"),
      CaseStatus.NEEDS_APPROVAL,
      (world, people) -> {
        asks(world, "18");
        people.hint(1);
      }),
  IN_DOUBT(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "24.90");
        w.sends.add(Send.LOST_BEFORE);
      },
      CaseStatus.IN_DOUBT,
      (world, people) -> {
        world.sends.clear();
        world.away = false;
      }),
  /** Somebody has it tried again, and nothing answers yet. */
  RETRIED_IN_DOUBT(
      CaseStatus.COMPLETED, GoldenRefund::isLost, CaseStatus.IN_DOUBT, GoldenRefund::retried),
  /** Nobody could find out for twelve hours, and finance has. */
  DOUBT_OF_FINANCE(
      CaseStatus.COMPLETED,
      GoldenRefund::isLost,
      CaseStatus.IN_DOUBT,
      (world, people) -> {
        world.people.put("fin", List.of(Role.FINANCE));
        people.decide(new Decision("d-1", "", DecisionKind.CHECKED_NONE, "fin", "", "", ""));
        world.away = false;
      }),
  BLOCKED(
      CaseStatus.COMPLETED,
      GoldenRefund::asksWhileStripeIsAway,
      CaseStatus.WAITING,
      (world, people) -> world.away = false),
  /** At first another system's fault, by now the payment system's. */
  ANOTHER_AWAY(
      CaseStatus.COMPLETED,
      w -> {
        asksWhileStripeIsAway(w);
        w.faults.addAll(List.of("Zendesk", "Stripe"));
      },
      CaseStatus.WAITING,
      (world, people) -> world.away = false),
  PAUSED(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "24.90");
        w.paused = true;
      },
      CaseStatus.WAITING,
      (world, people) -> world.paused = false),
  DONE_BY_HAND(
      CaseStatus.COMPLETED,
      GoldenRefund::asksWhileStripeIsAway,
      CaseStatus.WAITING,
      (world, people) -> {
        world.refunds.add(byHand(2490));
        world.byHand(1, "lena", "re_hand", Role.REQUESTER);
        people.hint(1);
      }),
  WITHDRAWN(
      CaseStatus.WITHDRAWN,
      GoldenRefund::asksWhileStripeIsAway,
      CaseStatus.WAITING,
      (world, people) -> people.decide(DecisionKind.WITHDRAW)),
  HELD_FOR_REVIEW(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "24.90");
        w.risk = FakeWorld.review("");
      },
      CaseStatus.BLOCKED,
      (world, people) -> world.risk = FakeWorld.review("approved")),
  /** Accepted, and nobody takes over what is not final yet. */
  HAND_OVER(
      CaseStatus.COMPLETED,
      w -> {
        w.accepts = Outcome.Kind.PENDING;
        w.casesAway = true;
        asks(w, "24.90");
      },
      CaseStatus.BLOCKED,
      (world, people) -> world.casesAway = false),
  /** Stopped right before the send by a review, and done by hand on the word of finance. */
  REVIEW_AT_SEND(
      CaseStatus.COMPLETED,
      GoldenRefund::meetsReview,
      CaseStatus.BLOCKED,
      (world, people) -> doneByHand(world, people, "fin")),
  SETTLEMENT_FINAL(
      CaseStatus.COMPLETED,
      GoldenRefund::accepted,
      CaseStatus.WAITING,
      (world, people) -> world.finalWord = Outcome.succeeded("re_1", "")),
  SETTLEMENT_FAILED(
      CaseStatus.COMPLETED,
      GoldenRefund::sentBack,
      CaseStatus.BLOCKED,
      (world, people) -> {
        world.refunds.add(byHand(1000));
        world.byHand(1, "fin", "re_hand", Role.FINANCE);
        people.signal("submit", new TicketId("1"));
      }),
  SETTLEMENT_SENT_AGAIN(
      CaseStatus.COMPLETED, GoldenRefund::sentBack, CaseStatus.BLOCKED, GoldenRefund::sentAgain);

  private static final RequestKey KEY = new RequestKey("00000000000000a1");

  private final CaseStatus ending;
  private final Consumer<FakeWorld> given;
  private final @Nullable CaseStatus wait;
  private final BiConsumer<FakeWorld, People> then;

  GoldenRefund(CaseStatus ending, Consumer<FakeWorld> given) {
    this(ending, given, null, (world, people) -> {});
  }

  GoldenRefund(
      CaseStatus ending,
      Consumer<FakeWorld> given,
      @Nullable CaseStatus wait,
      BiConsumer<FakeWorld, People> then) {
    this.ending = ending;
    this.given = given;
    this.wait = wait;
    this.then = then;
  }

  @Override
  public String prefix() {
    return "";
  }

  private boolean isSettlement() {
    return name().startsWith("SETTLEMENT");
  }

  @Override
  public Class<?> workflow() {
    return isSettlement() ? SettlementWorkflowImpl.class : RefundWorkflowImpl.class;
  }

  @Override
  public FakeWorld world(Supplier<Instant> clock) {
    FakeWorld world = new FakeWorld();
    given.accept(world);
    return world;
  }

  @Override
  public void begin(WorkflowStub stub) {
    if (isSettlement()) {
      WorkflowExecution unused =
          stub.signalWithStart("settle", new Object[] {handOver()}, new Object[] {"re_1"});
    } else if (this == DUE) {
      WorkflowExecution unused =
          stub.signalWithStart(
              "refundDue",
              new Object[] {DueRefundCaseTest.due("24.90")},
              new Object[] {FakeWorld.PAYMENT});
    } else {
      WorkflowExecution unused =
          stub.signalWithStart(
              "submit", new Object[] {hint("1")}, new Object[] {FakeWorld.PAYMENT});
    }
    if (this == TWO_TICKETS) {
      stub.signal("submit", hint("2"));
    }
  }

  private static TicketHint hint(String ticket) {
    return new TicketHint(new TicketId(ticket), "test");
  }

  @Override
  public boolean waits() {
    return wait != null;
  }

  @Override
  public boolean isWaiting(CaseView view) {
    return view.status() == wait
        && (this != DOUBT_OF_FINANCE || "Finance".equals(owner(view.requests().get(0))));
  }

  private static String owner(RequestView request) {
    Block block = request.block();
    return block == null ? "" : block.owner();
  }

  @Override
  public void goOn(FakeWorld world, People people) {
    then.accept(world, people);
  }

  @Override
  public CaseStatus ending() {
    return ending;
  }

  private static SettlementRequest handOver() {
    return new SettlementRequest(
        "re_1",
        FakeWorld.PAYMENT,
        new Money(1000, "EUR"),
        new TicketId("1"),
        KEY,
        2,
        FakeWorld.policy(),
        false);
  }

  private static void asks(FakeWorld world, String amount) {
    world.says(1, CommandKind.SEND, "lena", amount, Role.REQUESTER);
  }

  private static void retried(FakeWorld world, People people) {
    people.decide(DecisionKind.RETRY);
    world.away = false;
  }

  private static void isLost(FakeWorld world) {
    asks(world, "24.90");
    world.sends.add(Send.LOST_BEFORE);
  }

  private static void asksWhileStripeIsAway(FakeWorld world) {
    asks(world, "24.90");
    world.away = true;
  }

  private static void meetsReview(FakeWorld world) {
    asks(world, "24.90");
    world.people.put("fin", List.of(Role.FINANCE));
    world.people.put("lena", List.of(Role.REQUESTER));
    world.stopsSend = Outcome.stopped("risk_hold", "the payment is under risk review in Stripe");
  }

  private static void doneByHand(FakeWorld world, People people, String actor) {
    world.refunds.add(byHand(2490));
    people.decide(new Decision("d-1", "", DecisionKind.DONE_BY_HAND, actor, "", "", "re_hand"));
  }

  /** A refund of ours whose final word is open; its command was used by the refund's case. */
  private static void accepted(FakeWorld world) {
    world.accepts = Outcome.Kind.PENDING;
    world.refunds.add(ours("re_1", "audit-0"));
  }

  private static void sentBack(FakeWorld world) {
    accepted(world);
    world.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
  }

  private static void sentAgain(FakeWorld world, People people) {
    world.refunds.add(ours("re_2", "audit-2"));
    world.again = "re_2";
    people.signal("sentAgain", "re_2");
  }

  private static PaymentFacts.Refund ours(String ref, String command) {
    return new PaymentFacts.Refund(
        ref,
        new Money(1000, "EUR"),
        true,
        OperationId.of(FakeWorld.PAYMENT, KEY, "pay").value(),
        command,
        Instant.EPOCH);
  }

  private static PaymentFacts.Refund byHand(long minor) {
    return new PaymentFacts.Refund("re_hand", new Money(minor, "EUR"), true, "", "", Instant.EPOCH);
  }
}
