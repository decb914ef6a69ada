package io.caserail.activities.stripe;

import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.change.SendCertainty;
import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.port.Attempt;
import io.caserail.port.Authority;
import io.caserail.port.Claim;
import io.caserail.port.FailureType;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundOrigin;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundRef;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refunds through Stripe.
 *
 * <p>Each attempt to send looks first: all refunds of the payment are listed, and one that carries
 * the operation id is the effect, whenever and by whom it was sent. Only when there is none, the
 * time has not run out, nobody else has refunded meanwhile and the authority agrees, the refund is
 * sent, under a key that stays the same until a new generation is asked for. While Stripe wants no
 * sends, who is not in doubt looks only, and its proof is not read again each time.
 *
 * <p>While an earlier send of the operation may have had its effect, every failure is {@link
 * io.caserail.port.FailureType#IN_DOUBT}, and so is a check that stops the send.
 */
public final class StripePayments implements PaymentActivities {
  private static final Logger log = LoggerFactory.getLogger(StripePayments.class);
  private static final Endpoint CREATE_REFUND = Endpoint.write("create_refund");

  private static final Duration BRAKE_AGAIN = Duration.ofMinutes(1);

  /** No refund of ours can be what caused a dispute. */
  private static final Set<String> NOT_OUR_DOING =
      Set.of("charge_disputed", "refund_disputed_payment");

  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("d MMM 'at' HH:mm 'UTC'", Locale.ENGLISH);

  private final StripeClient client;
  private final Authority authority;
  private final StripeSettings settings;
  private final SendRecord record;
  private final Brake brake;
  private final Failures failures;
  private final PaymentReader reader;
  private final LastDay lastDay;
  private final Refusal refusal;
  private final SendFrame frame;

  /**
   * The activities.
   *
   * @param authority asked again right before each send
   * @param clock against which {@link Attempt#sendBefore()} is held
   * @param record hears of each send before it happens
   * @param brake stops every send when too much leaves the account
   */
  public StripePayments(
      StripeClient client,
      Authority authority,
      PersonTags persons,
      InstantSource clock,
      StripeSettings settings,
      SendRecord record,
      Brake brake) {
    this.client = client;
    this.authority = authority;
    this.settings = settings;
    this.record = record;
    this.brake = brake;
    this.failures = client.failures();
    this.reader = new PaymentReader(client, persons, clock, () -> authority.policy().risk());
    this.lastDay = new LastDay(client, settings.account(), clock);
    this.refusal =
        new Refusal(client, CREATE_REFUND, "payment", NOT_OUR_DOING, RefundTexts::refused);
    this.frame = client.frame(clock);
  }

  /** What there is to go by when an answer about a refund is lost. */
  public static LostAnswer lostAnswer() {
    return LostAnswer.keyed(
        "Stripe (refunds)",
        StripeClient.KEY_LIFE,
        "the operation id in the metadata, in the list of all refunds of the payment");
  }

  @Override
  public PaymentFacts lookUpPayment(LookUpRequest request) {
    return reader.facts(
        request.payment(),
        reader.refunds(request.payment()),
        currency ->
            request.requester().isEmpty()
                ? null
                : lastDay.of(request.requester(), request.approvers(), "", currency),
        payer -> lastDay.to(payer, request.payment()));
  }

  @Override
  public Outcome issueRefund(RefundOrder order) {
    return frame.attempt(
        order.attempt(), authority::requireNotPaused, certainty -> findThenSend(order, certainty));
  }

  private Outcome findThenSend(RefundOrder order, SendCertainty certainty) {
    List<StripeRefund> refunds = reader.refunds(order.payment());
    Optional<Outcome> found = find(order, refunds);
    if (found.isPresent()) {
      return found.get();
    }
    frame.requireMayGo(order.attempt());
    if (!certainty.inDoubt()) {
      client.requireTurn(CREATE_REFUND);
    }
    lastDay.sending(order);
    boolean mayHaveLeft = true;
    try {
      Outcome outcome = lookThenSend(order, refunds, certainty);
      // What is refused for good, doubt or not, has left at no time.
      mayHaveLeft =
          outcome.happened() || (certainty.inDoubt() && outcome.kind() != Outcome.Kind.REJECTED);
      return outcome;
    } catch (RuntimeException failure) {
      mayHaveLeft = certainty.inDoubt() || (certainty.hasBegun() && !isClear(failure));
      throw failure;
    } finally {
      if (!mayHaveLeft) {
        lastDay.notSent(order);
      }
    }
  }

  private static boolean isClear(RuntimeException failure) {
    return failure instanceof ApplicationFailure known && !Failures.is(known, FailureType.IN_DOUBT);
  }

  private Outcome lookThenSend(
      RefundOrder order, List<StripeRefund> refunds, SendCertainty certainty) {
    PaymentFacts now =
        reader.facts(
            order.payment(),
            refunds,
            currency -> day(order, currency),
            payer -> lastDay.before(order, payer));
    Outcome stopped = lastLook(order, refunds, now);
    if (stopped != null) {
      return frame.stopped(stopped, certainty);
    }
    lastDay.cleared(order);
    requireNoBrake(order);
    frame.requireMayGo(order.attempt());
    return send(order, certainty);
  }

  /** The effect among the payment's refunds; a failed one counts only under the attempt's key. */
  private Optional<Outcome> find(RefundOrder order, List<StripeRefund> refunds) {
    Attempt attempt = order.attempt();
    List<StripeRefund> happened =
        refunds.stream().filter(r -> r.isOf(attempt) && r.counts()).toList();
    if (happened.size() > 1) {
      throw failures.badAnswer(
          "Stripe holds more than one refund of this operation", refs(happened));
    }
    return happened.stream()
        .findFirst()
        .or(() -> refunds.stream().filter(r -> r.isOfSameKey(attempt)).findFirst())
        .map(r -> adopted(order, r));
  }

  private Outcome adopted(RefundOrder order, StripeRefund refund) {
    if (!refund.amount().equals(order.amount())) {
      throw failures.badAnswer(
          "the refund of this operation is over " + refund.amount() + ", not " + order.amount(),
          refund.id());
    }
    return refund.outcome("found in Stripe by its operation id", settings.pollAfter());
  }

  /** By Stripe's own records and the policy of this process: no history can lift it. */
  private void requireNoBrake(RefundOrder order) {
    String currency = order.amount().currency();
    RefundPolicy.Speed speed = authority.policy().speedIn(currency);
    if (speed == null) {
      return;
    }
    String tooMuch =
        lastDay.tooMuch(
            order.attempt().id().value(),
            Money.whole(speed.account(), currency),
            brake.requireOff());
    if (tooMuch != null) {
      log.warn("the outflow brake trips; currency={}", currency);
      brake.trip(tooMuch);
      throw new Failures("Caserail", FaultDomain.PEOPLE)
          .paused("the outflow brake is on: " + tooMuch, "", BRAKE_AGAIN);
    }
  }

  private PaymentFacts.Day day(RefundOrder order, String currency) {
    return lastDay.of(
        order.request().actor(),
        order.approvals().stream().map(Claim::actor).toList(),
        order.attempt().id().value(),
        currency);
  }

  private @Nullable Outcome lastLook(
      RefundOrder order, List<StripeRefund> refunds, PaymentFacts now) {
    if (!now.found()) {
      throw failures.notFound("the payment does not exist in Stripe", order.payment().value());
    }
    Money captured = now.captured();
    if (!captured.currency().equals(order.amount().currency())) {
      return Outcome.stopped(
          "currency_mismatch",
          "the payment is in "
              + captured.currency()
              + ", the request in "
              + order.amount().currency());
    }
    if (StripeMoney.isTooFine(order.amount())) {
      String currency = order.amount().currency();
      return Outcome.rejected(
          "",
          "bad_amount",
          "the amount is too fine: Stripe takes no more than "
              + StripeMoney.finest(currency)
              + " decimals of "
              + currency);
    }
    for (StripeRefund refund : refunds) {
      boolean ours = !refund.operation().isEmpty() && refund.isOfAccount(settings.account());
      if (!ours && refund.counts() && !order.known().contains(refund.id())) {
        noteStop(order, "foreign_refund");
        return Outcome.stopped(
            "foreign_refund",
            "somebody else refunded " + refund.amount() + " in Stripe: " + refund.id());
      }
    }
    return authority.clear(order, now).stopped();
  }

  private Outcome send(RefundOrder order, SendCertainty certainty) {
    RefundForm form = RefundForm.of(order, settings.account());
    announce(order, form);
    certainty.sending();
    try {
      HttpAnswer answer = client.post(CREATE_REFUND, "refunds", form.key(), form.fields());
      Outcome outcome =
          answer.isSuccess() ? accepted(order, answer) : refusal.judge(answer, certainty.inDoubt());
      if (!outcome.happened()) {
        certainty.clear();
      }
      note(order, form, outcome.kind().name(), outcome.ref(), StripeClient.evidence(answer));
      return outcome;
    } catch (ApplicationFailure failure) {
      var trouble = Failures.troubleOf(failure);
      note(order, form, failure.getType(), "", trouble == null ? "" : trouble.evidence());
      throw failure;
    }
  }

  private Outcome accepted(RefundOrder order, HttpAnswer answer) {
    String evidence = StripeClient.evidence(answer);
    StripeRefund refund;
    try {
      refund = StripeRefund.read(new Doc(answer.json(), "refund", failures));
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt("sent to Stripe, and the answer can't be read", evidence, null);
    }
    boolean fits =
        refund.isOf(order.attempt())
            && refund.amount().equals(order.amount())
            && refund.payment().equals(order.payment().value());
    if (!fits) {
      throw failures.inDoubt(
          "sent to Stripe, and the answer is about something else", evidence, null);
    }
    return refund.outcome("accepted by Stripe", settings.pollAfter());
  }

  private void announce(RefundOrder order, RefundForm form) {
    try {
      record.beforeSend(order, form.key());
    } catch (RuntimeException e) {
      log.error("no record of the send, so nothing is sent; operation={}", order.attempt().id(), e);
      throw new Failures("Caserail", FaultDomain.LOCAL)
          .away("the record of sends can't be written", e.getClass().getSimpleName(), null);
    }
  }

  private void noteStop(RefundOrder order, String code) {
    try {
      record.stopped(order, code);
    } catch (RuntimeException e) {
      log.error("a stop is not on record; operation={}", order.attempt().id(), e);
    }
  }

  private void note(
      RefundOrder order, RefundForm form, String result, String ref, String evidence) {
    try {
      record.afterSend(order, form.key(), result, ref, evidence);
    } catch (RuntimeException e) {
      log.error("a send has no second line in the record; operation={}", order.attempt().id(), e);
    }
  }

  @Override
  public Outcome findRefund(RefundOrder order) {
    return find(order, reader.refunds(order.payment())).orElseGet(Outcome::absent);
  }

  @Override
  public Outcome readRefund(RefundRef ref) {
    Optional<StripeRefund> refund = client.one("refunds", ref.ref()).map(StripeRefund::read);
    if (refund.isEmpty()) {
      return Outcome.absent(failures.system() + " has no refund of this number");
    }
    StripeRefund found = refund.get();
    String why = fits(found, ref) ? notItsDoing(found, ref) : mismatch(found, ref);
    if (why != null) {
      return Outcome.stopped("refund_mismatch", why);
    }
    Outcome outcome = found.outcome("read in Stripe", settings.pollAfter());
    if (outcome.happened() && ref.request() != null && found.request().isEmpty()) {
      client.note(found.id(), RefundForm.NAMED_FOR, ref.request().value());
    }
    return outcome;
  }

  /** Why a refund that fits can't be what became of the request; null when it may be. */
  private static @Nullable String notItsDoing(StripeRefund found, RefundRef ref) {
    if (ref.request() != null
        && !found.request().isEmpty()
        && !found.request().equals(ref.request().value())) {
      return found.operation().isEmpty()
          ? "that refund was named for another request before"
          : "that refund was made by Caserail for another request, ticket "
              + found.metadata().getOrDefault(Marks.TICKET, "unknown");
    }
    // Stripe's times have seconds.
    if (ref.since() != null
        && found.created().isBefore(ref.since().truncatedTo(ChronoUnit.SECONDS))) {
      return "that refund is older than the request, it was made on "
          + DAY_TIME.format(found.created().atOffset(ZoneOffset.UTC));
    }
    return null;
  }

  @Override
  public Outcome awaitRefund(RefundRef ref) {
    StripeRefund refund = existing(ref.ref());
    if (!fits(refund, ref)) {
      throw failures.badAnswer(mismatch(refund, ref), refund.id());
    }
    Outcome outcome = refund.outcome("read in Stripe", settings.pollAfter());
    if (outcome.pollAfter() != null) {
      throw failures.notYet("Stripe has no final word on it yet", refund.id(), outcome.pollAfter());
    }
    return outcome;
  }

  @Override
  public Outcome awaitReview(LookUpRequest request) {
    PaymentFacts.Review review = reader.review(request.payment());
    if (review != null && review.open()) {
      throw failures.notYet("the risk review is open", review.ref(), settings.pollAfter());
    }
    return Outcome.absent(
        review == null
            ? "no risk review is open"
            : "the risk review " + review.ref() + " was closed: " + review.end());
  }

  /** What is known against a payment now, the weightiest, in a few words for people. */
  public String riskOf(String payment) {
    ObjectId id = new ObjectId(payment);
    List<PaymentFacts.Dispute> disputes = reader.disputes(id);
    if (disputes.stream().anyMatch(PaymentFacts.Dispute::open)) {
      return "disputed";
    }
    PaymentFacts.Review review = reader.review(id);
    if (review != null && review.open()) {
      return "under review";
    }
    if (disputes.stream().anyMatch(PaymentFacts.Dispute::lost)) {
      return "dispute lost";
    }
    if (disputes.stream().anyMatch(PaymentFacts.Dispute::prevented)) {
      return "dispute prevented";
    }
    if (review != null && review.end().equals(PaymentFacts.Review.FRAUD)) {
      return "called fraud";
    }
    return reader.warnedAt(id) == null ? "nothing known against it" : "warned of as fraud";
  }

  @Override
  public RefundOrigin originOf(String ref) {
    StripeRefund refund = existing(ref);
    // The tickets of another installation that refunds through the same account are not ours.
    boolean ours = refund.isOfAccount(settings.account());
    return new RefundOrigin(
        refund.id(),
        payment(refund),
        refund.amount(),
        ours ? refund.operation() : "",
        ours ? refund.metadata().getOrDefault(Marks.TICKET, "") : "",
        refund.outcome("read in Stripe", settings.pollAfter()),
        refund.created(),
        failures.system(),
        secondTry(refund));
  }

  private String secondTry(StripeRefund refund) {
    try {
      return new SecondTry(client).of(refund).map(StripeRefund::id).orElse("");
    } catch (ApplicationFailure e) {
      if (Failures.is(e, FailureType.UPSTREAM_AWAY)) {
        throw e;
      }
      // Without the permission to read events a person is asked, who may know.
      return "";
    }
  }

  private StripeRefund existing(String ref) {
    return client
        .one("refunds", ref)
        .map(StripeRefund::read)
        .orElseThrow(() -> failures.notFound("the refund does not exist in Stripe", ref));
  }

  private ObjectId payment(StripeRefund refund) {
    try {
      return new ObjectId(refund.payment());
    } catch (IllegalArgumentException e) {
      throw failures.badAnswer("the refund names no payment that we can handle", refund.id());
    }
  }

  private static boolean fits(StripeRefund refund, RefundRef ref) {
    return refund.payment().equals(ref.payment().value()) && refund.amount().equals(ref.amount());
  }

  private static String mismatch(StripeRefund found, RefundRef ref) {
    return found.payment().equals(ref.payment().value())
        ? "that refund is over " + found.amount() + ", not " + ref.amount()
        : "that refund is of another payment";
  }

  private static String refs(List<StripeRefund> refunds) {
    return String.join(" ", refunds.stream().map(StripeRefund::id).toList());
  }
}
