package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.Failures;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.FactsFieldActivities;
import io.caserail.port.FactsRequest;
import io.caserail.port.FactsShown;
import io.caserail.port.TaskQueues;
import io.caserail.port.Tracked;
import io.caserail.tracking.FactsWorkflow;
import io.caserail.tracking.FactsWorkflowImpl;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ticket's field says of parcels and payments, by Temporal's clock. */
class FollowedStatesTest {
  private static final TicketId TICKET = new TicketId("101");
  private static final TicketId OTHER = new TicketId("102");
  private static final Tracked PARCEL = new Tracked(Tracked.State.SHIPMENT, "shp_1");
  private static final Tracked RISK = new Tracked(Tracked.State.RISK, "pi_1");
  private static final Duration DELAY = Duration.ofMinutes(15);
  private static final String CASE = "cancellation-acme-ord_1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final Field field = new Field();
  private volatile boolean open = true;
  private volatile long longHistory = 2_000;
  private TestWorkflowEnvironment temporal;
  private CaseClient cases;

  /** A field that keeps what was written. */
  private static final class Field implements FactsFieldActivities {
    private final List<FactsShown> written = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile boolean refusing;
    private volatile @Nullable Duration away;
    private volatile CountDownLatch answering = new CountDownLatch(0);

    @Override
    public boolean showFacts(FactsShown shown) {
      if (refusing) {
        throw ApplicationFailure.newNonRetryableFailure("the field is required", "REJECTED");
      }
      Duration pause = away;
      if (pause != null) {
        throw ApplicationFailure.newBuilder()
            .setType("AWAY")
            .setMessage("Zendesk did not answer")
            .setNextRetryDelay(pause)
            .build();
      }
      try {
        answering.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (!closed) {
        written.add(shown);
      }
      return !closed;
    }

    private List<String> lines() {
      return written.isEmpty() ? List.of() : written.get(written.size() - 1).lines();
    }
  }

  @BeforeEach
  void start() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    InstantSource clock = () -> Instant.ofEpochMilli(temporal.currentTimeMillis());
    temporal
        .newWorker(TaskQueues.CASES)
        .registerWorkflowImplementationFactory(
            FactsWorkflow.class, () -> new FactsWorkflowImpl(longHistory));
    temporal.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(field);
    temporal
        .newWorker(PARCEL.state().queue())
        .registerActivitiesImplementations(
            new FactActivitiesImpl("EasyPost", id -> read("EasyPost", id), id -> open, clock));
    temporal
        .newWorker(RISK.state().queue())
        .registerActivitiesImplementations(
            new FactActivitiesImpl("Stripe", id -> read("Stripe", id), id -> open, clock));
    temporal.start();
    cases = new CaseClient(temporal.getWorkflowClient(), "acme");
    states.put("shp_1", "with the carrier");
    states.put("pi_1", "nothing known against it");
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private String read(String system, String id) {
    if (away.contains(id)) {
      throw new Failures(system, FaultDomain.UPSTREAM).away(system + " did not answer", "", null);
    }
    return states.getOrDefault(id, "not there");
  }

  @Test
  void it_is_written_once_and_costs_few_events_while_nothing_changes() {
    track(TICKET, PARCEL, RISK);

    temporal.sleep(Duration.ofHours(23));

    assertThat(field.written).hasSize(1);
    assertThat(field.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(seen("Parcel shp_1", "with the carrier", "EasyPost")),
            line ->
                assertThat(line).matches(seen("Risk pi_1", "nothing known against it", "Stripe")));
    assertThat(events()).isLessThan(40);
    temporal.sleep(Duration.ofDays(2));
    assertThat(field.written).hasSize(1);
    assertThat(events()).isLessThan(80);
  }

  @Test
  void looks_take_nothing_of_the_pace_at_which_money_is_sent() {
    track(TICKET, RISK);

    temporal.sleep(Duration.ofMinutes(2));

    assertThat(history().getEvents())
        .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .extracting(
            event -> event.getActivityTaskScheduledEventAttributes().getTaskQueue().getName())
        .isNotEmpty()
        .doesNotContain(TaskQueues.PAYMENTS);
  }

  @Test
  void a_change_is_found_by_polling_within_the_delay_and_shown_once() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofHours(1));
    states.put("shp_1", "delivered");

    temporal.sleep(DELAY);

