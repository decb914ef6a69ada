package io.caserail.worker.authority;

import io.caserail.port.Origin;
import org.jspecify.annotations.Nullable;

/** Where the second look reads what a refund is said to follow from. */
@FunctionalInterface
public interface OriginEvidence {
  /**
   * What was paid for the origin's object, read afresh from its own systems.
   *
   * @return null where nobody can look
   * @throws RuntimeException with a {@link io.caserail.port.FailureType} type when it can't be read
   */
  @Nullable OriginFacts read(Origin origin);
}
