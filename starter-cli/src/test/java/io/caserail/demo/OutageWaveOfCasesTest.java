package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseSummary;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.OverLimit;
import io.caserail.sandbox.zendesk.TicketView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stripe takes no refunds while many cases want to send one: what reaches the vendors meanwhile and
 * afterwards, by the stand-ins' books, and what people read.
 */
@Tag("scale")
final class OutageWaveOfCasesTest {
  private static final String MIA = "mia@example.com";
  private static final int PER_SECOND = 10;
  private static final Duration APART = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  /** Lets time pass until something holds, or so much has passed. */
  private interface Time {
    void passUntil(BooleanSupplier holds, Duration most);

    /** An agent has asked for a refund. */
    default void asked() {}
  }

  @Test
  @Timeout(600)
  void a_hundred_cases_under_zendesk_s_limits_starve_no_agent() {
    play(100);
  }

  private void play(int count) {
    try (VirtualStage virtual = VirtualStage.limited(folder)) {
      virtual.stage().openGateway();
      Wave wave = new Wave(virtual.stage(), count, new Agents(virtual));

      wave.rises(5);
      wave.stays(Duration.ofMinutes(16));
      wave.falls();

      wave.reportUnderLimits(Agents.EDITS_A_MINUTE);
      wave.requireToldOnceAndSentOnce();
      assertThat(wave.notesOfTheOutage())
          .anyMatch(note -> note.contains("Waiting: " + count + " cases, at least 50.00 EUR ("))
          .anyMatch(note -> note.contains("At the worst " + count + " cases, "));
      assertThat(wave.updates()).hasSizeLessThanOrEqualTo(3 * count + 10);
      assertThat(wave.overLimits())
          .as("no agent is stopped")
          .extracting(OverLimit::by)
          .isSubsetOf("Caserail");
      assertThat(wave.overLimits()).as("what was on its way at a minute's edge").hasSizeLessThan(4);
    }
  }

  @Test
  @Timeout(2_400)
  void two_thousand_cases_knock_one_by_one_and_go_out_once() {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(binary.isPresent(), "not tried: TEMPORAL_CLI names no server");
    try (Stage stage =
        Stage.toMeasure(folder, TemporalServer.real(binary.orElseThrow(), SearchKeys.types()))) {
      stage.openGateway();
      stage.startWorkerWithoutGate();
      Wave wave = new Wave(stage, 2_000, OutageWaveOfCasesTest::reallyPass);

      wave.rises(100);
      wave.stays(Duration.ofMinutes(2));
      wave.falls();

      wave.requireToldOnceAndSentOnce();
      wave.requireInTurn();
    }
  }

  /**
   * The virtual clock, and agents who use two thirds of the updates meanwhile, what they ask for
   * included. They wait for nobody's leave.
   */
  private static final class Agents implements Time {
    static final int EDITS_A_MINUTE = 67;
    private static final int TICKETS = 60;
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final int STEPS = 5;
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final VirtualStage virtual;
    private final List<Long> tickets = new ArrayList<>();
    private final Instant begin;
    private int made;

    Agents(VirtualStage virtual) {
      this.virtual = virtual;
      for (int i = 0; i < TICKETS; i++) {
        tickets.add(virtual.stage().write("kim@example.com"));
      }
      this.begin = virtual.stage().sandbox().clock().instant();
    }

    @Override
    public void passUntil(BooleanSupplier holds, Duration most) {
      Instant end = virtual.now().plus(most);
      while (!holds.getAsBoolean() && virtual.now().isBefore(end)) {
        for (int i = 0; i < STEPS; i++) {
          virtual.pass(STEP, SETTLE);
          work();
        }
      }
    }

    @Override
    public void asked() {
      made++;
    }

    private void work() {
      Stage stage = virtual.stage();
      Duration worked = Duration.between(begin, stage.sandbox().clock().instant());
      while (made < worked.toMillis() * EDITS_A_MINUTE / A_MINUTE.toMillis()) {
        stage
            .sandbox()
            .zendesk()
            .agent(made % 2 == 0 ? "Lena" : "Omar")
            .addTags(tickets.get(made % TICKETS), "edit_" + made);
        made++;
      }
    }
  }

  private static void reallyPass(BooleanSupplier holds, Duration most) {
    try {
      Deadline.within(most, holds, () -> "not yet");
    } catch (SceneFailed notYet) {
      // Whoever waits for it looks.
    }
  }

