package io.caserail.worker.authority;

import io.caserail.model.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was paid for an object, as its own systems say now.
 *
 * @param parts the object and what hangs on it, each with its payment
 */
public record OriginFacts(List<Part> parts) {
  public OriginFacts {
    parts = List.copyOf(parts);
  }

  /**
   * One part.
   *
   * @param what for people: {@code order ord_1}
   * @param system the name of the system that says so
   * @param stands whether nothing of it is cancelled or ended
   * @param payment its payment; empty for none
   * @param paid how much that was; null for none
   */
  public record Part(
      String what, String system, boolean stands, String payment, @Nullable Money paid) {}
}
