package io.caserail.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.port.FailureType;
import io.caserail.port.OutageActivities;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutageLook;
import io.caserail.port.OutagePhase;
import io.caserail.port.OutageTicket;
import io.caserail.port.OutageTicketActivities;
import io.caserail.port.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage from its first case to its summary, in workflow time. */
class OutageWorkflowTest {
  private static final String ID = "outage-acme-stripe";

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final World world = new World();
  private OutageWorkflow outage;

  @BeforeEach
  void start() {
    SearchKeys.types().forEach(env::registerSearchAttribute);
    Worker cases =
        env.newWorker(
            TaskQueues.CASES,
            WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
    cases.registerWorkflowImplementationTypes(OutageWorkflowImpl.class);
    cases.registerActivitiesImplementations(world);
    env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(world);
    env.start();
    outage =
        env.getWorkflowClient()
            .newWorkflowStub(
                OutageWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CASES)
                    .setWorkflowId(ID)
                    .build());
    var unused =
        io.temporal.client.WorkflowClient.start(outage::run, OutageNotesTest.of("Stripe", true));
    outage = env.getWorkflowClient().newWorkflowStub(OutageWorkflow.class, ID);
  }

  @AfterEach
  void stop() {
    env.close();
  }

  @Test
  void three_waiting_cases_make_one_ticket_which_is_renewed_and_solved() {
    waiting(3);
    pass(Duration.ofMinutes(2));
    assertThat(world.notes).hasSize(1);
    assertThat(world.notes.get(0).note().get(1)).startsWith("Waiting: 3 cases");

    waiting(41);
    pass(Duration.ofMinutes(12));
    assertThat(world.notes).hasSize(1);
    assertThat(outage.view().known().waiting()).isEqualTo(41);

    pass(Duration.ofMinutes(3));
    assertThat(world.notes).hasSize(2);
    assertThat(world.notes.get(1).note().get(1)).startsWith("Waiting: 41 cases");

    pass(Duration.ofMinutes(40));
    assertThat(world.notes).hasSize(2);

    waiting(0);
    pass(Duration.ofMinutes(2));
    assertThat(world.notes).hasSize(3);
    assertThat(world.notes.get(2).solved()).isTrue();
    assertThat(world.notes.get(2).note().get(1)).startsWith("At the worst 41 cases");
    assertThat(world.tickets).hasSize(1);
    assertThat(outage.view().phase()).isEqualTo(OutagePhase.OVER);
  }

  @Test
  void one_waiting_case_is_an_outage_after_five_minutes() {
    waiting(1);

    pass(Duration.ofMinutes(4));
    assertThat(world.notes).isEmpty();

    pass(Duration.ofMinutes(2));
    assertThat(world.notes).hasSize(1);
  }

  @Test
  void while_it_does_not_answer_it_is_not_over() {
    waiting(3);
    pass(Duration.ofMinutes(1));

    world.facts = new OutageFacts(false, 0, null, null, List.of(), 0, List.of());
    pass(Duration.ofMinutes(10));

    assertThat(outage.view().phase()).isEqualTo(OutagePhase.OPEN);
  }

  @Test
  void what_begins_again_within_the_hour_goes_on_in_the_same_ticket_and_later_in_another() {
    waiting(3);
    pass(Duration.ofMinutes(10));
    waiting(0);
    pass(Duration.ofMinutes(50));
    waiting(4);
    pass(Duration.ofMinutes(2));
    assertThat(world.notes).hasSize(3);
    assertThat(world.tickets).hasSize(1);
    assertThat(world.notes.get(2).solved()).isFalse();
    assertThat(world.notes.get(2).note().get(0)).contains("again after it was back at");

    waiting(0);
    pass(Duration.ofMinutes(70));
    assertThat(outage.view().phase()).isEqualTo(OutagePhase.QUIET);
    waiting(3);
    pass(Duration.ofMinutes(2));

    assertThat(world.tickets).hasSize(2);
  }

