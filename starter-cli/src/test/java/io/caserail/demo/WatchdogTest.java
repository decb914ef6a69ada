package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import io.caserail.refund.RefundWorkflowImpl;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.temporal.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watchdog looks from a process of its own, whatever became of the worker. */
final class WatchdogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MIA = "mia@example.com";
  private static final String WORKING = "engine.tell(refund.notes().working());";

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = Stage.toWatch(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_terminated_case_leaves_its_ticket_with_a_person_and_says_so_once() {
    String payment = stage.payment("180.00", MIA);
    long ticket = waitsForApproval(payment);

    terminate(payment);
    stage.untilState(ticket, "needs_person");
    stage.restartWatchdog();
    untilLookedTwice();

    assertThat(notes(ticket, "terminated")).hasSize(1);
    assertThat(notes(ticket, "terminated").get(0).lines())
        .hasSizeLessThanOrEqualTo(5)
        .anySatisfy(line -> assertThat(line).contains("may or may not have been sent"))
        .anySatisfy(line -> assertThat(line).startsWith("Do now: macro Refund: send again"));
    assertThat(stage.ticket(ticket).field("Caserail waits for")).isEqualTo("crl_waits_requester");
    assertThat(metrics()).contains("caserail_watchdog_found{finding=\"ended\"} 1.0");
  }

  @Test
  void what_its_note_says_to_do_is_served() {
    String payment = stage.payment("180.00", MIA);
    long ticket = waitsForApproval(payment);
    terminate(payment);
    stage.untilState(ticket, "needs_person");

    stage.macro("Lena", ticket, "Refund: send");
    stage.untilState(ticket, "needs_approval");
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.restartWatchdog();
    untilLookedTwice();

    stage.requireMoved(payment, "180.00");
    assertThat(stage.state(ticket)).isEqualTo("done");
    assertThat(notes(ticket, "terminated")).hasSize(1);
  }

  @Test
  void a_case_that_no_worker_takes_up_is_shown_and_taken_back_when_it_goes_on() {
    String payment = stage.payment("180.00", MIA);
    long ticket = waitsForApproval(payment);
    stage.stopWorker();

    stage.cases().submit(CaseKind.REFUND, new ObjectId(payment), hint(ticket));
    stage.untilState(ticket, "needs_person");
    assertThat(notes(ticket, "has stood still").get(0)).contains("no worker takes its case up");
    assertThat(metrics()).contains("caserail_watchdog_found{finding=\"not_taken_up\"} 1.0");

    stage.startWorker();
    stage.untilState(ticket, "needs_approval");
    stage.untilNote(ticket, "goes on again");
    untilLookedTwice();
    assertThat(notes(ticket, "has stood still")).hasSize(1);
    assertThat(notes(ticket, "goes on again")).hasSize(1);
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "180.00");
  }

  @Test
  void a_case_that_never_got_a_word_out_is_shown_until_it_speaks_itself() {
    stage.stopWorker();
    String payment = stage.payment("20.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "");

    stage.untilState(ticket, "needs_person");
    stage.untilNote(ticket, "no worker takes its case up");

    stage.startWorker();
    stage.untilState(ticket, "done");
    untilLookedTwice();
    assertThat(stage.state(ticket)).isEqualTo("done");
    stage.requireMoved(payment, "20.00");
  }

  @Test
  void a_case_that_ends_without_a_word_leaves_no_standstill_behind() {
    stage.stopWorker();
    String payment = stage.payment("20.00", MIA);
    long ticket = stage.write(MIA);
    stage.cases().submit(CaseKind.REFUND, new ObjectId(payment), hint(ticket));
    stage.untilState(ticket, "needs_person");

    stage.startWorker();

    stage.untilState(ticket, "withdrawn");
    assertThat(notes(ticket, "found nothing that was asked for here")).hasSize(1);
  }

  @Test
  void a_terminated_settlement_leaves_its_ticket_with_finance() {
    String payment = pendsForEver();
    long ticket = isPending(payment);

    stage.client().newUntypedWorkflowStub(settlement(payment)).terminate("by a trial");

    stage.untilNote(ticket, "terminated");
    assertThat(stage.state(ticket)).isEqualTo("needs_person");
    assertThat(stage.ticket(ticket).field("Caserail waits for")).isEqualTo("crl_waits_finance");
  }

  @Test
  void a_settlement_that_stands_still_is_shown_and_taken_back_before_it_speaks_itself() {
    String payment = pendsForEver();
    long ticket = isPending(payment);
    stage.stopWorker();

    stage.cases().wake(CaseKind.SETTLEMENT, new ObjectId(refund(payment)), "evt_trial");
    stage.untilState(ticket, "needs_person");
    assertThat(notes(ticket, "has stood still").get(0)).contains("no worker takes its case up");

    stage.startWorker();
    stage.untilState(ticket, "pending");
    assertThat(notes(ticket, "goes on again")).hasSize(1);
    var unused = stage.sandbox().stripe().settle(refund(payment));
    stage.untilState(ticket, "done", PATIENCE);
  }

  private String pendsForEver() {
    return stage.paymentOf("20.00", MIA).refundsWill(RefundBehaviour.PEND_FOR_EVER).create().id();
  }

  private long isPending(String payment) {
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "pending");
    stage.untilClosed(payment);
    return ticket;
  }

  private String refund(String payment) {
    return stage.sandbox().stripe().refundsOf(payment).get(0).id();
  }

  private String settlement(String payment) {
    return stage.cases().settlementId(refund(payment));
  }

  @Test
  void a_case_whose_code_fails_is_shown_as_our_fault() {
    String payment = stage.payment("180.00", MIA);
    long ticket = waitsForApproval(payment);
    ChangedCode careless = new ChangedCode(folder.resolve("changed"));
    careless.change(
        RefundWorkflowImpl.class,
        WORKING,
        "io.temporal.workflow.Workflow.sleep(java.time.Duration.ofMillis(10));\n" + WORKING);

    stage.stopWorker();
    WorkerJvm changed = careless.worker(stage);
    try (changed) {
      stage.macro("Ben", ticket, "Refund: approve");
      stage.untilState(ticket, "needs_person", PATIENCE);
      stage.untilNote(ticket, "the code of its case fails");
    } finally {
      stage.startWorker();
    }

    stage.untilState(ticket, "done", PATIENCE);
    stage.requireMoved(payment, "180.00");
  }

  @Test
  void what_waits_or_has_ended_as_it_should_is_left_alone() {
    String paid = stage.payment("20.00", MIA);
    long done = stage.ask("Lena", MIA, paid, "");
    stage.untilState(done, "done");
    stage.untilClosed(paid);
    String payment = stage.payment("180.00", "ivo@example.com");
    long waits = stage.ask("Lena", "ivo@example.com", payment, "");
    stage.untilState(waits, "needs_approval");
    int notes = stage.ticket(waits).internalNotes().size();

    untilLookedTwice();
    untilLookedTwice();

    assertThat(stage.state(done)).isEqualTo("done");
    assertThat(stage.ticket(done).internalNotes()).hasSize(1);
    assertThat(stage.state(waits)).isEqualTo("needs_approval");
    assertThat(stage.ticket(waits).internalNotes()).hasSize(notes);
    assertThat(metrics())
        .contains("caserail_watchdog_found{finding=\"ended\"} 0.0")
        .contains("caserail_watchdog_found{finding=\"not_taken_up\"} 0.0");
  }

  private long waitsForApproval(String payment) {
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "needs_approval");
    return ticket;
  }

  private static TicketHint hint(long ticket) {
    return new TicketHint(new TicketId(Long.toString(ticket)), "webhook");
  }

  private void terminate(String payment) {
    String caseId = stage.cases().refundId(new ObjectId(payment));
    stage.client().newUntypedWorkflowStub(caseId).terminate("by a trial");
  }

  private List<String> notes(long ticket, String text) {
    return stage.ticket(ticket).internalNotes().stream()
        .map(note -> note.body())
        .filter(body -> body.contains(text))
        .toList();
  }

  /** Two looks more have been made to their end: what is told again would stand there. */
  private void untilLookedTwice() {
    double first = looked();
    Deadline.within(PATIENCE, () -> looked() > first, () -> "the watchdog is silent");
    double second = looked();
    Deadline.within(PATIENCE, () -> looked() > second, () -> "the watchdog is silent");
  }

  private double looked() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("caserail_watchdog_looked_seconds "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private String metrics() {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(stage.watchdogMetrics()).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
