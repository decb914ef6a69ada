package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.TemporalConnector;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What neither webhook nor sweep has brought is found by the comparison of the day: the gateway is
 * shut and the sweep looks in five hours again, while banks and people go on.
 */
final class ReconcileStoryTest {
  private static final String MIA = "mia@example.com";
  private static final String DISAGREE = "Systems disagree: ";

  @TempDir Path folder;
  private Stage stage;
  private WorkerProcess worker;
  private String config;

  @BeforeEach
  void open() {
    stage = Stage.toMeasure(folder, TemporalServer.inMemory(SearchKeys.types()));
    config = stage.configured().toString();
    stage.openGateway();
    worker = worker(Duration.ZERO);
  }

  @AfterEach
  void close() {
    worker.kill();
    stage.close();
  }

  @Test
  void a_day_is_proven_mended_and_handed_on_and_proving_it_again_changes_nothing()
      throws Exception {
    String quiet = stage.payment("24.90", MIA);
    long done = asked(quiet, "done");
    String fails = pending("30.00");
    long failed = asked(fails, "pending");
    String arrives = pending("35.00");
    long arrived = asked(arrives, "pending");
    String shared = stage.payment("40.00", MIA);
    long seen = asked(shared, "done", "10");
    stage.closeGateway();
    unfollow(fails);
    unfollow(arrives);
    stage.sandbox().stripe().fail(refund(fails), RefundFailureReason.DECLINED);
    stage.sandbox().stripe().settle(refund(arrives));
    String foreign = stage.sandbox().stripe().refundByHand(shared, 500).id();
    String bare = stage.payment("50.00", MIA);
    String elsewhere = stage.sandbox().stripe().refundByHand(bare, 700).id();

    Shell.Printed young = reconcile("--now");

    assertThat(young.out()).contains("waiting").doesNotContain("healed", "handed ");
    assertThat(young.exitCode()).isZero();
    assertThat(stage.state(failed)).isEqualTo("pending");

    worker.close();
    worker = worker(Duration.ofHours(1));
    Path page = folder.resolve("proof.html");
    Shell.Printed proof = reconcile("--now", "--page", page.toString());

    assertThat(proof.exitCode()).isEqualTo(1);
    assertThat(line(proof, refund(fails))).contains("ticket behind", "failed", "healed");
    assertThat(line(proof, refund(arrives))).contains("ticket behind", "succeeded", "handed");
    assertThat(line(proof, foreign)).contains(shared, "foreign", "handed");
    assertThat(line(proof, elsewhere)).contains(bare, "foreign", "nobody told");
    assertThat(proof.out())
        .contains("Nobody was told of 1 of billing: no ticket is known. Tell Finance");
    assertThat(proof.out()).doesNotContain(refund(quiet));
    stage.untilState(failed, "failed");
    assertThat(notes(arrived, DISAGREE)).hasSize(1);
    assertThat(notes(arrived, "Owner: Finance (finance@example.com). Stripe's word")).hasSize(1);
    assertThat(notes(seen, "Refund not made by Caserail: 5.00 EUR of " + shared)).hasSize(1);
    assertThat(notes(seen, "Owner: Finance (finance@example.com). Stripe's word")).hasSize(1);
    assertThat(notes(done, DISAGREE)).isEmpty();
    assertThat(Files.readString(page))
        .contains("Differences of billing", refund(arrives))
        .contains("nobody was told of 1, of which no ticket is known");
    stage.requireMoved(quiet, "24.90");
    stage.requireMoved(shared, "15.00");

    int failedNotes = stage.ticket(failed).internalNotes().size();
    Shell.Printed again = reconcile("--now");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out()).doesNotContain(refund(fails));
    assertThat(line(again, refund(arrives))).contains("handed");
    assertThat(notes(arrived, DISAGREE)).hasSize(1);
    assertThat(notes(seen, "Refund not made by Caserail")).hasSize(1);
    assertThat(stage.ticket(failed).internalNotes()).hasSize(failedNotes);

