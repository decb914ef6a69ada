package io.caserail.activities.stripe;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.person.PersonTags;
import io.caserail.port.Attempt;
import io.caserail.port.BillingActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.SubscriptionFacts;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The end of billing through Stripe's subscriptions.
 *
 * <p>A scheduled end and its mark are set in one request and read together, so an end without the
 * mark is never ours. A subscription that is ended at once takes no metadata in that request; its
 * mark is the comment of the cancellation.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/cancel">Stripe: cancel
 *     subscriptions</a>
 */
public final class StripeBilling implements BillingActivities {
  /** The code of an end that was scheduled by this operation and taken back by somebody else. */
  static final String TAKEN_BACK = "taken_back";

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Endpoint CHANGE = Endpoint.write("change_subscription");
  private static final Endpoint END = Endpoint.write("end_subscription");

  private final StripeClient client;
  private final InstantSource clock;
  private final StripeSettings settings;
  private final Failures failures;
  private final SubscriptionReader reader;
  private final StripeChanges changes;
  private final StripeChanges undos;
  private final Refusal changeRefusal;
  private final Refusal endRefusal;

  /**
   * The activities.
   *
   * @param clearance asked again right before each send
   * @param record hears of each send before it happens
   * @param clock against which {@link Attempt#sendBefore()} and the ends of terms are held
   */
  public StripeBilling(
      StripeClient client,
      Clearance clearance,
      ChangeRecord record,
      PersonTags persons,
      InstantSource clock,
      StripeSettings settings) {
    this.client = client;
    this.clock = clock;
    this.settings = settings;
    this.failures = client.failures();
    this.reader = new SubscriptionReader(client, persons);
    this.changes = new StripeChanges(client.frame(clock), clearance, record);
    this.undos = new StripeChanges(client.frame(clock), clearance.ofUndos(), record);
    this.changeRefusal =
        new Refusal(client, CHANGE, "subscription", Set.of(), BillingTexts::refused);
    this.endRefusal = new Refusal(client, END, "subscription", Set.of(), BillingTexts::refused);
  }

  /** What there is to go by when an answer about the end of billing is lost. */
  public static LostAnswer lostAnswer() {
    return LostAnswer.keyed(
        "Stripe (billing)",
        StripeClient.KEY_LIFE,
        "the operation id that the subscription carries: in its metadata, or in the comment of its"
            + " cancellation");
  }

  @Override
  public SubscriptionFacts lookUpSubscription(LookUpRequest request) {
    return reader.facts(request.payment());
  }

  @Override
  public Outcome scheduleEndOfBilling(ChangeOrder order) {
    return changes.make(order, changeRefusal, new ScheduledEnd(order));
  }

  @Override
  public Outcome findEndOfBilling(ChangeOrder order) {
    return reader
        .find(order.object())
        .flatMap(s -> scheduledEnd(s, order.attempt()))
        .orElseGet(Outcome::absent);
  }

  /** The end that stands, be it ours or not. */
  private static Optional<Outcome> scheduledEnd(StripeSubscription subscription, Attempt attempt) {
    if (!subscription.isOver() && !subscription.isEnding()) {
      return Optional.empty();
    }
    String evidence =
        subscription.isOver()
            ? BillingTexts.ended(subscription.ends())
            : BillingTexts.ends(subscription.ends());
    return Optional.of(
        subscription.isMarkedBy(attempt)
            ? Outcome.succeeded(subscription.id(), evidence)
            : Outcome.already(subscription.id(), evidence));
  }

  @Override
  public Outcome keepBilling(ChangeOrder order) {
    return undos.make(order, changeRefusal, new KeptBilling(order));
  }

  @Override
  public Outcome endBillingNow(ChangeOrder order) {
    return changes.make(order, endRefusal, new EndNow(order));
  }

  @Override
  public Outcome findEndedBilling(ChangeOrder order) {
    return reader
        .find(order.object())
        .flatMap(s -> ended(s, order.attempt()))
        .orElseGet(Outcome::absent);
  }

  private static Optional<Outcome> ended(StripeSubscription subscription, Attempt attempt) {
    if (!subscription.isOver()) {
      return Optional.empty();
    }
    String evidence = BillingTexts.ended(subscription.ends());
    return Optional.of(
        subscription.wasEndedBy(attempt)
            ? Outcome.succeeded(subscription.id(), evidence)
            : Outcome.already(subscription.id(), evidence));
  }

  @Override
  public Outcome awaitEndOfBilling(ChangeOrder order) {
    StripeSubscription now = existing(order);
    if (now.isOver()) {
      return Outcome.succeeded(now.id(), BillingTexts.ended(now.ends()));
    }
    if (!now.isEnding()) {
      return takenBack(now);
    }
    throw failures.notYet(BillingTexts.ends(now.ends()), now.id(), untilLook(now.ends()));
  }

