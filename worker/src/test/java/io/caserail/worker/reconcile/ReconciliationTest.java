package io.caserail.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.CaseData;
import io.caserail.contract.Contract;
import io.caserail.contract.LifecycleState;
import io.caserail.reconcile.Difference;
import io.caserail.reconcile.Part;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.ReconcileActivities;
import io.caserail.reconcile.Row;
import io.caserail.reconcile.Standing;
import io.caserail.reconcile.StateProof;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Verdict;
import io.caserail.worker.contract.ContractFiles;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day in which differences are planted: exactly those are found, and each becomes what it may.
 */
class ReconciliationTest {
  private static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");
  private static final Instant NOON = DAY.plus(Duration.ofHours(12));
  private static final Instant NOW = DAY.plus(Duration.ofHours(24));
  private static final Instant JUST_NOW = NOW.minus(Duration.ofMinutes(2));

  private final List<TestActivityEnvironment> processes = new ArrayList<>();

  /** Each sign of life as it is given; the SDK sends one a second. */
  private final List<Object> signs = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    processes.forEach(TestActivityEnvironment::close);
  }

  @ParameterizedTest
  @EnumSource(names = {"BILLING", "CANCELLATION", "VERIFICATION"})
  void what_another_installation_has_made_is_news_only_where_a_case_of_ours_is(
      LifecycleState state) {
    PlantedWorld world = new PlantedWorld(state);
    world.elsewhere("a_with_case", NOON, new Standing(null, true, false, false, false));
    world.elsewhere("b_without", NOON, Standing.NONE);

    StateProof proof = day(world, state);

    assertThat(became(proof)).containsExactly(Map.entry("a_with_case", "FOREIGN HANDED"));
    assertThat(proof.compared()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BILLING", "CANCELLATION", "VERIFICATION"})
  void each_difference_is_found_and_becomes_what_it_may(LifecycleState state) {
    PlantedWorld world = new PlantedWorld(state);
    world.same("a_same", NOON);
    world.ahead("b_ahead", NOON);
    world.behind("c_behind", NOON);
    world.missing("d_missing", NOON);
    world.foreign("e_foreign", NOON);
    world.behind("f_young", JUST_NOW);
    world.behind("g_stays", NOON);
    world.stays("g_stays");

    StateProof proof = day(world, state);

    assertThat(became(proof))
        .containsExactly(
            Map.entry("b_ahead", "TRUTH_AHEAD HEALED"),
            Map.entry("c_behind", "TICKET_BEHIND HEALED"),
            Map.entry("d_missing", "CASE_MISSING HEALED"),
            Map.entry("e_foreign", "FOREIGN HANDED"),
            Map.entry("f_young", "TICKET_BEHIND WAITING"),
            Map.entry("g_stays", "TICKET_BEHIND HANDED"));
    assertThat(proof.compared()).isEqualTo(7);
    assertThat(proof.differed()).isEqualTo(6);
    assertThat(proof.healed()).isEqualTo(3);
    assertThat(proof.waiting()).isEqualTo(1);
    assertThat(proof.handed()).isEqualTo(2);
    Contract contract = ContractFiles.builtIn().of(state).orElseThrow();
    String triage = contract.triage().by().team();
    assertThat(proof.triage()).startsWith(triage);
    assertThat(proof.delay()).isEqualTo(contract.acceptableDelay());
    assertThat(world.notes)
        .containsExactly("e_foreign FOREIGN " + triage, "g_stays TICKET_BEHIND " + triage);
    assertThat(world.told).doesNotContain("f_young", "e_foreign");
  }

  @Test
  void what_is_younger_than_the_delay_is_handed_to_nobody_and_any_worker_may_look_next() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.behind("a_late", NOON);
    world.stays("a_late");
    StateProof proof =
        stub(process(world, LifecycleState.BILLING, NOW)).compare(part(LifecycleState.BILLING));

    assertThatThrownBy(
            () -> stub(process(world, LifecycleState.BILLING, Instant.now())).lookAgain(proof))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            again -> {
              assertThat(again.getType()).isEqualTo("NOT_YET");
              assertThat(again.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
              assertThat(again.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(2));
            });
    assertThat(world.notes).isEmpty();
    Instant later = Instant.now().plus(proof.delay()).plus(Duration.ofMinutes(1));
    StateProof end = stub(process(world, LifecycleState.BILLING, later)).lookAgain(proof);

    assertThat(became(end)).containsExactly(Map.entry("a_late", "TICKET_BEHIND HANDED"));
    assertThat(world.notes).containsExactly("a_late TICKET_BEHIND Finance");
  }

  @Test
  void a_second_run_of_the_same_day_tells_nobody_anything_new() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.ahead("a_ahead", NOON);
    world.foreign("b_foreign", NOON);
    world.behind("c_stays", NOON);
    world.stays("c_stays");
    StateProof first = day(world, LifecycleState.BILLING);
    List<String> notes = List.copyOf(world.notes);

    StateProof second = day(world, LifecycleState.BILLING);

    assertThat(first.healed()).isEqualTo(1);
    assertThat(second.healed()).isZero();
    assertThat(second.handed()).isEqualTo(first.handed());
    assertThat(world.notes).containsExactlyElementsOf(notes);
  }

  @Test
  void what_was_too_young_is_looked_at_the_next_day() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.behind("a_young", JUST_NOW);

    StateProof next =
        run(
            world,
            LifecycleState.BILLING,
            new Part(LifecycleState.BILLING, NOW, NOW.plus(Duration.ofDays(1))),
            NOW.plus(Duration.ofDays(1)));

    assertThat(became(next)).containsExactly(Map.entry("a_young", "TICKET_BEHIND HEALED"));
  }

  @Test
  void
      a_customers_own_cancellation_is_nothing_and_a_refund_by_others_without_a_case_is_told_to_nobody() {
    for (LifecycleState state : List.of(LifecycleState.CANCELLATION, LifecycleState.BILLING)) {
      PlantedWorld world =
          new PlantedWorld(state) {
            @Override
            public Standing standing(Truth truth) {
              return Standing.NONE;
            }
          };
      world.foreign("a_foreign", NOON);

      StateProof proof = day(world, state);

      assertThat(proof.handed()).isZero();
      assertThat(proof.untold()).isEqualTo(state == LifecycleState.BILLING ? 1 : 0);
      assertThat(proof.left()).isEqualTo(proof.untold());
      assertThat(world.notes).isEmpty();
      assertThat(proof.compared()).isEqualTo(state == LifecycleState.BILLING ? 1 : 0);
    }
  }

  @Test
  void whoever_takes_over_goes_on_behind_what_was_compared() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.behind("a_behind", NOON);
    world.same("b_same", NOON);
    world.foreign("c_foreign", NOON);
    world.ahead("d_ahead", NOON);
    world.away.add("c_foreign");
    assertThatThrownBy(
            () ->
                stub(process(world, LifecycleState.BILLING, NOW))
                    .compare(part(LifecycleState.BILLING)))
        .isInstanceOf(ActivityFailure.class);
    assertThat(world.reads).containsExactly("a_behind", "b_same");
    world.away.clear();
    world.reads.clear();
    TestActivityEnvironment next = process(world, LifecycleState.BILLING, NOW);
    next.setHeartbeatDetails(
        new Reconciliation.Progress("b_same", 2, List.of(behind()), List.of(), 1));

    StateProof proof = stub(next).compare(part(LifecycleState.BILLING));

    assertThat(world.reads).containsExactly("c_foreign", "d_ahead");
    assertThat(proof.compared()).isEqualTo(4);
    assertThat(proof.rows())
        .extracting(Row::ref)
        .containsExactly("a_behind", "c_foreign", "d_ahead");
  }

  @Test
  void each_page_of_a_days_list_is_a_sign_of_life_that_keeps_the_place() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    for (int i = 0; i < 40; i++) {
      world.same("a_" + i, NOON);
    }
    TestActivityEnvironment process = process(world, LifecycleState.BILLING, NOW);
    Reconciliation.Progress place =
        new Reconciliation.Progress("b", 40, List.of(behind()), List.of(), 1);
    process.setHeartbeatDetails(place);

    StateProof proof = stub(process).compare(part(LifecycleState.BILLING));

    assertThat(signs).hasSize(1 + 40).containsOnly(place);
    assertThat(world.reads).isEmpty();
    assertThat(proof.compared()).isEqualTo(40);
  }

  @Test
  void the_proof_of_a_day_on_which_all_that_may_differ_does_fits_into_a_payload() {
    List<StateProof> states = new ArrayList<>();
    for (LifecycleState state :
        List.of(LifecycleState.BILLING, LifecycleState.CANCELLATION, LifecycleState.VERIFICATION)) {
      PlantedWorld world = new PlantedWorld(state);
      for (int i = 0; i < 2 * Reconciliation.MOST; i++) {
        world.foreign("re_3QabcdefghijklmnopqrABC%04d".formatted(i), NOON);
      }
      states.add(day(world, state));
    }

    Payload proof =
        CaseData.converter()
            .toPayload(new Proof("acme", LocalDate.EPOCH, DAY, NOW, NOW, "policy", states))
            .orElseThrow();

    assertThat(states).extracting(StateProof::differed).containsOnly(Reconciliation.MOST + 1);
    assertThat(proof.getSerializedSize()).isLessThan(2 << 20);
  }

  @Test
  void an_object_that_cannot_be_read_is_named_and_the_others_are_compared() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.behind("a_behind", NOON);
    world.same("b_broken", NOON);
    world.broken.add("b_broken");
    world.foreign("c_foreign", NOON);

    StateProof proof = day(world, LifecycleState.BILLING);

    assertThat(became(proof))
        .containsExactly(
            Map.entry("a_behind", "TICKET_BEHIND HEALED"),
            Map.entry("c_foreign", "FOREIGN HANDED"));
    assertThat(proof.compared()).isEqualTo(2);
    assertThat(proof.fault()).isEqualTo("1 could not be compared: b_broken (status can't be read)");
  }

  @Test
  void an_object_that_cannot_be_looked_at_again_is_named_and_the_others_are() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.behind("a_behind", NOON);
    world.behind("b_breaks", NOON);
    world.breaksWhenTold.add("b_breaks");
    world.behind("c_behind", NOON);
    ReconcileActivities activities = stub(process(world, LifecycleState.BILLING, NOW));

    StateProof proof = activities.lookAgain(activities.compare(part(LifecycleState.BILLING)));

    assertThat(became(proof))
        .containsExactly(
            Map.entry("a_behind", "TICKET_BEHIND HEALED"),
            Map.entry("b_breaks", "TICKET_BEHIND MENDING"),
            Map.entry("c_behind", "TICKET_BEHIND HEALED"));
    assertThat(proof.fault()).isEqualTo("1 could not be compared: b_breaks (status can't be read)");
  }

  @Test
  void a_system_that_is_away_for_one_object_only_is_not_waited_for_for_ever() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.same("a_away", NOON);
    world.away.add("a_away");
    world.foreign("b_foreign", NOON);

    StateProof proof = afterAllTries(world);

    assertThat(became(proof)).containsExactly(Map.entry("b_foreign", "FOREIGN HANDED"));
    assertThat(proof.fault())
        .isEqualTo("1 could not be compared: a_away (Stripe can't be reached)");
  }

  @Test
  void while_a_system_stays_away_the_other_objects_are_tried_once() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    for (String ref : List.of("a_away", "b_away", "c_away")) {
      world.same(ref, NOON);
      world.away.add(ref);
    }

    StateProof proof = afterAllTries(world);

    assertThat(proof.fault()).startsWith("3 could not be compared: a_away (");
  }

  @Test
  void it_is_not_waited_for_again_with_each_object_that_is_looked_at_again() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.behind("a_away", NOON);
    world.behind("b_away", NOON);
    StateProof proof =
        stub(process(world, LifecycleState.BILLING, NOW)).compare(part(LifecycleState.BILLING));
    world.away.addAll(List.of("a_away", "b_away"));
    TestActivityEnvironment process = process(world, LifecycleState.BILLING, NOW);
    process.setHeartbeatDetails(
        new Reconciliation.Progress("", 0, List.of(), List.of(), Reconciliation.TRIES));

    StateProof end = stub(process).lookAgain(proof);

    assertThat(end.fault()).startsWith("2 could not be compared: a_away (");
  }

  @Test
  void a_fault_of_ours_is_called_so() {
    PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
    world.same("a_ours", NOON);
    world.failing.add("a_ours");

    assertThat(afterAllTries(world).fault())
        .isEqualTo("1 could not be compared: a_ours (our own code failed: IllegalStateException)");
  }

  /** The comparison whose first object was tried as often as any is. */
  private StateProof afterAllTries(PlantedWorld world) {
    TestActivityEnvironment process = process(world, LifecycleState.BILLING, NOW);
    process.setHeartbeatDetails(
        new Reconciliation.Progress("", 0, List.of(), List.of(), Reconciliation.TRIES));
    return stub(process).compare(part(LifecycleState.BILLING));
  }

  @Test
  void a_state_whose_contract_is_not_in_order_or_that_is_not_connected_proves_nothing() {
    StateProof proof =
        run(
            new PlantedWorld(LifecycleState.BILLING),
            LifecycleState.BILLING,
            part(LifecycleState.CANCELLATION),
            NOW);

    assertThat(proof.fault()).isEqualTo("it is not connected here");
    assertThat(proof.compared()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatever_is_planted_is_found_and_nothing_else(long seed) {
    Random random = new Random(seed);
    LifecycleState state =
        List.of(LifecycleState.BILLING, LifecycleState.CANCELLATION, LifecycleState.VERIFICATION)
            .get(random.nextInt(3));
    PlantedWorld world = new PlantedWorld(state);
    Map<String, String> planted = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      plant(world, "obj_%03d".formatted(i), random, planted);
    }

    StateProof proof = day(world, state);

    assertThat(became(proof)).containsExactlyEntriesOf(planted);
    assertThat(proof.compared()).isEqualTo(200);
    assertThat(proof.healed() + proof.waiting() + proof.handed()).isEqualTo(planted.size());
  }

  private static void plant(
      PlantedWorld world, String ref, Random random, Map<String, String> planted) {
    boolean young = random.nextInt(5) == 0;
    boolean stays = random.nextInt(4) == 0;
    Instant at = young ? JUST_NOW : DAY.plus(Duration.ofMinutes(random.nextInt(23 * 60)));
    if (stays) {
      world.stays(ref);
    }
    String mends = young ? "WAITING" : stays ? "HANDED" : "HEALED";
    String people = young ? "WAITING" : "HANDED";
    switch (random.nextInt(8)) {
      case 0 -> {
        world.ahead(ref, at);
        planted.put(ref, Difference.TRUTH_AHEAD + " " + mends);
      }
      case 1 -> {
        world.behind(ref, at);
        planted.put(ref, Difference.TICKET_BEHIND + " " + mends);
      }
      case 2 -> {
        world.missing(ref, at);
        planted.put(ref, Difference.CASE_MISSING + " " + mends);
      }
      case 3 -> {
        world.foreign(ref, at);
        planted.put(ref, Difference.FOREIGN + " " + people);
      }
      case 4 -> {
        world.doubled(ref, at);
        planted.put(ref, Difference.DOUBLED + " " + people);
      }
      default -> world.same(ref, at);
    }
  }

  private static Map<String, String> became(StateProof proof) {
    Map<String, String> became = new TreeMap<>();
    proof.rows().forEach(row -> became.put(row.ref(), row.difference() + " " + row.verdict()));
    return became;
  }

  private static Row behind() {
    return new Row(
        "a_behind",
        "obj_a_behind",
        "42",
        Difference.TICKET_BEHIND,
        Verdict.MENDING,
        "HAPPENED",
        "PENDING",
        "closed",
        NOON);
  }

  private static Part part(LifecycleState state) {
    return new Part(state, DAY, NOW);
  }

  private StateProof day(PlantedWorld world, LifecycleState state) {
    return run(world, state, part(state), NOW);
  }

  /** As the day's workflow does it, whose last look is made when the delay is over. */
  private StateProof run(PlantedWorld world, LifecycleState state, Part part, Instant now) {
    StateProof proof = stub(process(world, state, now)).compare(part);
    Instant later = Instant.now().plus(Duration.ofHours(1));
    StateProof end = proof.mends() ? stub(process(world, state, later)).lookAgain(proof) : proof;
    assertThat(end.rows()).noneMatch(row -> row.verdict() == Verdict.MENDING);
    return end;
  }

  private TestActivityEnvironment process(PlantedWorld world, LifecycleState state, Instant now) {
    TestActivityEnvironment process =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Listening())
                        .build())
                .build());
    List<Proof> recorded = new ArrayList<>();
    process.registerActivitiesImplementations(
        new Reconciliation(
            "acme",
            Map.of(state, world),
            ContractFiles.builtIn(),
            world,
            recorded::add,
            "policy",
            ZoneOffset.UTC,
            Duration.ofMinutes(2),
            () -> now));
    processes.add(process);
    return process;
  }

  private static ReconcileActivities stub(TestActivityEnvironment process) {
    return process.newActivityStub(
        ReconcileActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private final class Listening extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public void init(ActivityExecutionContext context) {
          super.init(
              new ActivityExecutionContextBase(context) {
                @Override
                public <V> void heartbeat(V details) {
                  signs.add(details);
                  super.heartbeat(details);
                }
              });
        }
      };
    }
  }
}
