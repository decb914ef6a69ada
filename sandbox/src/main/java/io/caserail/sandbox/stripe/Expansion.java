package io.caserail.sandbox.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which references of an answer are to be whole objects, by the paths of {@code expand[]}.
 *
 * @see <a href="https://docs.stripe.com/expand">Stripe: expanding responses</a>
 */
final class Expansion {
  static final Expansion NONE = new Expansion(List.of());

  private static final int DEEPEST = 4;
  private static final Map<String, Map<String, String>> EXPANDABLE =
      Map.of(
          "payment_intent", Map.of("latest_charge", "charge", "customer", "customer"),
          "charge",
              Map.of("payment_intent", "payment_intent", "customer", "customer", "refunds", "list"),
          "refund", Map.of("charge", "charge", "payment_intent", "payment_intent"),
          "dispute", Map.of("charge", "charge", "payment_intent", "payment_intent"),
          "subscription", Map.of("customer", "customer", "latest_invoice", "invoice"),
          "invoice", Map.of("customer", "customer", "payments", "list"));

  private final List<String> paths;

  private Expansion(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /** The expansions of one object of this type; refuses what can't be expanded. */
  static Expansion of(String type, List<String> paths) {
    for (String path : paths) {
      check(type, path);
    }
    return new Expansion(paths);
  }

  /** The expansions of a list, whose paths begin with {@code data.}. */
  static Expansion ofList(String type, List<String> paths) {
    List<String> inside = new ArrayList<>();
    for (String path : paths) {
      if (!path.startsWith("data.")) {
        throw cannot(path);
      }
      inside.add(path.substring("data.".length()));
    }
    return of(type, inside);
  }

  private static void check(String type, String path) {
    String[] parts = path.split("\\.", -1);
    if (parts.length > DEEPEST) {
      throw cannot(path);
    }
    String at = type;
    for (String part : parts) {
      String next = EXPANDABLE.getOrDefault(at, Map.of()).get(part);
      if (next == null) {
        throw cannot(path);
      }
      at = next;
    }
  }

  private static StripeError cannot(String path) {
    return StripeError.invalidParameter(
        null, "expand", "This property cannot be expanded (" + path + ").");
  }

  boolean has(String field) {
    return paths.stream().anyMatch(p -> p.equals(field) || p.startsWith(field + "."));
  }

  Expansion under(String field) {
    return new Expansion(
        paths.stream()
            .filter(p -> p.startsWith(field + "."))
            .map(p -> p.substring(field.length() + 1))
            .toList());
  }
}