  @Test
  void a_lead_holds_and_releases_and_the_ticket_says_so() {
    OutageWord lena = new OutageWord("lena");
    Verdict early = outage.hold(lena);
    waiting(3);
    pass(Duration.ofMinutes(1));

    Verdict held = outage.hold(lena);
    Verdict twice = outage.hold(new OutageWord("olga"));
    pass(Duration.ofMinutes(1));
    assertThat(world.notes).hasSize(2);
    assertThat(world.notes.get(1).note().get(3))
        .startsWith("Owner: lena (by command line, unproven), who has held it since");

    waiting(0);
    pass(Duration.ofMinutes(5));
    assertThat(outage.view().phase()).isEqualTo(OutagePhase.OPEN);

    Verdict released = outage.release(lena);
    pass(Duration.ofMinutes(5));
    assertThat(outage.view().phase()).isEqualTo(OutagePhase.OVER);
    assertThat(List.of(early, held, twice, released))
        .extracting(Verdict::accepted)
        .containsExactly(false, true, false, true);
    assertThat(twice.reason()).isEqualTo("it is held already, by lena");
  }

  @Test
  void a_word_of_the_ticket_is_taken_once_however_often_it_is_brought() {
    waiting(3);
    pass(Duration.ofMinutes(1));
    OutageWord hold = new OutageWord("lena", "900");

    Verdict held = outage.hold(hold);
    // The in-memory server forgets a word now and then that comes while the last is being told.
    pass(Duration.ofMinutes(1));
    Verdict released = outage.release(new OutageWord("ben"));
    pass(Duration.ofMinutes(1));
    Verdict again = outage.hold(hold);

    assertThat(List.of(held, released, again)).extracting(Verdict::accepted).containsOnly(true);
    assertThat(again.reason()).isEqualTo("taken before");
    assertThat(outage.view().held()).isFalse();
    assertThat(outage.hold(new OutageWord("lena", "901")).accepted()).isTrue();
    assertThat(outage.view().held()).isTrue();
  }

  @Test
  void with_zendesk_away_the_newest_truth_is_written_once_when_it_is_back() {
    world.zendeskAway = true;
    waiting(3);
    pass(Duration.ofMinutes(20));
    waiting(41);
    pass(Duration.ofMinutes(20));
    waiting(0);
    pass(Duration.ofHours(2));

    world.zendeskAway = false;
    pass(Duration.ofMinutes(10));

    assertThat(world.notes).hasSize(1);
    assertThat(world.notes.get(0).solved()).isTrue();
    assertThat(world.notes.get(0).note().get(1)).startsWith("At the worst 41 cases");
  }

  @Test
  void an_outage_outlives_the_run_and_a_quiet_upstream_leaves_no_events() {
    waiting(3);
    pass(Duration.ofMinutes(1));

    pass(Duration.ofHours(20));

    assertThat(world.tickets).hasSize(1);
    assertThat(world.notes).hasSize(1);
    assertThat(env.getWorkflowClient().fetchHistory(ID).getEvents().size()).isLessThan(30);
    assertThat(outage.view().ticket()).isEqualTo("9001");
  }

  private void waiting(int cases) {
    Instant since = cases == 0 ? null : now();
    world.facts = new OutageFacts(true, cases, since, since, List.of(), cases, List.of());
  }

  private void pass(Duration time) {
    env.sleep(time);
  }

  private Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }

  /** What waits, and the tickets. */
  public final class World implements OutageActivities, OutageTicketActivities {
    private volatile OutageFacts facts = OutageFacts.NONE;
    private volatile boolean zendeskAway;
    private final List<OutageTicket> notes = new CopyOnWriteArrayList<>();
    private final Map<String, String> tickets = new LinkedHashMap<>();

    @Override
    public OutageFacts lookForOutage(OutageLook look) {
      if (!look.isNews(facts, now()) && outage.view().held() == look.held()) {
        throw failure(FailureType.NOT_YET);
      }
      return facts;
    }

    @Override
    public synchronized String writeOutage(OutageTicket ticket) {
      if (zendeskAway) {
        throw failure(FailureType.UPSTREAM_AWAY);
      }
      notes.add(ticket);
      return tickets.computeIfAbsent(
          ticket.outage(), name -> Integer.toString(9001 + tickets.size()));
    }

    private ApplicationFailure failure(FailureType type) {
      return ApplicationFailure.newFailure("not now", type.name());
    }
  }
}
