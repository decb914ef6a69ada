package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.contract.Contracts;
import io.caserail.contract.LifecycleState;
import io.caserail.quarantine.QuarantineEntry;
import io.caserail.quarantine.Replayed;
import io.caserail.worker.contract.ContractFiles;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the contracts in force send an event, and what becomes of one that breaks them. */
final class RoutingTest {
  private static final String FIRST =
      "{\"type\":\"order.updated\",\"timestamp\":\"2026-11-23T14:02:07Z\","
          + "\"data\":{\"id\":\"ord_1001\"}}";
  private static final String SECOND =
      "{\"type\":\"order.updated\",\"version\":2,\"data\":{\"id\":\"ord_1001\"}}";
  private static final String ONE = "    versions:\n      - version: \"1\"\n";
  private static final String BOTH =
      """
          versions:
            - version: "2"
              schema: { required: [data] }
            - version: "1"
      """;

  @TempDir private Path folder;

  @Test
  void versions_of_an_event_are_taken_side_by_side() throws IOException {
    Contracts both = with(LifecycleState.CANCELLATION, text -> text.replace(ONE, BOTH));
    try (RunningGateway running = running(both)) {
      running.inbox().waiting.add("ord_1001");

      assertThat(send(running, "msg_1", FIRST).body()).contains("accepted");
      assertThat(send(running, "msg_2", SECOND).body()).contains("accepted");
    }
  }

  @Test
  void a_version_that_no_contract_names_waits_and_is_released_under_one_that_does()
      throws IOException {
    try (RunningGateway running = running(RunningGateway.TERMS.contracts().get())) {
      assertThat(send(running, "msg_1", SECOND).body()).contains("quarantined");
      QuarantineEntry entry = running.inbox().quarantined.get(0);
      assertThat(entry.rule()).startsWith("cancellation.yaml: events[");
      assertThat(entry.clause()).contains("this version is not named");

      Contracts mended = with(LifecycleState.CANCELLATION, text -> text.replace(ONE, BOTH));
      Replayed replayed = new Replays(settings(mended), running.inbox()).replay(entry);

      assertThat(replayed.became()).isEqualTo("cancellation-acme-ord_1001");
      assertThat(running.inbox().said).endsWith("wake cancellation ord_1001 msg_1");
    }
  }

  @Test
  void a_contract_that_changes_counts_within_a_second_and_nothing_is_lost_meanwhile()
      throws IOException {
    var first = with(LifecycleState.CANCELLATION, text -> text);
    assertThat(first.flaws()).isEmpty();
    try (RunningGateway running = new RunningGateway(settings(live()))) {
      running.inbox().waiting.add("ord_1001");
      var unused = with(LifecycleState.CANCELLATION, text -> text.replace(ONE, BOTH));

      long deadline = System.nanoTime() + 20_000_000_000L;
      int sent = 0;
      String answer;
      do {
        assertThat(System.nanoTime()).isLessThan(deadline);
        answer = send(running, "msg_" + ++sent, SECOND).body();
        assertThat(answer).containsAnyOf("quarantined", "accepted");
        LockSupport.parkNanos(50_000_000);
      } while (!answer.contains("accepted"));

      assertThat(running.inbox().quarantined).hasSize(sent - 1);
    }
  }

  @Test
  void an_event_of_a_contract_that_is_not_in_order_waits() throws IOException {
    Contracts broken =
        with(LifecycleState.BILLING, text -> text.replace("refund.updated", "refund.created"));
    try (RunningGateway running = running(broken)) {
      var refund = running.stripe(RunningGateway.refundEvent("refund.created"));
      var session =
          running.stripe(
              RunningGateway.changeEvent(
                  "identity.verification_session.verified", "acct_7/0123456789abcdef/open"));

      assertThat(refund.body()).contains("quarantined");
      assertThat(running.inbox().quarantined.get(0).clause()).contains("not in order");
      assertThat(session.statusCode()).isEqualTo(202);
      assertThat(running.inbox().said).endsWith("wake verification acct_7 evt_1Qabc");
    }
  }

  @Test
  void a_contract_that_is_edited_into_what_can_not_be_used_stays_as_it_was_until_it_is_mended()
      throws IOException {
    var first = with(LifecycleState.IDENTITY, text -> text);
    assertThat(first.flaws()).isEmpty();
    try (RunningGateway running = new RunningGateway(settings(live()))) {
      var flawed =
          with(LifecycleState.IDENTITY, text -> text.replaceFirst(", contact: [^ }]+ }", " }"));
      untilStuck(running, true);

      var nobodys = running.stripe(RunningGateway.refundEvent("invoice.paid"));
      var session = running.stripe(verified("evt_2abc"));

      assertThat(flawed.flaws()).isNotEmpty();
      assertThat(nobodys.body()).contains("ignored");
      assertThat(session.statusCode()).isEqualTo(202);
      assertThat(running.inbox().said).endsWith("wake verification acct_7 evt_2abc");
      assertThat(running.inbox().quarantined).isEmpty();

      var mended =
          with(
              LifecycleState.IDENTITY,
              text -> text.replace("type: identity.verification_session.verified", "type: other"));
      untilStuck(running, false);
      assertThat(mended.flaws()).isEmpty();
      assertThat(running.stripe(verified("evt_3abc")).body()).contains("ignored");
    }
  }

