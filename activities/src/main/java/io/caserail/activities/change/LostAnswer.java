package io.caserail.activities.change;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a system gives to go by after an answer was lost: what makes a repeated send harmless, and
 * the complete search that tells whether there was an effect. Each sender declares its own. Beyond
 * both nothing is sent any more, and finance is asked.
 *
 * @param system as people know it, and what is changed there
 * @param keyLife how long it knows an idempotency key, at the least; null where it takes none
 * @param harmless without keys: what makes a repeat harmless, a clause; empty with keys
 * @param search what a lost effect is found by; goes on after "by"
 */
public record LostAnswer(
    String system, @Nullable Duration keyLife, String harmless, String search) {
  public LostAnswer {
    if ((keyLife == null) == harmless.isEmpty()) {
      throw new IllegalArgumentException(
          system + " has either keys or something else that makes a repeat harmless");
    }
    if (search.isEmpty()) {
      throw new IllegalArgumentException(system + " has no search for a lost effect");
    }
  }

  /** Of a system that answers a repeated key as the first time. */
  public static LostAnswer keyed(String system, Duration keyLife, String search) {
    return new LostAnswer(system, keyLife, "", search);
  }

  /** Of a system that takes no keys. */
  public static LostAnswer keyless(String system, String harmless, String search) {
    return new LostAnswer(system, null, harmless, search);
  }
}
