package io.caserail.activities.stripe;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the refund that stands in the place of one that has failed: what a person has named for its
 * request, or what was asked for again, and sent, after the failure. As much of the same payment in
 * the same ticket may be a wish of its own; it is none where it was made after Stripe had told that
 * the first one failed, since two of them would not have been made without a word.
 *
 * @see <a href="https://docs.stripe.com/refunds#failed-refunds">Stripe: failed refunds</a>
 */
final class SecondTry {
  private final StripeClient client;

  SecondTry(StripeClient client) {
    this.client = client;
  }

  /** Nothing where it has not failed, where nothing came after it, and where that is not known. */
  Optional<StripeRefund> of(StripeRefund failed) {
    if (failed.counts() || failed.request().isEmpty()) {
      return Optional.empty();
    }
    List<StripeRefund> others =
        client.all("refunds", Map.of("payment_intent", failed.payment())).stream()
            .map(StripeRefund::read)
            .filter(other -> other.counts() && other.amount().equals(failed.amount()))
            .sorted(Comparator.comparing(StripeRefund::created))
            .toList();
    Optional<StripeRefund> named =
        others.stream().filter(other -> other.request().equals(failed.request())).findFirst();
    List<StripeRefund> later = others.stream().filter(other -> isLikely(other, failed)).toList();
    return named.isPresent() || later.isEmpty() ? named : madeAfterFailure(failed, later);
  }

  private static boolean isLikely(StripeRefund other, StripeRefund failed) {
    return !other.operation().isEmpty()
        && isSame(Marks.ACCOUNT, other, failed)
        && isSame(Marks.TICKET, other, failed)
        && !other.created().isBefore(failed.created());
  }

  private static boolean isSame(String mark, StripeRefund other, StripeRefund failed) {
    String here = failed.metadata().getOrDefault(mark, "");
    return !here.isEmpty() && here.equals(other.metadata().get(mark));
  }

  private Optional<StripeRefund> madeAfterFailure(StripeRefund failed, List<StripeRefund> later) {
    Map<String, String> span = new LinkedHashMap<>();
    span.put("types[0]", "refund.failed");
    span.put("created[gte]", Long.toString(failed.created().getEpochSecond()));
    span.put("created[lte]", Long.toString(later.get(later.size() - 1).created().getEpochSecond()));
    Optional<Instant> failure =
        client.all("events", span).stream()
            .filter(event -> event.child("data").child("object").text("id").equals(failed.id()))
            .map(event -> event.epochSeconds("created"))
            .min(Comparator.naturalOrder());
    return failure.flatMap(
        at -> later.stream().filter(other -> !other.created().isBefore(at)).findFirst());
  }
}
