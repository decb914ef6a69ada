package io.caserail.verification;

import static io.caserail.verification.Scene.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.port.SessionFacts.State;
import io.caserail.record.CaseResult;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.caserail.verification.FakeWorld.Fault;
import io.caserail.verification.FakeWorld.Held;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every change, and everything that can go wrong with it, while the verification is finished and
 * while it is withdrawn: whatever happens, no change is made twice, none is taken back that did not
 * happen, no session stays behind, and the account shows the verdict that was given or none.
 */
class FaultTableTest {
  /** What is lost for good only people can settle; the table of decisions plays that. */
  private static final List<Fault> FAULTS =
      Stream.of(Fault.values()).filter(fault -> fault != Fault.LOST_FOR_GOOD).toList();

  private static final Map<String, Map<Fault, String>> TABLE = new LinkedHashMap<>();
  private boolean helped;

  /** What becomes of the request, apart from what goes wrong. */
  enum Play {
    /** The customer succeeds. */
    FINISHED,
    /** The customer lets one link run out and succeeds with the next. */
    SECOND_LINK,
    /** It is withdrawn as soon as that is offered, whatever it waits for. */
    WITHDRAWN_EARLY,
    /** It is withdrawn while the customer is waited for. */
    WITHDRAWN,
    /** It is withdrawn after a failed try, when the session holds something. */
    WITHDRAWN_USED
  }

  /** The changes that are made on the way. */
  private static List<String> changes(Play play) {
    return switch (play) {
      case FINISHED -> List.of("openSession", "inviteToVerify", "applyVerdict", "redactSession");
      case SECOND_LINK -> List.of("closeSession");
      case WITHDRAWN_EARLY -> List.of("openSession", "inviteToVerify");
      case WITHDRAWN -> List.of("openSession", "inviteToVerify", "closeSession");
      case WITHDRAWN_USED -> List.of("openSession", "redactSession");
    };
  }

  static Stream<Arguments> everything() {
    List<Arguments> all = new ArrayList<>();
    for (Play play : Play.values()) {
      for (String change : changes(play)) {
        for (Fault fault : FAULTS) {
          all.add(Arguments.of(play, change, fault));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @MethodSource("everything")
  void whatever_fails_nothing_is_done_twice_and_nothing_stays_behind(
      Play play, String change, Fault fault) {
    try (Scene scene = new Scene()) {
      FakeWorld world = scene.world;
      world.faults.put(change, fault);
      world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
      if (play == Play.FINISHED) {
        world.customer = Held::succeeds;
      }
      if (play == Play.SECOND_LINK) {
        world.customer =
            session -> {
              if (world.sessions.size() > 1) {
                session.succeeds();
              }
            };
      }
      WorkflowStub stub = scene.submit(1);
      boolean withdrawn = play.name().startsWith("WITHDRAWN");
      if (withdrawn) {
        untilWithdrawable(scene, stub, play);
        if (!isOver(stub)) {
          assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1").accepted()).isTrue();
        }
      }
      untilEnded(scene, stub);

      CaseResult.End end = end(stub);
      boolean refused = change.equals("openSession") && fault == Fault.REJECTED;
      assertThat(world.faults).as("what was to go wrong did").isEmpty();
      assertThat(end.status())
          .isEqualTo(
              refused
                  ? CaseStatus.REJECTED
                  : withdrawn ? CaseStatus.WITHDRAWN : CaseStatus.COMPLETED);
      invariants(scene, end, Scene.view(stub).requests().get(0).steps());
      TABLE
          .computeIfAbsent(play + " " + change, row -> new LinkedHashMap<>())
          .put(fault, (end.code().isEmpty() ? end.status() : end.code()) + (helped ? " *" : ""));
    }
  }

  private static void invariants(Scene scene, CaseResult.End end, List<StepLine> steps) {
    FakeWorld world = scene.world;
    assertThat(world.sessions)
        .as("closed or erased: %s", world.calls)
        .allMatch(s -> s.state == State.CLOSED || s.state == State.REDACTED || s.isErasing());
    assertThat(world.sessions)
        .as("what the customer showed is erased")
        .allMatch(s -> s.tried.isEmpty() || s.isErasing());
    assertThat(world.sessions).extracting(s -> s.operation).doesNotHaveDuplicates();
    assertThat(world.mailed)
        .as("each invitation is mailed once")
        .hasSameSizeAs(world.invitations.keySet());
    assertThat(world.applied.values()).hasSizeLessThanOrEqualTo(1);
    assertThat(world.verdict).isEqualTo(end.code());
    assertThat(end.code()).isEqualTo(end.status() == CaseStatus.COMPLETED ? "verified" : "");
    assertThat(steps)
        .filteredOn(s -> s.state() == StepState.UNDONE)
        .as("only what happened is taken back: %s", steps)
        .allMatch(s -> world.sessions.stream().anyMatch(held -> held.id.equals(s.reference())));
    assertThat(world.notes().toString()).doesNotContain(FakeWorld.SECRET);
  }

  /** Lets time pass until its withdrawal is due; people help it on its way there. */
  private void untilWithdrawable(Scene scene, WorkflowStub stub, Play play) {
    for (int i = 0; i < 600 && !isOver(stub) && !isWithdrawable(stub, play); i++) {
      scene.env.sleep(Duration.ofSeconds(20));
      if (play != Play.WITHDRAWN_EARLY) {
        help(scene, stub);
      }
    }
    if (play == Play.WITHDRAWN_USED && !isOver(stub)) {
      scene.world.last().fails("document_expired");
      stub.signal("wake", "evt");
      scene.until(
          "the failure is seen",
          () -> Scene.blocks(stub).stream().anyMatch(b -> b.code().equals("try_failed")));
    }
  }

  private static boolean isWithdrawable(WorkflowStub stub, Play play) {
    return Scene.blocks(stub).stream()
        .anyMatch(
            block ->
                play == Play.WITHDRAWN_EARLY
                    ? block.offers().contains(DecisionKind.WITHDRAW)
                    : block.step().equals("wait"));
  }

  /** Lets time pass until it has ended. */
  private void untilEnded(Scene scene, WorkflowStub stub) {
    for (int i = 0; i < 200 && !isOver(stub); i++) {
      scene.env.sleep(Duration.ofHours(1));
      help(scene, stub);
    }
  }

  /** A person says retry where only a person can go on. */
  private void help(Scene scene, WorkflowStub stub) {
    for (Block block : Scene.blocks(stub)) {
      if (block.status() == CaseStatus.BLOCKED && block.offers().contains(DecisionKind.RETRY)) {
        helped |= scene.decide(stub, DecisionKind.RETRY, "lead-1", block.id()).accepted();
      }
    }
  }

  private static boolean isOver(WorkflowStub stub) {
    return Scene.view(stub).requests().stream().anyMatch(r -> r.status().isEnding());
  }

  /** What came of it; with a star where a person had to say retry. */
  @AfterAll
  static void print() {
    StringBuilder table = new StringBuilder(line("", FAULTS.stream().map(Enum::name)));
    TABLE.forEach(
        (row, cells) ->
            table.append(line(row, FAULTS.stream().map(f -> cells.getOrDefault(f, "-")))));
    System.out.print(table);
  }

  private static String line(String row, Stream<String> cells) {
    StringBuilder line = new StringBuilder(String.format("%-32s", row));
    cells.forEach(cell -> line.append(String.format("%-14s", cell)));
    return line.append(System.lineSeparator()).toString();
  }
}
