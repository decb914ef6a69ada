package io.caserail.verification;

import static io.caserail.verification.Scene.blocks;
import static io.caserail.verification.Scene.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.Block;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.verification.FakeWorld.Fault;
import io.caserail.verification.FakeWorld.Held;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No verification without a way out: of each change that is stopped in a ticket that became another
 * customer's, refused, or not taken, everything but a retry that people are offered ends the case
 * or takes it on.
 */
class WaysOutTest {
  private static final String UNDO = "closeSession-undo";

  static Stream<Arguments> waits() {
    List<Arguments> all = new ArrayList<>();
    for (String change :
        List.of(
            "openSession",
            "inviteToVerify",
            "closeSession",
            UNDO,
            "applyVerdict",
            "redactSession")) {
      for (Fault fault : List.of(Fault.STOPPED, Fault.REJECTED, Fault.AWAY)) {
        boolean isAnEnd = change.equals("openSession") && fault == Fault.REJECTED;
        if (!isAnEnd) {
          all.add(Arguments.of(change, fault));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("waits")
  void each_wait_can_be_left_without_its_system(String change, Fault fault) {
    List<DecisionKind> ways = new ArrayList<>();
    try (Scene scene = new Scene()) {
      ways.addAll(wait(scene, play(scene, change, fault)).offers());
    }
    ways.remove(DecisionKind.RETRY);

    assertThat(ways).isNotEmpty();
    for (DecisionKind way : ways) {
      try (Scene scene = new Scene()) {
        WorkflowStub stub = play(scene, change, fault);
        Block left = wait(scene, stub);
        if (change.equals("applyVerdict")) {
          scene.world.verdict = "verified";
        }

        assertThat(scene.decide(stub, way, "lead-1", left.id()).accepted()).as("%s", way).isTrue();

        scene.until(
            way + " leaves " + left.step(),
            () -> isOver(stub) || blocks(stub).stream().noneMatch(b -> isAt(left, b)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"applyVerdict", "redactSession"})
  void what_is_left_out_is_left_out_while_its_system_stays_away(String change) {
    try (Scene scene = new Scene()) {
      WorkflowStub stub = play(scene, change, Fault.AWAY);
      Block left = wait(scene, stub);
      scene.world.accountsAway = true;
      scene.world.identityAway = true;

      assertThat(scene.decide(stub, DecisionKind.SKIP, "lead-1", left.id()).accepted()).isTrue();

      scene.until("leaves " + left.step(), () -> isOver(stub) || waitsElsewhere(left, stub));
    }
  }

  private static boolean waitsElsewhere(Block left, WorkflowStub stub) {
    return !blocks(stub).isEmpty() && blocks(stub).stream().noneMatch(b -> isAt(left, b));
  }

  private static WorkflowStub play(Scene scene, String change, Fault fault) {
    scene.world.stop = Outcome.stopped("requester_changed", "the ticket became another customer's");
    scene.world.faults.put(change.replace("-undo", ""), fault);
    scene.world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    boolean closes = change.startsWith("closeSession");
    if (!closes) {
      scene.world.customer = Held::succeeds;
    }
    WorkflowStub stub = scene.submit(1);
    if (closes) {
      scene.until("invited", () -> blocks(stub).stream().anyMatch(b -> b.step().equals("wait")));
      if (change.equals(UNDO)) {
        assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1").accepted()).isTrue();
      } else {
        scene.env.sleep(Duration.ofDays(2));
      }
    }
    return stub;
  }

  /** What it waits for now, besides the customer. */
  private static Block wait(Scene scene, WorkflowStub stub) {
    scene.until("waits", () -> blocks(stub).stream().anyMatch(b -> !b.step().equals("wait")));
    return blocks(stub).get(0);
  }

  private static boolean isAt(Block left, Block now) {
    return now.step().equals(left.step());
  }

  private static boolean isOver(WorkflowStub stub) {
    return view(stub).requests().stream().allMatch(r -> r.status().isEnding());
  }
}
