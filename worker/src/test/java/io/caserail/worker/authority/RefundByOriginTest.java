package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.zendesk.FieldValues;
import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.port.Attempt;
import io.caserail.port.AuditFacts;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.worker.authority.OriginFacts.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lena asks to cancel order ord_1; its payment of 24.90 EUR is to be paid back. Nobody has asked
 * for that refund by a click of its own.
 */
class RefundByOriginTest {
  private static final ObjectId ORDER = new ObjectId("ord_1");
  private static final Claim ASKED = new Claim("audit-500", "7", "");
  private static final Instant AT = Scene.NOW.minus(Duration.ofDays(1));
  private static final RequestKey KEY = new RequestKey("00000000000000c1");
  private static final FieldValues CANCEL = new FieldValues("ord_1", "", "changed_mind", "", "now");

  private final List<Part> parts = new ArrayList<>();
  private Scene scene = new Scene();

  @BeforeEach
  void cancelled() {
    scene = new Scene();
    scene.commands.clear();
    scene.commands.add(cancel("500", CommandKind.SEND, "201", CANCEL));
    scene.values = FieldValues.NOTHING;
    parts.clear();
    parts.add(new Part("order ord_1", "Shop", false, "pi_3Q", euro(2_490)));
    parts.add(new Part("subscription sub_1", "Billing", false, "pi_term", euro(990)));
    scene.origins = origin -> new OriginFacts(origin.object().equals(ORDER) ? parts : List.of());
    scene.order = order(euro(2_490), ASKED, List.of(), origin(CaseKind.CANCELLATION, ORDER));
  }

