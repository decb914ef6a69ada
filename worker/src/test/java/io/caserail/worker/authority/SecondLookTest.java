package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.zendesk.FieldValues;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.worker.config.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecondLookTest {
  private static final Money HALF = new Money(9_000, "EUR");

  static Stream<Arguments> reasonsToStop() {
    return Stream.of(
        stop("the ticket is gone", s -> s.found = false, "request_not_proven"),
        stop("no such request in the ticket", s -> s.commands.remove(0), "request_not_proven"),
        stop(
            "the request came by a program",
            s ->
                s.commands.set(
                    0,
                    s.command(
                        "500",
                        CommandKind.SEND,
                        "7",
                        Scene.LENA,
                        "1",
                        Scene.NOW.minusSeconds(3600),
                        "api",
                        s.values)),
            "request_not_proven"),
        stop(
            "the request's author lost the role",
            s ->
                s.commands.set(
                    0, s.command("500", CommandKind.SEND, "7", Scene.LENA, "9", Scene.NOW)),
            "request_not_proven"),
        stop(
            "somebody else asked",
            s -> s.order = request(s, new Claim("audit-500", "666", "")),
            "request_not_proven"),
        stop(
            "what is named as the request is an approval",
            s -> s.order = request(s, new Claim("audit-600", "8", "")),
            "request_not_proven"),
        stop(
            "a cancellation was asked for",
            s -> s.commands.set(0, Scene.aboutACancellation(s.commands.get(0))),
            "request_not_proven"),
        stop(
            "a cancellation was approved",
            s -> s.commands.set(1, Scene.aboutACancellation(s.commands.get(1))),
            "approval_missing"),
        stop(
            "something else was asked for",
            s ->
                s.commands.set(
                    0,
                    s.command(
                        "500",
                        CommandKind.SEND,
                        "7",
                        Scene.LENA,
                        "1",
                        Scene.NOW.minusSeconds(3600),
                        "web",
                        new FieldValues("pi_3Q", "1.80", "not_received", ""))),
            "request_not_proven"),
        stop("the request was withdrawn or refused", s -> s.ended("180.00", 0, 2), "ended"),
        stop("a copy of the request was refused", s -> s.ended("180.00", 3, 1), "ended"),
        stop("by the words of the order it was refused", s -> s.ended("180", 0, 2), "ended"),
        stop(
            "the order writes the withdrawn amount as the field does",
            s -> {
              s.values = new FieldValues("pi_3Q", "24.90", "not_received", "");
              s.commands.clear();
              s.commands.add(s.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
              s.order = Scene.order("24.90", new Money(2_490, "EUR"), Scene.REQUEST, List.of());
              s.ended("24.9", 0, 1);
            },
            "ended"),
        stop(
            "the order names the follow-up of the ticket in which it was withdrawn",
            s -> {
              s.ended("180", 0, 2);
              s.ordersFor(new TicketId("43"));
            },
            "ended"),
        stop(
            "its own refund failed and was given up",
            s -> {
              s.refunds.add(failed(Scene.operation("180", 0), "audit-500", 3500));
              s.ended("180", 0, 2);
            },
            "ended"),
        stop(
            "its own refund failed and was given up, and the order names a copy",
            s -> {
              s.refunds.add(failed(Scene.operation("180", 0), "audit-500", 3500));
              s.ended("180", 0, 2);
              s.ordersAs(Scene.operation("180", 1));
            },
            "ended"),
        stop(
            "it was clicked twice before the refund that failed and was given up",
            s -> {
              s.refunds.add(failed(Scene.operation("180", 0), "audit-400", 60));
              s.ended("180", 0, 2);
              s.ordersAs(Scene.operation("180", 1));
            },
            "ended"),
        stop(
            "the amount was edited",
            s -> s.values = new FieldValues("pi_3Q", "18", "not_received", ""),
            "edited"),
        stop(
            "the payment was edited",
            s -> s.values = new FieldValues("pi_other", "180", "not_received", ""),
            "edited"),
        stop(
            "the reason was edited",
            s -> s.values = new FieldValues("pi_3Q", "180", "damaged", ""),
            "edited"),
        stop(
            "the click has had its refund under another operation id",
            s -> {
              s.captured = new Money(90_000, "EUR");
              s.refunds.add(refund("re_1", HALF, "pi_3Q/0123456789abcdef/pay", "audit-500", 0));
            },
            "command_used"),
        stop("no approval", s -> s.approvals(), "approval_missing"),
        stop("no such approval", s -> s.commands.remove(1), "approval_missing"),
        stop(
            "what is named as the approval asks for a refund",
            s -> s.approvals(new Claim("audit-500", "7", "")),
            "approval_missing"),
        stop(
            "somebody else approved",
            s -> s.approvals(new Claim("audit-600", "666", "")),
            "approval_missing"),
        stop(
            "the approval is older than the request",
            s -> s.commands.add(0, s.commands.remove(1)),
            "approval_missing"),
        stop(
            "the approval was given for another amount",
            s ->
                s.commands.set(
                    1,
                    s.command(
                        "600",
                        CommandKind.APPROVE,
                        "8",
                        Scene.ANA,
                        "2",
                        Scene.NOW.minusSeconds(1800),
                        "web",
                        new FieldValues("pi_3Q", "60", "not_received", ""))),
            "approval_missing"),
        stop(
            "the approver lost the role",
            s ->
                s.commands.set(
                    1, s.command("600", CommandKind.APPROVE, "8", Scene.ANA, "1", Scene.NOW)),
            "approval_missing"),
        stop(
            "an approver stands where finance is needed too",
            s -> {
              s.captured = new Money(60_000, "EUR");
              s.values = new FieldValues("pi_3Q", "600", "not_received", "");
              s.commands.clear();
              s.commands.add(s.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
              s.commands.add(s.command("600", CommandKind.APPROVE, "8", Scene.ANA, "2", Scene.NOW));
              s.order =
                  Scene.order(
                      "600", new Money(60_000, "EUR"), Scene.REQUEST, List.of(Scene.APPROVAL));
            },
            "approval_missing"),
        stop(
            "the approval is older than it holds",
            s ->
                s.commands.set(
                    1,
                    s.command(
                        "600",
                        CommandKind.APPROVE,
                        "8",
                        Scene.ANA,
                        "2",
                        Scene.NOW.minus(Duration.ofDays(3)).minusSeconds(1))),
            "approval_expired"),
        stop(
            "the requester approves with a second account of the same address",
            s -> approvedBy(s, "8", Scene.LENA),
            "same_person"),
        stop(
            "the requester approves",
            s -> {
              s.approvals(new Claim("audit-600", "7", ""));
              approvedBy(s, "7", new PersonTag("none"));
            },
            "same_person"),
        stop("the payer asks", s -> s.payer = Scene.LENA, "own_money"),
        stop("the ticket's customer asks", s -> s.customer = Scene.LENA, "own_money"),
        stop("the payer approves", s -> approvedBy(s, "8", Scene.MIA), "same_person"),
        stop(
            "one approval is named twice",
            s -> s.approvals(Scene.APPROVAL, Scene.APPROVAL),
            "same_person"),
        stop(
            "a part was refunded meanwhile",
            s -> s.refunds.add(refund("re_1", HALF, "", "", 60)),
            "not_refundable"),
        stop(
            "an open dispute that is not refundable",
            s -> s.disputes.add(new PaymentFacts.Dispute("dp_1", HALF, true, false, false)),
            "disputed"),
        stop(
            "the amount is not what was asked for",
            s ->
                s.order =
                    Scene.order(
                        "180", new Money(17_999, "EUR"), Scene.REQUEST, List.of(Scene.APPROVAL)),
            "amount_changed"),
        stop(
            "it is above what we send",
            s -> {
              s.captured = new Money(900_000, "EUR");
              s.values = new FieldValues("pi_3Q", "", "not_received", "");
              s.commands.clear();
              s.commands.add(s.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
              s.order = Scene.order("", new Money(900_000, "EUR"), Scene.REQUEST, List.of());
            },
            "by_hand"),
        stop(
            "a twin was refunded after the approval",
            s -> {
              s.captured = new Money(40_000, "EUR");
              s.refunds.add(refund("re_1", new Money(18_000, "EUR"), "", "", 60));
            },
            "look_alike"),
        stop("a review was opened after the approval", s -> s.risk = reviewed(60), "risk_hold"),
        stop(
            "finance agreed, and knew of no review",
            s -> {
              s.risk = reviewed(60);
              financeAgrees(s, 90);
            },
            "risk_hold"),
        stop(
            "whoever reviewed it has called it fraud",
            s ->
                s.risk =
                    new PaymentFacts.Risk(
                        new PaymentFacts.Review("prv_1", Scene.NOW, "refunded_as_fraud"), null),
            "not_refundable"),
        stop(
            "the card's bank warns, and nobody has agreed",
            s -> {
              s.values = new FieldValues("pi_3Q", "24.90", "not_received", "");
              s.commands.clear();
              s.commands.add(s.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
              s.order = Scene.order("24.9", new Money(2_490, "EUR"), Scene.REQUEST, List.of());
              s.risk = new PaymentFacts.Risk(null, Scene.NOW);
            },
            "approval_missing"),
        stop(
            "a name is no proof",
            s -> s.order = request(s, new Claim("cli-1", "dana", "trust me")),
            "request_not_proven"),
        stop(
            "a name is no approval",
            s -> s.approvals(new Claim("cli-2", "kim", "trust me")),
            "approval_missing"),
        stop(
            "where names are trusted a stranger's is not",
            s -> {
              s.trust = Trust.LOCAL;
              s.order = request(s, new Claim("cli-1", "mallory", ""));
            },
            "request_not_proven"));
  }

  private static Arguments stop(String name, Consumer<Scene> change, String code) {
    return Arguments.of(name, change, code);
  }

  private static io.caserail.port.RefundOrder request(Scene s, Claim request) {
    return Scene.order("180", s.order.amount(), request, s.order.approvals());
  }

  private static void approvedBy(Scene s, String author, PersonTag person) {
    s.commands.set(
        1, s.command("600", CommandKind.APPROVE, author, person, "2", Scene.NOW.minusSeconds(9)));
  }

  private static PaymentFacts.Risk reviewed(int secondsAgo) {
    return new PaymentFacts.Risk(
        new PaymentFacts.Review("prv_1", Scene.NOW.minusSeconds(secondsAgo), ""), null);
  }

  private static void financeAgrees(Scene s, int secondsAgo) {
    s.commands.add(
        s.command(
            "700", CommandKind.APPROVE, "9", Scene.FIN, "3", Scene.NOW.minusSeconds(secondsAgo)));
    s.approvals(Scene.APPROVAL, new Claim("audit-700", "9", ""));
  }

  private static PaymentFacts.Refund refund(
      String ref, Money amount, String operation, String command, int secondsAgo) {
    return new PaymentFacts.Refund(
        ref, amount, true, operation, command, Scene.NOW.minusSeconds(secondsAgo));
  }

  private static PaymentFacts.Refund failed(OperationId operation, String command, int secondsAgo) {
    return new PaymentFacts.Refund(
        "re_0",
        new Money(18_000, "EUR"),
        false,
        operation.value(),
        command,
        Scene.NOW.minusSeconds(secondsAgo));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reasonsToStop")
  void it_stops_when(String name, Consumer<Scene> change, String code) {
    Scene scene = new Scene();
    change.accept(scene);

    Outcome stopped = scene.clear();

    assertThat(stopped)
        .isNotNull()
        .satisfies(
            o -> assertThat(o.kind()).isEqualTo(Outcome.Kind.STOPPED),
            o -> assertThat(o.code()).isEqualTo(code),
            o -> assertThat(o.evidence()).isNotBlank());
  }

  static Stream<Arguments> reasonsToGo() {
    return Stream.of(
        go("it was asked for and approved", s -> {}),
        go(
            "the approval is as old as it may be",
            s ->
                s.commands.set(
                    1,
                    s.command(
                        "600",
                        CommandKind.APPROVE,
                        "8",
                        Scene.ANA,
                        "2",
                        Scene.NOW.minus(Duration.ofDays(3))))),
        go("it was asked for again after it was withdrawn", s -> s.ended("180.00", 0, 0)),
        go(
            "it stands in the place of one that failed and was given up afterwards",
            s -> {
              s.refunds.add(failed(Scene.operation("180", 0), "audit-400", 9000));
              s.ended("180", 0, 2);
              s.ordersAs(Scene.operation("180", 1));
            }),
        go(
            "it was asked for again while the earlier one's ending was on its way",
            s -> {
              Instant again = Scene.NOW.minusSeconds(2400);
              s.commands.add(1, s.command("550", CommandKind.SEND, "7", Scene.LENA, "1", again));
              s.order = request(s, new Claim("audit-550", "7", ""));
              s.ended("180", 0, 1);
            }),
        go("another request of the ticket was refused", s -> s.ended("90.00", 0, 2)),
        go(
            "the amount is written in another way",
            s -> s.values = new FieldValues("pi_3Q", "180,0", "not_received", "")),
        go(
            "nobody is needed for so little, nor named",
            s -> {
              s.values = new FieldValues("pi_3Q", "24.90", "not_received", "");
              s.commands.clear();
              s.commands.add(s.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
              s.order = Scene.order("24.9", new Money(2_490, "EUR"), Scene.REQUEST, List.of());
            }),
        go(
            "approver and finance have agreed",
            s -> {
              s.captured = new Money(60_000, "EUR");
              s.values = new FieldValues("pi_3Q", "600", "not_received", "");
              s.commands.clear();
              s.commands.add(s.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
              s.commands.add(s.command("600", CommandKind.APPROVE, "8", Scene.ANA, "2", Scene.NOW));
              s.commands.add(s.command("700", CommandKind.APPROVE, "9", Scene.FIN, "3", Scene.NOW));
              s.order =
                  Scene.order(
                      "600",
                      new Money(60_000, "EUR"),
                      Scene.REQUEST,
                      List.of(Scene.APPROVAL, new Claim("audit-700", "9", "")));
            }),
        go(
            "finance knew of the review",
            s -> {
              s.risk = reviewed(60);
              financeAgrees(s, 30);
            }),
        go(
            "the review is closed",
            s ->
                s.risk =
                    new PaymentFacts.Risk(
                        new PaymentFacts.Review("prv_1", Scene.NOW, "approved"), null)),
        go(
            "the card's bank warns, and an approver has agreed",
            s -> s.risk = new PaymentFacts.Risk(null, Scene.NOW)),
        go(
            "the click's own refund failed",
            s ->
                s.refunds.add(
                    new PaymentFacts.Refund(
                        "re_1",
                        s.order.amount(),
                        false,
                        s.order.attempt().id().value(),
                        "audit-500",
                        Scene.NOW))),
        go(
            "the twin is older than the approval",
            s -> {
              s.captured = new Money(40_000, "EUR");
              s.refunds.add(refund("re_1", new Money(18_000, "EUR"), "", "", 3000));
            }),
        go(
            "names are trusted, and the policy knows them",
            s -> {
              s.trust = Trust.LOCAL;
              s.order =
                  Scene.order(
                      "180",
                      s.order.amount(),
                      new Claim("cli-1", "dana", ""),
                      List.of(new Claim("cli-2", "kim", "")));
            }));
  }

  private static Arguments go(String name, Consumer<Scene> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reasonsToGo")
  void it_lets_go_when(String name, Consumer<Scene> change) {
    Scene scene = new Scene();
    change.accept(scene);

    assertThat(scene.clear()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"600, true", "2400, false"})
  void a_yes_from_before_the_ticket_became_another_customers_does_not_count_for_that_one(
      int secondsAgo, boolean stops) {
    Scene scene = new Scene();
    scene.customer = new PersonTag("e".repeat(16));
    scene.customerSince = Scene.NOW.minusSeconds(secondsAgo);

    Outcome stopped = scene.clear();

    if (stops) {
      assertThat(stopped).isNotNull().extracting(Outcome::code).isEqualTo("requester_changed");
    } else {
      assertThat(stopped).isNull();
    }
  }

  @Test
  void a_yes_stays_good_when_the_ticket_becomes_that_of_the_payments_customer() {
    Scene scene = new Scene();
    scene.customerSince = Scene.NOW.minusSeconds(600);

    assertThat(scene.clear()).isNull();
  }

  @Test
  void another_ones_payment_takes_an_approval_however_small_it_is() {
    Scene scene = new Scene();
    scene.values = new FieldValues("pi_3Q", "24.90", "not_received", "");
    scene.commands.clear();
    scene.commands.add(scene.command("500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW));
    scene.order = Scene.order("24.9", new Money(2_490, "EUR"), Scene.REQUEST, List.of());
    scene.payer = new PersonTag("e".repeat(16));

    Outcome stopped = scene.clear();

    assertThat(stopped).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");
  }
}