  /** Until the end, but soon enough to notice that somebody has taken it back. */
  private Duration untilLook(Instant ends) {
    Duration left = Duration.between(clock.instant(), ends);
    if (left.compareTo(LONGEST_WAIT) > 0) {
      return LONGEST_WAIT;
    }
    return left.compareTo(settings.pollAfter()) < 0 ? settings.pollAfter() : left;
  }

  private StripeSubscription existing(ChangeOrder order) {
    return reader
        .find(order.object())
        .orElseThrow(
            () ->
                failures.notFound(
                    "the subscription does not exist in Stripe", order.object().value()));
  }

  private static Outcome takenBack(StripeSubscription subscription) {
    return Outcome.rejected(
        subscription.id(), TAKEN_BACK, "somebody has taken the end of billing back in Stripe");
  }

  /** The subscription that a success is about, as it is now. */
  private StripeSubscription answered(ChangeOrder order, HttpAnswer answer) {
    if (StripeChanges.isReplay(answer)) {
      return existing(order);
    }
    StripeSubscription subscription = reader.read(new Doc(answer.json(), "subscription", failures));
    if (!subscription.id().equals(order.object().value())) {
      throw failures.inDoubt(
          "sent to Stripe, and the answer is about something else",
          StripeClient.evidence(answer),
          null);
    }
    return subscription;
  }

  private HttpAnswer change(
      ChangeOrder order, boolean ends, Map<String, String> marks, String change) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("cancel_at_period_end", Boolean.toString(ends));
    fields.putAll(marks);
    return client.post(CHANGE, path(order), Marks.key(order.attempt(), change), fields);
  }

  private static String path(ChangeOrder order) {
    return "subscriptions/" + order.object().value();
  }

  private final class ScheduledEnd implements StripeChanges.Change {
    private final ChangeOrder order;

    ScheduledEnd(ChangeOrder order) {
      this.order = order;
    }

    @Override
    public Optional<Outcome> find() {
      StripeSubscription now = existing(order);
      return scheduledEnd(now, order.attempt())
          .or(
              () ->
                  now.isMarkedBySameKey(order.attempt())
                      ? Optional.of(takenBack(now))
                      : Optional.empty());
    }

    @Override
    public HttpAnswer send() {
      return change(order, true, Marks.of(order, settings.account()), "end");
    }

    @Override
    public Outcome read(HttpAnswer answer) {
      StripeSubscription now = answered(order, answer);
      return scheduledEnd(now, order.attempt())
          .orElseGet(
              () -> {
                if (StripeChanges.isReplay(answer)) {
                  return takenBack(now);
                }
                throw unfulfilled(answer);
              });
    }
  }

  private final class KeptBilling implements StripeChanges.Change {
    private final ChangeOrder order;

    KeptBilling(ChangeOrder order) {
      this.order = order;
    }

    @Override
    public Optional<Outcome> find() {
      StripeSubscription now = existing(order);
      if (now.isOver()) {
        return Optional.of(
            Outcome.rejected(now.id(), Outcome.TOO_LATE, BillingTexts.ended(now.ends())));
      }
      return now.isMarkedByRequestOf(order.attempt()) ? Optional.empty() : Optional.of(kept(now));
    }

    private Outcome kept(StripeSubscription now) {
      return now.isEnding()
          ? Outcome.already(now.id(), "an end that somebody else has set stays")
          : Outcome.succeeded(now.id(), "billing goes on, no end is scheduled");
    }

    @Override
    public HttpAnswer send() {
      return change(order, false, Marks.cleared(), "keep");
    }

    @Override
    public Outcome read(HttpAnswer answer) {
      StripeSubscription now = answered(order, answer);
      if (now.isMarkedByRequestOf(order.attempt())) {
        throw unfulfilled(answer);
      }
      return kept(now);
    }
  }

  private final class EndNow implements StripeChanges.Change {
    private final ChangeOrder order;

    EndNow(ChangeOrder order) {
      this.order = order;
    }

    @Override
    public Optional<Outcome> find() {
      return ended(existing(order), order.attempt());
    }

    @Override
    public HttpAnswer send() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("prorate", "false");
      fields.put("invoice_now", "false");
      fields.put("cancellation_details[comment]", Marks.comment(order, settings.account()));
      return client.delete(END, path(order), fields);
    }

    @Override
    public Outcome read(HttpAnswer answer) {
      StripeSubscription now = answered(order, answer);
      if (!now.isOver()) {
        throw unfulfilled(answer);
      }
      return Outcome.succeeded(now.id(), BillingTexts.ended(now.ends()));
    }
  }

  private ApplicationFailure unfulfilled(HttpAnswer answer) {
    return failures.inDoubt(
        "sent to Stripe, and the answer does not show the change",
        StripeClient.evidence(answer),
        null);
  }
}