  @Test
  void what_a_contract_that_can_not_be_read_may_name_waits_and_the_rest_goes_on()
      throws IOException {
    Contracts unreadable = with(LifecycleState.IDENTITY, text -> "state: [");
    try (RunningGateway running = running(unreadable)) {
      var session = running.stripe(verified("evt_2abc"));
      var nobodys = running.stripe(RunningGateway.refundEvent("invoice.paid"));
      running.stripe(RunningGateway.refundEvent("refund.updated"));

      assertThat(session.body()).contains("quarantined");
      assertThat(running.inbox().quarantined)
          .singleElement()
          .satisfies(entry -> assertThat(entry.rule()).isEqualTo("identity.yaml"));
      assertThat(nobodys.body()).contains("ignored");
      assertThat(running.inbox().said).endsWith("wake settlement re_3Qabc evt_1Qabc");
      assertThat(running.get("/metrics").body()).contains("caserail_contracts_stuck 1");
    }
  }

  @Test
  void a_body_that_is_not_of_its_form_says_where() {
    try (RunningGateway running = RunningGateway.ofAll()) {
      running.stripe(RunningGateway.refundEvent("refund.failed").replace("re_3Qabc", "../x"));

      assertThat(running.inbox().quarantined)
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.rule()).matches("billing.yaml: events.[0-9]+..versions.0..schema");
                assertThat(entry.clause()).startsWith("/data/object/id is not of the form");
                assertThat(entry.clause()).doesNotContain("../x");
              });
    }
  }

  @Test
  void whoever_triages_by_the_contract_owns_what_it_names_and_others_the_rest() throws IOException {
    Contracts contracts =
        with(
            LifecycleState.BILLING,
            text -> text.replace("by: { team: Finance,", "by: { team: Money,"));
    try (RunningGateway running = running(contracts)) {
      running.stripe(RunningGateway.refundEvent("refund.failed").replace("re_3Qabc", "../x"));
      send(running, "msg_1", SECOND);
      running.stripe("{\"id\":\"evt_2\"}");

      assertThat(running.inbox().quarantined)
          .extracting(QuarantineEntry::owner)
          .containsExactly("Money", "Support operations", "engineering");
    }
  }

  @Test
  void what_a_contract_that_can_not_be_read_may_name_is_the_sources_owners() throws IOException {
    Contracts unreadable = with(LifecycleState.IDENTITY, text -> "state: [");
    try (RunningGateway running = running(unreadable)) {
      running.stripe(verified("evt_2abc"));

      assertThat(running.inbox().quarantined)
          .extracting(QuarantineEntry::owner)
          .containsExactly("engineering");
    }
  }

  private Terms live() {
    return new Terms(
        new LiveContracts(
            () ->
                new LiveFiles.Reading<>(
                    ContractFiles.forRouting(folder), ContractFiles.in(folder))),
        RunningGateway.TERMS.misfit());
  }

  /** What is in force is as old as a second. */
  private static void untilStuck(RunningGateway running, boolean isStuck) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    String line = "caserail_contracts_stuck " + (isStuck ? 1 : 0);
    while (!running.get("/metrics").body().contains(line)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static String verified(String eventId) {
    return RunningGateway.changeEvent(
            "identity.verification_session.verified", "acct_7/0123456789abcdef/open")
        .replace("evt_1Qabc", eventId);
  }

  private Contracts with(LifecycleState state, UnaryOperator<String> change) throws IOException {
    for (LifecycleState each : LifecycleState.values()) {
      String name = each.word() + ".yaml";
      String text = ContractFiles.builtInText(name);
      Files.writeString(folder.resolve(name), each == state ? change.apply(text) : text);
    }
    return ContractFiles.forRouting(folder);
  }

  private static GatewaySettings settings(Contracts contracts) {
    return settings(RunningGateway.terms(contracts));
  }

  private static GatewaySettings settings(Terms terms) {
    return new GatewaySettings(
        "127.0.0.1",
        0,
        false,
        GatewaySettings.FORMS,
        GatewaySettings.BODY_CAP,
        GatewaySettings.FRESHNESS,
        GatewaySettings.AT_ONCE,
        "",
        terms,
        RunningGateway.ALL);
  }

  private static RunningGateway running(Contracts contracts) {
    return new RunningGateway(settings(contracts));
  }

  private static HttpResponse<String> send(RunningGateway running, String id, String body) {
    return running
        .senders()
        .send(running.senders().company("shop", id, RunningGateway.NOW, body, Senders.SHOP_SECRET));
  }
}
