package io.caserail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.GatewaySettings;
import io.caserail.gateway.Senders;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Agent;
import io.caserail.sandbox.zendesk.Channel;
import io.caserail.sandbox.zendesk.Condition;
import io.caserail.sandbox.zendesk.Conditions;
import io.caserail.sandbox.zendesk.RuleAction;
import io.caserail.sandbox.zendesk.TicketField;
import io.caserail.sandbox.zendesk.Trigger;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskLimits;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.Trust;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of threats, row by row, against what is shipped: nothing is sent, somebody reads why,
 * and it is counted. What can be sent to the gateway besides stands in {@link HostileHookTest}, the
 * other ways past the audit in {@link ProofByAuditTest}, text with bad intentions in {@link
 * NastyTextTest}, who can write to Temporal in {@link TemporalWriterTest} and, for what only a real
 * server does, {@link ForgedAnswerTest} and {@link ResetCaseTest}.
 */
final class ThreatTableTest {
  private static final String MIA = "mia@example.com";
  private static final String IVO = "ivo@example.com";
  private static final String COMMAND = "Caserail action";
  private static final String SEND = "crl_do_refund_send";
  private static final String PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
  private static final int THREADS = 16;

  @TempDir static Path folder;
  private static Sandbox world;
  private static ZendeskSandbox zendesk;
  private static Stage stage;

  private Sends sends;

  @BeforeAll
  static void open() {
    world =
        Sandbox.start(
            SandboxConfig.defaults()
                .zendesk(ZendeskConfig.defaults().limits(ZendeskLimits.none())));
    zendesk = world.zendesk();
    stage = stage(world, "main");
  }

  @AfterAll
  static void close() {
    stage.close();
    world.close();
  }

  @BeforeEach
  void count_from_here() {
    sends = Sends.from(stage);
  }

  @Nested
  @DisplayName("forged, replayed, stale webhook; the vendor's public test secret")
  final class ForgedWebhook {
    @ParameterizedTest
    @CsvSource({
      "a secret of nobody's, 0",
      PUBLIC_TEST_SECRET + ", 0",
      "the vendor's own, -6",
      "the vendor's own, 6"
    })
    void what_is_not_signed_just_now_by_the_vendor_is_refused(String secret, int minutes) {
      String payment = stage.payment("20.00", MIA);
      long ticket = stage.write(MIA);
      Counter refused = Counter.ofGateway(stage, 401);
      String ours = world.addresses().zendesk().webhookSecret();
      String signedWith = secret.equals("the vendor's own") ? ours : secret;

      var answer =
          deliver(
              stage,
              signedWith,
              now().plus(Duration.ofMinutes(minutes)),
              "threat",
              hint(ticket, payment));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("\"title\":\"Not authentic\"");
      assertThat(refused.more()).isEqualTo(1);
      requireNothingSent(payment);
    }

    /** All that has come of calls; a stage has people prepare its account besides. */
    private static List<BookEntry> effects(Sandbox own) {
      return own.books().entries().stream().filter(entry -> entry.cause().call() != null).toList();
    }

    @Test
    void the_same_event_100_times_and_signed_afresh_after_retention_is_one_send() throws Exception {
      try (Sandbox own = Sandbox.start(SandboxConfig.defaults())) {
        String secret = own.addresses().zendesk().webhookSecret();
        String payment;
        String event;
        try (Stage first = stage(own, "first")) {
          own.zendesk().sendHooksTo(first.gatewayUrl().resolve("/nowhere"));
          payment = first.payment("20.00", MIA);
          long ticket = first.ask("Lena", MIA, payment, "10");
          event = hint(ticket, payment);
          Instant signed = now();
          String same = event;
          // The invocation's id is not signed: whoever replays an event can give it any.
          List<Integer> answers =
              inParallel(
                  100, i -> deliver(first, secret, signed, "replay-" + i % 50, same).statusCode());
          assertThat(answers).hasSize(100).containsOnly(202);
          first.untilState(ticket, "done");
          first.untilClosed(payment);
          assertThat(first.ticket(ticket).internalNotes())
              .singleElement()
              .satisfies(note -> assertThat(note.body()).startsWith("Refund sent: 10.00 EUR"));
        }
        List<BookEntry> effects = effects(own);

        try (Stage later = stage(own, "later")) {
          Counter taken = Counter.ofGateway(later, 202);
          var answer = deliver(later, secret, now(), "late", event);
          later.untilClosed(payment);
          assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
          assertThat(taken.more()).isEqualTo(1);
          assertThat(Sends.from(later).total()).isEqualTo(1);
        }
        assertThat(effects(own)).isEqualTo(effects);
        assertThat(own.stripe().refundsOf(payment)).hasSize(1);
      }
    }
  }

