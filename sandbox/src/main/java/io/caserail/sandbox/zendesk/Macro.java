package io.caserail.sandbox.zendesk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent applies to a ticket by hand.
 *
 * @param comment a comment the macro puts in, with placeholders; absent if it has none
 * @param commentPublic whether that comment goes to the customer
 */
public record Macro(
    long id,
    String title,
    Map<Long, String> sets,
    @Nullable String comment,
    boolean commentPublic) {
  public Macro {
    sets = Map.copyOf(sets);
  }
}
