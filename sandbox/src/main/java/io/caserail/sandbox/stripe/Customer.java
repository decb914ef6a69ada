package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer of the account. */
public record Customer(
    String id,
    @Nullable String email,
    @Nullable String name,
    Map<String, String> metadata,
    Instant created) {
  public Customer {
    Objects.requireNonNull(id);
    Objects.requireNonNull(created);
    metadata = Map.copyOf(metadata);
  }
}