  /** Cases that come while Stripe is away, wait, and go when it is back. */
  private static final class Wave {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int UPDATES_A_MINUTE = 100;
    private static final int OUR_UPDATES_A_MINUTE = 30;

    private final Stage stage;
    private final int count;
    private final Time time;
    private final ActiveFault away;
    private final List<String> payments = new ArrayList<>();
    private final List<Long> tickets = new ArrayList<>();
    private Instant full = Instant.MAX;
    private Instant back = Instant.MAX;

    Wave(Stage stage, int count, Time time) {
      this.stage = stage;
      this.count = count;
      this.time = time;
      this.away =
          stage
              .sandbox()
              .faults()
              .add(
                  Fault.on("stripe")
                      .endpoint("POST /v1/refunds")
                      .always()
                      .status(429, Map.of("Retry-After", "1"), "{\"error\":{}}"));
    }

    /** So many are asked for at once, again and again, until all are and wait. */
    void rises(int atOnce) {
      while (payments.size() < count) {
        for (int i = 0; i < atOnce; i++) {
          String payment = stage.payment("1.00", MIA);
          payments.add(payment);
          tickets.add(stage.ask("Lena", MIA, payment, ""));
          time.asked();
        }
        time.passUntil(() -> false, APART);
      }
      until("all wait for Stripe", () -> waiting() == count);
      full = now();
    }

    void stays(Duration length) {
      time.passUntil(() -> false, length);
      back = now();
    }

    void falls() {
      stage.sandbox().faults().remove(away);
      until("all is sent", () -> sent().size() == count);
      until("every ticket says so", () -> tickets.stream().allMatch(this::isDone));
      until("the outage's ticket is solved", () -> outage().status().equals("solved"));
    }

    void requireToldOnceAndSentOnce() {
      List<Instant> tries = within(full, back, at(looks()));
      System.out.printf(
          "%d cases waited for %d s: %d tries, %d calls to Stripe, %d to Zendesk; then the last"
              + " refund after %d s; Zendesk: %d updates, %d in the fullest minute; Stripe:"
              + " %d calls in the fullest second%n",
          count,
          Duration.between(full, back).toSeconds(),
          tries.size(),
          within(full, back, at(calls("stripe"))).size(),
          within(full, back, at(calls("zendesk"))).size(),
          Duration.between(back, sent().get(count - 1)).toSeconds(),
          updates().size(),
          fullest(updates(), A_MINUTE),
          fullest(at(calls("stripe")), AT_ONCE));

      assertThat(tries)
          .as("one a second at the most")
          .hasSizeBetween(1, (int) Duration.between(full, back).toSeconds() + 1);
      assertThat(outages()).hasSize(1);
      assertThat(stage.moved(payments)).isEqualTo(count + ".00");
      for (int i = 0; i < count; i++) {
        assertThat(stage.sandbox().stripe().refundsOf(payments.get(i))).hasSize(1);
        assertThat(texts(stage.ticket(tickets.get(i))))
            .doesNotHaveDuplicates()
            .last()
            .asString()
            .startsWith("Refund sent: 1.00 EUR");
      }
    }

    /** Second by second, where the vendor's clock and the worker's run side by side. */
    void requireInTurn() {
      assertThat(fullest(within(full, back, at(looks())), AT_ONCE))
          .as("seconds that touch")
          .isLessThanOrEqualTo(2);
      assertThat(fullest(sent(), AT_ONCE)).isLessThanOrEqualTo(2 * PER_SECOND + 1);
    }

