package io.caserail.refund;

import io.caserail.engine.Decision;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.SettlementRequest;
import io.caserail.refund.FakeWorld.Send;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The paths whose histories are kept. A path that waits for something has two: the whole one, and
 * one that was taken while the case waited, from which it can be gone on.
 */
// Lambdas without a state of their own; the checker can't see that.
@SuppressWarnings("ImmutableEnumChecker")
enum Golden {
  HAPPY(CaseStatus.COMPLETED, w -> asks(w, "24.90")),
  JOIN(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "10");
        asks(w, "10.00");
      }),
  /** Asked for by another case, which is not there any more when it ends. */
  DUE(CaseStatus.COMPLETED, w -> {}),
  TWO_TICKETS(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "10");
        w.says(2, CommandKind.SEND, "omar", "11", Role.REQUESTER);
      }),
  APPROVAL(
      CaseStatus.COMPLETED,
      w -> asks(w, "180"),
      CaseStatus.NEEDS_APPROVAL,
      (world, people) -> {
        world.says(1, CommandKind.APPROVE, "ana", "180", Role.APPROVER);
        people.hint(1);
      }),
  IN_DOUBT(
      CaseStatus.COMPLETED,
      w -> {
        asks(w, "24.90");
        w.sends.add(Send.LOST_BEFORE);
      },
      CaseStatus.IN_DOUBT,
      (world, people) -> {
        world.sends.clear();
        world.away = false;
      }),
  BLOCKED(
      CaseStatus.COMPLETED,
      Golden::asksWhileStripeIsAway,
      CaseStatus.WAITING,
      (world, people) -> world.away = false),
  DONE_BY_HAND(
      CaseStatus.COMPLETED,
      Golden::asksWhileStripeIsAway,
      CaseStatus.WAITING,
      (world, people) -> {
        world.refunds.add(byHand(2490));
        world.byHand(1, "lena", "re_hand", Role.REQUESTER);
        people.hint(1);
      }),
  WITHDRAWN(
      CaseStatus.WITHDRAWN,
      Golden::asksWhileStripeIsAway,
      CaseStatus.WAITING,
      (world, people) ->
          people.decide(new Decision("d-1", "", DecisionKind.WITHDRAW, "lead-1", "", "", ""))),
  SETTLEMENT_FINAL(
      CaseStatus.COMPLETED,
      Golden::accepted,
      CaseStatus.WAITING,
      (world, people) -> world.finalWord = Outcome.succeeded("re_1", "")),
  SETTLEMENT_FAILED(
      CaseStatus.COMPLETED,
      w -> {
        accepted(w);
        w.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
      },
      CaseStatus.BLOCKED,
      (world, people) -> {
        world.refunds.add(byHand(1000));
        world.byHand(1, "fin", "re_hand", Role.FINANCE);
        people.hint(1);
      }),
  SETTLEMENT_SENT_AGAIN(
      CaseStatus.COMPLETED,
      w -> {
        accepted(w);
        w.finalWord = Outcome.rejected("re_1", "failed", "the bank sent it back");
      },
      CaseStatus.BLOCKED,
      (world, people) -> {
        world.refunds.add(ours("re_2", "audit-2"));
        people.sentAgain("re_2");
      });

  /** Whoever speaks to the case while it waits. */
  interface People {
    /** A ticket is worth reading. */
    void hint(int ticket);

    /** Somebody decides over the command line. */
    void decide(Decision decision);

    /** The refund of a failed one's request was sent again. */
    void sentAgain(String refund);
  }

  private static final RequestKey KEY = new RequestKey("00000000000000a1");

  private final CaseStatus ending;
  private final Consumer<FakeWorld> given;
  private final @Nullable CaseStatus wait;
  private final BiConsumer<FakeWorld, People> then;

  Golden(CaseStatus ending, Consumer<FakeWorld> given) {
    this(ending, given, null, (world, people) -> {});
  }

  Golden(
      CaseStatus ending,
      Consumer<FakeWorld> given,
      @Nullable CaseStatus wait,
      BiConsumer<FakeWorld, People> then) {
    this.ending = ending;
    this.given = given;
    this.wait = wait;
    this.then = then;
  }

  /** The paths that wait for something on their way. */
  static List<Golden> waiting() {
    return Arrays.stream(values()).filter(path -> path.wait != null).toList();
  }

  boolean isSettlement() {
    return name().startsWith("SETTLEMENT");
  }

  /** The tickets that speak to the case from the start. */
  List<Integer> tickets() {
    return this == TWO_TICKETS ? List.of(1, 2) : List.of(1);
  }

  /** How the case of this path waits on its way; null when it does not. */
  @Nullable CaseStatus waitsAs() {
    return wait;
  }

  CaseStatus ending() {
    return ending;
  }

  /** A world as the path begins in it. */
  FakeWorld world() {
    FakeWorld world = new FakeWorld();
    given.accept(world);
    return world;
  }

  /** What happens after the wait. */
  void goOn(FakeWorld world, People people) {
    then.accept(world, people);
  }

  /** The whole history. */
  String file() {
    return "histories/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  /** The history up to the wait. */
  String openFile() {
    return file().replace(".json", ".open.json");
  }

  static SettlementRequest handOver() {
    return new SettlementRequest(
        "re_1",
        FakeWorld.PAYMENT,
        new Money(1000, "EUR"),
        new TicketId("1"),
        KEY,
        2,
        FakeWorld.policy(),
        false);
  }

  private static void asks(FakeWorld world, String amount) {
    world.says(1, CommandKind.SEND, "lena", amount, Role.REQUESTER);
  }

  private static void asksWhileStripeIsAway(FakeWorld world) {
    asks(world, "24.90");
    world.away = true;
  }

  /** A refund of ours whose final word is open; its command was used by the refund's case. */
  private static void accepted(FakeWorld world) {
    world.accepts = Outcome.Kind.PENDING;
    world.refunds.add(ours("re_1", "audit-0"));
  }

  private static PaymentFacts.Refund ours(String ref, String command) {
    return new PaymentFacts.Refund(
        ref,
        new Money(1000, "EUR"),
        true,
        OperationId.of(FakeWorld.PAYMENT, KEY, "pay").value(),
        command,
        Instant.EPOCH);
  }

  private static PaymentFacts.Refund byHand(long minor) {
    return new PaymentFacts.Refund("re_hand", new Money(minor, "EUR"), true, "", "", Instant.EPOCH);
  }
}
