package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.TicketView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An outage on the real server, whose visibility counts what waits. */
@Tag("real-server")
final class RealOutageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MIA = "mia@example.com";
  private static final int CASES = 24;
  private static final int PER_SECOND = 2;

  @TempDir Path folder;
  private @Nullable Stage open;
  private final List<String> payments = new ArrayList<>();
  private final List<Long> tickets = new ArrayList<>();

  @BeforeEach
  void open() {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(
        binary.isPresent(),
        "not tried: there is no real Temporal server; put the temporal binary on the PATH, or name"
            + " it in TEMPORAL_CLI");
    open = Stage.withOutages(folder, TemporalServer.real(binary.orElseThrow(), SearchKeys.types()));
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  @Timeout(300)
  void what_waits_is_counted_told_once_held_and_let_go_at_its_rate() {
    ActiveFault away =
        stage()
            .sandbox()
            .faults()
            .add(
                Fault.on("stripe")
                    .endpoint("POST /v1/refunds")
                    .always()
                    .status(429, Map.of("Retry-After", "1"), "{\"error\":{}}"));
    for (int i = 0; i < CASES; i++) {
      String payment = stage().payment("1.00", MIA);
      payments.add(payment);
      tickets.add(stage().ask("Lena", MIA, payment, ""));
    }
    String all = "ExecutionStatus='Running' AND CaseKind != '' AND Upstream != ''";
    until("all wait", () -> stage().directory().list(all, 1_000).size() == CASES);
    // Where the last thing that failed in silence was something else, a case waits for that.
    int waiting = stage().directory().waitingFor("Stripe", 1_000).size();
    assertThat(waiting).isGreaterThan(CASES / 2);
    until("one outage ticket counts them", () -> says("Waiting: " + waiting + " cases"));
    Instant firstFailure = posts().get(0).facts().at();
    Instant firstSign = outage().notes().get(0).at();

    Shell shell = new Shell("--address", stage().temporal().target(), "--account", "acme");
    assertThat(shell.type("outage", "list").out()).containsPattern("outage-acme-stripe +OPEN");
    assertThat(shell.type("outage", "hold", "Stripe", "--by", "lena").exitCode()).isZero();
    until("it is held", () -> looksSinceLastSend() >= 5 * CASES);
    stage().sandbox().faults().remove(away);
    long looks = looksSinceLastSend();
    until("all look again and send nothing", () -> looksSinceLastSend() >= looks + 2 * CASES);
    assertThat(posts()).noneMatch(CallRecord::effect);
    assertThat(shell.type("outage", "list").out()).containsPattern("outage-acme-stripe +HELD");

    Instant recovery = stage().sandbox().clock().instant();
    assertThat(shell.type("outage", "release", "Stripe", "--by", "lena").exitCode()).isZero();
    tickets.forEach(ticket -> stage().untilState(ticket, "done", PATIENCE));
    until("the outage ticket is solved", () -> outage().status().equals("solved"));

    List<Instant> sent =
        posts().stream().filter(CallRecord::effect).map(call -> call.facts().at()).toList();
    assertThat(sent).hasSize(CASES);
    for (Instant from : sent) {
      // Seconds that touch each other, and what is on its way for a moment.
      assertThat(sent)
          .filteredOn(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(1)))
          .hasSizeLessThanOrEqualTo(3 * PER_SECOND);
    }
    for (int i = 0; i < CASES; i++) {
      assertThat(stage().sandbox().stripe().refundsOf(payments.get(i))).hasSize(1);
      assertThat(stage().ticket(tickets.get(i)).notes().stream().map(Note::body))
          .doesNotHaveDuplicates();
    }
    assertThat(outages()).hasSize(1);
    assertThat(stage().sandbox().calls().of("zendesk")).noneMatch(call -> call.status() == 429);
    Instant drained = sent.get(sent.size() - 1);
    System.out.printf(
        "outage on the real server, %d cases, %d refunds a second let go: first failure to first"
            + " visible sign %.1f s (lower bound: the budget of silent tries, 5 s); release to"
            + " drained %.1f s (lower bound %.1f s)%n",
        CASES,
        PER_SECOND,
        seconds(firstFailure, firstSign),
        seconds(recovery, drained),
        (CASES - PER_SECOND) / (double) PER_SECOND);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private long looksSinceLastSend() {
    List<CallRecord> sends = posts();
    long last = sends.isEmpty() ? 0 : sends.get(sends.size() - 1).facts().ordinal();
    return stage().sandbox().calls().of("stripe", "GET /v1/refunds").stream()
        .filter(call -> call.facts().ordinal() > last)
        .count();
  }

  private List<CallRecord> posts() {
    return stage().sandbox().calls().of("stripe", "POST /v1/refunds");
  }

  private List<TicketView> outages() {
    return stage().sandbox().zendesk().tickets().stream()
        .filter(ticket -> ticket.subject().startsWith("Outage: "))
        .toList();
  }

  private TicketView outage() {
    return outages().get(0);
  }

  private boolean says(String text) {
    return outages().stream()
        .flatMap(ticket -> ticket.notes().stream())
        .anyMatch(note -> note.body().contains(text));
  }

  private void until(String what, BooleanSupplier so) {
    Deadline.within(
        PATIENCE,
        so,
        () -> what + ": " + outages() + "; the cases: " + stage().directory().list("", 1_000));
  }

  private Stage stage() {
    if (open == null) {
      throw new IllegalStateException("there is no stage");
    }
    return open;
  }
}
