package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.hints.HintsWorkflowImpl;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.HintActivities;
import io.caserail.port.HintBundle;
import io.caserail.port.HintBundle.Line;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of hints that came in a crowd, on the in-memory server. */
class HintActivitiesImplTest {
  private static final HintBundle BUNDLE =
      new HintBundle(List.of(line("pi_1", "41"), line("pi_2", "42"), Line.open(hint("43"))));

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final CaseClient cases = new CaseClient(env.getWorkflowClient(), "acme");

  @BeforeEach
  void start() {
    SearchKeys.types().forEach(env::registerSearchAttribute);
    env.newWorker(TaskQueues.CASES).registerWorkflowImplementationTypes(HintsWorkflowImpl.class);
    env.newWorker(TaskQueues.HINTS)
        .registerActivitiesImplementations(new HintActivitiesImpl(cases));
    env.start();
  }

  @AfterEach
  void stop() {
    cases.close();
    env.close();
  }

  @Test
  void each_is_brought_to_its_case_and_then_it_is_over() {
    String id = cases.hintLater(BUNDLE);

    var unused = env.getWorkflowClient().newUntypedWorkflowStub(id).getResult(Void.class);

    assertThat(id).startsWith("hints-acme-");
    assertThat(cases.isOpen("refund-acme-pi_1")).isTrue();
    assertThat(cases.isOpen("refund-acme-pi_2")).isTrue();
    assertThat(cases.isOpen(id)).isFalse();
  }

  @Test
  void a_second_attempt_goes_on_after_what_is_there() {
    TestActivityEnvironment second = TestActivityEnvironment.newInstance();
    try {
      second.registerActivitiesImplementations(new HintActivitiesImpl(cases));
      second.setHeartbeatDetails(1);

      int there = second.newActivityStub(HintActivities.class).handOn(BUNDLE);

      assertThat(there).isEqualTo(3);
      assertThat(cases.isOpen("refund-acme-pi_1")).isFalse();
      assertThat(cases.isOpen("refund-acme-pi_2")).isTrue();
    } finally {
      second.close();
    }
  }

  private static Line line(String payment, String ticket) {
    return new Line(CaseKind.REFUND, new ObjectId(payment), hint(ticket));
  }

  private static TicketHint hint(String ticket) {
    return new TicketHint(new TicketId(ticket), "webhook");
  }
}
