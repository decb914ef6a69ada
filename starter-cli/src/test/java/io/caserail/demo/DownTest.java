package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.TemporalInbox;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A part of ours is down for twenty looks of the watchdog, of which each is a minute in production:
 * who sees it, where and how soon, and that nothing is to be done afterwards.
 */
@Timeout(180)
final class DownTest {
  private static final String MIA = "mia@example.com";
  private static final int LONG = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TemporalGate door;
  private Stage stage;
  private WorkflowServiceStubs stubs;
  private CaseClient inbox;
  private int looks;
  private double lastLook;

  @BeforeEach
  void open() {
    stage = Stage.toWatch(folder, TemporalServer.inMemory(SearchKeys.types()));
    door = stage.temporal().gate();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(door.target()).build());
    inbox =
        new CaseClient(
            WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build()),
            "acme");
    stage.closeGateway();
    openGateway();
  }

  @AfterEach
  void close() {
    inbox.close();
    stubs.shutdownNow();
    stage.close();
    door.close();
  }

  @Test
  void a_dead_worker_stands_in_the_ticket_and_is_counted_for_engineering() throws Exception {
    String health = stage.metrics().resolve("/readyz").toString();
    stage.killWorker();

    String payment = stage.payment("24.90", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "24.90");

    untilLooked(() -> stage.state(ticket).equals("needs_person"));
    assertThat(looks).as("looks until its ticket says so; four are its patience").isLessThan(LONG);
    assertThat(notes(ticket)).last().asString().contains("no worker takes its case up");
    Deadline.within(
        PATIENCE,
        () ->
            body(stage.watchdogMetrics().toString())
                .contains("caserail_watchdog_found{finding=\"not_taken_up\"} 1.0"),
        () -> "there is nothing that CaserailCasesNotTakenUp reads");
    assertThatThrownBy(() -> get(health))
        .as("what CaserailWorkerSilent reads")
        .isInstanceOf(ConnectException.class);

    untilLooked(() -> looks >= LONG);
    assertThat(notes(ticket)).as("it is said once").hasSize(1);
    stage.startWorker();
    requireDoneOnce(ticket, payment);
  }

  @Test
  void a_dead_gateway_is_seen_by_engineering_and_not_in_the_ticket() throws Exception {
    String health = stage.gatewayUrl().resolve("/readyz").toString();
    stage.closeGateway();

    String payment = stage.payment("24.90", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "24.90");

    stage.untilState(ticket, "done");
    assertThatThrownBy(() -> get(health))
        .as("what CaserailGatewaySilent reads")
        .isInstanceOf(ConnectException.class);

    untilLooked(() -> looks >= LONG);
    openGateway();
    stage.hooks().send(ticket, payment, "late-" + ticket);
    untilLooked(() -> looks >= LONG + 3);
    stage.untilClosed(payment);
    requireDoneOnce(ticket, payment);
  }

  @Test
  void a_dead_temporal_leaves_the_command_where_its_author_sees_it() throws Exception {
    door.shut();
    stage.gate().shut();

    String payment = stage.payment("24.90", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "24.90");

    Deadline.within(
        PATIENCE,
        () -> body(stage.gatewayUrl().resolve("/metrics").toString()).contains("status=\"503\""),
        () -> "there is nothing that CaserailTemporalAway reads");
    assertThat(get(stage.metrics().resolve("/readyz").toString()).statusCode()).isEqualTo(503);
    untilLooked(() -> looks >= LONG);
    assertThat(stage.ticket(ticket).field("Caserail action")).isEqualTo("crl_do_refund_send");
    assertThat(stage.sandbox().zendesk().ticketsIn("Not picked up")).contains(ticket);
    assertThat(notes(ticket)).as("nobody can say so there").isEmpty();

    door.open();
    stage.gate().open();
    requireDoneOnce(ticket, payment);
  }

  /** While it is closed, its port may be some other connection's for a moment. */
  private void openGateway() {
    Deadline.within(PATIENCE, this::isOpened, () -> "its port stays taken");
  }

  private boolean isOpened() {
    try {
      stage.openGateway(new TemporalInbox(inbox, stubs));
      return true;
    } catch (IllegalArgumentException taken) {
      return false;
    }
  }

  /** Counts the watchdog's looks until something holds. */
  private void untilLooked(BooleanSupplier sign) {
    Deadline.within(
        PATIENCE,
        () -> {
          double look = looked();
          looks += look > lastLook ? 1 : 0;
          lastLook = look;
          return sign.getAsBoolean();
        },
        () -> "not seen after " + looks + " looks");
  }

  private double looked() {
    return body(stage.watchdogMetrics().toString())
        .lines()
        .filter(line -> line.startsWith("caserail_watchdog_looked_seconds "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElse(0);
  }

  private void requireDoneOnce(long ticket, String payment) {
    stage.untilState(ticket, "done");
    assertThat(notes(ticket)).last().asString().startsWith("Refund sent: 24.90 EUR");
    assertThat(stage.ticket(ticket).field("Caserail action")).isEmpty();
    stage.requireMoved(payment, "24.90");
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
  }

  private List<String> notes(long ticket) {
    return stage.ticket(ticket).internalNotes().stream()
        .map(note -> note.body())
        .filter(body -> !body.equals("Please refund me."))
        .toList();
  }

  private static String body(String address) {
    try {
      return get(address).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(address + " does not answer", e);
    }
  }

  private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }
}
