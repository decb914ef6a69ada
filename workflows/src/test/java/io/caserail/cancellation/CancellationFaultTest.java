package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.port.OrderFacts;
import io.caserail.port.SubscriptionFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of a cancellation, gone wrong in every way, once to its end and once taken back in the
 * window. A person retries whatever waits for one, and nothing else helps.
 */
class CancellationFaultTest {
  private static final List<String> READS =
      List.of("lookUpOrder", "lookUpSubscription", "lookUpShipment");
  private static final List<String> FIRST = List.of("cancelOrder", "scheduleEndOfBilling");
  private static final List<String> FINAL =
      List.of("voidLabel", "awaitVoid", "endBillingNow", "awaitEndOfBilling", "revokeAccess");
  private static final List<String> UNDOS = List.of("keepBilling", "reopenOrder");
  private static final Map<String, String> MATRIX = new LinkedHashMap<>();

  /** One fault in one way through. */
  record Trial(boolean withdraws, String call, Fault fault) {
    @Override
    public String toString() {
      return (withdraws ? "withdraw" : "finish") + ", " + call + " " + fault;
    }
  }

  static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (boolean withdraws : List.of(false, true)) {
      List<String> calls = new ArrayList<>(READS);
      calls.addAll(FIRST);
      calls.addAll(withdraws ? UNDOS : FINAL);
      for (String call : calls) {
        trials.add(new Trial(withdraws, call, Fault.ONCE));
        trials.add(new Trial(withdraws, call, Fault.AWAY));
        if (!READS.contains(call) && !call.startsWith("await")) {
          trials.add(new Trial(withdraws, call, Fault.LOST));
          trials.add(new Trial(withdraws, call, Fault.REJECTED));
        }
      }
    }
    for (Fault fault : List.of(Fault.ONCE, Fault.AWAY, Fault.LOST)) {
      trials.add(new Trial(false, "askForRefund", fault));
    }
    trials.add(new Trial(false, "awaitAskedRefund", Fault.ONCE));
    trials.add(new Trial(false, "awaitAskedRefund", Fault.AWAY));
    return trials;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void no_fault_leaves_a_cancellation_half_done(Trial trial) {
    try (CancellationScene scene = CancellationScene.ofOrder()) {
      FakeShop shop = scene.shop;
      shop.voidTakes = Duration.ofHours(3);
      shop.fails(trial.call(), trial.fault());
      scene.ask("now");
      if (trial.withdraws()) {
        play(scene, () -> scene.waitsAt("undo-window"));
        assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
      }
      play(scene, scene::hasEnded);

      assertThat(scene.ending())
          .isEqualTo(trial.withdraws() ? CaseStatus.WITHDRAWN : CaseStatus.COMPLETED);
      // One effect per operation, in the order of the domain; access last; undo newest first.
      assertThat(shop.log())
          .containsExactlyElementsOf(
              trial.withdraws()
                  ? List.of("order closed", "end scheduled", "billing kept", "order reopened")
                  : List.of(
                      "order closed",
                      "end scheduled",
                      "label voided",
                      "billing ended",
                      "access revoked"));
      // Nothing is left that should be undone, nothing undone that should stand.
      assertThat(shop.order)
          .isEqualTo(trial.withdraws() ? OrderFacts.Stage.OPEN : OrderFacts.Stage.CANCELLED);
      assertThat(shop.billing)
          .isEqualTo(
              trial.withdraws()
                  ? SubscriptionFacts.Status.RUNNING
                  : SubscriptionFacts.Status.ENDED);
      assertThat(shop.hasAccess).isEqualTo(trial.withdraws());
      // What is due is asked for once each; who has kept the order gets nothing back.
      assertThat(shop.asked)
          .extracting(due -> due.payment().value())
          .containsExactlyElementsOf(trial.withdraws() ? List.of() : List.of("pi_1", "pi_2"));
      String row = (trial.withdraws() ? "withdraw " : "finish   ") + trial.call();
      MATRIX.merge(row, trial.fault().name(), (a, b) -> a + " " + b);
    }
  }

  @AfterAll
  static void print() {
    MATRIX.forEach((row, faults) -> System.out.printf("  %-34s %s%n", row, faults));
  }

  /** Lets time pass, and retries what waits for a person. */
  private static void play(CancellationScene scene, BooleanSupplier there) {
    for (int i = 0; i < 500 && !there.getAsBoolean(); i++) {
      Block block = scene.block();
      if (block != null && block.status() == CaseStatus.BLOCKED) {
        assertThat(scene.decide(DecisionKind.RETRY, block.id()).accepted()).isTrue();
      }
      scene.env.sleep(i < 30 ? Duration.ofSeconds(5) : Duration.ofMinutes(10));
    }
    assertThat(there.getAsBoolean()).as("%s", scene.shop.notes()).isTrue();
  }
}
