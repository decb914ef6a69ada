package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.cli.Shell;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small week is played, and its page is held against the books of the vendors. */
final class WeeklyTest {
  private static final String SEND = "POST /v1/refunds";
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration A_FEW_SWEEPS = Duration.ofMinutes(36);

  @TempDir static Path folder;
  private static VirtualStage virtual;
  private static Stage stage;
  private static LocalDate begun;
  private static final List<String> SENT = new ArrayList<>();

  @BeforeAll
  @Timeout(300)
  static void play() throws IOException {
    virtual = VirtualStage.forDays(folder);
    stage = virtual.stage();
    stage.openGateway();
    begun = LocalDate.ofInstant(virtual.now(), ZoneOffset.UTC);

    sent("24.90", "mia@example.com", "Lena");
    var lost = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).nth(1).answerLost());
    sent("18.00", "lee@example.com", "Omar");
    stage.sandbox().faults().remove(lost);

    String wrong = stage.payment("190.00", "zoe@example.com");
    long refused = asks("Lena", "zoe@example.com", wrong, "needs_approval");
    stage.macro("Ana", refused, "Refund: refuse");
    until(refused, "refused");

    String forgotten = stage.payment("170.00", "kim@example.com");
    long expires = asks("Lena", "kim@example.com", forgotten, "needs_approval");

    String big = stage.payment("180.00", "ivo@example.com");
    SENT.add(big);
    long approved = asks("Lena", "ivo@example.com", big, "needs_approval");
    virtual.passUntil(() -> false, AN_HOUR);
    stage.macro("Ben", approved, "Refund: approve");
    until(approved, "done");

    var away = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().status(429));
    String waits = stage.payment("35.00", "jo@example.com");
    SENT.add(waits);
    long late = stage.ask("Lena", "jo@example.com", waits, "");
    String paid = stage.payment("27.00", "nina@example.com");
    long byHand = asks("Lena", "nina@example.com", paid, "working");
    stage.sandbox().zendesk().customer("nina@example.com").reply(byHand, "Where is it?");
    virtual.passUntil(
        () -> stage.state(late).equals("waiting") && stage.state(byHand).equals("waiting"),
        AN_HOUR);
    String hand = stage.sandbox().stripe().refundByHand(paid, 2_700).id();
    stage.byHand("Lena", byHand, "Refund: I did it by hand", hand);
    until(byHand, "done");
    virtual.passUntil(
        () -> shown(late).endsWith("_late") && stage.state(expires).equals("expired"),
        Duration.ofHours(26));
    stage.sandbox().faults().remove(away);
    until(late, "done", AN_HOUR);
    asks("Lena", "leo@example.com", stage.payment("160.00", "leo@example.com"), "needs_approval");
  }

  @AfterAll
  static void close() {
    virtual.close();
  }

  @Test
  void the_money_is_that_of_the_payment_system() throws IOException {
    JsonNode week = week();

    assertThat(week.at("/sent/0").toString())
        .isEqualTo(
            "{\"reason\":\"not_received\",\"agreed\":0,\"count\":3,\"money\":[\"77.90 EUR\"]}");
    assertThat(week.at("/sent/1").toString())
        .isEqualTo(
            "{\"reason\":\"not_received\",\"agreed\":1,\"count\":1,\"money\":[\"180.00 EUR\"]}");
    assertThat(stage.moved(SENT)).isEqualTo("257.90");
    assertThat(week.path("untouched").asInt()).isEqualTo(3);
  }

  @Test
  void the_requests_are_those_that_the_tickets_show() throws IOException {
    Map<String, Integer> counted = new TreeMap<>();
    week()
        .path("requests")
        .forEach(asked -> counted.put(asked.path("state").asText(), asked.path("count").asInt()));

    Map<String, Integer> shown = new TreeMap<>();
    stage.sandbox().zendesk().tickets().stream()
        .map(ticket -> ticket.field("Caserail state"))
        .filter(state -> !state.isEmpty())
        .forEach(
            state ->
                shown.merge(
                    state.replace("crl_state_", "").toUpperCase(Locale.ROOT), 1, Integer::sum));
    assertThat(counted)
        .isEqualTo(shown)
        .isEqualTo(Map.of("DONE", 5, "REFUSED", 1, "EXPIRED", 1, "NEEDS_APPROVAL", 1));
  }

  @Test
  void times_and_approvals_are_those_that_were_played() throws IOException {
    JsonNode week = week();

    assertThat(week.at("/clickToSent/of").asInt()).isEqualTo(4);
    assertThat(week.at("/clickToSent/p95").asLong()).isGreaterThan(20 * 3_600);
    assertThat(week.at("/approvalWait/of").asInt()).isEqualTo(1);
    assertThat(week.at("/approvalWait/median").asLong()).isCloseTo(3_600, within(480L));
    assertThat(week.at("/approvals/asked").asInt()).isEqualTo(4);
    assertThat(week.at("/approvals/open").asInt()).isEqualTo(1);
    assertThat(week.at("/approvals/expired").asInt()).isEqualTo(1);
    assertThat(week.at("/approvals/refused").asInt()).isEqualTo(1);
    assertThat(week.at("/approvals/perPerson").toString())
        .isEqualTo("{\"" + stage.sandbox().zendesk().world().users().get("Ben") + "\":1}");
  }

  @Test
  void what_went_wrong_is_what_was_made_to() throws IOException {
    JsonNode week = week();

    assertThat(week.path("late").asInt()).isEqualTo(1);
    assertThat(week.path("stillLate").asInt()).isZero();
    assertThat(week.at("/doubt/count").asInt()).isEqualTo(1);
    assertThat(week.at("/doubt/endings").toString())
        .isEqualTo("{\"found: it had gone through\":1}");
    assertThat(week.path("byHand").asInt()).isEqualTo(1);
    assertThat(week.path("doublesStopped").asInt()).isZero();
    assertThat(week.path("failedAfterSent").asInt()).isZero();
    assertThat(week.at("/waitingHours/another system").asDouble()).isGreaterThan(20);
    assertThat(week.path("customersFirst").asInt()).isEqualTo(1);
  }

  /** What the ticket of an outage says, and the note of somebody else's refund, is no request's. */
  @Test
  void the_writes_are_those_that_zendesk_has_taken() throws IOException {
    JsonNode writes = week().path("writes");

    Set<String> outages =
        stage.sandbox().zendesk().tickets().stream()
            .filter(ticket -> ticket.subject().startsWith("Outage: "))
            .map(ticket -> Long.toString(ticket.id()))
            .collect(Collectors.toSet());
    List<String> taken =
        stage.sandbox().calls().of("zendesk", "PUT /api/v2/tickets/{id}").stream()
            .filter(call -> call.status() == 200 && call.effect())
            .map(CallRecord::facts)
            .filter(
                call -> !outages.contains(call.path().replaceFirst(".*/", "").replace(".json", "")))
            .map(call -> call.path() + " at " + call.at())
            .toList();
    long notesOfNoRequest =
        stage.sandbox().zendesk().tickets().stream()
            .flatMap(ticket -> ticket.internalNotes().stream())
            .filter(note -> note.body().startsWith("Refund not made by Caserail: "))
            .count();
    assertThat(writes.path("count").asLong()).isEqualTo(taken.size() - notesOfNoRequest);
    assertThat(writes.path("requests").asInt()).isEqualTo(8);
  }

  @Test
  void the_page_is_written_as_text_and_as_a_document() throws IOException {
    Path file = folder.resolve("week.html");

    Shell.Printed text = weekly();
    Shell.Printed page = weekly("--out", file.toString());

    assertThat(text.exitCode()).isZero();
    assertThat(text.out())
        .startsWith("# Caserail, ")
        .contains("| not received | nobody | 3 | 77.90 EUR |")
        .contains("Untouched by people: 3 of 4 (75%).")
        .contains("| Customers who noticed first (target 0) | 1 |");
    assertThat(page.out()).isEqualTo("Written to " + file + ".\n");
    assertThat(Files.readString(file))
        .startsWith("<!DOCTYPE html>")
        .contains("<td>77.90 EUR</td>")
        .doesNotContain("<script", "http://", "https://");
  }

  @Test
  void text_document_and_json_say_the_same() throws IOException {
    Path file = folder.resolve("same.html");
    weekly("--out", file.toString());
    List<List<String>> text =
        weekly()
            .out()
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
            .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
            .toList();
    List<List<String>> page =
        matches("<tr>(.*?)</tr>", Files.readString(file)).stream()
            .map(row -> matches("<t[hd]>(.*?)</t[hd]>", row))
            .toList();
    JsonNode week = week();

    assertThat(text).hasSizeGreaterThan(20).isEqualTo(page);
    for (JsonNode asked : week.path("requests")) {
      String state = asked.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
      assertThat(text).contains(List.of("refund", state, asked.path("count").asText()));
    }
    for (JsonNode sent : week.path("sent")) {
      assertThat(text)
          .anySatisfy(
              row ->
                  assertThat(row)
                      .contains(sent.path("count").asText(), sent.at("/money/0").asText()));
    }
    Map<String, String> figures =
        Map.of(
            "Customers who noticed first (target 0)",
            week.path("customersFirst").asText(),
            "Late cases",
            week.path("late").asText()
                + ", of which still late: "
                + week.path("stillLate").asText());
    figures.forEach((what, figure) -> assertThat(text).contains(List.of(what, figure)));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void a_record_with_a_line_left_out_is_exit_code_1_and_the_page_begins_with_it()
      throws IOException {
    Path broken = folder.resolve("broken.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("audit.jsonl")));
    lines.remove(3);
    Files.write(broken, lines);

    Shell.Printed printed =
        new Shell("--audit-log", broken.toString(), "--zone", "UTC")
            .type("weekly", "--from", begun.toString(), "--to", begun.plusDays(3).toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("## The record is broken");
  }

  private static void sent(String amount, String email, String agent) {
    String payment = stage.payment(amount, email);
    SENT.add(payment);
    asks(agent, email, payment, "done");
  }

  private static long asks(String agent, String email, String payment, String state) {
    long ticket = stage.ask(agent, email, payment, "");
    until(ticket, state);
    return ticket;
  }

  /** Once time has been moved, webhooks are too old for the gateway: the sweep brings all. */
  private static void until(long ticket, String state) {
    until(ticket, state, A_FEW_SWEEPS);
  }

  private static void until(long ticket, String state, Duration most) {
    virtual.passUntil(() -> stage.state(ticket).equals(state), most);
    assertThat(stage.state(ticket))
        .as(() -> "ticket " + ticket + ": " + stage.ticket(ticket).internalNotes())
        .isEqualTo(state);
  }

  private static String shown(long ticket) {
    return stage.ticket(ticket).field("Caserail state");
  }

  private static JsonNode week() throws IOException {
    return new ObjectMapper().readTree(weekly("--output", "json").out());
  }

  private static Shell.Printed weekly(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("weekly", "--from", begun.toString(), "--to", begun.plusDays(3).toString()));
    words.addAll(List.of(more));
    return new Shell("--audit-log", folder.resolve("audit.jsonl").toString(), "--zone", "UTC")
        .type(words.toArray(String[]::new));
  }
}
