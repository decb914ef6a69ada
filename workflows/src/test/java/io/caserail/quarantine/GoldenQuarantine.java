package io.caserail.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.Verdict;
import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.CaseActivities;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import io.caserail.quarantine.QuarantineDecision.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** The paths of a quarantine entry whose histories are kept. */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum GoldenQuarantine implements GoldenRun {
  /** Nobody has decided yet. */
  HELD((world, stage) -> stage.pass(Duration.ofDays(1))),
  /** Read again twice: at first it is still not understood. */
  RELEASED(
      (world, stage) -> {
        decide(stage, "d-1", Kind.RELEASE, "lena");
        world.next = Replayed.notUnderstood("the amount is missing", "billing.yaml: events[0]");
        decide(stage, "d-2", Kind.RELEASE, "omar");
        world.next = Replayed.as("refund-acme-pi_1");
        decide(stage, "d-3", Kind.RELEASE, "omar");
        ends(stage, QuarantineStatus.RELEASED);
      }),
  /** Discarded after somebody else was asked as well. */
  ESCALATED(
      (world, stage) -> {
        stage.pass(Duration.ofDays(3).plusMinutes(1));
        assertThat(stage.view(QuarantineView.class).status()).isEqualTo(QuarantineStatus.ESCALATED);
        decide(stage, "d-1", Kind.DISCARD, "omar");
        ends(stage, QuarantineStatus.DISCARDED);
      }),
  /** Released while no gateway was there, and discarded then. */
  NOT_READ(
      (world, stage) -> {
        world.away = true;
        decide(stage, "d-1", Kind.RELEASE, "omar");
        stage.pass(Duration.ofMinutes(70));
        decide(stage, "d-2", Kind.DISCARD, "omar");
        ends(stage, QuarantineStatus.DISCARDED);
      });

  private final BiConsumer<World, GoldenStage> story;

  GoldenQuarantine(BiConsumer<World, GoldenStage> story) {
    this.story = story;
  }

  @Override
  public String prefix() {
    return "quarantine-";
  }

  @Override
  public Class<?> kind() {
    return QuarantineWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return QuarantineWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    World world = new World();
    stage.open(world);
    stage.begin(
        new QuarantineEntry(
            "zendesk",
            "e1",
            "the kind is missing",
            "{}",
            "billing.yaml: events",
            "first",
            stage.now(),
            2,
            "support",
            Duration.ofDays(3),
            "the head"));
    story.accept(world, stage);
  }

  private static void decide(GoldenStage stage, String id, Kind kind, String actor) {
    Verdict verdict =
        stage.update(
            "decide", Verdict.class, new QuarantineDecision(id, kind, actor, "looked", ""));
    assertThat(verdict.accepted()).isEqualTo(actor.equals("omar"));
    stage.pass(Duration.ofMinutes(1));
  }

  private static void ends(GoldenStage stage, QuarantineStatus end) {
    stage.passToEnd();
    assertThat(stage.view(QuarantineView.class).status()).isEqualTo(end);
  }

  /** Its gateway; and a worker that knows Omar, an operator, and Lena, a requester. */
  private static final class World
      implements CaseActivities, QuarantineActivities, ReplayActivities {
    private volatile Replayed next = Replayed.as("");
    private volatile boolean away;

    @Override
    public Proof prove(Assertion assertion) {
      return Proof.of(List.of(assertion.actor().equals("omar") ? Role.OPERATOR : Role.REQUESTER));
    }

    @Override
    public void record(QuarantineWord word) {}

    @Override
    public Replayed replay(QuarantineEntry entry) {
      if (away) {
        throw new IllegalStateException("no gateway");
      }
      return next;
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