    assertThat(field.written).hasSize(2);
    assertThat(field.lines().get(0)).matches(seen("Parcel shp_1", "delivered", "EasyPost"));
  }

  @Test
  void an_event_makes_it_look_at_once_and_a_late_or_doubled_one_changes_nothing() {
    track(TICKET, PARCEL, RISK);
    temporal.sleep(Duration.ofMinutes(2));
    states.put("shp_1", "delivered");

    wake("evt_2");
    until(() -> field.written.size() == 2);
    wake("evt_2");
    wake("evt_1");
    temporal.sleep(Duration.ofHours(2));

    assertThat(field.written).hasSize(2);
    assertThat(field.lines().get(0)).matches(seen("Parcel shp_1", "delivered", "EasyPost"));
  }

  @Test
  void what_can_not_be_looked_at_is_shown_as_not_known_once_the_delay_is_over_and_not_before() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofSeconds(20));
    away.add("shp_1");
    wake("evt_1");

    temporal.sleep(Duration.ofMinutes(14));
    assertThat(field.written).hasSize(1);
    temporal.sleep(Duration.ofMinutes(2));

    assertThat(field.lines().get(0))
        .matches("Parcel shp_1: not known, last seen .* \\(EasyPost did not answer\\)");
    away.clear();
    temporal.sleep(DELAY);
    assertThat(field.lines().get(0)).matches(seen("Parcel shp_1", "with the carrier", "EasyPost"));
    assertThat(field.written).hasSize(3);
  }

  @Test
  void a_hiccup_after_many_hours_of_the_same_does_not_make_it_unknown() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofHours(23).plusMinutes(50));
    away.add("shp_1");
    temporal.sleep(Duration.ofMinutes(7));
    away.clear();
    temporal.sleep(Duration.ofHours(1));

    assertThat(field.written).hasSize(1);
  }

  @Test
  void a_day_of_the_same_does_not_forget_when_it_was_looked_at() {
    track(TICKET, PARCEL);
    // The activity that looks is asked anew at the end of its day; just then nobody answers.
    temporal.sleep(Duration.ofHours(24).minusMinutes(4));
    away.add("shp_1");
    temporal.sleep(Duration.ofMinutes(8));
    away.clear();
    temporal.sleep(Duration.ofHours(1));

    assertThat(field.written).hasSize(1);
  }

  @Test
  void what_was_never_seen_is_not_known_yet() {
    away.add("shp_1");
    track(TICKET, PARCEL, RISK);

    temporal.sleep(Duration.ofMinutes(1));

    assertThat(field.lines().get(0)).isEqualTo("Parcel shp_1: not known yet");
    assertThat(field.lines().get(1))
        .matches(seen("Risk pi_1", "nothing known against it", "Stripe"));
  }

  @Test
  void when_its_case_is_over_it_says_that_nobody_follows_it_any_more_and_ends() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofMinutes(2));
    states.put("shp_1", "delivered");
    open = false;

    temporal.sleep(DELAY);

    assertThat(field.written).hasSize(2);
    assertThat(field.lines().get(0)).contains("delivered", "; not followed since ");
    untilEnded();
  }

  @Test
  void what_can_not_be_read_when_its_case_ends_is_not_known() {
    track(TICKET, PARCEL, RISK);
    temporal.sleep(Duration.ofMinutes(2));
    away.add("shp_1");
    open = false;

    temporal.sleep(DELAY);

    assertThat(field.lines().get(0))
        .matches("Parcel shp_1: not known, last seen .*; not followed.*");
    assertThat(field.lines().get(1)).contains("nothing known against it", "; not followed since ");
  }

  @Test
  void a_case_that_is_over_in_a_moment_leaves_its_ticket_as_it_is() {
    track(TICKET, PARCEL);
    open = false;

    temporal.sleep(Duration.ofMinutes(1));

    assertThat(field.written).isEmpty();
    untilEnded();
  }

  @Test
  void the_next_ticket_of_the_same_case_is_followed_and_the_one_before_it_no_more() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofMinutes(2));

    track(OTHER, RISK);
    temporal.sleep(Duration.ofMinutes(3));

    assertThat(field.written)
        .extracting(shown -> shown.ticket().value())
        .containsExactly("101", "101", "102");
    assertThat(field.written.get(1).lines().get(0)).contains("; not followed since ");
    assertThat(field.lines().get(0))
        .matches(seen("Risk pi_1", "nothing known against it", "Stripe"));
  }

  @Test
  void what_a_case_learns_to_mind_later_gets_its_own_line() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofMinutes(2));

    track(TICKET, PARCEL, RISK);
    temporal.sleep(Duration.ofMinutes(2));

    assertThat(field.written).hasSize(2);
    assertThat(field.lines()).hasSize(2);
  }

  @Test
  void a_ticket_that_takes_no_update_is_left_alone() {
    field.closed = true;
    track(TICKET, PARCEL);

    temporal.sleep(Duration.ofMinutes(2));

    untilEnded();
  }

  @Test
  void a_run_with_many_events_hands_on_what_it_knows_and_the_next_one_shows_the_same() {
    longHistory = 60;
    track(TICKET, PARCEL, RISK);
    temporal.sleep(Duration.ofHours(1));
    List<String> before = field.lines();
    away.add("pi_1");
    for (int i = 0; !isContinued(); i++) {
      assertThat(i).isLessThan(20);
      wake("evt_" + i);
      temporal.sleep(Duration.ofSeconds(30));
    }

    temporal.sleep(Duration.ofSeconds(30));
    assertThat(field.lines()).hasSize(2).isEqualTo(before);
  }

  @Test
  void a_field_that_is_refused_for_weeks_makes_no_history_long_and_is_written_once_it_is_taken() {
    longHistory = 60;
    field.refusing = true;
    track(TICKET, PARCEL);

    temporal.sleep(Duration.ofDays(10));

    assertThat(events()).isLessThan(600);
    field.refusing = false;
    temporal.sleep(Duration.ofHours(1));
    assertThat(field.lines().get(0)).matches(seen("Parcel shp_1", "with the carrier", "EasyPost"));
  }

  @Test
  void what_one_ticket_does_not_take_for_a_day_keeps_no_other_from_its_own_and_never_gets_it() {
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofSeconds(20));
    // The last try of the day is still under way when the other ticket's turn has come.
    field.away = Duration.ofHours(24).minusMinutes(1);
    track(OTHER, RISK);
    temporal.sleep(Duration.ofHours(23));
    field.away = null;
    field.answering = new CountDownLatch(1);
    temporal.sleep(Duration.ofHours(1).plusSeconds(30));
    field.answering.countDown();

    temporal.sleep(Duration.ofMinutes(10));

    assertThat(field.written)
        .extracting(shown -> shown.ticket().value() + ": " + shown.lines().get(0).split(":")[0])
        .containsExactly("101: Parcel shp_1", "101: Parcel shp_1", "102: Risk pi_1");
    assertThat(field.written.get(1).lines().get(0)).contains("; not followed since ");
  }

  @Test
  void what_was_never_seen_says_so_and_why_once_its_case_is_over() {
    away.add("shp_1");
    track(TICKET, PARCEL);
    temporal.sleep(Duration.ofMinutes(2));
    open = false;

    temporal.sleep(DELAY);

    assertThat(field.lines().get(0))
        .matches(
            "Parcel shp_1: not known yet \\(EasyPost did not answer\\); not followed since .*");
    untilEnded();
  }

  private boolean isContinued() {
    return !history()
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getContinuedExecutionRunId()
        .isEmpty();
  }

  private void track(TicketId ticket, Tracked... parts) {
    cases.track(
        CASE,
        new FactsRequest(
            ticket,
            "UTC",
            List.of(parts).stream().map(part -> new FactsRequest.Part(part, DELAY)).toList()));
  }

  /** As a gateway does; here the case itself is not open, which wakes nobody else. */
  private void wake(String event) {
    assertThat(cases.wake(CaseKind.CANCELLATION, new ObjectId("ord_1"), event)).isFalse();
    stub().signal("wake", event);
  }

  private WorkflowStub stub() {
    return temporal.getWorkflowClient().newUntypedWorkflowStub("facts-" + CASE);
  }

  private WorkflowExecutionHistory history() {
    return temporal.getWorkflowClient().fetchHistory("facts-" + CASE);
  }

  private int events() {
    return history().getEvents().size();
  }

  private void untilEnded() {
    stub().getResult(Void.class);
  }

  private static void until(BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static String seen(String what, String state, String by) {
    return what + ": " + state + ", seen since \\d+ [A-Z][a-z]+ \\d\\d:\\d\\d \\(" + by + "\\)";
  }
}
