package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.http.RepeatedLook;
import io.caserail.port.PaymentSweepActivities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the events {@code refund.failed}: a refund can fail after it has succeeded, and without a
 * webhook nothing else says so. Events are listed from a while before the last look that went well;
 * after a start, from as far back as Stripe itself would deliver them. So an event may be told more
 * than once, and whoever hears of it takes it as a hint.
 *
 * @see <a href="https://docs.stripe.com/api/events/list">Stripe: list all events</a>
 */
public final class StripeSweep implements PaymentSweepActivities {
  private static final Logger log = LoggerFactory.getLogger(StripeSweep.class);
  private static final Duration REDELIVERY = Duration.ofDays(3);
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private final StripeClient client;
  private final LateFailures sink;
  private final InstantSource clock;
  private final boolean live;
  private volatile @Nullable Instant from;
  private volatile Set<String> told = Set.of();

  public StripeSweep(StripeClient client, LateFailures sink, InstantSource clock, boolean live) {
    this.client = client;
    this.sink = sink;
    this.clock = clock;
    this.live = live;
  }

  @Override
  public void sweepPayments(Duration every) {
    RepeatedLook.look(every, clock, client.failures(), "looked for failed refunds", this::look);
  }

  private void look() {
    Instant now = clock.instant();
    Instant begin = from == null ? now.minus(REDELIVERY) : from;
    List<Doc> events =
        client.all(
            "events",
            Map.of("type", "refund.failed", "created[gte]", Long.toString(begin.getEpochSecond())));
    Set<String> done = new HashSet<>();
    for (Doc event : events) {
      String id = event.text("id");
      if (told.contains(id) || event.flag("livemode") != live || brought(id, event)) {
        done.add(id);
      }
    }
    told = Set.copyOf(done);
    // One that could not be brought is listed again.
    from = done.size() == events.size() ? now.minus(OVERLAP) : begin;
  }

  private boolean brought(String id, Doc event) {
    String refund = event.child("data").child("object").text("id");
    try {
      sink.failed(refund, id);
      return true;
    } catch (RuntimeException e) {
      log.warn("a failure was not brought; the next look brings it; refund={}", refund, e);
      return false;
    }
  }
}
