package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.DecisionTable;
import io.caserail.decision.DecisionTable.Played;
import io.caserail.decision.DecisionTable.Row;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.PersonTag;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may say what about a cancellation in which situation. Before its first final step it can be
 * withdrawn, from its first change on also taken back; after that a step can be left out. Where
 * something can't be taken back, people say what becomes of it.
 */
class DecisionTableTest {
  private static final String TABLE =
      """
      the order can't be read      | WAITING        | look-up           | retry, withdraw
      goodwill                     | NEEDS_APPROVAL | approve           | approve by another, refuse, withdraw
      nobody knows whose it is     | BLOCKED        | approve           | approve by another, refuse, withdraw
      the shop is away             | WAITING        | close-order       | retry, done by hand, withdraw
      the shop says no             | BLOCKED        | close-order       | retry, done by hand, withdraw
      the order may be closed      | IN_DOUBT       | close-order       | retry, checked found, checked none
      billing is away              | WAITING        | stop-billing      | retry, done by hand, compensate, withdraw
      its end is stopped           | BLOCKED        | stop-billing      | retry, done by hand, compensate, withdraw
      time to think again          | WAITING        | undo-window       | skip, compensate, withdraw
      the carrier is away          | WAITING        | void-label        | retry, done by hand, skip
      the label is stopped         | BLOCKED        | void-label        | retry, done by hand, skip
      billing does not end         | BLOCKED        | end-billing       | retry, done by hand, skip
      billing may have ended       | IN_DOUBT       | end-billing       | retry, checked found, checked none
      the directory is away        | WAITING        | revoke-access     | retry, done by hand, skip
      access is stopped            | BLOCKED        | revoke-access     | retry, done by hand, skip
      it is being taken back       | COMPENSATING   |                   |
      the shop is away by then     | WAITING        | close-order-undo  | retry, done by hand, skip
      the shop says no by then     | BLOCKED        | close-order-undo  | retry, done by hand, skip
      billing has ended by then    | BLOCKED        | stop-billing-undo | retry, done by hand, skip
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
    CancellationScene scene = CancellationScene.ofOrder();
    arrange(row.situation(), scene.shop);
    if (row.situation().equals("goodwill")) {
      scene.askBecause("goodwill");
    } else {
      scene.ask("now");
    }
    if (row.status() == CaseStatus.COMPENSATING || row.step().endsWith("-undo")) {
      scene.untilAt("undo-window");
      assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    }
    return new Played(scene.env, scene.stub, scene.shop.people, scene::close);
  }

  private static void arrange(String situation, FakeShop shop) {
    switch (situation) {
      case "the order can't be read" -> shop.silent.add("lookUpOrder");
      case "nobody knows whose it is" -> shop.customer = new PersonTag("none");
      case "the shop is away" -> shop.fails("cancelOrder", Fault.AWAY);
      case "the shop says no" -> shop.fails("cancelOrder", Fault.REJECTED);
      case "the order may be closed" -> shop.fails("cancelOrder", Fault.LOST);
      case "billing is away" -> shop.fails("scheduleEndOfBilling", Fault.AWAY);
      case "its end is stopped" -> shop.fails("scheduleEndOfBilling", Fault.STOPPED);
      case "the carrier is away" -> shop.fails("voidLabel", Fault.AWAY);
      case "the label is stopped" -> shop.fails("voidLabel", Fault.STOPPED);
      case "billing does not end" -> shop.fails("endBillingNow", Fault.REJECTED);
      case "billing may have ended" -> shop.fails("endBillingNow", Fault.LOST);
      case "the directory is away" -> shop.fails("revokeAccess", Fault.AWAY);
      case "access is stopped" -> shop.fails("revokeAccess", Fault.STOPPED);
      case "it is being taken back" -> shop.silent.add("reopenOrder");
      case "the shop is away by then" -> shop.fails("reopenOrder", Fault.AWAY);
      case "the shop says no by then" -> shop.fails("reopenOrder", Fault.REJECTED);
      case "billing has ended by then" -> shop.fails("keepBilling", Fault.TOO_LATE);
      default -> {
        // It comes there by itself.
      }
    }
  }
}
