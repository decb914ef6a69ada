package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.cli.TemporalForTests;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.client.QuarantineSummary;
import io.caserail.display.SearchKeys;
import io.caserail.quarantine.QuarantineWorkflowImpl;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.audit.AuditSink;
import io.caserail.worker.audit.AuditedQuarantine;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway does all its work with a Temporal identity that may make the calls which the operators'
 * manual lists, and no other.
 */
final class GatewayRightsTest {
  private static final Path MANUAL = Path.of("../docs/operate.md");

  @TempDir Path folder;
  private int sent;

  /** Which can't select, so that what is open is listed instead. */
  @Test
  void in_memory() throws IOException {
    requireEnough(TemporalServer.inMemory(SearchKeys.types()), "ListOpenWorkflowExecutions");
  }

  @Test
  @Tag("real-server")
  void on_the_real_server() throws Exception {
    var binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(binary.isPresent(), "not tried: there is no real Temporal server");
    requireEnough(
        TemporalServer.real(binary.orElseThrow(), SearchKeys.types()), "ListWorkflowExecutions");
  }

  private void requireEnough(TemporalServer server, String lists) throws IOException {
    AuditSink audit = new AuditSink(folder.resolve("audit.jsonl"));
    try (TemporalForTests temporal =
            new TemporalForTests(
                server,
                worker -> {
                  worker.registerWorkflowImplementationTypes(QuarantineWorkflowImpl.class);
                  worker.registerActivitiesImplementations(
                      new ProvingWorker(), new AuditedQuarantine(audit, "hash", Clock.systemUTC()));
                });
        TemporalGate gate = server.gate()) {
      Set<String> rights = rights();
      gate.permit(and(rights, lists));
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(gate.target()).build());
      try (CaseClient cases = new CaseClient(client(stubs), "acme")) {
        play(temporal, stubs, cases);
      } finally {
        stubs.shutdownNow();
      }
      assertThat(rights.stream().filter(right -> gate.calls(right) == 0))
          .as("rights that are never used; no settlement is over here whose end could be read")
          .containsExactly("GetWorkflowExecutionHistory");
    } finally {
      audit.close();
    }
  }

  private void play(TemporalForTests temporal, WorkflowServiceStubs stubs, CaseClient cases) {
    CaseInbox inbox = new TemporalInbox(cases, stubs);
    try (Gateway gateway =
        Gateway.start(
            RunningGateway.settings(RunningGateway.ALL),
            new QuarantineSettings("support", Map.of(), Duration.ofDays(3), "the head", 10),
            DeliveryLog.none(),
            inbox,
            Clock.systemUTC())) {
      Senders senders = new Senders(gateway.port());
      assertThat(senders.send(senders.to("/readyz").GET()).statusCode()).isEqualTo(200);
      requireAnswer(senders, zendesk(senders, RunningGateway.REFUND), "accepted");
      requireAnswer(senders, stripe(senders, "refund.failed", "re_3QabcDEF"), "accepted");
      requireAnswer(senders, stripe(senders, "refund.updated", "re_4QabcDEF"), "ignored");
      requireAnswer(
          senders,
          senders.easypost(Senders.EASYPOST_SECRET, Instant.now(), EasyPostHookTest.LEFT),
          "ignored");
      requireAnswer(senders, zendesk(senders, "{}"), "quarantined");
    }
    QuarantineSummary entry = temporal.cases().quarantine().list(10).get(0);
    ReplayWorker replays =
        new ReplayWorker(client(stubs), RunningGateway.settings(RunningGateway.ALL), inbox);
    try {
      assertThat(
              new Shell("--address", temporal.address(), "--account", "acme")
                  .type(
                      "quarantine",
                      "release",
                      entry.entryId(),
                      "--reason",
                      "look again",
                      "--as",
                      "omar",
                      "--yes")
                  .out())
          .contains("It stays: again not understood");
    } finally {
      replays.close();
    }
  }

  private static void requireAnswer(Senders senders, HttpRequest.Builder event, String answer) {
    assertThat(senders.send(event).body()).isEqualTo("{\"result\":\"" + answer + "\"}");
  }

  private HttpRequest.Builder zendesk(Senders senders, String body) {
    sent++;
    return senders.zendesk(
        Senders.ZENDESK_SECRET, Instant.now(), "i-" + sent, body.getBytes(UTF_8));
  }

  private static HttpRequest.Builder stripe(Senders senders, String type, String refund) {
    return senders.stripe(
        Senders.STRIPE_SECRET,
        Instant.now(),
        RunningGateway.refundEvent(type).replace("re_3Qabc", refund));
  }

  private static WorkflowClient client(WorkflowServiceStubs stubs) {
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
  }

  private static Set<String> and(Set<String> some, String more) {
    Set<String> all = new HashSet<>(some);
    all.add(more);
    return all;
  }

  /** The calls that the manual lists. */
  private static Set<String> rights() throws IOException {
    List<String> lines = Files.readAllLines(MANUAL);
    int from = lines.indexOf("### What the gateway may do in Temporal");
    assertThat(from).as("the chapter of the manual").isNotNegative();
    return lines.subList(from + 1, lines.size()).stream()
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))
        .collect(Collectors.toSet());
  }
}
