package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.Block;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.SubscriptionFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No cancellation without a way out: of each change that is stopped in a ticket that became another
 * customer's, refused, or not taken, and of each last word that nobody gives, everything but a
 * retry that people are offered ends the case or takes it on.
 */
class WaysOutTest {

  /** One wait, and how a case comes to it. */
  private record Wait(String step, String why, Consumer<FakeShop> given) {
    @Override
    public String toString() {
      return step + " " + why;
    }
  }

  static Stream<Wait> waits() {
    List<Wait> waits = new ArrayList<>();
    for (Fault fault : List.of(Fault.STOPPED, Fault.REJECTED, Fault.AWAY)) {
      waits.add(change("close-order", "cancelOrder", fault));
      waits.add(change("stop-billing", "scheduleEndOfBilling", fault));
      waits.add(change("void-label", "voidLabel", fault));
      waits.add(change("end-billing", "endBillingNow", fault));
      waits.add(change("revoke-access", "revokeAccess", fault));
      waits.add(change("stop-billing-undo", "keepBilling", fault));
      waits.add(change("close-order-undo", "reopenOrder", fault));
    }
    waits.add(change("refund", "askForRefund", Fault.AWAY));
    waits.add(
        new Wait(
            "refund",
            "not made",
            shop -> shop.refundEnd = due -> Outcome.rejected("", "refused", "refused by ana")));
    waits.add(
        new Wait(
            "label-void",
            "asked in vain",
            shop -> {
              shop.voidTakes = Duration.ofDays(2);
              shop.gone.add("awaitVoid");
            }));
    waits.add(
        new Wait("billing-ended", "asked in vain", shop -> shop.gone.add("awaitEndOfBilling")));
    return waits.stream();
  }

  private static Wait change(String step, String call, Fault fault) {
    return new Wait(step, fault.name(), shop -> shop.fails(call, fault));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void each_wait_can_be_left_without_its_system(Wait wait) {
    List<DecisionKind> ways = new ArrayList<>();
    try (CancellationScene scene = CancellationScene.ofOrder()) {
      ways.addAll(play(scene, wait).offers());
    }
    ways.remove(DecisionKind.RETRY);

    assertThat(ways).isNotEmpty();
    for (DecisionKind way : ways) {
      try (CancellationScene scene = CancellationScene.ofOrder()) {
        Block left = play(scene, wait);
        if (way == DecisionKind.DONE_BY_HAND) {
          doByHand(scene.shop, wait.step());
        }

        assertThat(scene.decide(way, left.id()).accepted()).as("%s", way).isTrue();

        until(
            scene,
            way + " leaves " + left.step(),
            () -> scene.hasEnded() || !scene.waitsAt(wait.step()));
      }
    }
  }

  private static Block play(CancellationScene scene, Wait wait) {
    scene.shop.stop = Outcome.stopped("requester_changed", "the ticket became another customer's");
    wait.given().accept(scene.shop);
    scene.ask("now");
    if (wait.step().endsWith("-undo")) {
      until(scene, "in its window", () -> scene.waitsAt("undo-window"));
      assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    }
    until(
        scene,
        "waits at " + wait,
        () -> scene.waitsAt(wait.step()) && !"refund_open".equals(code(scene)) && !isQuiet(scene));
    return Objects.requireNonNull(scene.block());
  }

  private static String code(CancellationScene scene) {
    Block block = scene.block();
    return block == null ? "" : block.code();
  }

  /**
   * A last word that is only waited for: it may come, and what is said then is not what is tried
   * here.
   */
  private static boolean isQuiet(CancellationScene scene) {
    return code(scene).equals("not_final");
  }

  private static void doByHand(FakeShop shop, String step) {
    switch (step) {
      case "close-order" -> shop.order = OrderFacts.Stage.CANCELLED;
      case "stop-billing", "end-billing" -> shop.billing = SubscriptionFacts.Status.ENDED;
      case "refund" ->
          shop.refunds.add(
              new PaymentFacts.Refund(
                  "by-hand-1", new Money(2490, "EUR"), true, "", "", FakeShop.START));
      default -> {
        // It is taken on a person's word.
      }
    }
  }

  private static void until(CancellationScene scene, String what, BooleanSupplier there) {
    for (int i = 0; i < 400 && !there.getAsBoolean(); i++) {
      scene.env.sleep(i < 100 ? Duration.ofSeconds(1) : Duration.ofMinutes(10));
    }
    assertThat(there.getAsBoolean()).as("%s; %s", what, scene.shop.notes()).isTrue();
  }
}
