package io.caserail.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.CaseActivities;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import io.caserail.port.TaskQueues;
import io.caserail.quarantine.QuarantineDecision.Kind;
import io.caserail.quarantine.QuarantineView.Line;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves Temporal's clock. */
final class QuarantineWorkflowTest {
  private static final String ID = "quarantine-acme-zendesk-e1";
  private static final String CASE = "refund-acme-pi_3QabcDEF";

  private final Gateway gateway = new Gateway();
  private final Worker worker = new Worker();
  private TestWorkflowEnvironment temporal;
  private CaseClient cases;

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
    SearchKeys.types().forEach((name, type) -> temporal.registerSearchAttribute(name, type));
    var cases = temporal.newWorker(TaskQueues.CASES);
    cases.registerWorkflowImplementationTypes(QuarantineWorkflowImpl.class);
    cases.registerActivitiesImplementations(worker);
    this.cases = new CaseClient(temporal.getWorkflowClient(), "acme");
  }

  @AfterEach
  void stop() {
    cases.close();
    temporal.close();
  }

  @Test
  void what_nobody_decides_escalates_and_waits_on() {
    open();

    temporal.sleep(Duration.ofDays(3).plusMinutes(1));

    QuarantineView once = cases.quarantined(ID);
    assertThat(once.status()).isEqualTo(QuarantineStatus.ESCALATED);
    assertThat(once.owner()).isEqualTo("the head");
    assertThat(cases.quarantine().list(10))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.status()).isEqualTo("ESCALATED");
              assertThat(entry.owner()).isEqualTo("the head");
              assertThat(entry.clause()).isEqualTo("the kind is missing");
            });
    temporal.sleep(Duration.ofDays(30));
    QuarantineView later = cases.quarantined(ID);
    assertThat(later.status()).isEqualTo(QuarantineStatus.ESCALATED);
    assertThat(later.record()).hasSize(11);
    assertThat(cases.isOpen(ID)).isTrue();
  }

  @Test
  void what_is_released_and_understood_ends_and_names_its_case() {
    open();

    Verdict verdict = decide("d-1", Kind.RELEASE, "omar");

    assertThat(verdict.accepted()).isTrue();
    QuarantineView end = ended();
    assertThat(end.status()).isEqualTo(QuarantineStatus.RELEASED);
    assertThat(end.became()).isEqualTo(CASE);
    assertThat(gateway.read).containsExactly("{}");
    assertThat(worker.words)
        .containsExactly("release omar decided ", "release omar understood " + CASE);
    assertThat(cases.quarantine().list(10)).isEmpty();
  }

  @Test
  void what_is_again_not_understood_stays_with_what_it_breaks_now() {
    gateway.next = Replayed.notUnderstood("the amount is missing", "billing.yaml: events[0]");
    open();

    decide("d-1", Kind.RELEASE, "omar");

    until("again not understood: the amount is missing");
    QuarantineView held = cases.quarantined(ID);
    assertThat(held.status()).isEqualTo(QuarantineStatus.HELD);
    assertThat(held.clause()).isEqualTo("the amount is missing");
    assertThat(held.rule()).isEqualTo("billing.yaml: events[0]");
    assertThat(held.entry().clause()).isEqualTo("the kind is missing");
    gateway.next = Replayed.as(CASE);
    decide("d-2", Kind.RELEASE, "omar");
    assertThat(ended().status()).isEqualTo(QuarantineStatus.RELEASED);
  }

  @Test
  void a_gateway_that_dies_after_it_has_handed_on_is_asked_again_and_nothing_is_lost() {
    gateway.deaths.set(2);
    open();

    decide("d-1", Kind.RELEASE, "omar");

    assertThat(ended().status()).isEqualTo(QuarantineStatus.RELEASED);
    assertThat(gateway.read).hasSize(3);
  }

  @Test
  void a_release_that_no_gateway_gets_done_says_so_and_the_entry_stays() {
    gateway.deaths.set(10_000);
    open();

    decide("d-1", Kind.RELEASE, "omar");
    temporal.sleep(Duration.ofMinutes(61));

    until("not read again: no gateway has done it within an hour");
    assertThat(cases.quarantined(ID).status()).isEqualTo(QuarantineStatus.HELD);
    assertThat(worker.words).contains("release omar not_read ");
    assertThat(decide("d-2", Kind.DISCARD, "omar").accepted()).isTrue();
    assertThat(ended().status()).isEqualTo(QuarantineStatus.DISCARDED);
  }

  @Test
  void only_a_proven_person_with_a_role_that_may_decides() {
    open();

    assertThat(decide("d-1", Kind.DISCARD, "nobody").reason()).isEqualTo("no such name");
    assertThat(decide("d-2", Kind.DISCARD, "lena").reason())
        .isEqualTo("that takes the role approver, finance or operator");

    assertThat(cases.quarantined(ID).status()).isEqualTo(QuarantineStatus.HELD);
    assertThat(cases.quarantined(ID).record())
        .extracting(Line::what)
        .containsExactly(
            "refused to discard: no such name",
            "refused to discard: that takes the role approver, finance or operator");
    assertThat(worker.words).isEmpty();
  }

  @Test
  void of_as_many_as_are_judged_at_once_the_first_is_taken() {
    worker.together = new CountDownLatch(3);
    open();

    List<CompletableFuture<Verdict>> said =
        IntStream.range(0, 3)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> decide("d-" + i, Kind.DISCARD, "omar")))
            .toList();

    List<Verdict> verdicts = said.stream().map(CompletableFuture::join).toList();
    assertThat(verdicts.stream().filter(Verdict::accepted)).hasSize(1);
    assertThat(verdicts).extracting(Verdict::reason).noneMatch(why -> why.startsWith("busy"));
    assertThat(ended().status()).isEqualTo(QuarantineStatus.DISCARDED);
  }

  @Test
  void a_decision_has_a_reason() {
    open();

    assertThatThrownBy(
            () ->
                cases.decideQuarantined(
                    ID, new QuarantineDecision("d-1", Kind.DISCARD, "omar", " ", "")))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("reason is missing");
  }

  @Test
  void what_is_said_of_many_is_signed_for_all_of_them_and_counts_for_no_other() {
    open();
    var one = new QuarantineDecision("d-1", Kind.DISCARD, "omar", "looked", "");
    var of = one.about(List.of("quarantine-acme-zendesk-e0", ID));

    assertThat(of.nonce(ID)).isEqualTo(of.nonce("quarantine-acme-zendesk-e0"));
    assertThat(of.nonce(ID)).isNotEqualTo(one.nonce(ID));
    assertThatThrownBy(
            () -> cases.decideQuarantined(ID, one.about(List.of("quarantine-acme-zendesk-e0"))))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("together does not hold " + ID);
    assertThat(cases.decideQuarantined(ID, of).accepted()).isTrue();
  }

  @Test
  void what_was_decided_once_can_be_decided_no_more() {
    open();
    decide("d-1", Kind.DISCARD, "omar");
    ended();

    assertThatThrownBy(() -> decide("d-2", Kind.RELEASE, "omar"))
        .hasMessageContaining("no open case " + ID);
  }

  private void open() {
    temporal.newWorker(TaskQueues.GATEWAY).registerActivitiesImplementations(gateway);
    temporal.start();
    assertThat(
            cases.quarantine(
                new QuarantineEntry(
                    "zendesk",
                    "e1",
                    "the kind is missing",
                    "{}",
                    "",
                    "now",
                    Instant.ofEpochMilli(temporal.currentTimeMillis()),
                    2,
                    "support",
                    Duration.ofDays(3),
                    "the head")))
        .isTrue();
  }

  private Verdict decide(String id, Kind kind, String actor) {
    return cases.decideQuarantined(ID, new QuarantineDecision(id, kind, actor, "looked", ""));
  }

  private QuarantineView ended() {
    temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(String.class);
    return cases.quarantined(ID);
  }

  private void until(String what) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (cases.quarantined(ID).record().stream().noneMatch(line -> line.what().equals(what))) {
      assertThat(System.nanoTime()).as("time to wait for: " + what).isLessThan(until);
      temporal.sleep(Duration.ofSeconds(1));
    }
  }

  /** Reads again, and dies as often as it is told to after it has handed on. */
  private static final class Gateway implements ReplayActivities {
    final List<String> read = new CopyOnWriteArrayList<>();
    final AtomicInteger deaths = new AtomicInteger();
    volatile Replayed next = Replayed.as(CASE);

    @Override
    public Replayed replay(QuarantineEntry entry) {
      read.add(entry.body());
      if (deaths.getAndDecrement() > 0) {
        throw new IllegalStateException("died");
      }
      return next;
    }
  }

  /** Knows Omar, an operator, and Lena, a requester. */
  private static final class Worker implements CaseActivities, QuarantineActivities {
    volatile CountDownLatch together = new CountDownLatch(0);
    final List<String> words = new CopyOnWriteArrayList<>();

    @Override
    public Proof prove(Assertion assertion) {
      together.countDown();
      try {
        var unused = together.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return switch (assertion.actor()) {
        case "omar" -> Proof.of(List.of(Role.OPERATOR));
        case "lena" -> Proof.of(List.of(Role.REQUESTER));
        default -> Proof.refused("no such name");
      };
    }

    @Override
    public void record(QuarantineWord word) {
      words.add(String.join(" ", word.kind(), word.actor(), word.outcome(), word.became()));
    }

    @Override
    public String handOver(SettlementRequest request) {
      throw new AssertionError("not asked here");
    }

    @Override
    public String forward(ReadTicketRequest request) {
      throw new AssertionError("not asked here");
    }

    @Override
    public int forwardToSettlements(SettlementHint hint) {
      throw new AssertionError("not asked here");
    }

    @Override
    public int sentAgain(SentAgain sent) {
      throw new AssertionError("not asked here");
    }
  }
}