    Shell.Printed recorded =
        reconcile("--audit-log", folder.resolve("audit.jsonl").toString(), "--output", "json");
    assertThat(recorded.exitCode()).isEqualTo(1);
    assertThat(recorded.out())
        .contains("\"state\":\"BILLING\"", "\"handed\":2", "\"untold\":1", "\"triage\":\"Finance")
        .contains("\"fault\":\"\"");
    stage.requireMoved(fails, "0.00");
  }

  @Test
  void a_subscription_that_somebody_ends_in_the_dashboard_is_shown_in_its_ticket() {
    Purchase bought = Purchase.by(MIA, "ord_7301", stage);
    long ticket = stage.write(MIA);
    stage.cancel("Lena", ticket, bought.subscription(), "term_end");
    stage.untilState(ticket, "pending");
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
    stage.closeGateway();
    var unused = stage.sandbox().stripe().endByHand(bought.subscription());
    worker.close();
    worker = worker(Duration.ofHours(1));

    Shell.Printed proof = reconcile("--now");

    assertThat(proof.exitCode()).isEqualTo(1);
    assertThat(line(proof, bought.subscription())).contains("foreign", "ended", "handed");
    assertThat(notes(ticket, "Cancellation not made by Caserail: subscription")).hasSize(1);
    assertThat(stage.state(ticket)).isEqualTo("withdrawn");
  }

  @Test
  void what_a_terminated_verification_has_not_had_erased_is_handed_to_a_person() {
    Verified mia = Verified.of("acct_7301", MIA, stage);
    ActiveFault away = mia.erasureIsAway();
    long ticket = mia.asked("new_customer");
    mia.succeeds();
    stage.untilState(ticket, "done");
    mia.terminate();
    stage.sandbox().faults().remove(away);
    worker.close();
    worker = worker(Duration.ofHours(1));

    Shell.Printed proof = reconcile("--now");

    assertThat(proof.exitCode()).isEqualTo(1);
    assertThat(line(proof, mia.sessions().get(0).id())).contains("not erased", "handed");
    assertThat(notes(ticket, "is not erased, and no case works at it.")).hasSize(1);
    stage.macro("Lena", ticket, "Verification: verify");
    mia.untilErased();
    assertThat(reconcile("--now").out()).doesNotContain("not erased");
  }

  private String pending(String amount) {
    return stage.paymentOf(amount, MIA).refundsWill(RefundBehaviour.PEND_FOR_EVER).create().id();
  }

  private long asked(String payment, String state) {
    return asked(payment, state, "");
  }

  private long asked(String payment, String state, String amount) {
    long ticket = stage.ask("Lena", MIA, payment, amount);
    stage.untilState(ticket, state);
    stage.untilClosed(payment);
    return ticket;
  }

  /** Somebody ends the case that follows the refund, behind its back. */
  private void unfollow(String payment) {
    stage
        .client()
        .newUntypedWorkflowStub(stage.cases().settlementId(refund(payment)))
        .terminate("by hand");
  }

  private String refund(String payment) {
    return stage.sandbox().stripe().refundsOf(payment).get(0).id();
  }

  private List<String> notes(long ticket, String text) {
    return stage.ticket(ticket).internalNotes().stream()
        .map(note -> note.body())
        .filter(body -> body.contains(text))
        .toList();
  }

  private Shell.Printed reconcile(String... words) {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    List<String> all = new ArrayList<>(List.of("reconcile", "--day", today));
    all.addAll(List.of(words));
    Shell.Printed printed = new Shell("--config", config).type(all.toArray(new String[0]));
    assertThat(printed.err()).isEmpty();
    return printed;
  }

  private static String line(Shell.Printed printed, String ref) {
    return printed
        .out()
        .lines()
        .filter(line -> line.contains(ref))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line names " + ref + ":\n" + printed.out()));
  }

  /** A worker whose clock is ahead: what has just happened is no longer young to it. */
  private WorkerProcess worker(Duration ahead) {
    CaserailConfig read = CaserailConfig.load(Path.of(config), Map.of());
    Clock clock = Clock.offset(Clock.systemUTC(), ahead);
    return WorkerProcess.start(read, TemporalConnector.of(read.temporal()), clock);
  }
}
