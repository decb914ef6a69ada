package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import io.caserail.client.CaseClient;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.port.TaskQueues;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.refund.RefundAsk;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.CaserailConfig;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and decisions by command line, signed at the sandbox's identity provider. */
class SignedByCommandLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LENA = "lena@acme.example";
  private static final String ANA = "ana@acme.example";

  @TempDir Path directory;
  private SmallWorld world;
  private WorkerProcess worker;
  private WorkflowClient temporal;
  private CaseClient cases;

  @BeforeEach
  void start() {
    world = new SmallWorld(directory);
    CaserailConfig config = world.config();
    worker = WorkerProcess.start(config);
    temporal = TemporalConnector.of(config.temporal()).connect(new NoopScope());
    cases = new CaseClient(temporal, "acme");
  }

  @AfterEach
  void stop() {
    cases.close();
    worker.close();
    temporal.getWorkflowServiceStubs().shutdownNow();
    world.close();
  }

  /** A refund of 180.00 EUR that Lena has asked for, and that waits for an approval. */
  private final class Asked {
    final Payment payment = world.aPaymentOf("mia@example.com", 18_000);
    final ObjectId object = new ObjectId(payment.id());
    final String caseId = cases.refundId(object);
    final TicketId ticket =
        new TicketId(
            Long.toString(
                world.zendesk.customer("mia@example.com").email("My parcel", "Not here.")));
    final RefundAsk ask;

    Asked(String id) {
      RefundAsk said = new RefundAsk(id, ticket, "180.00", "not_received", "cli", "");
      ask = said.proven(world.identity.sign(LENA, said.nonce(caseId)));
      assertThat(cases.request(object, ask).accepted()).isTrue();
      await(() -> block() != null);
    }

    CaseView view() {
      return cases.view(caseId);
    }

    @Nullable Block block() {
      List<RequestView> requests = view().requests();
      return requests.isEmpty() ? null : requests.get(0).block();
    }

    Decision yes(String id) {
      Block block = Objects.requireNonNull(block());
      return new Decision(
          id, block.id(), DecisionKind.APPROVE, "cli", "the parcel is lost", "", "");
    }

    String nonce(Decision decision) {
      return Nonce.ofDecision(
          caseId,
          view().requests().get(0).key(),
          CommandKind.APPROVE,
          decision.id(),
          decision.details());
    }

    Verdict decide(Decision decision, String token) {
      return cases.decide(caseId, decision.proven(token));
    }
  }

  @Test
  void what_two_colleagues_have_signed_is_paid_once_and_stands_on_record_without_the_signatures()
      throws Exception {
    Asked asked = new Asked("r-1");
    Decision yes = asked.yes("d-1");
    String token = world.identity.sign(ANA, asked.nonce(yes));

    assertThat(asked.decide(yes, token).accepted()).isTrue();

    await(() -> world.stripe.moneyMoved(asked.payment.id()) == 18_000);
    await(() -> asked.view().status() == CaseStatus.COMPLETED);
    assertThat(asked.view().requests().get(0).requester()).isEqualTo("Lena");
    assertThat(asked.view().toString()).doesNotContain(token, asked.ask.proofRef());
    assertThat(Files.readString(world.auditFile()))
        .contains(
            "\"commands\":[\"cli-r-1\",\"d-1\"]",
            "[\"" + id("Lena") + "\"]",
            "[\"" + id("Ana") + "\"]")
        .doesNotContain(token, asked.ask.proofRef(), "@");
    assertThat(world.zendesk.look(Long.parseLong(asked.ticket.value())).toString())
        .doesNotContain(token, asked.ask.proofRef());
  }

  @Test
  void a_signature_counts_for_one_decision_and_for_nobody_who_may_not_decide() {
    Asked asked = new Asked("r-1");
    Asked other = new Asked("r-2");
    String token = world.identity.sign(ANA, asked.nonce(asked.yes("d-1")));

    assertRefused(other.decide(other.yes("d-1"), token), "it was signed for another decision");
    assertRefused(asked.decide(asked.yes("d-2"), token), "it was signed for another decision");
    Decision byLena = asked.yes("d-3");
    assertRefused(
        asked.decide(byLena, world.identity.sign(LENA, asked.nonce(byLena))),
        "that takes the role approver or finance");
    Decision byOlga = asked.yes("d-4");
    assertRefused(
        asked.decide(byOlga, world.identity.sign("olga@acme.example", asked.nonce(byOlga))),
        "its person is in no group that may do this");
    assertThat(world.stripe.moneyMoved(asked.payment.id())).isZero();
    assertThat(world.stripe.moneyMoved(other.payment.id())).isZero();
    assertThat(asked.view().toString()).doesNotContain(token);
  }

  @Test
  void a_new_key_of_the_provider_counts_at_once() {
    Asked asked = new Asked("r-1");
    world.identity.rotate(true);
    Decision yes = asked.yes("d-1");

    assertThat(asked.decide(yes, world.identity.sign(ANA, asked.nonce(yes))).accepted()).isTrue();

    await(() -> world.stripe.moneyMoved(asked.payment.id()) == 18_000);
  }

  @Test
  void an_order_forged_with_another_decision_s_signature_is_stopped_by_the_holder_of_the_key() {
    Asked asked = new Asked("r-1");
    Asked other = new Asked("r-2");
    Decision yes = other.yes("d-1");
    Decision signed = yes.proven(world.identity.sign(ANA, other.nonce(yes)));
    WorkerFactory rogues = WorkerFactory.newInstance(temporal);
    rogues.newWorker("rogue").registerWorkflowImplementationTypes(RogueImpl.class);
    rogues.start();
    try {
      Outcome outcome = forged(asked, signed);

      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.STOPPED);
      assertThat(outcome.code()).isEqualTo("approval_missing");
      assertThat(outcome.evidence()).contains("it was signed for another decision");
      assertThat(world.stripe.moneyMoved(asked.payment.id())).isZero();
    } finally {
      rogues.shutdownNow();
    }
  }

  private Outcome forged(Asked asked, Decision signedForAnother) {
    RequestKey key = new RequestKey(asked.view().requests().get(0).key());
    RefundOrder order =
        new RefundOrder(
            new Attempt(
                OperationId.of(asked.object, key, "pay"),
                "cli-r-1",
                0,
                Instant.now().plus(Duration.ofHours(1)),
                false),
            asked.object,
            new Money(18_000, "EUR"),
            "180",
            "not_received",
            asked.ticket,
            new Claim("cli-r-1", id("Lena"), asked.ask.proofRef()),
            List.of(
                new Claim(
                    signedForAnother.id(),
                    id("Ana"),
                    signedForAnother.proofRef(),
                    signedForAnother.details())),
            List.of());
    return temporal
        .newWorkflowStub(Rogue.class, WorkflowOptions.newBuilder().setTaskQueue("rogue").build())
        .send(order);
  }

  /** A workflow of somebody who may write to the namespace. */
  @WorkflowInterface
  public interface Rogue {
    @WorkflowMethod
    Outcome send(RefundOrder order);
  }

  /** Hands an order to the holder of the key as if a case had. */
  public static final class RogueImpl implements Rogue {
    @Override
    public Outcome send(RefundOrder order) {
      return Workflow.newActivityStub(
              PaymentActivities.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(TaskQueues.PAYMENTS)
                  .setStartToCloseTimeout(Duration.ofSeconds(30))
                  .build())
          .issueRefund(order);
    }
  }

  private String id(String name) {
    return Long.toString(ZendeskWorld.id(world.zendesk.world().users(), name));
  }

  private static void assertRefused(Verdict verdict, String why) {
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.reason()).startsWith("the signed assertion does not count: ").contains(why);
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
