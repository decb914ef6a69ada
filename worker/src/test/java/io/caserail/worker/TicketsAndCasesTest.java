package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.CancellationWorkflow;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseTraces;
import io.caserail.contract.LifecycleState;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.DueRefund;
import io.caserail.port.Outcome;
import io.caserail.port.SettlementRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketState;
import io.caserail.reconcile.Comparison;
import io.caserail.reconcile.Difference;
import io.caserail.reconcile.Standing;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import io.caserail.record.CaseResult;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.caserail.refund.RefundAsk;
import io.caserail.refund.RefundWorkflow;
import io.caserail.settlement.SettlementResult;
import io.caserail.settlement.SettlementWorkflow;
import io.caserail.worker.contract.ContractFiles;
import io.caserail.worker.policy.PolicyFile;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said and done about refunds whose cases are open, closed, or were ended from outside. */
class TicketsAndCasesTest {
  private static final ObjectId PAYMENT = new ObjectId("pi_1");
  private static final Map<String, String> GROUPS =
      Map.of("requesters", "1", "approvers", "2", "finance", "3");
  private static final String KEY = "0000000000000001";

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final CaseClient cases = new CaseClient(env.getWorkflowClient(), "acme");
  private final List<ShowRequest> notes = new CopyOnWriteArrayList<>();
  private @Nullable TicketState shown = TicketState.PENDING;
  private boolean paidAnotherWay;

  @BeforeEach
  void start() {
    SearchKeys.types().forEach(env::registerSearchAttribute);
    Worker worker = env.newWorker(TaskQueues.CASES);
    worker.registerWorkflowImplementationTypes(Following.class, Serving.class, Cancelling.class);
    env.start();
  }

  @AfterEach
  void stop() {
    cases.close();
    env.close();
  }

  @Test
  void a_pending_refund_whose_settlement_was_ended_from_outside_is_followed_again() {
    cases.handOver(handedOver());
    env.getWorkflowClient().newUntypedWorkflowStub(cases.settlementId("re_1")).terminate("by hand");
    Truth truth = refund(Says.OPEN);

    mend(truth);

    assertThat(cases.isOpen(cases.settlementId("re_1"))).isTrue();
    assertThat(Comparison.of(truth, caretaker().standing(truth))).isEmpty();
  }

  @Test
  void a_failed_refund_that_nobody_asks_about_any_more_is_asked_about_and_not_told_twice() {
    shown = TicketState.FAILED;

    Difference difference = mend(refund(Says.NOT_SO));

    assertThat(difference).isEqualTo(Difference.CASE_MISSING);
    assertThat(cases.isOpen(cases.settlementId("re_1"))).isTrue();
    assertThat(notes).isEmpty();
  }

  @Test
  void a_case_that_serves_another_request_of_the_ticket_follows_no_earlier_refund() {
    serves("0000000000000002");
    shown = TicketState.DONE;

    mend(refund(Says.NOT_SO));

    assertThat(cases.isOpen(cases.settlementId("re_1"))).isTrue();
  }

  @Test
  void the_case_that_serves_the_request_is_told_that_the_truth_has_moved_on() {
    serves(KEY);
    shown = TicketState.WORKING;

    Difference difference = mend(refund(Says.HAPPENED));

    assertThat(difference).isEqualTo(Difference.TRUTH_AHEAD);
    assertThat(cases.view(cases.refundId(PAYMENT)).standing()).isEqualTo("woken");
    assertThat(cases.isOpen(cases.settlementId("re_1"))).isFalse();
  }

