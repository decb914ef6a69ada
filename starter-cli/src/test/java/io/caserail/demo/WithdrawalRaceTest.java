package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.NoSuchCase;
import io.caserail.decision.Decision;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.RequestView;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.worker.config.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A withdrawal that meets the send which it wants to stop. */
@Tag("real-server")
final class WithdrawalRaceTest {
  private static final int CASES = 10;
  private static final int BACK_AFTER = 1_200;
  private static final int LATEST = 2_600;

  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  private final Stage stage = REAL.stage();

  /** One refund that is tried again and again. */
  private record Waiting(String payment, long ticket) {}

  @Test
  void no_refund_is_both_withdrawn_and_made_whenever_the_withdrawal_comes() throws Exception {
    long seed = new Random().nextLong();
    var down =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      String email = "racer" + i + "@example.com";
      String payment = stage.payment("60.00", email);
      waiting.add(new Waiting(payment, stage.ask("Lena", email, payment, "10")));
    }
    waiting.forEach(this::untilItWaits);
    // Slow enough to be met in flight.
    stage.sandbox().faults().add(slowly());

    List<CompletableFuture<Void>> words = withdrawAtRandom(waiting, new Random(seed));
    CompletableFuture.runAsync(() -> comeBack(down), after(BACK_AFTER)).get(1, TimeUnit.MINUTES);
    CompletableFuture.allOf(words.toArray(CompletableFuture<?>[]::new)).get(1, TimeUnit.MINUTES);

    for (Waiting one : waiting) {
      assertThat(outcome(one)).as("seed %s, %s", seed, one).isIn("withdrawn 0.00", "done 10.00");
    }
    assertThat(new Guarantees(stage).doubles()).isEmpty();
    assertThat(new Guarantees(stage).ahead()).isEmpty();
  }

  /** On a busy machine an attempt may run out of time, and its refund is then in doubt. */
  private void untilItWaits(Waiting one) {
    Deadline.within(
        Duration.ofSeconds(60),
        () -> List.of("waiting", "check_needed").contains(stage.state(one.ticket())),
        () -> one + " does not wait, but shows " + stage.state(one.ticket()));
  }

  /** Sends are accepted again, and the first three answers are lost on their way. */
  private void comeBack(ActiveFault down) {
    stage.sandbox().faults().add(Fault.on("stripe").endpoint(Sends.ENDPOINT).times(3).answerLost());
    stage.sandbox().faults().remove(down);
  }

  private static Fault slowly() {
    return Fault.on("stripe").endpoint(Sends.ENDPOINT).always().latency(Duration.ofMillis(400));
  }

  /** The first comes while nothing can be accepted, the last when all is over. */
  private List<CompletableFuture<Void>> withdrawAtRandom(List<Waiting> waiting, Random random) {
    List<CompletableFuture<Void>> words = new ArrayList<>();
    for (int i = 0; i < waiting.size(); i++) {
      String payment = waiting.get(i).payment();
      int moment = i == 0 ? 0 : random.nextInt(LATEST);
      words.add(CompletableFuture.runAsync(() -> withdraw(payment), after(moment)));
    }
    return words;
  }

  private void withdraw(String payment) {
    String id = "withdraw-" + payment;
    try {
      var unused =
          stage
              .cases()
              .decide(
                  stage.cases().refundId(new ObjectId(payment)),
                  new Decision(id, "", DecisionKind.WITHDRAW, "lena", "no more", "", ""));
    } catch (NoSuchCase e) {
      // It came when all was over, and somebody was told so.
    }
  }

  private String outcome(Waiting one) {
    Deadline.within(
        Duration.ofSeconds(60),
        () -> status(one).isEnding(),
        () -> one + " has not ended: " + status(one) + " " + stage.ticket(one.ticket()).notes());
    String word = status(one) == CaseStatus.COMPLETED ? "done" : "withdrawn";
    stage.untilState(one.ticket(), word);
    return stage.state(one.ticket()) + " " + stage.moved(one.payment());
  }

  private CaseStatus status(Waiting one) {
    List<RequestView> requests =
        stage.cases().view(stage.cases().refundId(new ObjectId(one.payment()))).requests();
    return requests.get(requests.size() - 1).status();
  }

  private static Executor after(int millis) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
  }
}
