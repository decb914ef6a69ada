package io.caserail.worker.authority;

import io.caserail.model.PersonTag;
import io.caserail.port.Speaker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where signed assertions are read. */
@FunctionalInterface
public interface SignedEvidence {
  /**
   * Who has signed.
   *
   * @param speaker nobody's when it does not count
   * @param groups the groups of the speaker, now
   * @param at when
   * @param refusal why it does not count; null when it does
   * @param again whether the same word, signed afresh, would count
   */
  record Signed(
      Speaker speaker, List<String> groups, Instant at, @Nullable String refusal, boolean again) {
    private static final Speaker NOBODY = new Speaker("", "", new PersonTag("none"));

    public Signed {
      groups = List.copyOf(groups);
    }

    public static Signed by(
        String id, String name, PersonTag tag, List<String> groups, Instant at) {
      return new Signed(new Speaker(id, name, tag), groups, at, null, false);
    }

    public static Signed refused(String why, boolean again) {
      return new Signed(NOBODY, List.of(), Instant.EPOCH, why, again);
    }
  }

  /**
   * Reads an assertion afresh.
   *
   * @param nonce what it must have been signed for
   * @param fresh whether it arrives now, and so may not have expired
   * @throws RuntimeException with a {@link io.caserail.port.FailureType} type when keys or people
   *     can't be read
   */
  Signed read(String token, String nonce, boolean fresh);
}
