package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.TemporalInbox;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decision that meets a Temporal which restarts is taken once, or its author is told. */
final class DecisionWhileTemporalIsAwayTest {
  private static final String MIA = "mia@example.com";

  @TempDir Path folder;
  private Stage stage;
  private TemporalGate door;
  private WorkflowServiceStubs stubs;
  private CaseClient people;
  private String payment;
  private long ticket;

  @BeforeEach
  void a_refund_waits_for_its_approval() {
    stage = Stage.toBreak(folder, TemporalServer.inMemory(SearchKeys.types()));
    door = stage.temporal().gate();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(door.target()).build());
    people =
        new CaseClient(
            WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build()),
            "acme");
    stage.closeGateway();
    stage.openGateway(new TemporalInbox(people, stubs));
    payment = stage.payment("180.00", MIA);
    ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "needs_approval");
  }

  @AfterEach
  void close() {
    people.close();
    stubs.shutdownNow();
    door.close();
    stage.close();
  }

  @Test
  void by_command_line_its_author_is_told_and_may_say_it_again() {
    shut();

    assertThatThrownBy(() -> decide("said-1")).isInstanceOf(TemporalUnavailable.class);

    open();
    assertThat(request().status()).isEqualTo(CaseStatus.NEEDS_APPROVAL);
    assertThat(decide("said-1").accepted()).isTrue();
    requireApprovedOnce();
  }

  @Test
  void by_command_line_a_lost_answer_is_the_same_when_it_is_asked_for_again() {
    door.loseAnswer("UpdateWorkflowExecution");

    Verdict verdict = decide("said-1");

    assertThat(verdict.accepted()).isTrue();
    assertThat(isTaken("said-2")).isFalse();
    requireApprovedOnce();
  }

  @Test
  void by_macro_it_is_taken_once_when_temporal_is_back() {
    shut();

    stage.macro("Ana", ticket, "Refund: approve");

    assertThat(stage.ticket(ticket).field("Caserail action")).isEqualTo("crl_do_refund_approve");
    assertThat(stage.state(ticket)).isEqualTo("needs_approval");
    open();
    requireApprovedOnce();
    assertThat(stage.ticket(ticket).field("Caserail action")).isEmpty();
  }

  private void shut() {
    door.shut();
    stage.gate().shut();
  }

  private void open() {
    door.open();
    stage.gate().open();
  }

  private Verdict decide(String id) {
    return decide(id, caseId());
  }

  private Verdict decide(String id, String caseId) {
    return people.decide(
        caseId, new Decision(id, "", DecisionKind.APPROVE, "ana", "because", "", ""));
  }

  /** A case that was approved may be over before the next word about it arrives. */
  private boolean isTaken(String id) {
    try {
      return decide(id).accepted();
    } catch (NoSuchCase e) {
      return false;
    }
  }

  private String caseId() {
    return stage.cases().refundId(new ObjectId(payment));
  }

  private RequestView request() {
    return stage.cases().view(caseId()).requests().get(0);
  }

  private void requireApprovedOnce() {
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "180.00");
    List<Entry> approvals =
        request().record().stream().filter(entry -> entry.what().equals("approve")).toList();
    assertThat(approvals).hasSize(1);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
  }
}
