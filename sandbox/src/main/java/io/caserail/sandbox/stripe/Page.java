package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One page of a list that stands newest first, by {@code limit}, {@code starting_after}, {@code
 * ending_before} and {@code created}.
 *
 * @see <a href="https://docs.stripe.com/api/pagination">Stripe: pagination</a>
 */
record Page<T>(List<T> items, boolean hasMore) {
  private static final long DEFAULT_LIMIT = 10;
  private static final long HIGHEST_LIMIT = 100;

  Page {
    items = List.copyOf(items);
  }

  static <T> Page<T> of(
      List<T> all, Form query, String noun, Function<T, String> id, Function<T, Instant> created) {
    int limit = limit(query);
    List<T> left = all.stream().filter(createdBy(query, created)).toList();
    String after = query.filled("starting_after").orElse("");
    String before = query.filled("ending_before").orElse("");
    if (!after.isEmpty() && !before.isEmpty()) {
      throw StripeError.invalidParameter(
          null, "ending_before", "Only one of starting_after and ending_before is allowed.");
    }
    if (!after.isEmpty()) {
      left = left.subList(cursor(all, left, noun, id, after, "starting_after") + 1, left.size());
    }
    if (!before.isEmpty()) {
      left = left.subList(0, cursor(all, left, noun, id, before, "ending_before"));
      int from = Math.max(0, left.size() - limit);
      return new Page<>(left.subList(from, left.size()), from > 0);
    }
    return new Page<>(left.subList(0, Math.min(limit, left.size())), left.size() > limit);
  }

  private static int limit(Form query) {
    long limit = query.integer("limit").orElse(DEFAULT_LIMIT);
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw StripeError.invalidParameter(
          "parameter_invalid_integer",
          "limit",
          "This value must be from 1 to " + HIGHEST_LIMIT + " (it currently is '" + limit + "').");
    }
    return (int) limit;
  }

  private static <T> int cursor(
      List<T> all, List<T> left, String noun, Function<T, String> id, String wanted, String param) {
    for (int i = 0; i < left.size(); i++) {
      if (id.apply(left.get(i)).equals(wanted)) {
        return i;
      }
    }
    throw all.stream().anyMatch(item -> id.apply(item).equals(wanted))
        ? StripeError.invalidParameter(
            null, param, "The " + noun + " '" + wanted + "' is not in the filtered list.")
        : StripeError.missingInBody(noun, wanted, param);
  }

  private static <T> Predicate<T> createdBy(Form query, Function<T, Instant> created) {
    long exactly = query.integer("created").orElse(-1);
    long gt = query.integer("created[gt]").orElse(Long.MIN_VALUE);
    long gte = query.integer("created[gte]").orElse(Long.MIN_VALUE);
    long lt = query.integer("created[lt]").orElse(Long.MAX_VALUE);
    long lte = query.integer("created[lte]").orElse(Long.MAX_VALUE);
    return item -> {
      long at = created.apply(item).getEpochSecond();
      return (exactly < 0 || at == exactly) && at > gt && at >= gte && at < lt && at <= lte;
    };
  }
}
