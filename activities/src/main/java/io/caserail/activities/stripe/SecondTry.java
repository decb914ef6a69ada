package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
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
    List<StripeRefund> alike =
        client.all("refunds", Map.of("payment_intent", failed.payment())).stream()
            .map(StripeRefund::read)
            .filter(refund -> refund.amount().equals(failed.amount()))
            .sorted(Comparator.comparing(StripeRefund::created))
            .toList();
    return paidOfSameRequest(failed, alike).or(() -> sentAgain(failed, alike));
  }

  private static Optional<StripeRefund> paidOfSameRequest(
      StripeRefund failed, List<StripeRefund> alike) {
    return alike.stream()
        .filter(refund -> refund.counts() && refund.request().equals(failed.request()))
        .findFirst();
  }

  /**
   * What was sent again may have failed too, and have been sent again: the last of them counts.
   * Each stands in the place of one only, of the failure that was told last before it was made.
   */
  private Optional<StripeRefund> sentAgain(StripeRefund failed, List<StripeRefund> alike) {
    List<StripeRefund> ours =
        alike.stream().filter(refund -> isOfTicketOf(failed, refund)).toList();
    if (ours.stream().noneMatch(refund -> refund.counts() && isAfter(refund, failed.created()))) {
      return Optional.empty();
    }
    Map<String, Instant> failures = failures(ours);
    Map<String, StripeRefund> again = new HashMap<>();
    for (int i = 0; i < ours.size(); i++) {
      StripeRefund next = ours.get(i);
      ours.subList(0, i).stream()
          .filter(earlier -> !earlier.counts() && !again.containsKey(earlier.id()))
          .filter(earlier -> paidOfSameRequest(earlier, alike).isEmpty())
          .filter(earlier -> isAfter(next, failures.getOrDefault(earlier.id(), Instant.MAX)))
          .max(Comparator.comparing(earlier -> failures.get(earlier.id())))
          .ifPresent(earlier -> again.put(earlier.id(), next));
    }
    StripeRefund last = failed;
    while (last != null && !last.counts()) {
      last = again.get(last.id());
    }
    return Optional.ofNullable(last);
  }

  private static boolean isAfter(StripeRefund refund, Instant at) {
    return !refund.created().isBefore(at);
  }

  private static boolean isOfTicketOf(StripeRefund failed, StripeRefund other) {
    return !other.operation().isEmpty()
        && isSame(Marks.ACCOUNT, other, failed)
        && isSame(Marks.TICKET, other, failed);
  }

  private static boolean isSame(String mark, StripeRefund other, StripeRefund failed) {
    String here = failed.metadata().getOrDefault(mark, "");
    return !here.isEmpty() && here.equals(other.metadata().get(mark));
  }

  /** When Stripe has told that they failed, by their ids; of what came after them nothing asks. */
  private Map<String, Instant> failures(List<StripeRefund> ours) {
    Map<String, String> span = new LinkedHashMap<>();
    span.put("types[0]", "refund.failed");
    span.put("created[gte]", Long.toString(ours.get(0).created().getEpochSecond()));
    span.put("created[lte]", Long.toString(ours.get(ours.size() - 1).created().getEpochSecond()));
    Map<String, Instant> failures = new HashMap<>();
    for (Doc event : client.all("events", span)) {
      failures.merge(
          event.child("data").child("object").text("id"),
          event.epochSeconds("created"),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return failures;
  }
}