  @Nested
  @DisplayName("flood")
  final class Flood {
    @Test
    void what_is_too_large_is_refused_before_anybody_computes_its_signature() throws Exception {
      byte[] large = "a".repeat(GatewaySettings.BODY_CAP + 1).getBytes(UTF_8);
      Counter refused = Counter.ofGateway(stage, 413);
      Senders senders = new Senders(stage.gatewayUrl().getPort());

      List<Integer> answers =
          inParallel(
              200,
              i ->
                  senders.send(senders.zendesk("of nobody's", now(), "flood", large)).statusCode());

      assertThat(answers).containsOnly(413);
      assertThat(refused.more()).isEqualTo(200);
      String payment = stage.payment("20.00", MIA);
      long ticket = stage.ask("Lena", MIA, payment, "10");
      stage.untilState(ticket, "done");
      assertThat(sends.count()).isEqualTo(1);
    }

    @Test
    void with_the_gateway_down_a_request_is_served_within_two_minutes() throws IOException {
      try (VirtualStage virtual = VirtualStage.sweeping(folder.resolve("sweep"))) {
        Stage alone = virtual.stage();
        String payment = alone.payment("20.00", MIA);
        long ticket = alone.ask("Lena", MIA, payment, "10");
        Instant asked = virtual.now();

        virtual.passUntil(() -> alone.state(ticket).equals("done"), Duration.ofMinutes(3));

        assertThat(alone.state(ticket)).isEqualTo("done");
        assertThat(Duration.between(asked, virtual.now())).isLessThan(Duration.ofMinutes(2));
        assertThat(Sends.from(alone).total()).isEqualTo(1);
      }
    }
  }

  @Nested
  @DisplayName("customer writes a command tag into text or form")
  final class TagOfTheCustomer {
    @Test
    void into_the_text_of_a_message() {
      String payment = stage.payment("20.00", MIA);

      long ticket = stage.write(MIA, SEND + " " + payment, "#" + SEND + "\n" + SEND);
      zendesk.customer(MIA).reply(ticket, SEND);
      stage.repeatHook(ticket, payment);

      stage.untilClosed(payment);
      requireNothingSent(payment);
      assertThat(stage.ticket(ticket).internalNotes()).isEmpty();
    }

    @Test
    void into_a_form_whose_fields_are_open_to_the_portal() {
      String payment = stage.payment("20.00", MIA);
      TicketField closed = zendesk.field("Refund payment");
      zendesk.configure(closed.inPortal());
      Counter refused = Counter.ofAnswers(stage, "audit", "at_creation");

      long ticket =
          zendesk
              .customer(MIA)
              .form("Hello", "Money, please.", Map.of("Refund payment", payment), List.of(SEND));

      requireRefused(
          ticket,
          payment,
          "not counted: it was set when the ticket was created, and only a later click counts.");
      assertThat(refused.more()).isPositive();
      zendesk.configure(closed);
    }
  }

  @Nested
  @DisplayName("tag on a user, trigger, automation, e-mail from an agent")
  final class TagWithoutAClick {
    private final String payment = stage.payment("20.00", MIA);
    private final Counter atCreation = Counter.ofAnswers(stage, "audit", "at_creation");
    private final Counter byRule = Counter.ofAnswers(stage, "audit", "by_rule");
    private final Counter byAnotherWay = Counter.ofAnswers(stage, "audit", "channel");

    @Test
    void a_tag_on_a_user() {
      long ticket = zendesk.customer(MIA).tagged(SEND).email("Hello", "Money, please.");

      requireRefused(ticket, payment, "it was set when the ticket was created");
      assertThat(atCreation.more()).isPositive();
    }

    @Test
    void a_trigger() {
      ZendeskWorld ids = zendesk.world();
      String amount = "custom_fields_" + ZendeskWorld.id(ids.fields(), "amount");
      String action = "custom_fields_" + ZendeskWorld.id(ids.fields(), "action");
      zendesk.configure(
          new Trigger(
              ZendeskWorld.id(ids.triggers(), "refund") + 100,
              "Refund at once",
              true,
              Conditions.allOf(new Condition(amount, "changed_to", "9.99")),
              List.of(new RuleAction(action, List.of(SEND)))));
      long ticket = stage.write(MIA);

      zendesk.agent("Lena").setFields(ticket, values(payment, "9.99"));

      requireRefused(ticket, payment, "not counted: a trigger or automation set it, not a person.");
      assertThat(byRule.more()).isPositive();
    }

    @Test
    void an_automation() {
      long ticket = stage.write(MIA);
      zendesk.agent("Lena").setFields(ticket, values(payment, "10"));

      zendesk.automate(ticket, "Refund what is old", SEND);

      requireRefused(
          ticket,
          payment,
          "not counted: it did not come from an agent's own screen but by 'rule'.");
      assertThat(byAnotherWay.more()).isPositive();
    }

