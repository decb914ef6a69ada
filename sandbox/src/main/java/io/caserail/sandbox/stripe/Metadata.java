package io.caserail.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metadata as they are sent: at most 50 keys of at most 40 characters without square brackets, and
 * values of at most 500 characters. An empty value unsets its key; an empty {@code metadata} unsets
 * all.
 *
 * @see <a href="https://docs.stripe.com/api/metadata">Stripe: metadata</a>
 */
final class Metadata {
  private static final int MOST_KEYS = 50;
  private static final int LONGEST_KEY = 40;
  private static final int LONGEST_VALUE = 500;

  private Metadata() {}

  /** What is left of {@code before} after the parameters of {@code form}. */
  static Map<String, String> apply(Map<String, String> before, Form form) {
    boolean unsetAll = form.text("metadata").filter(String::isEmpty).isPresent();
    Map<String, String> after = unsetAll ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
    form.map("metadata")
        .forEach(
            (key, value) -> {
              check(key, value);
              if (value.isEmpty()) {
                after.remove(key);
              } else {
                after.put(key, value);
              }
            });
    if (after.size() > MOST_KEYS) {
      throw invalid("You can set at most " + MOST_KEYS + " metadata keys.");
    }
    return after;
  }

  private static void check(String key, String value) {
    if (key.length() > LONGEST_KEY || key.indexOf('[') >= 0 || key.indexOf(']') >= 0) {
      throw invalid(
          "Metadata keys have at most " + LONGEST_KEY + " characters and no brackets: " + key);
    }
    if (value.length() > LONGEST_VALUE) {
      throw invalid("Metadata values have at most " + LONGEST_VALUE + " characters: " + key);
    }
  }

  private static StripeError invalid(String message) {
    return StripeError.invalidParameter(null, "metadata", message);
  }
}
