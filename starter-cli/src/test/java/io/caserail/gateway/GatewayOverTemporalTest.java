package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.TemporalForTests;
import io.caserail.client.CaseClient;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.refund.RefundAsk;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GatewayOverTemporalTest {
  private static final String CASE = "refund-acme-pi_3QabcDEF";

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
  void one_event_delivered_100_times_from_16_threads_is_one_case_and_a_signal_per_yes()
      throws Exception {
    List<String> answers;
    try (Gateway gateway = gateway(cases, temporal.stubs())) {
      Senders senders = new Senders(gateway.port());
      Instant signed = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      byte[] event = RunningGateway.REFUND.getBytes(UTF_8);

      answers =
          inParallel(
              16,
              100,
              () ->
                  senders
                      .send(senders.zendesk(Senders.ZENDESK_SECRET, signed, "i-1", event))
                      .body());
    }

    assertThat(answers)
        .hasSize(100)
        .containsOnly("{\"result\":\"accepted\"}", "{\"result\":\"duplicate\"}");
    long accepted = answers.stream().filter(answer -> answer.contains("accepted")).count();
    assertThat(accepted).isBetween(1L, 16L);
    assertThat(signals()).isEqualTo(accepted);
    assertThat(runsOfTheCase()).isEqualTo(1);
  }

  @Test
  void the_same_event_signed_afresh_joins_the_case_that_is_open() {
    try (Gateway gateway = gateway(cases, temporal.stubs())) {
      Senders senders = new Senders(gateway.port());
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      byte[] event = RunningGateway.REFUND.getBytes(UTF_8);
      senders.send(senders.zendesk(Senders.ZENDESK_SECRET, now, "i-1", event));

      var again =
          senders.send(senders.zendesk(Senders.ZENDESK_SECRET, now.plusSeconds(1), "i-2", event));

      assertThat(again.body()).isEqualTo("{\"result\":\"accepted\"}");
      assertThat(signals()).isEqualTo(2);
      assertThat(runsOfTheCase()).isEqualTo(1);
    }
  }

  @Test
  void news_of_risk_reach_the_refund_that_is_open_on_their_payment() {
    try (Gateway gateway = gateway(cases, temporal.stubs())) {
      Senders senders = new Senders(gateway.port());
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      byte[] asked = RunningGateway.REFUND.getBytes(UTF_8);
      senders.send(senders.zendesk(Senders.ZENDESK_SECRET, now, "i-1", asked));

      var answer =
          senders.send(
              senders.stripe(
                  Senders.STRIPE_SECRET,
                  now,
                  RunningGateway.riskEvent("review.opened", "pi_3QabcDEF")));

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
      assertThat(runsOfTheCase()).isEqualTo(1);
    }
  }

  @Test
  void what_is_not_understood_is_one_quarantine_entry_in_temporal() {
    try (Gateway gateway = gateway(cases, temporal.stubs())) {
      Senders senders = new Senders(gateway.port());
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      senders.send(senders.zendesk(Senders.ZENDESK_SECRET, now, "i-1", "{}".getBytes(UTF_8)));

      var again =
          senders.send(senders.zendesk(Senders.ZENDESK_SECRET, now, "i-2", "{}".getBytes(UTF_8)));

      assertThat(again.body()).isEqualTo("{\"result\":\"duplicate\"}");
      assertThat(open()).singleElement().asString().startsWith("quarantine-acme-zendesk-");
    }
  }

  @Test
  void temporal_away_is_answered_with_send_it_again() {
    WorkflowServiceStubs nobody =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + TemporalForTests.freePort())
                .setRpcTimeout(Duration.ofSeconds(1))
                .setRpcRetryOptions(
                    RpcRetryOptions.newBuilder()
                        .setExpiration(Duration.ofSeconds(1))
                        .validateBuildWithDefaults())
                .build());
    try (CaseClient away = new CaseClient(WorkflowClient.newInstance(nobody), "acme");
        Gateway gateway = gateway(away, nobody)) {
      Senders senders = new Senders(gateway.port());
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

      var ticket =
          senders.send(
              senders.zendesk(
                  Senders.ZENDESK_SECRET, now, "i-1", RunningGateway.REFUND.getBytes(UTF_8)));
      var payment =
          senders.send(
              senders.stripe(
                  Senders.STRIPE_SECRET, now, RunningGateway.refundEvent("refund.updated")));
      var ready = senders.send(senders.to("/readyz").GET());

      assertThat(ticket.statusCode()).isEqualTo(503);
      assertThat(ticket.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(payment.statusCode()).isEqualTo(503);
      assertThat(ready.statusCode()).isEqualTo(503);
    } finally {
      nobody.shutdownNow();
    }
  }

  private static Gateway gateway(CaseClient cases, WorkflowServiceStubs stubs) {
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
        new TemporalInbox(cases, stubs),
        Clock.systemUTC());
  }

  /** A signal may wait for the task before it; what the case answers an update after is counted. */
  private long signals() {
    ObjectId payment = new ObjectId("pi_3QabcDEF");
    var unused =
        cases.request(
            payment, new RefundAsk("r-1", new TicketId("1"), "", "not_received", "lena", ""));
    return cases.view(CASE).requests().get(0).record().stream()
        .filter(entry -> entry.step().equals("hint"))
        .count();
  }

  private long runsOfTheCase() {
    return open().stream().filter(CASE::equals).count();
  }

  private List<String> open() {
    return temporal
        .stubs()
        .blockingStub()
        .listOpenWorkflowExecutions(
            ListOpenWorkflowExecutionsRequest.newBuilder().setNamespace("default").build())
        .getExecutionsList()
        .stream()
        .map(info -> info.getExecution().getWorkflowId())
        .toList();
  }

  private static List<String> inParallel(int threads, int times, Callable<String> call)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(pool.submit(call));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : calls) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }
}