    @Test
    void an_e_mail_from_an_agent() {
      long ticket = stage.write(MIA);
      Agent byMail = zendesk.agent("Lena").over(Channel.EMAIL);

      byMail.applyMacro(ticket, "Refund: send", values(payment, "10"));

      requireRefused(
          ticket,
          payment,
          "Request by Lena not counted: it did not come from an agent's own screen but by"
              + " 'email'.");
      assertThat(byAnotherWay.more()).isPositive();
    }
  }

  @Nested
  @DisplayName(
      "stolen session asks and approves; insider with a second account or a friend's order")
  final class OnePersonAsTwo {
    @Test
    void a_session_that_asks_can_not_approve() {
      String payment = stage.payment("180.00", IVO);
      Counter refused = refusedApprovals();
      long ticket = stage.ask("Ana", IVO, payment, "");
      stage.untilState(ticket, "needs_approval");

      stage.macro("Ana", ticket, "Refund: approve");

      stage.untilNote(
          ticket,
          "Approval by Ana not counted: the same person asked for this refund.\n"
              + "Someone else in Refund approvers must decide.");
      requireNothingSent(payment);
      requireCounted(refused);
      withdraw(ticket);
    }

    @Test
    void a_second_account_can_not_approve_what_goes_to_its_owner() {
      String his =
          zendesk.staff().stream()
              .filter(user -> user.name().equals("Ben"))
              .findFirst()
              .orElseThrow()
              .email();
      String payment = stage.payment("180.00", his);
      Counter refused = refusedApprovals();
      long ticket = stage.ask("Lena", his, payment, "");
      stage.untilState(ticket, "needs_approval");

      stage.macro("Ben", ticket, "Refund: approve");

      stage.untilNote(
          ticket, "Approval by Ben not counted: the refund would go to the same person.");
      requireNothingSent(payment);
      requireCounted(refused);
      withdraw(ticket);
    }

    @Test
    void a_friends_order_in_small_parts_meets_the_tier_of_their_sum() {
      String friend = "friend@example.com";
      String known = world.stripe().customer(friend).id();
      String one = stage.paymentOf("40.00", friend).customer(known).create().id();
      String other = stage.paymentOf("40.00", friend).customer(known).create().id();
      stage.untilState(stage.ask("Lena", friend, one, "30"), "done");

      long ticket = stage.ask("Lena", friend, other, "25");

      stage.untilState(ticket, "needs_approval");
      stage.untilNote(ticket, "Why: above 50.00 EUR; this customer, 30 days: 1 refund, 30.00 EUR.");
      assertThat(stage.moved(List.of(one, other))).isEqualTo("30.00");
      assertThat(sends.count()).isEqualTo(1);
      withdraw(ticket);
    }

    private void requireCounted(Counter refused) {
      Deadline.within(
          Duration.ofSeconds(20),
          () -> refused.more() >= 1,
          () -> "the refused approval should be counted");
    }

    private Counter refusedApprovals() {
      return Counter.ofWorker(
          stage, "caserail_verdicts_total", "decision=\"APPROVE\"", "verdict=\"refused\"");
    }
  }

  @Nested
  @DisplayName("someone else's payment id")
  final class SomeoneElsesPayment {
    @Test
    void needs_a_person_and_shows_no_facts() {
      String payment = stage.payment("20.00", "paula@example.com");

      long ticket = stage.ask("Lena", MIA, payment, "5");

      stage.untilState(ticket, "needs_person");
      requireNothingSent(payment);
      assertThat(stage.ticket(ticket).internalNotes())
          .singleElement()
          .satisfies(
              note ->
                  assertThat(note.body())
                      .startsWith(
                          "Refund of "
                              + payment
                              + " waits: the payment does not belong to this ticket's customer.")
                      .contains("Do not: tell this customer anything about that payment.")
                      .doesNotContain("20.00", "EUR", "paula", "card"));
      // A worker counts the open cases anew when it was never asked before.
      stage.stopWorker();
      stage.startWorker();
      assertThat(
              Counter.ofWorker(stage, "caserail_cases", "kind=\"REFUND\"", "status=\"BLOCKED\"")
                  .total())
          .isPositive();
      stage.macro("Ana", ticket, "Refund: refuse");
      stage.untilState(ticket, "refused");
      requireNothingSent(payment);
    }
  }