  @Test
  void money_of_a_cancelled_order_may_go_back_without_a_click_of_its_own() {
    assertThat(scene.clear()).isNull();
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery(
            "another object than was asked for",
            t -> t.orders(euro(2_490), ASKED, origin(CaseKind.CANCELLATION, new ObjectId("ord_2"))),
            "origin_other_object"),
        forgery(
            "a payment that was not made for it",
            t -> t.parts.set(0, new Part("order ord_1", "Shop", false, "pi_other", euro(2_490))),
            "origin_other_payment"),
        forgery("an object that is not there", t -> t.parts.clear(), "origin_other_payment"),
        forgery(
            "more than was paid for it",
            t -> t.orders(euro(2_491), ASKED, origin(CaseKind.CANCELLATION, ORDER)),
            "origin_too_much"),
        forgery(
            "another currency",
            t -> t.parts.set(0, new Part("order ord_1", "Shop", false, "pi_3Q", usd(9_990))),
            "origin_too_much"),
        forgery(
            "an order that is still open",
            t -> t.parts.set(0, new Part("order ord_1", "Shop", true, "pi_3Q", euro(2_490))),
            "origin_stands"),
        forgery("an audit that is not there", t -> t.scene.commands.clear(), "origin_not_proven"),
        forgery(
            "an audit by somebody else",
            t ->
                t.orders(
                    euro(2_490),
                    new Claim("audit-500", "666", ""),
                    origin(CaseKind.CANCELLATION, ORDER)),
            "origin_not_proven"),
        forgery(
            "an audit that does not count, with another kind's macro",
            t -> t.scene.commands.set(0, cancel("500", CommandKind.SEND, "101", CANCEL)),
            "origin_not_proven"),
        forgery(
            "a word by command line",
            t ->
                t.orders(
                    euro(2_490),
                    new Claim("cli-1", "dana", "trust me"),
                    origin(CaseKind.CANCELLATION, ORDER)),
            "origin_not_proven"),
        forgery(
            "a reason that asks nobody",
            t ->
                t.scene.order =
                    order(
                        euro(2_490),
                        "damaged",
                        ASKED,
                        List.of(),
                        origin(CaseKind.CANCELLATION, ORDER)),
            "origin_not_proven"),
        forgery(
            "an approval of the cancellation",
            t -> t.scene.commands.set(0, cancel("500", CommandKind.APPROVE, "203", CANCEL)),
            "origin_no_request"),
        forgery(
            "a request for a refund",
            t ->
                t.scene.commands.set(
                    0,
                    t.scene.command(
                        "500",
                        CommandKind.SEND,
                        "7",
                        Scene.LENA,
                        "1",
                        AT,
                        "web",
                        new FieldValues("ord_1", "", "", ""))),
            "origin_no_request"),
        forgery(
            "a kind of case of which no money follows",
            t -> t.orders(euro(2_490), ASKED, origin(CaseKind.VERIFICATION, ORDER)),
            "origin_not_set_up"),
        forgery("a worker that can't look", t -> t.scene.origins = null, "origin_not_set_up"),
        forgery(
            "a click that has had its refund of this payment",
            t -> {
              t.scene.captured = euro(20_000);
              t.scene.refunds.add(
                  new PaymentFacts.Refund(
                      "re_1", euro(100), true, "pi_3Q/0123456789abcdef/pay", "audit-500", AT));
            },
            "command_used"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void it_stops(String name, Consumer<RefundByOriginTest> forge, String code) {
    forge.accept(this);

    Outcome stopped = scene.clear();

    assertThat(stopped)
        .isNotNull()
        .satisfies(
            o -> assertThat(o.kind()).isEqualTo(Outcome.Kind.STOPPED),
            o -> assertThat(o.code()).isEqualTo(code),
            o -> assertThat(o.evidence()).isNotBlank());
  }

  @Test
  void each_no_says_what_is_wrong() {
    orders(euro(2_491), ASKED, origin(CaseKind.CANCELLATION, ORDER));
    assertThat(scene.clear())
        .isNotNull()
        .extracting(Outcome::evidence)
        .isEqualTo("24.90 EUR was paid for order ord_1, not 24.91 EUR");
  }

  @Test
  void the_subscriptions_own_payment_is_due_by_the_same_click() {
    parts.set(0, new Part("order ord_1", "Shop", false, "pi_other", euro(2_490)));
    parts.set(1, new Part("subscription sub_1", "Billing", false, "pi_3Q", euro(990)));
    orders(euro(990), ASKED, origin(CaseKind.CANCELLATION, ORDER));

    assertThat(scene.clear()).isNull();
  }

  @Test
  void what_takes_an_approval_takes_one_that_names_payment_and_amount() {
    large();
    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");

    approved(new FieldValues("pi_3Q", "180", "", ""), "8", Scene.ANA);
    assertThat(scene.clear()).isNull();
  }

  @Test
  void an_approval_while_the_fields_held_another_amount_does_not_count() {
    large();
    approved(new FieldValues("pi_3Q", "18", "", ""), "8", Scene.ANA);

    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");
  }

  @Test
  void whoever_asked_for_the_cancellation_does_not_approve_its_refund() {
    large();
    approved(new FieldValues("pi_3Q", "180", "", ""), "8", Scene.LENA);

    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("same_person");
  }

  @Test
  void an_approval_of_the_cancellation_is_none_of_its_refund() {
    large();
    scene.commands.add(
        command(
            "600", CaseKind.CANCELLATION, CommandKind.APPROVE, "203", "8", Scene.ANA, "2", CANCEL));
    approvedBy(new Claim("audit-600", "8", ""));

    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");
  }

  // ---- what is forged, and what is not ----

  private static Arguments forgery(String name, Consumer<RefundByOriginTest> forge, String code) {
    return Arguments.of(name, forge, code);
  }

  private void large() {
    parts.set(0, new Part("order ord_1", "Shop", false, "pi_3Q", euro(18_000)));
    orders(euro(18_000), ASKED, origin(CaseKind.CANCELLATION, ORDER));
  }

  private void approved(FieldValues held, String author, PersonTag person) {
    scene.commands.add(
        command("600", CaseKind.REFUND, CommandKind.APPROVE, "103", author, person, "2", held));
    approvedBy(new Claim("audit-600", author, ""));
  }

  private void approvedBy(Claim approval) {
    scene.order =
        order(euro(18_000), ASKED, List.of(approval), origin(CaseKind.CANCELLATION, ORDER));
  }

  private void orders(Money amount, Claim by, Origin origin) {
    scene.order = order(amount, by, List.of(), origin);
  }

  private static Origin origin(CaseKind kind, ObjectId object) {
    return new Origin(kind, object, OperationId.of(object, KEY, "refund"), 0);
  }

  private static RefundOrder order(Money amount, Claim by, List<Claim> approvals, Origin origin) {
    return order(amount, "cancelled_in_window", by, approvals, origin);
  }

  private static RefundOrder order(
      Money amount, String reason, Claim by, List<Claim> approvals, Origin origin) {
    return new RefundOrder(
        new Attempt(
            OperationId.of(Scene.PAYMENT, KEY, "pay"),
            by.commandId(),
            1,
            Scene.NOW.plus(Duration.ofHours(1)),
            false),
        Scene.PAYMENT,
        amount,
        amount.toString().substring(0, amount.toString().indexOf(' ')),
        reason,
        Scene.TICKET,
        by,
        approvals,
        List.of(),
        origin);
  }

  private static TicketCommand cancel(
      String audit, CommandKind kind, String macro, FieldValues held) {
    return command(audit, CaseKind.CANCELLATION, kind, macro, "7", Scene.LENA, "1", held);
  }

  private static TicketCommand command(
      String audit,
      CaseKind about,
      CommandKind kind,
      String macro,
      String author,
      PersonTag person,
      String group,
      FieldValues held) {
    return new TicketCommand(
        "audit-" + audit,
        new AuditFacts(
            audit, AT, "web", false, false, macro, about, kind, author, true, List.of(group)),
        true,
        "name",
        person,
        0,
        true,
        held);
  }

  private static Money euro(long minor) {
    return new Money(minor, "EUR");
  }

  private static Money usd(long minor) {
    return new Money(minor, "USD");
  }
}