    /** Its times beside what the limits allow. */
    void reportUnderLimits(int agentsAMinute) {
      Instant failed =
          at(calls("stripe").stream()
                  .filter(call -> call.endpoint().equals("POST /v1/refunds"))
                  .toList())
              .get(0);
      Instant shown =
          at(calls("zendesk").stream()
                  .filter(call -> call.endpoint().equals("POST /api/v2/tickets"))
                  .toList())
              .get(0);
      List<Instant> after = updates().stream().filter(at -> !at.isBefore(back)).toList();
      Instant drained = after.get(after.size() - 1);
      int left = UPDATES_A_MINUTE - agentsAMinute;
      System.out.printf(
          "%d cases, %d updates a minute for all, of which agents make %d:%n"
              + "  first failure to the outage's ticket: %d s (lower bound: its third case waits"
              + " after 45 s, one look, 30 s at most)%n"
              + "  recovery to the last ticket told: %d s for %d updates (lower bound for %d last"
              + " notes: %d s at the %d a minute that are left, %d s at our %d)%n"
              + "  calls to Zendesk: %d, %d a case, %d in the fullest minute; 429 answers: %d%n"
              + "  came when a limit was used up: %s%n",
          count,
          UPDATES_A_MINUTE,
          agentsAMinute,
          Duration.between(failed, shown).toSeconds(),
          Duration.between(back, drained).toSeconds(),
          after.size(),
          count,
          60 * count / left,
          left,
          60 * count / OUR_UPDATES_A_MINUTE,
          OUR_UPDATES_A_MINUTE,
          calls("zendesk").size(),
          calls("zendesk").size() / count,
          fullest(at(calls("zendesk")), A_MINUTE),
          calls("zendesk").stream().filter(call -> call.status() == 429).count(),
          overLimits());
    }

    /** Whoever came when a limit of Zendesk was used up: we, or an agent. */
    List<OverLimit> overLimits() {
      return stage.sandbox().zendesk().overLimits();
    }

    List<String> notesOfTheOutage() {
      return texts(outage());
    }

    /** When each refund was sent that was sent. */
    List<Instant> sent() {
      return at(
          calls("stripe").stream()
              .filter(call -> call.endpoint().equals("POST /v1/refunds") && call.effect())
              .toList());
    }

    /** Each try begins with a look for the refunds of its payment. */
    private List<CallRecord> looks() {
      return calls("stripe").stream()
          .filter(call -> call.endpoint().equals("GET /v1/refunds"))
          .filter(call -> call.facts().query().contains("payment_intent="))
          .toList();
    }

    /** When tickets were written to. */
    List<Instant> updates() {
      return at(
          calls("zendesk").stream().filter(call -> call.facts().method().equals("PUT")).toList());
    }

    private List<CallRecord> calls(String system) {
      return stage.sandbox().calls().of(system);
    }

    private static List<Instant> at(List<CallRecord> calls) {
      return calls.stream().map(call -> call.facts().at()).sorted().toList();
    }

    private static List<Instant> within(Instant from, Instant to, List<Instant> moments) {
      return moments.stream().filter(at -> !at.isBefore(from) && at.isBefore(to)).toList();
    }

    /** How many of them lie within so much time at the most. */
    int fullest(List<Instant> moments, Duration length) {
      int fullest = 0;
      int first = 0;
      for (int last = 0; last < moments.size(); last++) {
        while (!moments.get(last).isBefore(moments.get(first).plus(length))) {
          first++;
        }
        fullest = Math.max(fullest, last - first + 1);
      }
      return fullest;
    }

    private int waiting() {
      return stage.directory().waitingFor("Stripe", 2 * count).size();
    }

    /** Those that are open and don't wait for Stripe, and the tickets of which there is no case. */
    private List<String> others() {
      List<CaseSummary> all = stage.directory().list("", 2 * count);
      List<String> known = all.stream().flatMap(one -> one.tickets().stream()).toList();
      return Stream.concat(
              all.stream().filter(one -> !one.upstream().equals("Stripe")).map(Object::toString),
              tickets.stream()
                  .map(Object::toString)
                  .filter(ticket -> !known.contains(ticket) && !isDone(Long.parseLong(ticket)))
                  .map(ticket -> ticket + " has no case"))
          .toList();
    }

    private boolean isDone(long ticket) {
      return stage.state(ticket).equals("done");
    }

    private TicketView outage() {
      return outages().get(0);
    }

    private List<TicketView> outages() {
      return stage.sandbox().zendesk().tickets().stream()
          .filter(ticket -> ticket.subject().startsWith("Outage: "))
          .toList();
    }

    private static List<String> texts(TicketView ticket) {
      return ticket.internalNotes().stream().map(Note::body).toList();
    }

    private Instant now() {
      return stage.sandbox().clock().instant();
    }

    private void until(String what, BooleanSupplier holds) {
      time.passUntil(holds, PATIENCE.plus(A_MINUTE.multipliedBy(count / 10)));
      assertThat(holds.getAsBoolean())
          .withFailMessage(
              () ->
                  "not: %s; %d wait for Stripe, %d are sent, the others: %s; %s"
                      .formatted(what, waiting(), sent().size(), others(), outages()))
          .isTrue();
    }
  }
}
