package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.Entry;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server is stopped and started again over its file while people decide. */
@Tag("real-server")
final class RealTemporalRestartTest {
  private static final String MIA = "mia@example.com";
  private static final Duration BACK_WITHIN = Duration.ofSeconds(90);

  @TempDir Path folder;
  private @Nullable Stage open;
  private String payment = "";
  private long ticket;

  @BeforeEach
  void a_refund_waits_for_its_approval() {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(
        binary.isPresent(),
        "not tried: there is no real Temporal server; put the temporal binary on the PATH, or name"
            + " it in TEMPORAL_CLI");
    open =
        Stage.toBreak(
            folder,
            TemporalServer.onDisk(
                binary.orElseThrow(), SearchKeys.types(), folder.resolve("temporal.db")));
    payment = stage().payment("180.00", MIA);
    ticket = stage().ask("Lena", MIA, payment, "");
    stage().untilState(ticket, "needs_approval");
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void by_command_line_its_author_is_told_and_may_say_it_again() {
    stage().temporal().stop();

    assertThatThrownBy(() -> decide("said-1")).isInstanceOf(TemporalUnavailable.class);

    stage().temporal().startAgain();
    assertThat(insist("said-1").accepted()).isTrue();
    requireApprovedOnce();
  }

  @Test
  void by_command_line_one_that_races_with_the_stop_is_taken_once() throws Exception {
    CompletableFuture<Verdict> said = CompletableFuture.supplyAsync(() -> decide("said-1"));
    stage().temporal().stop();
    @Nullable Verdict first = null;
    try {
      first = said.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(TemporalUnavailable.class);
    }

    stage().temporal().startAgain();

    if (first == null) {
      try {
        first = insist("said-1");
      } catch (NoSuchCase e) {
        // It was taken, and the case is over; the record says so.
        first = Verdict.taken("");
      }
    }
    assertThat(first.accepted()).isTrue();
    requireApprovedOnce();
  }

  @Test
  void by_macro_it_is_taken_once_when_the_server_is_back() {
    stage().temporal().stop();

    stage().macro("Ana", ticket, "Refund: approve");

    assertThat(stage().state(ticket)).isEqualTo("needs_approval");
    stage().temporal().startAgain();
    requireApprovedOnce();
    assertThat(stage().ticket(ticket).field("Caserail action")).isEmpty();
  }

  private Stage stage() {
    if (open == null) {
      throw new IllegalStateException("there is no stage");
    }
    return open;
  }

  private Verdict decide(String id) {
    return stage()
        .cases()
        .decide(caseId(), new Decision(id, "", DecisionKind.APPROVE, "ana", "because", "", ""));
  }

  /** The first answer after a restart may take some seconds. */
  private Verdict insist(String id) {
    Verdict[] verdict = new Verdict[1];
    Deadline.within(
        BACK_WITHIN,
        () -> {
          try {
            verdict[0] = decide(id);
            return true;
          } catch (TemporalUnavailable e) {
            return false;
          }
        },
        () -> "nobody has answered since the restart");
    return verdict[0];
  }

  private String caseId() {
    return stage().cases().refundId(new ObjectId(payment));
  }

  private void requireApprovedOnce() {
    Deadline.within(
        BACK_WITHIN,
        () -> stage().state(ticket).equals("done"),
        () -> "the ticket shows " + stage().ticket(ticket));
    stage().requireMoved(payment, "180.00");
    assertThat(stage().sandbox().stripe().refundsOf(payment)).hasSize(1);
    assertThat(approvals()).hasSize(1);
  }

  private List<Entry> approvals() {
    return stage().cases().view(caseId()).requests().get(0).record().stream()
        .filter(entry -> entry.what().equals("approve"))
        .toList();
  }
}
