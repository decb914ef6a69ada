package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.DueRefund;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.Trust;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the table of threats in which somebody may write to Temporal, and holds no key of any
 * vendor: {@link ThreatTableTest} has the others.
 */
final class TemporalWriterTest {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger();

  @TempDir static Path folder;
  private static Sandbox world;
  private static Stage stage;

  private final String customer = "kim" + CUSTOMERS.incrementAndGet() + "@example.com";
  private String payment;
  private Sends sends;

  @BeforeAll
  static void open() {
    world = Sandbox.start(SandboxConfig.defaults());
    stage = Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF);
  }

  @AfterAll
  static void close() {
    stage.close();
    world.close();
  }

  @BeforeEach
  void take_a_payment() {
    payment = stage.payment("180.00", customer);
    sends = Sends.from(stage);
  }

  @Nested
  @DisplayName("gateway host taken")
  final class GatewayTaken {
    @Test
    void every_call_that_its_identity_can_make_sends_nothing() throws IOException {
      long ticket = asked();
      Counter refused = Counter.ofAnswers(stage, "signal", "refused");

      Map<String, Status.Code> answers =
          new EveryCall(stage.client(), caseId(), approval("from-the-gateway"))
              .make(
                  () ->
                      Deadline.within(
                          Duration.ofSeconds(20),
                          () -> refused.more() >= 1,
                          () -> "the signal should be refused"));

      assertThat(answers)
          .hasSameSizeAs(WorkflowServiceGrpc.getServiceDescriptor().getMethods())
          .containsEntry("SignalWorkflowExecution", Status.Code.OK)
          .containsEntry("TerminateWorkflowExecution", Status.Code.OK);
      requireNothingSent();
      assertThat(Files.readString(folder.resolve("audit.jsonl")))
          .doesNotContain("\"operation\":\"" + payment);
      assertThat(stage.ticket(ticket).internalNotes())
          .noneMatch(note -> note.body().startsWith("Refund sent"));
    }

    @Test
    void an_approval_without_proof_is_refused_and_says_so() {
      long ticket = asked();
      Counter refused = Counter.ofAnswers(stage, "cli", "refused");

      Verdict verdict = stage.cases().decide(caseId(), approval("no-proof"));

      assertThat(verdict.accepted()).isFalse();
      assertThat(verdict.reason()).contains("proof");
      assertThat(refused.more()).isEqualTo(1);
      assertThat(stage.cases().view(caseId()).requests().get(0).record())
          .anySatisfy(entry -> assertThat(entry.what()).contains("approve (not counted: "));
      requireNothingSent();
      withdraw(ticket);
    }

    @Test
    void a_refund_that_follows_from_a_cancellation_that_nobody_asked_for_stops_at_the_send() {
      long ticket = stage.write(customer);
      Counter cleared = Counter.ofAnswers(stage, "second_look", "cleared");

      stage.cases().refundDue(due(ticket));

      stage.untilState(ticket, "needs_person");
      requireNothingSent();
      assertThat(cleared.more()).isZero();
    }
  }

  @Nested
  @DisplayName("namespace writer forges an approval, resets, terminates")
  final class NamespaceWritten {
    @Test
    void a_forged_verdict_sends_nothing() throws Exception {
      long ticket = asked();
      Counter stopped = Counter.ofAnswers(stage, "second_look", "approval_missing");
      stage.gate().lose("RespondActivityTaskCompleted", 1);

      CompletableFuture<Verdict> verdict =
          CompletableFuture.supplyAsync(() -> stage.cases().decide(caseId(), approval("forged-1")));
      new NamespaceWriter(stage.client())
          .forge(caseId(), "Prove", Proof.of(List.of(Role.APPROVER)));

      assertThat(verdict.get(20, TimeUnit.SECONDS).accepted()).isTrue();
      stage.untilState(ticket, "needs_person");
      stage.untilNote(ticket, "a claim by command line does not count");
      requireNothingSent();
      assertThat(stopped.more()).isPositive();
      withdraw(ticket);
    }

    @Test
    void a_request_that_was_withdrawn_and_is_sent_past_its_case_sends_nothing() {
      Counter stopped = Counter.ofAnswers(stage, "second_look", "ended");
      var away =
          world.faults().add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
      long ticket = stage.ask("Lena", customer, payment, "10");
      stage.untilState(ticket, "waiting");
      stage.macro("Lena", ticket, "Refund: withdraw");
      stage.untilState(ticket, "withdrawn");
      world.faults().remove(away);
      NamespaceWriter writer = new NamespaceWriter(stage.client());

      Outcome forged = writer.order(writer.asked(caseId(), "IssueRefund", RefundOrder.class));

      assertThat(forged.kind()).isEqualTo(Outcome.Kind.STOPPED);
      assertThat(forged.code()).isEqualTo("ended");
      assertThat(stopped.more()).isEqualTo(1);
      assertThat(world.stripe().refundsOf(payment)).isEmpty();
    }

    /** What a reset does, on a server that has none: the case begins again and knows nothing. */
    @Test
    void a_case_that_is_terminated_and_begins_again_after_25_hours_does_not_send_twice() {
      var unwritable =
          world
              .faults()
              .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/*").always().status(503));
      long ticket = stage.ask("Lena", customer, payment, "10");
      Deadline.within(
          Duration.ofSeconds(20),
          () -> stage.moved(payment).equals("10.00"),
          () -> "the money should move although Zendesk takes no writes");
      stage.client().newUntypedWorkflowStub(caseId()).terminate("a trial");
      world.clock().advance(Duration.ofHours(25));
      world.faults().remove(unwritable);

      stage.repeatHook(ticket, payment);

      stage.untilState(ticket, "done");
      stage.untilNote(ticket, "Refund sent: 10.00 EUR, payment " + payment);
      assertThat(sends.count()).isEqualTo(1);
      assertThat(world.stripe().refundsOf(payment)).hasSize(1);
    }
  }

  private long asked() {
    long ticket = stage.ask("Lena", customer, payment, "");
    stage.untilState(ticket, "needs_approval");
    return ticket;
  }

  private static Decision approval(String id) {
    return new Decision(id, "", DecisionKind.APPROVE, "ben", "because", "", "");
  }

  private DueRefund due(long ticket) {
    ObjectId order = new ObjectId("ord_1");
    return new DueRefund(
        new Origin(CaseKind.CANCELLATION, order, new OperationId("ord_1/key/refund"), 0),
        "cancellation-acme-ord_1",
        new ObjectId(payment),
        new Money(2_000, "EUR"),
        "cancelled_in_window",
        new TicketId(Long.toString(ticket)),
        new Claim("audit-999", "" + ZendeskWorld.id(world.zendesk().world().users(), "Lena"), ""),
        "Lena",
        new PersonTag("none"),
        Instant.now());
  }

  private void requireNothingSent() {
    assertThat(sends.count()).isZero();
    assertThat(world.stripe().refundsOf(payment)).isEmpty();
  }

  private void withdraw(long ticket) {
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    requireNothingSent();
  }

  private String caseId() {
    return stage.cases().refundId(new ObjectId(payment));
  }
}
