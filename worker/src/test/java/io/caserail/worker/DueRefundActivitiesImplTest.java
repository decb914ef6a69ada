package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.DueRefund;
import io.caserail.port.FailureType;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.TaskQueues;
import io.caserail.worker.contract.ContractFiles;
import io.caserail.worker.contract.KindSwitch;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker asks of a payment's case, against one that does as it is told. */
class DueRefundActivitiesImplTest {
  private static final ObjectId PAYMENT = new ObjectId("pi_1");
  private static final String CASE = "refund-acme-pi_1";

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final CaseClient cases = new CaseClient(env.getWorkflowClient(), "acme");
  private final DueRefundActivitiesImpl activities =
      new DueRefundActivitiesImpl(cases, new KindSwitch(ContractFiles.builtIn()));

  @BeforeEach
  void start() {
    SearchKeys.types().forEach(env::registerSearchAttribute);
    env.newWorker(TaskQueues.CASES).registerWorkflowImplementationTypes(ObedientCase.class);
    env.start();
  }

  @AfterEach
  void stop() {
    cases.close();
    env.close();
  }

  @Test
  void a_refund_is_asked_for_and_its_case_is_named() {
    Outcome asked = activities.askForRefund(due(0));

    assertThat(asked)
        .extracting(Outcome::kind, Outcome::ref)
        .containsExactly(Outcome.Kind.PENDING, CASE);
    assertThat(activities.findAskedRefund(due(0)))
        .extracting(Outcome::kind, Outcome::ref)
        .containsExactly(Outcome.Kind.PENDING, CASE);
  }

  @Test
  void what_its_case_knows_is_not_asked_for_again_even_when_that_is_closed() {
    activities.askForRefund(due(0));
    say("make", due(0).origin().name());
    say("end", "");

    activities.askForRefund(due(0));

    assertThat(cases.isOpen(CASE)).isFalse();
  }

  @Test
  void while_refunds_are_switched_off_none_is_asked_for_and_what_was_asked_before_is_followed() {
    DueRefundActivitiesImpl off =
        new DueRefundActivitiesImpl(
            cases,
            new KindSwitch(
                new Contracts(
                    Map.of(),
                    List.of(new Flaw(LifecycleState.BILLING, "x", 1, "owner", "is")),
                    Map.of())));

    Outcome refused = off.askForRefund(due(0));
    activities.askForRefund(due(0));
    Outcome followed = off.askForRefund(due(0));

    assertThat(refused.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(refused.evidence()).contains("refunds are switched off", "x:1 owner: is");
    assertThat(followed.kind()).isEqualTo(Outcome.Kind.PENDING);
  }

  @Test
  void an_open_case_that_was_not_asked_is_asked() {
    activities.askForRefund(due(0));

    activities.askForRefund(due(1));

    assertThat(cases.became(due(1)).kind()).isEqualTo(Outcome.Kind.PENDING);
  }

  @Test
  void its_end_is_awaited() {
    activities.askForRefund(due(0));
    ApplicationFailure notYet =
        catchThrowableOfType(ApplicationFailure.class, () -> activities.awaitAskedRefund(due(0)));
    assertThat(notYet.getType()).isEqualTo(FailureType.NOT_YET.name());
    assertThat(notYet.isNonRetryable()).isFalse();
    assertThat(notYet.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(1));

    say("make", due(0).origin().name());

    assertThat(activities.awaitAskedRefund(due(0)))
        .extracting(Outcome::kind, Outcome::ref)
        .containsExactly(Outcome.Kind.SUCCEEDED, "re_1");
  }

  @Test
  void a_case_that_was_terminated_says_nothing_any_more_and_is_asked_anew() {
    activities.askForRefund(due(0));
    env.getWorkflowClient()
        .newUntypedWorkflowStub(cases.refundId(due(0).payment()))
        .terminate("by somebody");

    assertThat(activities.awaitAskedRefund(due(0)).kind()).isEqualTo(Outcome.Kind.ABSENT);

    activities.askForRefund(due(0));
    assertThat(cases.isOpen(cases.refundId(due(0).payment()))).isTrue();
  }

  @Test
  void a_case_that_is_open_may_still_hear_of_it() {
    activities.askForRefund(due(0));

    assertThat(
            catchThrowableOfType(
                    ApplicationFailure.class, () -> activities.awaitAskedRefund(due(1)))
                .getType())
        .isEqualTo(FailureType.NOT_YET.name());
  }

  @Test
  void a_case_that_is_closed_or_forgotten_will_not() {
    assertThat(activities.awaitAskedRefund(due(0)).kind()).isEqualTo(Outcome.Kind.ABSENT);
    activities.askForRefund(due(0));
    say("end", "");

    assertThat(activities.awaitAskedRefund(due(1)).kind()).isEqualTo(Outcome.Kind.ABSENT);
  }

  private void say(String signal, String what) {
    env.getWorkflowClient().newUntypedWorkflowStub(CASE).signal(signal, what);
    if (signal.equals("end")) {
      Object unused = env.getWorkflowClient().newUntypedWorkflowStub(CASE).getResult(Object.class);
    }
  }

  private static DueRefund due(int copy) {
    return new DueRefund(
        new Origin(
            CaseKind.CANCELLATION,
            new ObjectId("ord_1"),
            new OperationId("ord_1/00000000000000c1/refund"),
            copy),
        "cancellation-acme-ord_1",
        PAYMENT,
        new Money(2490, "EUR"),
        "cancelled_in_window",
        new TicketId("1"),
        new Claim("audit-7", "lena", ""),
        "Lena",
        new PersonTag("none"),
        Instant.EPOCH);
  }

  /** As much of a payment's case as can be asked here. */
  @WorkflowInterface
  public interface RefundWorkflow {
    /** Runs until it is told to end. */
    @WorkflowMethod
    String run(ObjectId payment);

    /** A refund that another case asks for. */
    @SignalMethod
    void refundDue(DueRefund due);

    /** Makes a refund, by its origin's name. */
    @SignalMethod
    void make(String name);

    /** Ends. */
    @SignalMethod
    void end(String why);

    /** What became of a refund. */
    @QueryMethod
    Outcome became(String name);
  }

  /** Does as it is told. */
  public static final class ObedientCase implements RefundWorkflow {
    private final Map<String, Outcome> refunds = new LinkedHashMap<>();
    private boolean ended;

    @Override
    public String run(ObjectId payment) {
      Workflow.await(() -> ended);
      return "ended";
    }

    @Override
    public void refundDue(DueRefund due) {
      refunds.put(due.origin().name(), Outcome.pending("", "", Duration.ofMinutes(5)));
    }

    @Override
    public void make(String name) {
      refunds.put(name, Outcome.succeeded("re_1", ""));
    }

    @Override
    public void end(String why) {
      ended = true;
    }

    @Override
    public Outcome became(String name) {
      return refunds.getOrDefault(name, Outcome.absent());
    }
  }
}
