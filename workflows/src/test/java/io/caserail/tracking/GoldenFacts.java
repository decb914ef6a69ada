package io.caserail.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.caserail.model.TicketId;
import io.caserail.port.FactActivities;
import io.caserail.port.FactSeen;
import io.caserail.port.FactWatch;
import io.caserail.port.FactsFieldActivities;
import io.caserail.port.FactsRequest;
import io.caserail.port.FactsShown;
import io.caserail.port.FailureType;
import io.caserail.port.Tracked;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The paths of what is followed beside a case whose histories are kept. */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum GoldenFacts implements GoldenRun {
  /** A change is found by polling, another one by an event; then its case is over. */
  UP_TO_DATE(
      (world, stage) -> {
        stage.pass(Duration.ofMinutes(2));
        world.state = "on its way";
        stage.pass(Duration.ofMinutes(20));
        world.state = "delivered";
        stage.signal("wake", "evt_1");
        stage.pass(Duration.ofMinutes(2));
        world.over = true;
        stage.passToEnd();
        shows(world, "with the carrier", "on its way", "delivered", "; not followed since");
      }),
  /** Nobody can look for longer than its delay. */
  UNKNOWN(
      (world, stage) -> {
        stage.pass(Duration.ofMinutes(2));
        world.away = true;
        stage.pass(Duration.ofMinutes(30));
        world.away = false;
        stage.pass(Duration.ofMinutes(2));
        shows(world, "with the carrier", "not known", "with the carrier");
      }),
  /** Its case was over before anything was shown. */
  OVER_IN_A_MOMENT(
      (world, stage) -> {
        world.over = true;
        stage.passToEnd();
        shows(world);
      }),
  /** More of the same ticket, and then the case's next ticket. */
  NEXT_TICKET(
      (world, stage) -> {
        stage.pass(Duration.ofMinutes(2));
        stage.signal("track", request("101", Tracked.State.SHIPMENT, Tracked.State.RISK));
        stage.pass(Duration.ofMinutes(2));
        stage.signal("track", request("102", Tracked.State.RISK));
        stage.pass(Duration.ofMinutes(3));
        shows(world, "carrier", "carrier", "; not followed since", "Risk");
      }),
  /** The ticket takes no update any more. */
  CLOSED(
      (world, stage) -> {
        world.closed = true;
        stage.passToEnd();
      }),
  /** The ticket refuses what it is to show, for more than an hour. */
  REFUSED(
      (world, stage) -> {
        world.refusing = true;
        stage.pass(Duration.ofMinutes(70));
        world.refusing = false;
        stage.pass(Duration.ofMinutes(60));
        shows(world, "with the carrier");
      }),
  /** What is to be shown changes while the ticket system is away. */
  UNTOLD(
      (world, stage) -> {
        world.silent = true;
        stage.pass(Duration.ofMinutes(2));
        world.state = "delivered";
        stage.signal("wake", "evt_1");
        stage.pass(Duration.ofMinutes(2));
        world.silent = false;
        stage.pass(Duration.ofMinutes(5));
        shows(world, "delivered");
      }),
  /** A long history is handed on. */
  HANDED_ON(
      (world, stage) -> {
        stage.pass(Duration.ofMinutes(2));
        for (int i = 1; i < 8; i++) {
          stage.signal("wake", "evt_" + i);
          stage.pass(Duration.ofSeconds(30));
        }
        stage.passToEnd();
      }),
  /** Begins with what the run before has seen. */
  GOES_ON(
      (world, stage) -> {
        stage.pass(Duration.ofMinutes(2));
        world.over = true;
        stage.passToEnd();
        shows(world, "with the carrier", "; not followed since");
      });

  private static final String CASE = "cancellation-acme-ord_1";
  private static final Duration DELAY = Duration.ofMinutes(15);

  private final BiConsumer<World, GoldenStage> story;

  GoldenFacts(BiConsumer<World, GoldenStage> story) {
    this.story = story;
  }

  /** One whose runs are soon long. */
  public static final class ShortFacts extends FactsWorkflowImpl {
    public ShortFacts() {
      super(60);
    }
  }

  @Override
  public String prefix() {
    return "facts-";
  }

  @Override
  public Class<?> kind() {
    return FactsWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return this == HANDED_ON ? ShortFacts.class : FactsWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    World world = new World(stage);
    stage.open(world);
    FactsRequest request = request("101", Tracked.State.SHIPMENT);
    if (this == GOES_ON) {
      Fact seen =
          Fact.unseen(request.parts().get(0))
              .hears(new FactSeen(world.state, "EasyPost", stage.now(), false));
      stage.begin(new FactsRun(CASE, request, List.of(seen)));
    } else {
      stage.beginWith("track", request, FactsRun.of(CASE));
    }
    story.accept(world, stage);
  }

  private static FactsRequest request(String ticket, Tracked.State... states) {
    return new FactsRequest(
        new TicketId(ticket),
        "UTC",
        Stream.of(states)
            .map(state -> new FactsRequest.Part(new Tracked(state, "shp_1"), DELAY))
            .toList());
  }

  /** What the ticket was made to say, one after the other. */
  private static void shows(World world, String... parts) {
    assertThat(world.written).hasSize(parts.length);
    for (int i = 0; i < parts.length; i++) {
      assertThat(world.written.get(i)).contains(parts[i]);
    }
  }

  /** A parcel's state, the case that minds it, and the ticket. */
  private static final class World implements FactActivities, FactsFieldActivities {
    private final GoldenStage stage;
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile String state = "with the carrier";
    private volatile boolean over;
    private volatile boolean away;
    private volatile boolean closed;
    private volatile boolean refusing;
    private volatile boolean silent;

    World(GoldenStage stage) {
      this.stage = stage;
    }

    @Override
    public FactSeen awaitFact(FactWatch watch) {
      Instant now = stage.now();
      Instant last = watch.shown() == null ? null : watch.lookedAt();
      if (!away && (over || !state.equals(watch.shown()))) {
        return new FactSeen(state, "EasyPost", now, over);
      }
      if (away && last != null && now.isAfter(last.plus(watch.delay()))) {
        return new FactSeen(null, "EasyPost did not answer", last, over);
      }
      throw ApplicationFailure.newBuilder()
          .setMessage("it is as it was")
          .setType(FailureType.NOT_YET.name())
          .setNextRetryDelay(Duration.ofMinutes(1))
          .build();
    }

    @Override
    public boolean showFacts(FactsShown shown) {
      if (refusing) {
        throw ApplicationFailure.newNonRetryableFailure("the field is required", "REJECTED");
      }
      if (silent) {
        throw ApplicationFailure.newFailure("Zendesk did not answer", "AWAY");
      }
      if (!closed) {
        written.add(String.join(" ", shown.lines()));
      }
      return !closed;
    }
  }
}
