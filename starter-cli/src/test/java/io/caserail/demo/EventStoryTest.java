package io.caserail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.DeliveryLog;
import io.caserail.gateway.Gateway;
import io.caserail.gateway.GatewaySettings;
import io.caserail.gateway.Keyring;
import io.caserail.gateway.QuarantineSettings;
import io.caserail.gateway.Senders;
import io.caserail.gateway.Terms;
import io.caserail.gateway.Trusted;
import io.caserail.gateway.WebhookSecret;
import io.caserail.model.CaseKind;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.contract.BodyForms;
import io.caserail.worker.contract.ContractFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads at night who has nothing but an event's id, or not even that. */
final class EventStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void a_macro_is_followed_from_zendesks_webhook_to_the_money() {
    String payment = stage.payment("24.90", "mia@example.com");
    long ticket = stage.ask("Lena", "mia@example.com", payment, "24.90");
    stage.untilState(ticket, "done");
    String refund = stage.sandbox().stripe().refundsOf(payment).get(0).id();

    Shell.Printed shown =
        show(stage.deliveries(), id(stage.deliveries(), is("ticket", "" + ticket)));

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .containsPattern("zendesk +refund +accepted +demo")
        .contains("Case refund-acme-" + payment + "  COMPLETED")
        .contains("in ticket " + ticket)
        .containsPattern("sent +" + payment + "/[0-9a-f]{16}/pay  .*" + refund)
        .contains("The chain holds.")
        .containsPattern("sent +" + payment + "/[0-9a-f]{16}/pay +SUCCEEDED +" + refund)
        .containsPattern("shown +ticket " + ticket + " +WRITTEN DONE +" + refund)
        .doesNotContain("{\"before\"");
  }

  @Test
  void an_event_of_stripe_shows_whose_refund_became_final() {
    String payment =
        stage
            .paymentOf("22.00", "kim@example.com")
            .refundsWill(RefundBehaviour.PEND_FOR_EVER)
            .create()
            .id();
    long ticket = stage.ask("Lena", "kim@example.com", payment, "22");
    stage.untilState(ticket, "pending");
    String refund = stage.sandbox().stripe().refundsOf(payment).get(0).id();
    var unused = stage.sandbox().stripe().settle(refund);
    stage.untilState(ticket, "done");
    String settlement = "settlement-acme-" + refund;

    String event =
        id(stage.deliveries(), is("caseId", settlement).and(is("type", "refund.updated")));
    Shell.Printed shown = show(stage.deliveries(), event);

    assertThat(event).startsWith("evt_");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .containsPattern("stripe +refund.updated +[0-9-]+.dahlia +accepted +demo")
        .contains("Case " + settlement + "  COMPLETED")
        .contains("in ticket " + ticket)
        .contains(refund);
  }

  @Test
  void an_event_of_a_parcel_shows_the_cancellation_that_it_woke() {
    Purchase bought = Purchase.by("ida@example.com", "ord_3001", stage);
    long ticket = stage.write("ida@example.com");
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "Nothing final is done yet.");
    var unused = stage.sandbox().easypost().scan(bought.parcel());

    String event = id(stage.deliveries(), is("source", "easypost").and(is("verdict", "accepted")));
    Shell.Printed shown = show(stage.deliveries(), event);

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .containsPattern("easypost +tracker.updated +accepted +demo")
        .contains("Case cancellation-acme-ord_3001")
        .contains("in ticket " + ticket)
        .doesNotContain("No case and no quarantine entry has it");
  }

  @Test
  void a_quarantined_event_that_was_released_shows_who_did_and_what_it_led_to() {
    Path lines = folder.resolve("deliveries-before");
    String payment = stage.payment("31.00", "noah@example.com");
    long ticket = stage.write("noah@example.com");
    String hint =
        "{\"kind\":\"refund\",\"ticket\":\"%d\",\"object\":\"%s\"}".formatted(ticket, payment);
    quarantine(lines, hint, "invocation-31");

    Shell.Printed held = show(lines, "invocation-31");
    String entry = text(line(lines, is("verdict", "quarantined")), "entry");
    Shell.Printed released =
        shell()
            .type(
                "quarantine",
                "release",
                entry,
                "--reason",
                "refunds are set up now",
                "--yes",
                "--as",
                "olga");
    stage.fill("Lena", ticket, payment, "31");
    stage.untilState(ticket, "done");
    Shell.Printed shown = show(lines, "invocation-31");

    assertThat(held.out())
        .containsPattern("zendesk +refund +quarantined +demo +the kind is missing")
        .contains("Entry " + entry + "  HELD")
        .contains("Do: caserail quarantine show " + entry);
    assertThat(released.exitCode()).as(released.err()).isZero();
    assertThat(shown.out())
        .contains("Entry " + entry + "  RELEASED")
        .contains("refunds are set up now", ", by olga")
        .contains("became     refund-acme-" + payment)
        .contains("Case refund-acme-" + payment + "  COMPLETED");
  }

  @Test
  void a_forged_event_is_not_there_and_what_was_refused_is_counted() {
    Senders senders = new Senders(stage.gatewayUrl().getPort());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String body = "{\"id\":\"evt_forged\",\"type\":\"refund.failed\"}";
    for (int i = 0; i < 3; i++) {
      assertThat(senders.send(senders.stripe("whsec_nobody-gave-it-to-us", now, body)).statusCode())
          .isEqualTo(401);
    }
    line(stage.deliveries(), is("verdict", "refused"));

    Shell.Printed shown = show(stage.deliveries(), "evt_forged");

    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.err())
        .contains("is called evt_forged")
        .containsPattern(
            "Refused unproven, of which no id is kept: stripe, 3 times, last .*no active secret")
        .doesNotContain("\tat ");
  }

  private static Shell shell() {
    return new Shell("--config", stage.config().toString());
  }

  private static Shell.Printed show(Path deliveries, String event) {
    return shell()
        .type(
            "event",
            "show",
            event,
            "--log",
            deliveries.toString(),
            "--audit-log",
            folder.resolve("audit.jsonl").toString());
  }

  /** A gateway of an earlier configuration, for which there are no refunds, takes a hint. */
  private static void quarantine(Path lines, String hint, String invocation) {
    Map<CaseKind, Pattern> noRefunds = new EnumMap<>(GatewaySettings.FORMS);
    noRefunds.remove(CaseKind.REFUND);
    String secret = stage.sandbox().addresses().zendesk().webhookSecret();
    var contracts = ContractFiles.forRouting(null);
    GatewaySettings settings =
        new GatewaySettings(
            "127.0.0.1",
            0,
            false,
            noRefunds,
            GatewaySettings.BODY_CAP,
            GatewaySettings.FRESHNESS,
            GatewaySettings.AT_ONCE,
            "",
            new Terms(contracts, new BodyForms()::misfit),
            Keyring.fixed(
                new Trusted(Map.of("zendesk", List.of(new WebhookSecret("demo", secret))))));
    try (DeliveryLog log = DeliveryLog.in(lines, 1 << 20, Duration.ofDays(1), Clock.systemUTC());
        Gateway gateway =
            Gateway.start(
                settings, QuarantineSettings.DEFAULTS, log, stage.inbox(), Clock.systemUTC())) {
      Senders senders = new Senders(gateway.port());
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      assertThat(
              senders
                  .send(senders.zendesk(secret, now, invocation, hint.getBytes(UTF_8)))
                  .statusCode())
          .isEqualTo(202);
    }
  }

  // ---- the log, as anybody can search it ----

  private static Predicate<JsonNode> is(String field, String value) {
    return line -> text(line, field).equals(value);
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText("");
  }

  private static String id(Path deliveries, Predicate<JsonNode> wanted) {
    return text(line(deliveries, wanted), "id");
  }

  /** The first such line; it is written within a second. */
  private static JsonNode line(Path deliveries, Predicate<JsonNode> wanted) {
    Deadline.within(
        PATIENCE,
        () -> lines(deliveries).stream().anyMatch(wanted),
        () -> "no such line in " + lines(deliveries));
    return lines(deliveries).stream().filter(wanted).findFirst().orElseThrow();
  }

  private static List<JsonNode> lines(Path deliveries) {
    Path file = deliveries.resolve("deliveries.jsonl");
    try {
      ObjectMapper json = new ObjectMapper();
      List<JsonNode> lines = new ArrayList<>();
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, UTF_8)) {
          if (!line.isBlank()) {
            lines.add(json.readTree(line));
          }
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("the log can be read", e);
    }
  }
}