  @Nested
  @DisplayName("engineer raises own tier")
  final class RaisedTier {
    @Test
    void under_an_unknown_hash_nothing_is_sent() throws IOException {
      Path config = Files.createDirectories(folder.resolve("pinned")).resolve("caserail.yaml");
      Path policy = config.resolveSibling("policy.yaml");
      String reviewed = Files.readString(stage.config().resolveSibling("policy.yaml"));
      Files.writeString(policy, reviewed);
      // The server never gives up the queue of a worker that was not behind an entrance.
      TemporalGate entrance = stage.temporal().gate();
      String text =
          Files.readString(stage.config())
              .replaceFirst("target: \"[^\"]*\"", "target: \"" + entrance.target() + "\"")
              .replace(
                  "policy: { file: policy.yaml }", "policy: { file: policy.yaml, hash: HASH }");
      Files.writeString(config, text.replace(", hash: HASH", ""));
      String hash = WorkerProcess.policy(load(config)).refunds().hash();
      Files.writeString(config, text.replace("HASH", hash));
      stage.stopWorker();

      Files.writeString(policy, reviewed + "tiers: { EUR: [{ upTo: 500, needs: [] }] }\n");
      String payment = stage.payment("180.00", IVO);
      long ticket = stage.ask("Lena", IVO, payment, "");

      assertThatThrownBy(() -> WorkerProcess.start(load(config)))
          .isInstanceOf(ConfigInvalid.class)
          .hasMessageContaining("policy.hash: is not the hash of the policy, which is ")
          .hasMessageContaining("review the policy, then change it here");
      requireNothingSent(payment);

      Files.writeString(policy, reviewed);
      try (WorkerProcess pinned = WorkerProcess.start(load(config))) {
        assertThat(pinned.unready()).isEmpty();
        stage.untilState(ticket, "needs_approval");
        requireNothingSent(payment);
      }
      entrance.close();
      stage.startWorker();
      withdraw(ticket);
    }

    private CaserailConfig load(Path config) {
      return CaserailConfig.load(config, Map.of());
    }
  }

  @Nested
  @DisplayName("history or ticket deleted")
  final class Deleted {
    @Test
    void the_evidence_still_names_the_approver() throws IOException {
      String payment = stage.payment("180.00", "otto@example.com");
      long ticket = stage.ask("Lena", "otto@example.com", payment, "");
      stage.untilState(ticket, "needs_approval");
      stage.macro("Ben", ticket, "Refund: approve");
      stage.untilState(ticket, "done");
      stage.untilClosed(payment);
      String ben = "" + ZendeskWorld.id(zendesk.world().users(), "Ben");

      zendesk.agent("Omar").delete(ticket);
      String printed;
      try (TemporalServer forgetful = TemporalServer.inMemory(SearchKeys.types())) {
        Path config = Files.createDirectories(folder.resolve("forgot")).resolve("caserail.yaml");
        Files.writeString(
            config,
            Files.readString(stage.config())
                .replaceFirst("target: \"[^\"]*\"", "target: \"" + forgetful.target() + "\""));
        var shell = new Shell("--config", config.toString());
        var answer =
            shell.type(
                "case",
                "evidence",
                payment,
                "--audit-log",
                stage.config().resolveSibling("audit.jsonl").toString());
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        printed = answer.out();
      }

      assertThat(printed)
          .contains("Temporal does not know it any more; the audit sink is what is left.")
          .contains("The chain holds")
          .containsPattern("\"actors\":\\[\"\\d+\",\"" + ben + "\"]");
      assertThat(world.books().of("stripe", "refund.created"))
          .filteredOn(entry -> payment.equals(entry.details().get("payment_intent")))
          .singleElement()
          .satisfies(
              entry -> assertThat(entry.details().get("metadata.approvals")).contains("audit-"));
    }
  }

  private void requireRefused(long ticket, String payment, String note) {
    stage.untilNote(ticket, note);
    requireNothingSent(payment);
    assertThat(stage.ticket(ticket).field(COMMAND)).isEmpty();
  }

  private void requireNothingSent(String payment) {
    assertThat(sends.count()).isZero();
    assertThat(world.stripe().refundsOf(payment)).isEmpty();
  }

  private void withdraw(long ticket) {
    Sends afterwards = Sends.from(stage);
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(afterwards.count()).isZero();
  }

  private static Stage stage(Sandbox over, String name) {
    return Stage.over(
        over, folder.resolve(name), TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF);
  }

  private static HttpResponse<String> deliver(
      Stage to, String secret, Instant at, String invocation, String body) {
    Senders senders = new Senders(to.gatewayUrl().getPort());
    return senders.send(senders.zendesk(secret, at, invocation, body.getBytes(UTF_8)));
  }

  private static List<Integer> inParallel(int times, IntUnaryOperator call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        calls.add(pool.submit(() -> call.applyAsInt(number)));
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> one : calls) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String hint(long ticket, String payment) {
    return "{\"kind\":\"refund\",\"ticket\":\"" + ticket + "\",\"object\":\"" + payment + "\"}";
  }

  private static Map<String, String> values(String payment, String amount) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("Refund payment", payment);
    values.put("Refund amount", amount);
    values.put("Refund reason", "crl_reason_not_received");
    return values;
  }
}
