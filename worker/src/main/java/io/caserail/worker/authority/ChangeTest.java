package io.caserail.worker.authority;

import org.jspecify.annotations.Nullable;

/** What the changes of one system take beyond a proven request. */
@FunctionalInterface
public interface ChangeTest {
  /** The object of the case itself is changed, and no part of it. */
  ChangeTest ITSELF =
      change ->
          change.order().object().equals(change.asked())
              ? null
              : new Refusal(
                  StopCode.NOT_ITS_PART,
                  "the request is about " + change.asked() + ", not " + change.order().object());

  /** Why not. */
  record Refusal(StopCode code, String words) {}

  /**
   * Judges a change.
   *
   * @return null when it may be made
   * @throws RuntimeException with a {@link io.caserail.port.FailureType} type when what it takes
   *     can't be read
   */
  @Nullable Refusal refusal(ProvenChange change);
}
