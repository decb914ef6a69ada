package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watchdog on the real server, which has visibility and resets. */
@Tag("real-server")
final class RealWatchdogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String MIA = "mia@example.com";

  @TempDir Path folder;
  private @Nullable Stage open;

  @BeforeEach
  void open() {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(
        binary.isPresent(),
        "not tried: there is no real Temporal server; put the temporal binary on the PATH, or name"
            + " it in TEMPORAL_CLI");
    open = Stage.toWatch(folder, TemporalServer.real(binary.orElseThrow(), SearchKeys.types()));
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void a_termination_is_seen_within_five_minutes_and_said_once() {
    String payment = stage().payment("180.00", MIA);
    long ticket = stage().ask("Lena", MIA, payment, "");
    stage().untilState(ticket, "needs_approval");

    stage().client().newUntypedWorkflowStub(caseId(payment)).terminate("by a trial");

    stage().untilState(ticket, "needs_person", PATIENCE);
    assertThat(notes(ticket, "its case was terminated in Temporal")).hasSize(1);
  }

  @Test
  void a_reset_is_told_and_a_request_that_it_lost_is_left_with_a_person() {
    String payment = stage().payment("180.00", MIA);
    long ticket = stage().ask("Lena", MIA, payment, "");
    stage().untilState(ticket, "needs_approval");

    var unused = new NamespaceWriter(stage().client()).resetToFirstTask(caseId(payment));

    Deadline.within(
        PATIENCE,
        () -> notes(ticket, "its case was reset in Temporal").size() == 1,
        () -> "no reset is told: " + stage().ticket(ticket).internalNotes());
    stage().untilState(ticket, "needs_person", PATIENCE);
    assertThat(notes(ticket, "its case was terminated in Temporal")).hasSize(1);
    stage().macro("Lena", ticket, "Refund: send");
    stage().untilState(ticket, "needs_approval");
    stage().macro("Ben", ticket, "Refund: approve");
    stage().untilState(ticket, "done", PATIENCE);
    stage().requireMoved(payment, "180.00");
    assertThat(notes(ticket, "its case was reset in Temporal")).hasSize(1);
  }

  @Test
  void a_case_that_no_worker_takes_up_is_found_before_it_is_due() {
    String payment = stage().payment("180.00", MIA);
    long ticket = stage().ask("Lena", MIA, payment, "");
    stage().untilState(ticket, "needs_approval");
    stage().stopWorker();

    stage().macro("Ben", ticket, "Refund: approve");

    stage().untilState(ticket, "needs_person", PATIENCE);
    assertThat(notes(ticket, "no worker takes its case up")).hasSize(1);
    stage().startWorker();
    stage().untilState(ticket, "done", PATIENCE);
    stage().requireMoved(payment, "180.00");
  }

  private List<String> notes(long ticket, String text) {
    return stage().ticket(ticket).internalNotes().stream()
        .map(note -> note.body())
        .filter(body -> body.contains(text))
        .toList();
  }

  private String caseId(String payment) {
    return stage().cases().refundId(new ObjectId(payment));
  }

  private Stage stage() {
    if (open == null) {
      throw new IllegalStateException("there is no stage");
    }
    return open;
  }
}
