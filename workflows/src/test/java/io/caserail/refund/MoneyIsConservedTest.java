package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.PaymentFacts;
import io.caserail.port.PaymentFacts.Dispute;
import io.caserail.port.PaymentFacts.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A payment lives through random requests, repeats, failures, disputes and work by hand. */
class MoneyIsConservedTest {
  private static final ObjectId PAYMENT = new ObjectId("pi_random");
  private static final PersonTag PERSON = new PersonTag("00000000000000aa");
  private static final int STEPS = 60;

  private final List<Refund> refunds = new ArrayList<>();
  private final List<Dispute> disputes = new ArrayList<>();
  private final List<RefundRequest> sent = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private Random random = new Random(0);
  private long captured;

  static List<Long> seeds() {
    return new Random().longs(100).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happens_no_more_goes_out_than_came_in(long seed) {
    random = new Random(seed);
    captured = 1 + random.nextLong(100_000);
    story.add("captured " + captured);

    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(9)) {
        case 0 -> dispute();
        case 1 -> decideADispute();
        case 2 -> failARefund();
        case 3 -> repeat();
        case 4 -> refundByHand();
        default -> ask();
      }
      assertThat(out()).as("seed %s: %s", seed, story).isLessThanOrEqualTo(captured);
    }
  }

  /** A lead asks, people agree to whatever they are asked. */
  private void ask() {
    send(request("audit-" + story.size(), random.nextInt(4) == 0 ? "" : amount(captured)));
  }

  /** A worker comes back from a crash or a reset and does it all again. */
  private void repeat() {
    if (!sent.isEmpty()) {
      send(sent.get(random.nextInt(sent.size())));
    }
  }

  /** Somebody refunds in the payment system's own screen, which asks nobody but itself. */
  private void refundByHand() {
    long left = captured - out();
    if (left > 0) {
      Money amount = euro(1 + random.nextLong(left));
      refunds.add(new Refund("re_" + refunds.size(), amount, true, "", "", Given.NOW));
      story.add("by hand " + amount);
    }
  }

  private void send(RefundRequest request) {
    Ruling ruling = RefundRules.judge(request, facts(), Given.policy(), Given.NOW);
    story.add("asks " + request.amount() + ": " + ruling);
    if (ruling.kind() != Ruling.Kind.GO) {
      return;
    }
    String operation = PAYMENT + "/" + request.key() + "/pay";
    if (refunds.stream().anyMatch(r -> r.operation().equals(operation) && r.counts())) {
      story.add("found");
      return;
    }
    assertThat(ruling.amount().minor()).as("%s", story).isPositive();
    assertThat(out() + held() + ruling.amount().minor())
        .as("%s", story)
        .isLessThanOrEqualTo(captured);
    sent.add(request);
    refunds.add(
        new Refund(
            "re_" + refunds.size(),
            ruling.amount(),
            true,
            operation,
            request.by().commandId(),
            Given.NOW));
  }

  private void dispute() {
    long amount = 1 + random.nextLong(captured);
    disputes.add(
        new Dispute("dp_" + disputes.size(), euro(amount), true, false, random.nextBoolean()));
    story.add("disputed " + amount);
  }

  private void decideADispute() {
    if (!disputes.isEmpty()) {
      int which = random.nextInt(disputes.size());
      Dispute old = disputes.get(which);
      disputes.set(which, new Dispute(old.ref(), old.amount(), false, random.nextBoolean(), false));
      story.add("decided " + disputes.get(which));
    }
  }

  private void failARefund() {
    if (!refunds.isEmpty()) {
      int which = random.nextInt(refunds.size());
      Refund old = refunds.get(which);
      refunds.set(
          which,
          new Refund(old.ref(), old.amount(), false, old.operation(), old.command(), old.at()));
      story.add("failed " + old.ref());
    }
  }

  private long out() {
    return refunds.stream().filter(Refund::counts).mapToLong(r -> r.amount().minor()).sum();
  }

  private long held() {
    return disputes.stream()
        .filter(d -> d.open() || d.lost())
        .mapToLong(d -> d.amount().minor())
        .sum();
  }

  private PaymentFacts facts() {
    return new PaymentFacts(
        "Stripe", PAYMENT, true, euro(captured), Given.NOW, PERSON, refunds, disputes, 0, euro(0));
  }

  private RefundRequest request(String command, String amount) {
    return new RefundRequest(
        PAYMENT,
        new TicketId("" + (1 + random.nextInt(3))),
        amount,
        "damaged",
        new Claim(command, "lena", ""),
        "Lena",
        new PersonTag("none"),
        PERSON,
        Given.NOW,
        0,
        List.of(),
        false);
  }

  private String amount(long most) {
    String decimal = euro(1 + random.nextLong(most)).toString();
    return RefundRequest.withoutIdleZeros(decimal.substring(0, decimal.indexOf(' ')));
  }

  private static Money euro(long minor) {
    return new Money(minor, "EUR");
  }
}
