package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.cli.Shell;
import io.caserail.cli.TemporalForTests;
import io.caserail.client.CaseClient;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.SweptEvent;
import io.caserail.refund.RefundAsk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway writes down of deliveries, and what is read there. */
final class DeliveryLogTest {
  private static final String CASE = "refund-acme-pi_3QabcDEF";
  private static final long MOST = 16L << 20;
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path folder;
  private TemporalForTests temporal;
  private CaseClient cases;

  @BeforeEach
  void start() {
    temporal = new TemporalForTests();
    cases = temporal.cases();
  }

  @AfterEach
  void stop() {
    cases.close();
    temporal.close();
  }

  @Test
  void each_delivery_is_a_line_of_ids_and_no_word_of_its_body() throws Exception {
    try (DeliveryLog log = log();
        Gateway gateway = gateway(log)) {
      send(gateway, Senders.ZENDESK_SECRET, "i-1", RunningGateway.REFUND);
      send(gateway, Senders.ZENDESK_SECRET, "i-1", RunningGateway.REFUND);
      send(gateway, Senders.ZENDESK_SECRET, "i-2", "{\"mail\":\"mia@example.com\"}");
      Senders senders = new Senders(gateway.port());
      String updated = RunningGateway.refundEvent("refund.updated");
      senders.send(senders.stripe(Senders.STRIPE_SECRET, Instant.now(), updated));
    }

    assertThat(DeliveryLog.find(folder, "i-1"))
        .extracting(
            DeliveryLine::verdict, DeliveryLine::type, DeliveryLine::caseId, DeliveryLine::ticket)
        .startsWith(tuple("accepted", "refund", CASE, "35436"))
        .hasSize(2);
    assertThat(DeliveryLog.find(folder, "evt_1Qabc"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.caseId()).isEqualTo("settlement-acme-re_3Qabc");
              assertThat(line.why()).isEqualTo("no such case is open");
              assertThat(line.key()).isEqualTo("now");
              assertThat(line.digest()).hasSize(64);
            });
    assertThat(DeliveryLog.find(folder, "i-2"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.verdict()).isEqualTo("quarantined");
              assertThat(line.why()).startsWith("the kind is missing");
              assertThat(line.entry()).startsWith("quarantine-acme-zendesk-");
            });
    assertThat(Files.readString(folder.resolve("deliveries.jsonl")))
        .doesNotContain("mia@example.com", Senders.ZENDESK_SECRET);
  }

  @Test
  void a_flood_of_strangers_is_twenty_lines_a_minute_and_a_number() {
    RefusedLines refused = new RefusedLines();
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    DeliveryLine stranger = new Note("zendesk", now).line("refused", "no active secret");

    long written = 0;
    for (int i = 0; i < 10_000; i++) {
      written += refused.after(stranger, now).size();
    }
    List<DeliveryLine> rest = refused.over(now.plusSeconds(60));

    assertThat(written).isEqualTo(20);
    assertThat(rest).singleElement().extracting(DeliveryLine::more).isEqualTo(9_980L);
    assertThat(refused.over(now.plusSeconds(61))).isEmpty();
  }

  @Test
  void what_is_not_proven_is_logged_by_source_and_reason_only() throws Exception {
    try (DeliveryLog log = log();
        Gateway gateway = gateway(log)) {
      HttpResponse<String> answer =
          send(gateway, "a-secret-that-nobody-gave-us", "i-9", RunningGateway.REFUND);
      assertThat(answer.statusCode()).isEqualTo(401);
    }

    assertThat(DeliveryLog.find(folder, "i-9")).isEmpty();
    assertThat(Files.readString(folder.resolve("deliveries.jsonl")))
        .contains("\"source\":\"zendesk\",\"verdict\":\"refused\",\"why\":\"no active secret")
        .doesNotContain("i-9", "35436", "digest");
  }

  @Test
  void the_disk_is_bounded_and_the_newest_lines_stay() throws Exception {
    long most = 64 << 10;
    try (DeliveryLog log = DeliveryLog.in(folder, most, Duration.ofDays(1), Clock.systemUTC())) {
      for (int i = 0; i < 2_000; i++) {
        Note note = new Note("stripe", Instant.now());
        note.key = "now";
        note.id = "evt_" + i;
        log.add(note.line("accepted", ""));
      }
    }

    assertThat(size()).isLessThanOrEqualTo(most);
    assertThat(DeliveryLog.find(folder, "evt_1999")).hasSize(1);
    assertThat(DeliveryLog.find(folder, "evt_0")).isEmpty();
  }

  @Test
  void what_was_begun_a_day_ago_becomes_a_part_and_goes_in_its_time() throws Exception {
    Instant begun = Instant.now();
    Path part = folder.resolve("deliveries.jsonl.00000001");
    logAt(begun, "evt_old");

    logAt(begun.plus(Duration.ofHours(23)), "evt_same_day");
    assertThat(part).doesNotExist();
    logAt(begun.plus(Duration.ofHours(25)), "evt_new");
    assertThat(Files.readString(part)).contains("evt_old", "evt_same_day").doesNotContain("new");
    assertThat(DeliveryLog.find(folder, "evt_old")).hasSize(1);

    logAt(begun.plus(Duration.ofDays(60)), "evt_late");
    assertThat(part).doesNotExist();
    assertThat(DeliveryLog.find(folder, "evt_old")).isEmpty();
  }

  @Test
  void what_grows_no_more_becomes_a_part_without_traffic_too() throws Exception {
    Instant begun = Instant.now();
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    Path part = folder.resolve("deliveries.jsonl.00000001");
    try (DeliveryLog log = DeliveryLog.in(folder, MOST, MONTH, at(() -> begun.plus(later.get())))) {
      log.add(line("evt_1", begun));
      until(() -> !DeliveryLog.find(folder, "evt_1").isEmpty());

      later.set(Duration.ofHours(25));

      until(() -> Files.exists(part));
    }
  }

  @Test
  void many_days_of_little_traffic_are_kept_as_long_as_was_meant() throws Exception {
    Instant begun = Instant.now();
    for (int day = 0; day < 20; day++) {
      logAt(begun.plus(Duration.ofHours(25L * day)), "evt_" + day);
    }

    assertThat(DeliveryLog.find(folder, "evt_0")).hasSize(1);
    assertThat(DeliveryLog.find(folder, "evt_19")).hasSize(1);
  }

  /** A gateway that runs for a moment and takes one delivery. */
  private void logAt(Instant now, String id) {
    try (DeliveryLog log = DeliveryLog.in(folder, MOST, MONTH, at(() -> now))) {
      log.add(line(id, now));
    }
  }

  private static DeliveryLine line(String id, Instant at) {
    Note note = new Note("stripe", at);
    note.key = "now";
    note.id = id;
    return note.line("accepted", "");
  }

  private static Clock at(Supplier<Instant> now) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for a zone");
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  private static void until(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  void a_folder_that_can_not_be_written_stops_no_gateway_and_is_counted() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    String metrics;
    try (DeliveryLog log = DeliveryLog.in(file, MOST, Duration.ofDays(1), Clock.systemUTC());
        Gateway gateway = gateway(log)) {
      assertThat(send(gateway, Senders.ZENDESK_SECRET, "i-1", RunningGateway.REFUND).statusCode())
          .isEqualTo(202);
      Senders senders = new Senders(gateway.port());
      long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      do {
        metrics = senders.send(senders.to("/metrics")).body();
        assertThat(System.nanoTime()).isLessThan(until);
      } while (!metrics.contains("caserail_deliveries_unlogged_total 1.0"));
    }
  }

  @Test
  void an_event_is_shown_from_its_webhook_to_the_case_that_heard_of_it() {
    try (DeliveryLog log = log();
        Gateway gateway = gateway(log)) {
      send(gateway, Senders.ZENDESK_SECRET, "i-1", RunningGateway.REFUND);
    }

    var printed = shell().type("event", "show", "i-1", "--log", folder.toString());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("Event i-1")
        .containsPattern("RECEIVED +SOURCE +TYPE +VERSION +VERDICT +PROVEN BY +WHY")
        .containsPattern("zendesk +refund +accepted +now")
        .contains("Case " + CASE);
  }

  @Test
  void an_event_that_nobody_knows_is_exit_code_1_and_says_where_else_to_look() {
    try (DeliveryLog log = log();
        Gateway gateway = gateway(log)) {
      send(gateway, Senders.ZENDESK_SECRET, "i-1", RunningGateway.REFUND);
    }

    var printed = shell().type("event", "show", "evt_none", "--log", folder.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .contains("is called evt_none", "another gateway's host", "caserail case list --ticket");
  }

  @Test
  void a_line_names_the_version_of_its_event_where_the_event_names_one() throws Exception {
    try (DeliveryLog log = log();
        Gateway gateway = gateway(log)) {
      Senders senders = new Senders(gateway.port());
      String event =
          RunningGateway.refundEvent("refund.updated")
              .replace("{\"id\":\"evt", "{\"api_version\":\"2025-09-30.clover\",\"id\":\"evt");
      senders.send(senders.stripe(Senders.STRIPE_SECRET, Instant.now(), event));
      send(gateway, Senders.ZENDESK_SECRET, "i-1", RunningGateway.REFUND);
    }

    var printed = shell().type("event", "show", "evt_1Qabc", "--log", folder.toString());

    assertThat(printed.out()).containsPattern("stripe +refund.updated +2025-09-30.clover +ignored");
    assertThat(DeliveryLog.find(folder, "evt_1Qabc"))
        .extracting(DeliveryLine::version)
        .containsExactly("2025-09-30.clover");
    assertThat(DeliveryLog.find(folder, "i-1")).extracting(DeliveryLine::version).containsOnly("");
  }

  @Test
  void an_event_that_the_sweep_has_found_is_shown_by_the_mark_of_its_case() {
    ObjectId payment = new ObjectId("pi_3QabcDEF");
    cases.request(
        payment, new RefundAsk("r-1", new TicketId("35436"), "24.90", "damaged", "lena", ""));
    cases.wake(CaseKind.REFUND, payment, SweptEvent.marked("evt_1Qswept"));

    var printed =
        shell().type("event", "show", "evt_1Qswept", "--log", folder.toString(), "--case", CASE);
    var other =
        shell().type("event", "show", "evt_other", "--log", folder.toString(), "--case", CASE);

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("the sweep has found it", "Case " + CASE, "found by the sweep");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains(CASE + " has not been told of it by the sweep");
  }

  @Test
  void a_line_that_can_not_be_read_hides_no_other() throws Exception {
    try (DeliveryLog log = log()) {
      log.add(line("evt_1", Instant.now()));
    }
    Path file = folder.resolve("deliveries.jsonl");
    Files.write(
        file, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '\n'}, StandardOpenOption.APPEND);
    try (DeliveryLog log = log()) {
      log.add(line("evt_2", Instant.now()));
    }

    var printed = shell().type("event", "show", "evt_2", "--log", folder.toString());

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("Event evt_2");
    assertThat(DeliveryLog.find(folder, "evt_1")).hasSize(1);
    assertThat(DeliveryLog.refused(folder)).isEmpty();
  }

  private DeliveryLog log() {
    return DeliveryLog.in(folder, MOST, Duration.ofDays(1), Clock.systemUTC());
  }

  private Gateway gateway(DeliveryLog log) {
    return Gateway.start(
        new GatewaySettings(
            "127.0.0.1",
            0,
            false,
            GatewaySettings.FORMS,
            GatewaySettings.BODY_CAP,
            GatewaySettings.FRESHNESS,
            List.of(new WebhookSecret("now", Senders.ZENDESK_SECRET)),
            List.of(RunningGateway.STRIPE),
            RunningGateway.TERMS),
        QuarantineSettings.DEFAULTS,
        log,
        new TemporalInbox(cases, temporal.stubs()),
        Clock.systemUTC());
  }

  private static HttpResponse<String> send(
      Gateway gateway, String secret, String invocation, String body) {
    Senders senders = new Senders(gateway.port());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return senders.send(senders.zendesk(secret, now, invocation, body.getBytes(UTF_8)));
  }

  private Shell shell() {
    return new Shell("--address", temporal.address(), "--account", "acme");
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
