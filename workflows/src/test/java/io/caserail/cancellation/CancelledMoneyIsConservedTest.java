package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.Block;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.port.ShipmentFacts;
import io.caserail.record.CaseView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cancellation and its refunds live through random parcels, payments, failures and decisions. The
 * payments were for more than what is cancelled, so it is not the payment system that saves them.
 */
class CancelledMoneyIsConservedTest {
  private static final int STEPS = 40;
  private static final List<DecisionKind> ENDS =
      List.of(DecisionKind.WITHDRAW, DecisionKind.COMPENSATE, DecisionKind.REFUSE);
  private static final List<String> CALLS =
      List.of("askForRefund", "issueRefund", "voidLabel", "endBillingNow", "revokeAccess");

  private final List<String> story = new ArrayList<>();
  private Random random = new Random(0);

  static List<Long> seeds() {
    return new Random().longs(15).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void never_more_goes_back_than_was_paid_for_what_is_cancelled(long seed) {
    random = new Random(seed);
    try (CancellationScene scene = CancellationScene.withRefunds()) {
      arrange(scene.shop);
      scene.ask(random.nextInt(4) == 0 ? "term_end" : "now");
      for (int step = 0; step < STEPS && !scene.hasEnded(); step++) {
        decide(scene);
        for (String payment : List.of("pi_1", "pi_2")) {
          decideRefund(scene, payment);
        }
        scene.env.sleep(Duration.ofMinutes(1 + random.nextInt(60 * 16)));
        assertConserved(scene.shop, seed);
      }
      assertTold(scene, seed);
    }
  }

  private void arrange(FakeShop shop) {
    shop.more = 100_000;
    shop.orderPayment = oneOf(List.of("pi_1", "pi_1", "pi_2", ""));
    shop.subscription = random.nextBoolean() ? "sub_1" : "";
    shop.shipment = random.nextInt(3) > 0 ? "shp_1" : "";
    shop.access = random.nextBoolean() ? "acc_1" : "";
    shop.parcel = oneOf(List.of(ShipmentFacts.Stage.values()));
    if (random.nextInt(4) == 0) {
      shop.since = FakeShop.START.minus(Duration.ofDays(60));
    }
    for (String call : CALLS) {
      if (random.nextInt(3) == 0) {
        shop.fails(call, oneOf(List.of(Fault.ONCE, Fault.AWAY, Fault.LOST)));
      }
    }
    if (random.nextInt(4) == 0) {
      shop.refunds.add(
          new PaymentFacts.Refund(
              "by-hand-1",
              new Money(random.nextBoolean() ? 2490 : 990, "EUR"),
              true,
              "",
              "",
              FakeShop.START));
    }
    story.add(
        "order "
            + shop.orderPayment
            + ", "
            + shop.subscription
            + ", "
            + shop.shipment
            + " "
            + shop.parcel);
  }

  private void decide(CancellationScene scene) {
    Block block = scene.block();
    if (block == null || random.nextInt(3) == 0) {
      return;
    }
    List<DecisionKind> offers =
        block.offers().stream().filter(kind -> !ENDS.contains(kind) || rarely()).toList();
    if (!offers.isEmpty()) {
      DecisionKind kind = oneOf(offers);
      story.add(block.id() + ": " + kind + " " + scene.decide(kind, block.id()).accepted());
    }
  }

  private void decideRefund(CancellationScene scene, String payment) {
    CaseView refund = scene.refund(payment);
    if (refund != null && refund.status() == CaseStatus.NEEDS_APPROVAL && !rarely()) {
      CommandKind kind = oneOf(List.of(CommandKind.APPROVE, CommandKind.REFUSE));
      story.add(payment + ": " + kind);
      scene.sayOfRefund(payment, kind, "ana", Role.APPROVER);
    }
  }

  private void assertConserved(FakeShop shop, long seed) {
    for (String payment : List.of("pi_1", "pi_2")) {
      long out =
          shop.orders.stream()
              .filter(order -> order.payment().value().equals(payment))
              .map(RefundOrder::amount)
              .mapToLong(Money::minor)
              .sum();
      long paid = payment.equals(shop.orderPayment) ? 2490 : 990;
      assertThat(out).as("seed %s: %s", seed, story).isLessThanOrEqualTo(paid);
    }
  }

  /** Whatever the last note calls refunded, has been; whatever has been, it does not leave out. */
  private void assertTold(CancellationScene scene, long seed) {
    assertConserved(scene.shop, seed);
    // A refund's own note may come last, since it is written beside.
    String note = scene.shop.lastNoteOf(CaseKind.CANCELLATION);
    if (!scene.hasEnded() || note.isEmpty()) {
      return;
    }
    for (PaymentFacts.Refund refund : scene.shop.refunds) {
      if (note.contains("(" + refund.ref() + ")")) {
        assertThat(note).as("seed %s: %s", seed, story).contains(refund.amount() + " of payment");
      }
    }
    if (scene.view().status() != CaseStatus.COMPLETED) {
      assertThat(scene.shop.orders).as("seed %s: %s", seed, story).isEmpty();
    }
  }

  private boolean rarely() {
    return random.nextInt(8) == 0;
  }

  private <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
