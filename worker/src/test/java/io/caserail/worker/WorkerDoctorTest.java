package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Duration;
import io.caserail.sandbox.fault.Fault;
import io.caserail.worker.provision.Finding;
import io.caserail.worker.provision.Finding.Level;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkerDoctorTest {
  private final SmallWorld world;

  WorkerDoctorTest(@TempDir Path folder) {
    this.world = new SmallWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_mode_that_fits_and_commands_that_are_found_are_good() {
    world.aTicketAskingFor(world.aPaymentOf("mia@example.com", 2_490), "24.90");

    List<Finding> findings = WorkerDoctor.look(world.config());

    assertThat(findings.get(0).says()).isEqualTo("Stripe answers in test mode, as the file has it");
    assertThat(findings.get(1).says()).contains("and finds 1 at the moment");
    assertThat(findings.subList(0, 2)).allMatch(finding -> finding.level() == Level.GOOD);
  }

  @Test
  void a_credential_that_ends_within_two_weeks_is_named(@TempDir Path folder) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String days =
        "stripe: %s, scim: %s, temporal: %s"
            .formatted(today.plusDays(10), today.minusDays(1), today.plusDays(30));
    try (SmallWorld expiring = SmallWorld.expiring(folder, days)) {
      List<Finding> findings = WorkerDoctor.look(expiring.config());

      assertThat(findings)
          .filteredOn(finding -> finding.says().startsWith("The credential "))
          .extracting(Finding::level, Finding::says)
          .containsExactly(
              tuple(Level.TRAP, "The credential stripe expires on " + today.plusDays(10)),
              tuple(Level.FAULT, "The credential scim has expired on " + today.minusDays(1)));
    }
  }

  @Test
  void it_is_said_of_each_system_how_long_a_repeat_is_harmless_and_what_finds_a_lost_effect() {
    assertThat(WorkerDoctor.look(world.config()))
        .contains(
            Finding.good(
                "When an answer of Stripe (refunds) is lost, a repeat is harmless for 24h, as long"
                    + " as it knows a key; the effect is found by the operation id in the metadata,"
                    + " in the list of all refunds of the payment"));
  }

  @Test
  void an_account_that_answers_in_the_other_mode_is_a_fault_whatever_the_key_is_called() {
    world
        .faults()
        .add(
            Fault.on("stripe")
                .endpoint("GET /v1/balance")
                .status(200, Map.of(), "{\"object\":\"balance\",\"livemode\":true}"));

    Finding stripe = WorkerDoctor.look(world.config()).get(0);

    assertThat(stripe.level()).isEqualTo(Level.FAULT);
    assertThat(stripe.says()).isEqualTo("Stripe answers in live mode, and the file's mode is test");
  }

  @Test
  void a_key_that_may_not_read_the_balance_leaves_it_open() {
    world.faults().add(Fault.on("stripe").endpoint("GET /v1/balance").status(403));

    assertThat(WorkerDoctor.look(world.config()).get(0).level()).isEqualTo(Level.NOT_VERIFIED);
  }

  @Test
  void a_key_that_may_read_what_the_policy_makes_of_risk_is_good() {
    Finding risk = WorkerDoctor.look(world.config()).get(3);

    assertThat(risk.level()).as(risk.says()).isEqualTo(Level.GOOD);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /v1/reviews, reviews",
    "GET /v1/radar/early_fraud_warnings, early fraud warnings",
  })
  void a_key_that_may_not_read_of_risk_is_a_fault_that_names_the_permission(
      String list, String permission) {
    world.faults().add(Fault.on("stripe").endpoint(list).status(403));

    Finding risk = WorkerDoctor.look(world.config()).get(3);

    assertThat(risk.level()).isEqualTo(Level.FAULT);
    assertThat(risk.says())
        .isEqualTo("The Stripe key may not read " + permission + ", so that nothing is refunded");
    assertThat(risk.advice()).contains("permission to read");
  }

  @Test
  void a_stripe_that_is_away_leaves_open_what_the_key_may_read() {
    world.faults().down("stripe");

    assertThat(WorkerDoctor.look(world.config()).get(3).level()).isEqualTo(Level.NOT_VERIFIED);
  }

  @Test
  void a_view_that_is_not_open_to_the_worker_is_a_fault() {
    world.faults().add(Fault.on("zendesk").endpoint("GET /api/v2/views/*").status(403));

    Finding sweep = WorkerDoctor.look(world.config()).get(1);

    assertThat(sweep.level()).isEqualTo(Level.FAULT);
    assertThat(sweep.says()).startsWith("The sweep can't look for commands by view ");
    assertThat(sweep.advice()).contains("zendesk.sweepView");
  }

  @ParameterizedTest
  @CsvSource({"720, GOOD", "73, GOOD", "72, FAULT", "24, FAULT", "0, NOT_VERIFIED"})
  void closed_cases_are_kept_longer_than_late_news_is_read(long hours, Level level)
      throws IOException {
    Server temporal = keeping(hours);
    Finding kept;
    try {
      kept = WorkerDoctor.look(world.config("127.0.0.1:" + temporal.getPort())).get(2);
    } finally {
      temporal.shutdownNow();
    }

    assertThat(kept.level()).as(kept.says()).isEqualTo(level);
    if (level == Level.FAULT) {
      assertThat(kept.says()).contains("keeps closed cases for " + hours + " h");
      assertThat(kept.advice())
          .contains("temporal operator namespace update --namespace default --retention 720h");
    }
  }

  @Test
  void a_temporal_that_is_away_leaves_it_open() {
    Finding kept = WorkerDoctor.look(world.config("127.0.0.1:1")).get(2);

    assertThat(kept.level()).isEqualTo(Level.NOT_VERIFIED);
  }

  /** A server that answers this one question. */
  private static Server keeping(long hours) throws IOException {
    return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
        .addService(
            new WorkflowServiceGrpc.WorkflowServiceImplBase() {
              @Override
              public void getSystemInfo(
                  GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> to) {
                to.onNext(GetSystemInfoResponse.getDefaultInstance());
                to.onCompleted();
              }

              @Override
              public void describeNamespace(
                  DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> to) {
                Duration kept = Duration.newBuilder().setSeconds(hours * 3_600).build();
                to.onNext(
                    DescribeNamespaceResponse.newBuilder()
                        .setConfig(
                            NamespaceConfig.newBuilder().setWorkflowExecutionRetentionTtl(kept))
                        .build());
                to.onCompleted();
              }
            })
        .build()
        .start();
  }
}