  @Test
  void nobody_is_asked_to_pay_again_what_the_ticket_shows_to_be_dealt_with() {
    shown = TicketState.DONE;
    paidAnotherWay = true;

    assertThat(Comparison.of(refund(Says.NOT_SO), caretaker().standing(refund(Says.NOT_SO))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // the step, its state, what was named with it
    "end-billing, BY_HAND, ret_77",
    "stop-billing, DONE, sub_1"
  })
  void an_end_that_the_last_case_has_taken_as_done_is_not_called_foreign(
      String step, StepState state, String reference) {
    cancelled(step, state, reference);

    assertThat(Comparison.of(ended(), caretaker().standing(ended()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"end-billing, UNDONE, sub_1", "access, BY_HAND, ret_77", "goods, DONE, ord_1"})
  void an_end_that_no_case_has_taken_as_done_is_foreign(
      String step, StepState state, String reference) {
    cancelled(step, state, reference);

    assertThat(Comparison.of(ended(), caretaker().standing(ended()))).contains(Difference.FOREIGN);
  }

  @Test
  void what_others_did_is_handed_to_the_owner_whom_the_contract_names() {
    shown = TicketState.DONE;
    serves(KEY);

    assertThat(hand(byHand())).isTrue();

    assertThat(notes).hasSize(1);
    assertThat(notes.get(0).view().note())
        .startsWith("Refund not made by Caserail: 5.00 EUR of pi_1 (re_9), found in Stripe.")
        .anyMatch(line -> line.startsWith("Owner: Finance (finance@example.com). Stripe's word"));
  }

  @Test
  void what_others_did_of_which_no_ticket_is_known_is_told_to_nobody() {
    assertThat(hand(byHand())).isFalse();

    assertThat(notes).isEmpty();
  }

  private boolean hand(Truth truth) {
    Standing standing = caretaker().standing(truth);
    return caretaker()
        .hand(
            truth,
            standing,
            Comparison.of(truth, standing).orElseThrow(),
            ContractFiles.builtIn().of(LifecycleState.BILLING).orElseThrow());
  }

  private static Truth byHand() {
    return new Truth(
        CaseKind.REFUND,
        "re_9",
        PAYMENT,
        "",
        "",
        Says.HAPPENED,
        Instant.EPOCH,
        "5.00 EUR of pi_1",
        "succeeded",
        false);
  }

  private void cancelled(String step, StepState state, String reference) {
    cases.submit(
        CaseKind.CANCELLATION,
        new ObjectId("sub_1"),
        new TicketHint(new TicketId("1"), step + " " + state + " " + reference));
    var unused =
        env.getWorkflowClient()
            .newUntypedWorkflowStub("cancellation-acme-sub_1")
            .getResult(CaseResult.class);
  }

  private static Truth ended() {
    return new Truth(
        CaseKind.CANCELLATION,
        "sub_1",
        new ObjectId("sub_1"),
        "",
        "",
        Says.HAPPENED,
        Instant.EPOCH,
        "subscription sub_1",
        "ended",
        false);
  }

  private void serves(String key) {
    cases.submit(CaseKind.REFUND, PAYMENT, new TicketHint(new TicketId("1"), key));
    var unused = cases.view(cases.refundId(PAYMENT));
  }

  private Difference mend(Truth truth) {
    Standing standing = caretaker().standing(truth);
    Difference difference = Comparison.of(truth, standing).orElseThrow();
    caretaker().mend(truth, standing, difference);
    return difference;
  }

  private TicketsAndCases caretaker() {
    CaseDirectory directory = new CaseDirectory(env.getWorkflowClient());
    return new TicketsAndCases(
        cases,
        directory,
        new CaseTraces(env.getWorkflowClient(), "acme"),
        (ticket, request) -> shown,
        (ticket, request) -> paidAnotherWay,
        notes::add,
        new ForeignNotes(directory, ContractFiles.builtIn(), notes::add, "acme"));
  }

  private static SettlementRequest handedOver() {
    return new SettlementRequest(
        "re_1",
        PAYMENT,
        new Money(2490, "EUR"),
        new TicketId("1"),
        new RequestKey(KEY),
        12,
        PolicyFile.builtIn(GROUPS).refunds(),
        false);
  }

  private static Truth refund(Says says) {
    return new Truth(
        CaseKind.REFUND,
        "re_1",
        PAYMENT,
        KEY,
        "1",
        says,
        Instant.EPOCH,
        "24.90 EUR of pi_1",
        "pending",
        false);
  }

  /** A settlement that waits, and no more. */
  public static final class Following implements SettlementWorkflow {
    @Override
    public SettlementResult run(String refund) {
      Workflow.await(() -> false);
      throw new IllegalStateException("it waits for ever");
    }

    @Override
    public void settle(SettlementRequest request) {}

    @Override
    public void submit(TicketId ticket) {}

    @Override
    public void sentAgain(String refund) {}

    @Override
    public void wake(String eventId) {}

    @Override
    public SettlementResult result() {
      throw new IllegalStateException("nobody asks here");
    }

    @Override
    public Verdict decide(Decision decision) {
      throw new IllegalStateException("nobody decides here");
    }

    @Override
    public void checkDecision(Decision decision) {}

    @Override
    public void decision(Decision decision) {}

    @Override
    public CaseView view() {
      throw new IllegalStateException("nobody looks here");
    }
  }

  /** A case that serves the request which its hint names. */
  public static final class Serving implements RefundWorkflow {
    private final List<RequestView> requests = new ArrayList<>();
    private String heard = "";

    @Override
    public CaseResult run(ObjectId payment) {
      Workflow.await(() -> !requests.isEmpty());
      Workflow.upsertTypedSearchAttributes(
          SearchKeys.TICKET_ID.valueSet(List.of(requests.get(0).ticket())));
      Workflow.await(() -> false);
      throw new IllegalStateException("it waits for ever");
    }

    @Override
    public void submit(TicketHint hint) {
      requests.add(
          new RequestView(
              hint.source(),
              hint.ticket().value(),
              "refund 24.90 EUR of pi_1",
              null,
              "Lena",
              Instant.EPOCH,
              CaseStatus.RUNNING,
              "",
              null,
              List.of(),
              List.of(),
              List.of()));
    }

    @Override
    public void wake(String eventId) {
      heard = "woken";
    }

    @Override
    public CaseView view() {
      return new CaseView(
          CaseKind.REFUND,
          PAYMENT.value(),
          CaseStatus.RUNNING,
          List.of(),
          heard,
          List.of(),
          requests,
          null);
    }

    @Override
    public void refundDue(DueRefund due) {}

    @Override
    public Outcome became(String name) {
      return Outcome.absent();
    }

    @Override
    public Verdict request(RefundAsk ask) {
      throw new IllegalStateException("nobody asks here");
    }

    @Override
    public void checkRequest(RefundAsk ask) {}

    @Override
    public Verdict decide(Decision decision) {
      throw new IllegalStateException("nobody decides here");
    }

    @Override
    public void checkDecision(Decision decision) {}

    @Override
    public void decision(Decision decision) {}
  }

  /** A cancellation that is over, with the one step that its hint names. */
  public static final class Cancelling implements CancellationWorkflow {
    private final List<StepLine> steps = new ArrayList<>();

    @Override
    public CaseResult run(ObjectId object) {
      Workflow.await(() -> !steps.isEmpty());
      return new CaseResult(List.of());
    }

    @Override
    public void submit(TicketHint hint) {
      List<String> words = List.of(hint.source().split(" ", -1));
      steps.add(
          new StepLine(
              words.get(0),
              "",
              StepState.valueOf(words.get(1)),
              "",
              0,
              words.get(2),
              "",
              Instant.EPOCH,
              Instant.EPOCH,
              "Lena"));
    }

    @Override
    public CaseView view() {
      return new CaseView(
          CaseKind.CANCELLATION,
          "sub_1",
          CaseStatus.COMPLETED,
          List.of(),
          "",
          List.of(),
          List.of(
              new RequestView(
                  KEY,
                  "1",
                  "cancel sub_1",
                  null,
                  "Lena",
                  Instant.EPOCH,
                  CaseStatus.COMPLETED,
                  "",
                  null,
                  steps,
                  List.of(),
                  List.of())),
          null);
    }

    @Override
    public void wake(String eventId) {}

    @Override
    public Verdict decide(Decision decision) {
      throw new IllegalStateException("nobody decides here");
    }

    @Override
    public void checkDecision(Decision decision) {}

    @Override
    public void decision(Decision decision) {}
  }
}
