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
 * retry that people are offered ends the case or takes it on, also while the system stays away
 * through it. Only what can still be withdrawn waits for whether a change that was on its way was
 * made.
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

        untilLeft(scene, way, wait);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void each_wait_can_be_left_while_its_system_stays_away(Wait wait) {
    List<DecisionKind> ways = new ArrayList<>();
    try (CancellationScene scene = CancellationScene.ofOrder()) {
      ways.addAll(play(scene, wait).offers());
    }
    ways.remove(DecisionKind.RETRY);

    for (DecisionKind way : ways) {
      try (CancellationScene scene = CancellationScene.ofOrder()) {
        Block left = play(scene, wait);
        scene.shop.silent.addAll(system(wait.step()));
        if (way == DecisionKind.DONE_BY_HAND) {
          doByHand(scene.shop, wait.step());
        }

        assertThat(scene.decide(way, left.id()).accepted()).as("%s", way).isTrue();

        if (waitsForTheTruth(wait, left, way)) {
          scene.env.sleep(Duration.ofHours(13));
          assertThat(scene.waitsAt(wait.step())).as("%s waits for the truth", way).isTrue();
          scene.shop.silent.clear();
        } else if (isReadBack(wait.step(), way)) {
          until(scene, "not read back", () -> canOnlyBeLeft(scene));
          assertThat(scene.decide(wayOut(scene), scene.blockId()).accepted()).isTrue();
        }
        untilLeft(scene, way, wait);
      }
    }
  }

  /** What is not known to have been made, nor not made, is not said to be as before. */
  private static boolean waitsForTheTruth(Wait wait, Block left, DecisionKind way) {
    return wait.why().equals(Fault.AWAY.name())
        && left.offers().contains(DecisionKind.WITHDRAW)
        && !wait.step().endsWith("-undo")
        && (way != DecisionKind.DONE_BY_HAND || isReadBack(wait.step(), way));
  }

  private static boolean isReadBack(String step, DecisionKind way) {
    return way == DecisionKind.DONE_BY_HAND
        && List.of("stop-billing", "end-billing", "refund").contains(step);
  }

  private static boolean canOnlyBeLeft(CancellationScene scene) {
    return !scene.offers().isEmpty() && !scene.offers().contains(DecisionKind.DONE_BY_HAND);
  }

  private static DecisionKind wayOut(CancellationScene scene) {
    return scene.offers().contains(DecisionKind.SKIP) ? DecisionKind.SKIP : DecisionKind.WITHDRAW;
  }

  private static List<String> system(String step) {
    return switch (step.replace("-undo", "")) {
      case "close-order" ->
          List.of("lookUpOrder", "cancelOrder", "findCancellation", "reopenOrder");
      case "void-label", "label-void" ->
          List.of("lookUpShipment", "voidLabel", "findVoid", "awaitVoid", "awaitMove");
      case "revoke-access" -> List.of("revokeAccess", "findRevocation");
      case "refund" -> List.of("askForRefund", "findAskedRefund", "readRefund");
      default ->
          List.of(
              "lookUpSubscription",
              "scheduleEndOfBilling",
              "findEndOfBilling",
              "keepBilling",
              "endBillingNow",
              "findEndedBilling",
              "awaitEndOfBilling");
    };
  }

  private static void untilLeft(CancellationScene scene, DecisionKind way, Wait wait) {
    until(
        scene,
        way + " leaves " + wait.step(),
        () -> scene.hasEnded() || (scene.block() != null && !scene.waitsAt(wait.step())));
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
    // A case goes on from there, so that what was so once need not be so any more.
    boolean wasThere = there.getAsBoolean();
    for (int i = 0; i < 400 && !wasThere; i++) {
      scene.env.sleep(i < 100 ? Duration.ofSeconds(1) : Duration.ofMinutes(10));
      wasThere = there.getAsBoolean();
    }
    assertThat(wasThere).as("%s; %s", what, scene.shop.notes()).isTrue();
  }
}
