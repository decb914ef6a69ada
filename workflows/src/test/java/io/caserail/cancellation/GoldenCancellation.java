package io.caserail.cancellation;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.Decision;
import io.caserail.golden.GoldenPath;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The paths of cancellations whose histories are kept. */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum GoldenCancellation implements GoldenPath<FakeShop> {
  /** An order to its end. */
  FINISHED(
      CaseStatus.COMPLETED,
      shop -> {
        shop.voidTakes = Duration.ofDays(2);
        asks(shop);
      }),
  /** An order that only people may cancel. */
  APPROVAL(
      CaseStatus.COMPLETED,
      shop ->
          shop.says(
              CancellationScene.ORDER,
              CommandKind.SEND,
              "lena",
              "now",
              "goodwill",
              "",
              Role.REQUESTER),
      "approve",
      (shop, people) -> people.decide(DecisionKind.APPROVE)),
  /** An order that is waiting in its window; the same, taken back. */
  WINDOW(CaseStatus.COMPLETED, GoldenCancellation::asks, "undo-window", (shop, people) -> {}),
  WITHDRAWN(
      CaseStatus.WITHDRAWN,
      GoldenCancellation::asks,
      "undo-window",
      (shop, people) -> people.decide(DecisionKind.WITHDRAW)),
  /** An order that need not wait, which is said while news is looked at. */
  SKIPPED_IN_LOOK(
      CaseStatus.COMPLETED,
      GoldenCancellation::asks,
      "undo-window",
      GoldenCancellation::skippedInLook),
  /** An order that is looked at for news that change nothing. */
  NEWS_IN_WINDOW(
      CaseStatus.COMPLETED,
      GoldenCancellation::asks,
      "undo-window",
      (shop, people) -> people.wake()),
  /** An order of whose label the carrier has not given its final word. */
  LABEL_OPEN(
      CaseStatus.COMPLETED,
      shop -> {
        shop.voidTakes = Duration.ofDays(2);
        asks(shop);
      },
      "label-void",
      (shop, people) -> {}),
  /** An order whose parcel is to be brought back; nothing was paid for it. */
  PARCEL_LEFT(
      CaseStatus.COMPLETED,
      shop -> {
        shop.parcel = ShipmentFacts.Stage.MOVING;
        shop.orderPayment = "";
        asks(shop);
      },
      "intercept",
      (shop, people) -> people.decide(DecisionKind.DONE_BY_HAND)),
  /** An order whose parcel leaves while the customer may think again. */
  PARCEL_LEAVES(
      CaseStatus.COMPLETED,
      shop -> {
        shop.orderPayment = "";
        asks(shop);
      },
      "undo-window",
      (shop, people) -> {
        shop.parcel = ShipmentFacts.Stage.MOVING;
        people.wake();
      }),
  /** An order of whose parcel nobody says where it is; nothing was paid for it. */
  PARCEL_UNKNOWN(
      CaseStatus.COMPLETED,
      shop -> {
        shop.parcel = ShipmentFacts.Stage.UNKNOWN;
        shop.orderPayment = "";
        asks(shop);
      },
      "find-parcel",
      (shop, people) -> people.decide(DecisionKind.DONE_BY_HAND)),
  /** An order that is withdrawn while its billing is stopped, which is not undone at first. */
  UNDO_STUCK(
      CaseStatus.WITHDRAWN,
      GoldenCancellation::cannotBeUndone,
      "stop-billing-undo",
      (shop, people) -> people.decide(DecisionKind.RETRY)),
  /** An order that is waiting for its goods, of which the rest is done. */
  GOODS_OUT(
      CaseStatus.COMPLETED,
      shop -> {
        shop.parcel = ShipmentFacts.Stage.DELIVERED;
        asks(shop);
      },
      "goods-back",
      (shop, people) -> people.decide(DecisionKind.DONE_BY_HAND)),
  /** An order that is waiting for the case of its refund. */
  REFUNDING(
      CaseStatus.COMPLETED,
      shop -> {
        shop.refundEnd = due -> null;
        asks(shop);
      },
      "refund",
      (shop, people) -> {
        shop.refundEnd = due -> Outcome.succeeded("re_1", "the refund was made");
        people.wake();
      }),
  /** An order whose money is paid back in cases of its own, one of them after a no. */
  REFUNDED(
      CaseStatus.COMPLETED,
      shop -> {
        shop.refundEnd =
            due ->
                due.payment().value().equals("pi_1") && due.origin().copy() == 0
                    ? Outcome.rejected("", "refund_refused", "refused by ana")
                    : Outcome.succeeded("re_1", "the refund was made");
        asks(shop);
      },
      "refund",
      (shop, people) -> people.decide(DecisionKind.RETRY)),
  /** A system away, while access is taken. */
  ACCESS_AWAY(
      CaseStatus.COMPLETED,
      shop -> {
        shop.fails("revokeAccess", Fault.AWAY);
        asks(shop);
      },
      "revoke-access",
      (shop, people) -> {}),
  /** A system away, while access is taken, and that is left out. */
  SKIPPED_WHILE_AWAY(
      CaseStatus.COMPLETED,
      GoldenCancellation::cannotRevoke,
      "revoke-access",
      (shop, people) -> people.decide(DecisionKind.SKIP)),
  /** An order that an earlier run has closed, and whose billing it has ended, and no more. */
  LEFT(
      CaseStatus.COMPLETED,
      GoldenCancellation::hasLeft,
      "approve",
      (shop, people) -> people.decide(DecisionKind.APPROVE)),
  /** Billing was ended, and the answer was lost. */
  IN_DOUBT(
      CaseStatus.COMPLETED,
      shop -> {
        shop.fails("endBillingNow", Fault.LOST);
        asks(shop);
      },
      "end-billing",
      (shop, people) -> {}),
  /** The end of billing is stopped, and made by hand. */
  BY_HAND_AFTER_NO(
      CaseStatus.COMPLETED,
      GoldenCancellation::isStopped,
      "end-billing",
      GoldenCancellation::endedByHand),
  /** A subscription that ends with its term. */
  TERM(CaseStatus.COMPLETED, GoldenCancellation::asksForTheEndOfTerm, "term", (shop, people) -> {}),
  /** A subscription whose term is over, and its billing is not. */
  TERM_OVER(
      CaseStatus.COMPLETED,
      shop -> {
        shop.billingEndsLate = true;
        shop.termEnds = shop.termEnds.minus(Duration.ofDays(28));
        asksForTheEndOfTerm(shop);
      },
      "billing-ended",
      (shop, people) -> {
        shop.billingEndsLate = false;
        people.wake();
      });

  private final CaseStatus ending;
  private final Consumer<FakeShop> given;
  private final String wait;
  private final BiConsumer<FakeShop, People> then;

  GoldenCancellation(CaseStatus ending, Consumer<FakeShop> given) {
    this(ending, given, "", (shop, people) -> {});
  }

  GoldenCancellation(
      CaseStatus ending, Consumer<FakeShop> given, String wait, BiConsumer<FakeShop, People> then) {
    this.ending = ending;
    this.given = given;
    this.wait = wait;
    this.then = then;
  }

  private static void asks(FakeShop shop) {
    shop.says(CancellationScene.ORDER, CommandKind.SEND, "lena", "now", Role.REQUESTER);
  }

  private static void asksForTheEndOfTerm(FakeShop shop) {
    shop.says(CancellationScene.SUBSCRIPTION, CommandKind.SEND, "lena", "term_end", Role.REQUESTER);
  }

  private static void isStopped(FakeShop shop) {
    shop.fails("endBillingNow", Fault.STOPPED);
    asks(shop);
  }

  private static void cannotRevoke(FakeShop shop) {
    shop.fails("revokeAccess", Fault.AWAY);
    asks(shop);
  }

  private static void cannotBeUndone(FakeShop shop) {
    Decision withdrawal = new Decision("w-1", "", DecisionKind.WITHDRAW, "lead-1", "", "", "");
    shop.fails("keepBilling", Fault.REJECTED);
    shop.before.put(
        "scheduleEndOfBilling",
        () -> {
          ActivityExecutionContext run = Activity.getExecutionContext();
          run.getWorkflowClient()
              .newUntypedWorkflowStub(run.getInfo().getWorkflowId())
              .signal("decision", withdrawal);
        });
    asks(shop);
  }

  private static void hasLeft(FakeShop shop) {
    asks(shop);
    shop.order = OrderFacts.Stage.CANCELLED;
    shop.orderMark = "ord_1/ba83f1c291d2f9de/close-order.11111111";
    shop.billing = SubscriptionFacts.Status.ENDED;
  }

  private static void endedByHand(FakeShop shop, People people) {
    shop.billing = SubscriptionFacts.Status.ENDED;
    people.decide(DecisionKind.DONE_BY_HAND);
  }

  private static void skippedInLook(FakeShop shop, People people) {
    Decision skip = new Decision("d-1", "", DecisionKind.SKIP, "lead-1", "", "", "");
    shop.before.put("lookUpOrder", () -> people.signal("decision", skip));
    people.wake();
  }

  @Override
  public String prefix() {
    return "cancellation-";
  }

  @Override
  public Class<?> workflow() {
    return CancellationWorkflowImpl.class;
  }

  private boolean isSubscription() {
    return this == TERM || this == TERM_OVER;
  }

  @Override
  public FakeShop world(Supplier<Instant> clock) {
    FakeShop shop = new FakeShop(clock);
    shop.since = clock.get().minus(Duration.ofDays(isSubscription() ? 180 : 3));
    shop.termEnds = clock.get().plus(Duration.ofDays(30));
    given.accept(shop);
    return shop;
  }

  @Override
  public void begin(WorkflowStub stub) {
    WorkflowExecution unused =
        stub.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("1"), "test")},
            new Object[] {
              isSubscription() ? CancellationScene.SUBSCRIPTION : CancellationScene.ORDER
            });
  }

  @Override
  public boolean waits() {
    return !wait.isEmpty();
  }

  @Override
  public boolean isWaiting(CaseView view) {
    return view.requests().stream()
        .map(RequestView::block)
        .anyMatch(block -> block != null && block.step().equals(wait));
  }

  @Override
  public void goOn(FakeShop shop, People people) {
    then.accept(shop, people);
  }

  @Override
  public CaseStatus ending() {
    return ending;
  }
}
