package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.NoSuchCase;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.worker.config.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everybody decides at once. */
@Tag("real-server")
final class ManyDecisionsTest {
  private static final int DECISIONS = 200;
  private static final int THREADS = 16;

  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  private final Stage stage = REAL.stage();

  @Test
  void of_200_decisions_at_once_one_is_taken_and_the_others_are_told_why() throws Exception {
    String payment = stage.payment("180.00", "ivo@example.com");
    long ticket = stage.ask("Lena", "ivo@example.com", payment, "");
    stage.untilState(ticket, "needs_approval");
    String caseId = stage.cases().refundId(new ObjectId(payment));

    List<Verdict> verdicts = atOnce(caseId);

    assertThat(verdicts).hasSize(DECISIONS).filteredOn(Verdict::accepted).hasSize(1);
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
    String taken =
        verdicts.stream().filter(Verdict::accepted).map(Verdict::reason).findFirst().orElseThrow();
    boolean approved = taken.endsWith("approve");
    stage.untilState(ticket, approved ? "done" : "refused");
    assertThat(stage.moved(payment)).isEqualTo(approved ? "180.00" : "0.00");
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(approved ? 1 : 0);
  }

  /** Once somebody has refused it, the case is over, and that is an answer too. */
  private Verdict say(String caseId, Decision decision) {
    try {
      return stage.cases().decide(caseId, decision);
    } catch (NoSuchCase e) {
      return Verdict.refused(String.valueOf(e.getMessage()));
    }
  }

  private List<Verdict> atOnce(String caseId) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Verdict>> calls = new ArrayList<>();
      for (int i = 0; i < DECISIONS; i++) {
        DecisionKind kind = i % 2 == 0 ? DecisionKind.APPROVE : DecisionKind.REFUSE;
        Decision decision = new Decision("at-once-" + i, "", kind, "ana", "because", "", "");
        calls.add(pool.submit(() -> say(caseId, decision)));
      }
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<Verdict> call : calls) {
        verdicts.add(call.get(1, TimeUnit.MINUTES));
      }
      return verdicts;
    } finally {
      pool.shutdownNow();
    }
  }
}
