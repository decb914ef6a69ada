package io.caserail.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.Verdict;
import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.caserail.port.FailureType;
import io.caserail.port.OutageActivities;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutageLook;
import io.caserail.port.OutagePhase;
import io.caserail.port.OutageTicket;
import io.caserail.port.OutageTicketActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The paths of an outage's watch whose histories are kept. */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum GoldenOutage implements GoldenRun {
  /** Begins, is over, begins again within the hour, is over for good. */
  AGAIN(
      (world, stage) -> {
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        world.waiting(0);
        stage.pass(Duration.ofMinutes(2));
        comesTo(stage, OutagePhase.OVER);
        world.waiting(4);
        stage.pass(Duration.ofMinutes(2));
        comesTo(stage, OutagePhase.OPEN);
        world.waiting(0);
        stage.pass(Duration.ofMinutes(70));
        comesTo(stage, OutagePhase.QUIET);
      }),
  /** Its figures are told anew. */
  GROWS(
      (world, stage) -> {
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        world.waiting(41);
        stage.pass(Duration.ofMinutes(16));
        assertThat(stage.view(OutageState.class).told().waiting()).isEqualTo(41);
      }),
  /** A lead holds what waits, and releases it. */
  HELD(
      (world, stage) -> {
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        assertThat(says(stage, "hold").accepted()).isTrue();
        world.held = true;
        stage.pass(Duration.ofMinutes(2));
        assertThat(says(stage, "hold").accepted()).isFalse();
        world.waiting(0);
        stage.pass(Duration.ofMinutes(2));
        assertThat(says(stage, "release").accepted()).isTrue();
        world.held = false;
        stage.pass(Duration.ofMinutes(2));
        comesTo(stage, OutagePhase.OVER);
      }),
  /** The ticket system is away too: a newer text takes the place of one that waits. */
  UNTOLD(
      (world, stage) -> {
        world.zendesk = FailureType.UPSTREAM_AWAY;
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        world.waiting(0);
        stage.pass(Duration.ofMinutes(2));
        world.zendesk = null;
        stage.pass(Duration.ofMinutes(2));
        assertThat(stage.view(OutageState.class).behind()).isFalse();
      }),
  /** The ticket system refuses a text; a newer one is taken. */
  REFUSED(
      (world, stage) -> {
        world.zendesk = FailureType.BAD_ANSWER;
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        world.zendesk = null;
        world.waiting(0);
        stage.pass(Duration.ofMinutes(2));
        assertThat(stage.view(OutageState.class).behind()).isFalse();
      }),
  /** Looks fail at once, until one does not. */
  BLIND(
      (world, stage) -> {
        world.blind = true;
        stage.pass(Duration.ofSeconds(80));
        world.blind = false;
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        comesTo(stage, OutagePhase.OPEN);
      }),
  /** Lasts longer than a run. */
  HANDED_ON(
      (world, stage) -> {
        world.waiting(3);
        stage.passToEnd();
        comesTo(stage, OutagePhase.OPEN);
      }),
  /** Begins with what the run before has not told yet. */
  GOES_ON(
      (world, stage) -> {
        world.waiting(3);
        stage.pass(Duration.ofMinutes(2));
        world.waiting(0);
        stage.pass(Duration.ofMinutes(2));
        comesTo(stage, OutagePhase.OVER);
      });

  private final BiConsumer<World, GoldenStage> story;

  GoldenOutage(BiConsumer<World, GoldenStage> story) {
    this.story = story;
  }

  @Override
  public String prefix() {
    return "outage-";
  }

  @Override
  public Class<?> kind() {
    return OutageWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return OutageWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    World world = new World(stage);
    stage.open(world);
    OutageRequest request = OutageNotesTest.of("Stripe", true);
    OutageState untold =
        this == GOES_ON
            ? OutageState.QUIET.began(world.count(3), stage.now()).telling(stage.now())
            : null;
    stage.begin(
        new OutageRequest(request.system(), request.holdable(), request.rules(), untold, false));
    story.accept(world, stage);
  }

  private static Verdict says(GoldenStage stage, String word) {
    return stage.update(word, Verdict.class, new OutageWord("lena"));
  }

  private static void comesTo(GoldenStage stage, OutagePhase phase) {
    assertThat(stage.view(OutageState.class).phase()).isEqualTo(phase);
  }

  /** What waits, and the ticket. */
  private static final class World implements OutageActivities, OutageTicketActivities {
    private final GoldenStage stage;
    private volatile OutageFacts facts = OutageFacts.NONE;
    private volatile boolean held;
    private volatile boolean blind;
    private volatile @Nullable FailureType zendesk;

    World(GoldenStage stage) {
      this.stage = stage;
    }

    private void waiting(int cases) {
      facts = count(cases);
    }

    private OutageFacts count(int cases) {
      Instant since = cases == 0 ? null : stage.now();
      return new OutageFacts(cases == 0, cases, since, since, List.of(), cases, List.of());
    }

    @Override
    public OutageFacts lookForOutage(OutageLook look) {
      if (blind) {
        throw failure(FailureType.BAD_ANSWER);
      }
      if (!look.isNews(facts, stage.now()) && held == look.held()) {
        throw failure(FailureType.NOT_YET);
      }
      return facts;
    }

    @Override
    public String writeOutage(OutageTicket ticket) {
      FailureType trouble = zendesk;
      if (trouble != null) {
        throw failure(trouble);
      }
      return "9001";
    }

    private static ApplicationFailure failure(FailureType type) {
      return type.heals()
          ? ApplicationFailure.newFailure("not now", type.name())
          : ApplicationFailure.newNonRetryableFailure("not so", type.name());
    }
  }
}
