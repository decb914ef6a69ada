package io.caserail.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.DecisionTable;
import io.caserail.decision.DecisionTable.Played;
import io.caserail.decision.DecisionTable.Row;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.verification.FakeWorld.Fault;
import io.caserail.verification.FakeWorld.Held;
import io.temporal.client.WorkflowStub;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may say what about a verification in which situation. Until its verdict it can be withdrawn,
 * which closes the session; after that a step can be left out. Who has asked never gives the
 * verdict, be it a yes or a no.
 */
class DecisionTableTest {
  private static final String TABLE =
      """
      the account can't be read     | WAITING        | look-up   | retry, withdraw
      goodwill                      | NEEDS_APPROVAL | approve   | approve by another, refuse, withdraw
      the account is a stranger's   | BLOCKED        | approve   | approve by another, refuse, withdraw
      the provider is away          | WAITING        | open      | retry, done by hand, withdraw
      a session may be open         | IN_DOUBT       | open      | retry, checked found, checked none
      the shop is away              | WAITING        | invite    | retry, done by hand, compensate, withdraw
      the invitation is stopped     | BLOCKED        | invite    | retry, done by hand, compensate, withdraw
      the customer may be invited   | IN_DOUBT       | invite    | retry, checked found, checked none
      the customer is asked         | WAITING        | wait      | retry, withdraw
      people look                   | NEEDS_APPROVAL | review    | approve by another, refuse by another, withdraw
      the shop is away for it       | WAITING        | apply     | retry, done by hand, skip
      the verdict is stopped        | BLOCKED        | apply     | retry, done by hand, skip
      the verdict may be there      | IN_DOUBT       | apply     | retry, checked found, checked none
      the provider does not erase   | WAITING        | erase     | retry, done by hand, skip
      the provider refuses to erase | BLOCKED        | erase     | retry, done by hand, skip
      it is being taken back        | COMPENSATING   |           |
      the provider is away by then  | WAITING        | open-undo | retry, done by hand, skip
      the provider says no by then  | BLOCKED        | open-undo | retry, done by hand, skip
      """;

  static Stream<Row> table() {
    return DecisionTable.rows(TABLE, DecisionTableTest::play);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  @Timeout(300)
  void who_may_say_what_is_as_the_table_says(Row row) {
    assertThat(DecisionTable.differences(row)).isEmpty();
  }

  private static Played play(Row row) {
    Scene scene = new Scene();
    arrange(row.situation(), scene.world);
    String reason = row.situation().equals("goodwill") ? "goodwill" : "new_device";
    scene.world.says(1, CommandKind.SEND, "lena", reason, Role.REQUESTER);
    WorkflowStub stub = scene.submit(1);
    if (row.status() == CaseStatus.COMPENSATING || row.step().endsWith("-undo")) {
      scene.until(
          "invited", () -> Scene.blocks(stub).stream().anyMatch(b -> b.step().equals("wait")));
      assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1").accepted()).isTrue();
    }
    return new Played(scene.env, stub, scene.world.people, scene::close);
  }

  private static void arrange(String situation, FakeWorld world) {
    switch (situation) {
      case "the account can't be read" -> world.accountsAway = true;
      case "the account is a stranger's" -> world.owner = new PersonTag("00000000000000bb");
      case "the provider is away" -> world.faults.put("openSession", Fault.AWAY);
      case "a session may be open" -> world.faults.put("openSession", Fault.LOST_FOR_GOOD);
      case "the shop is away" -> world.faults.put("inviteToVerify", Fault.AWAY);
      case "the invitation is stopped" -> world.faults.put("inviteToVerify", Fault.STOPPED);
      case "the customer may be invited" -> world.faults.put("inviteToVerify", Fault.LOST_FOR_GOOD);
      case "people look" -> world.customer = session -> session.fails("selfie_manipulated");
      case "the shop is away for it" -> succeeds(world, "applyVerdict", Fault.AWAY);
      case "the verdict is stopped" -> succeeds(world, "applyVerdict", Fault.STOPPED);
      case "the verdict may be there" -> succeeds(world, "applyVerdict", Fault.LOST_FOR_GOOD);
      case "the provider does not erase" -> succeeds(world, "redactSession", Fault.AWAY);
      case "the provider refuses to erase" -> succeeds(world, "redactSession", Fault.REJECTED);
      case "it is being taken back", "the provider is away by then" ->
          world.faults.put("closeSession", Fault.AWAY);
      case "the provider says no by then" -> world.faults.put("closeSession", Fault.REJECTED);
      default -> {
        // It comes there by itself.
      }
    }
  }

  private static void succeeds(FakeWorld world, String call, Fault fault) {
    world.customer = Held::succeeds;
    world.faults.put(call, fault);
  }
}
