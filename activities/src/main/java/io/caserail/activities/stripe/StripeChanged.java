package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.truth.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which of Stripe's objects have changed, by its list of events and, where there is one by age, by
 * their own list too: what either has missed is found by the other. Hour by hour, so that each list
 * has an end, and page by page: of a day with many thousands of changes nothing is kept but ids.
 *
 * @see <a href="https://docs.stripe.com/api/events/list">Stripe: list all events</a>
 */
final class StripeChanged {
  private static final Duration SPAN = Duration.ofHours(1);

  /** A hundred thousand changes in an hour. */
  private static final int MOST_PAGES_OF_A_SPAN = 1_000;

  private final StripeClient client;
  private final boolean live;
  private final Runnable pageRead;
  private final Map<String, Instant> since = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param pageRead run whenever a page of a list was read
   */
  StripeChanged(StripeClient client, boolean live, Runnable pageRead) {
    this.client = client;
    this.live = live;
    this.pageRead = pageRead;
  }

  /** Adds the objects of events. */
  StripeChanged events(List<String> types, Instant from, Instant to) {
    Map<String, String> filter = new LinkedHashMap<>();
    for (int i = 0; i < types.size(); i++) {
      filter.put("types[" + i + "]", types.get(i));
    }
    within("events", filter, from, to, this::addObjectOf);
    return this;
  }

  /** Adds the objects of a list. */
  StripeChanged made(String resource, Instant from, Instant to) {
    within(
        resource,
        Map.of(),
        from,
        to,
        object -> add(object.text("id"), object.epochSeconds("created")));
    return this;
  }

  List<Changed> all() {
    List<Changed> all = new ArrayList<>();
    since.forEach((ref, at) -> all.add(new Changed(ref, at)));
    return all;
  }

  private void addObjectOf(Doc event) {
    if (event.flag("livemode") == live) {
      add(event.child("data").child("object").text("id"), event.epochSeconds("created"));
    }
  }

  private void add(String ref, Instant at) {
    since.merge(ref, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  private void within(
      String resource, Map<String, String> filter, Instant from, Instant to, Consumer<Doc> each) {
    for (Instant begin = from; begin.isBefore(to); begin = begin.plus(SPAN)) {
      Instant end = begin.plus(SPAN).isBefore(to) ? begin.plus(SPAN) : to;
      Map<String, String> span = new LinkedHashMap<>(filter);
      span.put("created[gte]", Long.toString(begin.getEpochSecond()));
      span.put("created[lt]", Long.toString(end.getEpochSecond() + (end.equals(to) ? 1 : 0)));
      boolean ended =
          client.pages(
              resource,
              span,
              MOST_PAGES_OF_A_SPAN,
              page -> {
                page.forEach(each);
                pageRead.run();
              });
      if (!ended) {
        throw client.endless(resource);
      }
    }
  }
}
