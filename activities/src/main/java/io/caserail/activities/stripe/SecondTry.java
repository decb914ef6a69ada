package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import java.time.Instant;
import java.util.ArrayList;
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
    List<StripeRefund> made = alike.stream().filter(StripeRefund::counts).toList();
    return made.stream()
        .filter(refund -> refund.request().equals(failed.request()))
        .findFirst()
        .or(() -> sentAgain(failed, alike, made));
  }

  /** Each stands in the place of one only, and the oldest failure is the first to be made good. */
  private Optional<StripeRefund> sentAgain(
      StripeRefund failed, List<StripeRefund> alike, List<StripeRefund> made) {
    List<StripeRefund> unpaid =
        alike.stream()
            .filter(refund -> !refund.counts() && isOfTicketOf(failed, refund))
            .filter(refund -> isOfNone(made, refund))
            .toList();
    List<StripeRefund> left =
        new ArrayList<>(
            made.stream()
                .filter(refund -> isOfTicketOf(failed, refund))
                .filter(refund -> isOfNone(unpaid, refund))
                .toList());
    Map<String, Instant> failures = left.isEmpty() ? Map.of() : failures(unpaid, left);
    for (StripeRefund each : unpaid) {
      Instant at = failures.getOrDefault(each.id(), Instant.MAX);
      Optional<StripeRefund> taken =
          left.stream().filter(refund -> !refund.created().isBefore(at)).findFirst();
      if (each.id().equals(failed.id())) {
        return taken;
      }
      taken.ifPresent(left::remove);
    }
    return Optional.empty();
  }

  private static boolean isOfTicketOf(StripeRefund failed, StripeRefund other) {
    return !other.operation().isEmpty()
        && isSame(Marks.ACCOUNT, other, failed)
        && isSame(Marks.TICKET, other, failed);
  }

  private static boolean isOfNone(List<StripeRefund> refunds, StripeRefund other) {
    return refunds.stream().noneMatch(refund -> refund.request().equals(other.request()));
  }

  private static boolean isSame(String mark, StripeRefund other, StripeRefund failed) {
    String here = failed.metadata().getOrDefault(mark, "");
    return !here.isEmpty() && here.equals(other.metadata().get(mark));
  }

  /** When Stripe has told that they failed, by their ids; of what came after that nothing asks. */
  private Map<String, Instant> failures(List<StripeRefund> failed, List<StripeRefund> made) {
    Map<String, String> span = new LinkedHashMap<>();
    span.put("types[0]", "refund.failed");
    span.put("created[gte]", Long.toString(failed.get(0).created().getEpochSecond()));
    span.put("created[lte]", Long.toString(made.get(made.size() - 1).created().getEpochSecond()));
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
