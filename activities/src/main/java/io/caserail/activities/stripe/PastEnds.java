package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.ObjectId;
import io.caserail.port.SubscriptionFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which subscriptions an account has ended because somebody asked for it, and what anybody could
 * have known then. Changes nothing; a key that may only read is enough.
 *
 * <p>Read from the events, since the list of subscriptions can't be asked by when they ended.
 * Whether people did it, or the customer in a portal of Stripe's, the event does not tell.
 *
 * @see <a href="https://docs.stripe.com/api/events/list">Stripe: events are listed for 30 days</a>
 */
public final class PastEnds {
  /** How long Stripe lists events. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final String DELETED = "customer.subscription.deleted";
  private static final String ON_REQUEST = "cancellation_requested";
  private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9_-]+/[0-9a-f]{16}/.+");

  private final StripeClient client;
  private final PersonTags persons;

  public PastEnds(StripeClient client, PersonTags persons) {
    this.client = client;
    this.persons = persons;
  }

  /**
   * A subscription that was ended on request.
   *
   * @param ours whether Caserail ended it
   * @param asked when it was asked for
   * @param ended when it ended: then, or with its term
   * @param metadata what its makers noted
   */
  public record PastEnd(
      ObjectId subscription,
      boolean ours,
      Instant asked,
      Instant ended,
      Map<String, String> metadata) {
    public PastEnd {
      metadata = Map.copyOf(metadata);
    }

    /** Whether it ended at once, and not with its term. */
    public boolean atOnce() {
      return !ended.isAfter(asked.plus(Duration.ofMinutes(1)));
    }
  }

  /** Those that ended from the one moment and before the other, by age. */
  public List<PastEnd> between(Instant from, Instant to) {
    List<PastEnd> ends = new ArrayList<>();
    Map<String, String> then =
        Map.of(
            "type", DELETED,
            "created[gte]", Long.toString(from.getEpochSecond()),
            "created[lt]", Long.toString(to.getEpochSecond()));
    for (Doc event : client.all("events", then)) {
      Doc subscription = event.child("data").child("object");
      boolean onRequest =
          subscription.has("cancellation_details")
              && subscription.child("cancellation_details").textOr("reason", "").equals(ON_REQUEST);
      if (onRequest) {
        ends.add(past(subscription));
      }
    }
    ends.sort(Comparator.comparing(PastEnd::ended));
    return List.copyOf(ends);
  }

  private static PastEnd past(Doc doc) {
    StripeSubscription read = StripeSubscription.read(doc);
    return new PastEnd(
        new ObjectId(read.id()),
        OPERATION.matcher(read.operation()).matches()
            || OPERATION.matcher(read.comment()).matches(),
        doc.epochSecondsIfAny("canceled_at").orElse(read.ends()),
        read.ends(),
        read.metadata());
  }

  /**
   * The subscription as it was right before it was asked to end: running, as far as anybody can say
   * now.
   */
  public SubscriptionFacts before(PastEnd end) {
    SubscriptionFacts now = now(end.subscription());
    return new SubscriptionFacts(
        now.system(),
        now.subscription(),
        now.found(),
        now.customer(),
        SubscriptionFacts.Status.RUNNING,
        now.since(),
        end.ended(),
        "",
        now.access(),
        now.payment(),
        now.paid());
  }

  /** The subscription as it is. */
  public SubscriptionFacts now(ObjectId subscription) {
    return new SubscriptionReader(client, persons).facts(subscription);
  }
}
