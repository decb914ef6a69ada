package io.caserail.verification;

import io.caserail.golden.GoldenPath;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.verification.FakeWorld.Fault;
import io.caserail.verification.FakeWorld.Held;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The paths of verifications whose histories are kept. */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
public enum GoldenVerification implements GoldenPath<FakeWorld> {
  /** The customer succeeds at once, and what they showed is erased soon. */
  VERIFIED(CaseStatus.COMPLETED, world -> world.customer = Held::succeeds),
  /** A reason for which people are asked first. */
  APPROVAL(
      CaseStatus.COMPLETED,
      world -> world.customer = Held::succeeds,
      "approve",
      (world, people) -> people.decide(DecisionKind.APPROVE)),
  /** The provider is away when the session is to be opened. */
  PROVIDER_AWAY(
      CaseStatus.COMPLETED,
      world -> {
        world.customer = Held::succeeds;
        world.identityAway = true;
      },
      "open",
      (world, people) -> world.identityAway = false),
  /** The customer is waited for, and succeeds. */
  INVITED(
      CaseStatus.COMPLETED, world -> {}, Verification.NOT_FINISHED, GoldenVerification::succeeds),
  /** The customer fails, and then succeeds in the same session. */
  FAILED(
      CaseStatus.COMPLETED,
      world ->
          world.customer =
              session -> {
                if (session.tried.isEmpty()) {
                  session.fails("document_expired");
                }
              },
      Verification.TRY_FAILED,
      GoldenVerification::succeeds),
  /** The customer submits at the last moment, and the provider takes its time. */
  BEING_CHECKED(
      CaseStatus.COMPLETED,
      world -> world.customer = session -> session.state = State.CHECKING,
      Verification.BEING_CHECKED,
      GoldenVerification::succeeds),
  /** The customer lets every link run out. */
  EXPIRED(CaseStatus.EXPIRED, world -> {}),
  /** It is withdrawn while the customer is waited for, which closes the session. */
  WITHDRAWN(
      CaseStatus.WITHDRAWN,
      world -> {},
      Verification.NOT_FINISHED,
      (world, people) -> people.decide(DecisionKind.WITHDRAW)),
  /** It may be fraud, and people say yes; the same, and they say no. */
  REVIEWED_YES(
      CaseStatus.COMPLETED,
      world -> world.customer = session -> session.fails("selfie_manipulated"),
      "review",
      (world, people) -> people.decide(DecisionKind.APPROVE)),
  REVIEWED_NO(
      CaseStatus.COMPLETED,
      world -> world.customer = session -> session.fails("selfie_manipulated"),
      "review",
      (world, people) -> people.decide(DecisionKind.REFUSE)),
  /** The verdict is stopped, and put on the account by hand. */
  BY_HAND_AFTER_NO(
      CaseStatus.COMPLETED, GoldenVerification::isStopped, "apply", GoldenVerification::doneByHand),
  /** The verdict stands, and what the customer showed is not erased yet. */
  ERASING(
      CaseStatus.COMPLETED,
      world -> {
        world.customer = Held::succeeds;
        world.erasure = Duration.ofDays(2);
      },
      Verification.NOT_ERASED,
      (world, people) -> {}),
  /** The same, for so long that the ticket is told. */
  ERASED_LATE(
      CaseStatus.COMPLETED,
      world -> {
        world.customer = Held::succeeds;
        world.erasure = Duration.ofDays(5);
      },
      Verification.NOT_ERASED,
      (world, people) -> {}),
  /** An earlier run was ended from outside, and has left a session open. */
  LEFT_OPEN(
      CaseStatus.COMPLETED,
      world -> {
        var unused = world.left(State.OPEN);
        world.customer = Held::succeeds;
      }),
  /** The same after the verdict, and before anything was erased. */
  VERIFIED_BEFORE(
      CaseStatus.COMPLETED,
      world -> {
        var unused = world.left(State.VERIFIED);
        world.verdict = VerificationRules.VERIFIED;
        world.erasure = Duration.ofDays(2);
      },
      Verification.NOT_ERASED,
      (world, people) -> {});

  private final CaseStatus ending;
  private final Consumer<FakeWorld> given;
  private final String wait;
  private final BiConsumer<FakeWorld, People> then;

  GoldenVerification(CaseStatus ending, Consumer<FakeWorld> given) {
    this(ending, given, "", (world, people) -> {});
  }

  /**
   * A path that waits.
   *
   * @param wait its step, or its code where one step waits for several things
   */
  GoldenVerification(
      CaseStatus ending,
      Consumer<FakeWorld> given,
      String wait,
      BiConsumer<FakeWorld, People> then) {
    this.ending = ending;
    this.given = given;
    this.wait = wait;
    this.then = then;
  }

  private static void isStopped(FakeWorld world) {
    world.customer = Held::succeeds;
    world.faults.put("applyVerdict", Fault.STOPPED);
  }

  private static void doneByHand(FakeWorld world, People people) {
    world.verdict = VerificationRules.VERIFIED;
    people.decide(DecisionKind.DONE_BY_HAND);
  }

  private static void succeeds(FakeWorld world, People people) {
    world.last().succeeds();
    people.wake();
  }

  @Override
  public String prefix() {
    return "verification-";
  }

  @Override
  public Class<?> workflow() {
    return VerificationWorkflowImpl.class;
  }

  @Override
  public FakeWorld world(Supplier<Instant> clock) {
    FakeWorld world = new FakeWorld();
    world.clock = () -> clock.get().toEpochMilli();
    world.says(
        1, CommandKind.SEND, "lena", this == APPROVAL ? "goodwill" : "new_device", Role.REQUESTER);
    given.accept(world);
    return world;
  }

  @Override
  public void begin(WorkflowStub stub) {
    WorkflowExecution unused =
        stub.signalWithStart(
            "submit",
            new Object[] {new TicketHint(new TicketId("1"), "test")},
            new Object[] {FakeWorld.ACCOUNT});
  }

  @Override
  public boolean waits() {
    return !wait.isEmpty();
  }

  @Override
  public boolean isWaiting(CaseView view) {
    return view.requests().stream()
        .map(RequestView::block)
        .anyMatch(b -> b != null && (b.step().equals(wait) || b.code().equals(wait)));
  }

  @Override
  public void goOn(FakeWorld world, People people) {
    then.accept(world, people);
  }

  @Override
  public CaseStatus ending() {
    return ending;
  }
}
