package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.cli.Shell.Printed;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.TicketView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stripe takes no refunds for a while: what people read, and what goes out afterwards. */
final class OutageStoryTest {
  private static final String MIA = "mia@example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Stage stage;
  private Shell shell;
  private final List<String> payments = new ArrayList<>();
  private final List<Long> tickets = new ArrayList<>();

  @BeforeEach
  void open() {
    stage = Stage.withOutages(folder, TemporalServer.inMemory(SearchKeys.types()));
    shell = new Shell("--address", stage.temporal().target(), "--account", "acme");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void one_ticket_tells_of_it_the_waiting_ones_name_it_and_it_goes_on_within_the_hour() {
    ActiveFault away = refundsFail();
    ask("10.00");
    ask("20.00");
    ask("30.00");
    ask("40.00");

    untilOutageSays("Waiting: 4 cases, 100.00 EUR; the first is late at");
    String number = Long.toString(outage().id());
    for (long ticket : tickets) {
      stage.untilNote(ticket, "Stripe's fault, not ours; 4 wait, ticket #" + number + ".");
    }
    assertThat(shell.type("outage", "list").out())
        .containsPattern("outage-acme-stripe +OPEN .* 4 +100.00 EUR .*" + number)
        .containsPattern("outage-acme-zendesk +QUIET");

    stage.sandbox().faults().remove(away);
    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    untilOutageSays("At the worst 4 cases, 100.00 EUR waited");
    assertThat(outage().status()).isEqualTo("solved");
    assertThat(stage.moved(payments)).isEqualTo("100.00");
    for (long ticket : tickets) {
      assertThat(texts(stage.ticket(ticket))).as("a note for the wait, one for the end").hasSize(2);
    }

    refundsFail();
    ask("1.00");
    ask("2.00");
    ask("3.00");
    untilOutageSays("again after it was back at");
    assertThat(outages()).hasSize(1);
    assertThat(outage().status()).isEqualTo("open");
  }

  @Test
  @Timeout(180)
  void what_a_lead_holds_goes_out_only_when_it_is_released() throws IOException {
    assertThat(shell.type("outage", "hold", "Stripe", "--by", "lena").exitCode()).isEqualTo(1);
    ActiveFault away = refundsFail();
    ask("10.00");
    ask("20.00");
    ask("30.00");
    untilOutageSays("Waiting: 3 cases");

    Printed held = shell.type("outage", "hold", "Stripe", "--by", "lena");
    assertThat(held.out()).contains("Accepted: in force within 5 seconds");
    ask("7.00");
    untilHeld();
    untilOutageSays("Owner: lena (by command line, unproven), who has held it since");
    stage.sandbox().faults().remove(away);
    ask("5.00");

    stage.untilNote(tickets.get(4), "is not sent yet: what is sent to Stripe is held since");
    assertThat(stage.moved(payments)).isEqualTo("0.00");
    assertThat(shell.type("outage", "show", "stripe").out()).contains("HELD", "held by    lena");
    assertThat(stage.directory().waitingFor("Stripe", 100)).hasSize(5);

    assertThat(shell.type("outage", "release", "stripe", "--by", "lena").exitCode()).isZero();
    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    assertThat(stage.moved(payments)).isEqualTo("72.00");
    for (String payment : payments) {
      assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    }
    untilOutageSays("Stripe has been back since");
    assertThat(shell.type("outage", "release", "stripe", "--by", "lena").exitCode()).isEqualTo(1);
    for (String what : List.of("hold", "release")) {
      assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
          .filteredOn(
              line ->
                  line.contains(
                      "\"event\":\"control\",\"what\":\""
                          + what
                          + "\",\"about\":\"Stripe\",\"actor\":\"lena\""))
          .hasSize(1);
    }
  }

  @Test
  @Timeout(180)
  void a_lead_holds_and_releases_by_macro_in_the_ticket_and_nobody_else_does() {
    ActiveFault away = refundsFail();
    ask("10.00");
    ask("20.00");
    ask("30.00");
    untilOutageSays("Not yet? Macro Outage: hold.");

    stage.macro("Lena", outage().id(), "Outage: hold");
    untilOutageSays(
        "Macro by Lena not counted: that takes the role approver, finance or operator.");
    stage.macro("Ana", outage().id(), "Outage: hold");
    untilOutageSays("Owner: Ana, who has held it since");
    untilOutageSays(
        "nothing is sent until macro Outage: release, or caserail outage release Stripe.");
    untilHeld();
    stage.sandbox().faults().remove(away);
    stage.macro("Ben", outage().id(), "Outage: hold");
    untilOutageSays("Macro by Ben not counted: it is held already, by Ana.");
    assertThat(stage.moved(payments)).isEqualTo("0.00");

    stage.macro("Ben", outage().id(), "Outage: release");
    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    assertThat(stage.moved(payments)).isEqualTo("60.00");
    assertThat(texts(outage())).filteredOn(text -> text.contains("not counted")).hasSize(2);
  }

  @Test
  @Timeout(180)
  void who_waits_already_reads_that_a_lead_holds_it_and_that_it_is_held_no_longer() {
    ActiveFault away = refundsFail();
    ask("10.00");
    ask("20.00");
    ask("30.00");
    for (long ticket : tickets) {
      stage.untilNote(ticket, "Stripe has not accepted it since");
    }
    untilOutageSays("Waiting: 3 cases");

    assertThat(shell.type("outage", "hold", "Stripe", "--by", "lena").exitCode()).isZero();
    for (long ticket : tickets) {
      stage.untilNote(ticket, "is not sent yet: what is sent to Stripe is held since");
    }
    assertThat(shell.type("outage", "release", "stripe", "--by", "lena").exitCode()).isZero();

    for (long ticket : tickets) {
      untilLastNote(ticket, "Stripe gets what waits for it one after the other");
    }
    stage.sandbox().faults().remove(away);
    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    assertThat(stage.moved(payments)).isEqualTo("60.00");
  }

  @Test
  @Timeout(180)
  void what_was_in_doubt_when_it_was_held_goes_on_when_it_is_released() {
    stage.sandbox().faults().add(Fault.on("stripe").endpoint("POST /v1/refunds").times(1).reset());
    ActiveFault away = refundsFail();
    ask("10.00");
    stage.untilNote(tickets.get(0), "in doubt: sent to Stripe");
    ask("20.00");
    ask("30.00");
    untilOutageSays("Waiting: ");

    assertThat(shell.type("outage", "hold", "Stripe", "--by", "lena").exitCode()).isZero();
    stage.untilNote(tickets.get(1), "is not sent yet: what is sent to Stripe is held since");
    stage.sandbox().faults().remove(away);
    assertThat(shell.type("outage", "release", "Stripe", "--by", "lena").exitCode()).isZero();

    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    assertThat(stage.moved(payments)).isEqualTo("60.00");
  }

  @Test
  @Timeout(180)
  void another_worker_heeds_a_hold_from_its_first_send_on() {
    ActiveFault away = refundsFail();
    ask("10.00");
    ask("20.00");
    ask("30.00");
    untilOutageSays("Waiting: 3 cases");
    assertThat(shell.type("outage", "hold", "Stripe", "--by", "lena").exitCode()).isZero();
    untilHeld();
    stage.killWorker();
    stage.sandbox().faults().remove(away);
    stage.sandbox().calls().clear();

    stage.startWorker();

    untilHeld();
    assertThat(stage.sandbox().calls().of("stripe", "POST /v1/refunds")).isEmpty();
    assertThat(shell.type("outage", "release", "stripe", "--by", "lena").exitCode()).isZero();
    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    assertThat(stage.moved(payments)).isEqualTo("60.00");
  }

  @Test
  void a_short_outage_stands_in_no_ticket_of_a_customer() {
    stage.sandbox().faults().down("stripe");
    ask("10.00");
    ask("20.00");
    ask("30.00");
    untilOutageSays("Stripe has been away since");

    stage.sandbox().faults().up("stripe");

    tickets.forEach(ticket -> stage.untilState(ticket, "done", PATIENCE));
    untilOutageSays("Stripe has been back since");
    for (long ticket : tickets) {
      assertThat(texts(stage.ticket(ticket))).singleElement().asString().startsWith("Refund sent");
    }
    assertThat(outages()).hasSize(1);
  }

  @Test
  void a_wrong_name_is_refused_and_json_is_for_programs() {
    Printed unknown = shell.type("outage", "show", "Strpe");
    Printed json = shell.type("outage", "list", "--output", "json");
    Printed nameless = shell.type("outage", "hold", "Stripe", "--by", "{{name}}");

    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(json.out()).contains("\"outage\":\"outage-acme-stripe\"", "\"state\":\"QUIET\"");
    assertThat(nameless.exitCode()).isEqualTo(2);
  }

  private ActiveFault refundsFail() {
    return stage
        .sandbox()
        .faults()
        .add(
            Fault.on("stripe")
                .endpoint("POST /v1/refunds")
                .always()
                .status(429, Map.of("Retry-After", "1"), "{\"error\":{\"type\":\"api_error\"}}"));
  }

  /** Refunds are looked for again and again, and none is sent. */
  private void untilHeld() {
    Deadline.within(
        PATIENCE,
        () -> looksSinceLastSend() >= 40,
        () -> "it is not held: " + looksSinceLastSend());
  }

  private long looksSinceLastSend() {
    List<CallRecord> calls = stage.sandbox().calls().of("stripe");
    long last =
        calls.stream()
            .filter(call -> call.endpoint().equals("POST /v1/refunds"))
            .mapToLong(call -> call.facts().ordinal())
            .max()
            .orElse(0);
    return calls.stream()
        .filter(call -> call.endpoint().equals("GET /v1/refunds"))
        .filter(call -> call.facts().ordinal() > last)
        .count();
  }

  private void ask(String amount) {
    String payment = stage.payment(amount, MIA);
    payments.add(payment);
    tickets.add(stage.ask("Lena", MIA, payment, ""));
  }

  private List<TicketView> outages() {
    return stage.sandbox().zendesk().tickets().stream()
        .filter(ticket -> ticket.subject().startsWith("Outage: "))
        .toList();
  }

  private TicketView outage() {
    return outages().get(0);
  }

  private void untilOutageSays(String text) {
    Deadline.within(
        PATIENCE,
        () -> outages().stream().flatMap(o -> texts(o).stream()).anyMatch(n -> n.contains(text)),
        () ->
            "no outage ticket says '"
                + text
                + "': "
                + outages().stream().map(o -> texts(o).toString()).collect(Collectors.joining()));
  }

  private void untilLastNote(long ticket, String text) {
    Deadline.within(
        PATIENCE,
        () -> {
          List<String> texts = texts(stage.ticket(ticket));
          return texts.get(texts.size() - 1).contains(text);
        },
        () -> "the last note is not '" + text + "': " + texts(stage.ticket(ticket)));
  }

  private static List<String> texts(TicketView ticket) {
    return ticket.internalNotes().stream().map(Note::body).toList();
  }
}
