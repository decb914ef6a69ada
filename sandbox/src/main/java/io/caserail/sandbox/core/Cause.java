package io.caserail.sandbox.core;

import org.jspecify.annotations.Nullable;

/**
 * Why something happened in a stand-in: an HTTP call (with its overall ordinal), a person at a
 * screen, or the vendor's own timer.
 *
 * @param by who: the authenticated user of a call, a person's name, or what the timer does
 * @param call the ordinal of the HTTP call among all recorded calls; absent for people and timers
 */
public record Cause(Kind kind, String by, @Nullable Long call) {
  /** The three things that can change a stand-in. */
  public enum Kind {
    HTTP,
    HUMAN,
    TIMER
  }

  public static Cause call(long ordinal, String endpoint) {
    return new Cause(Kind.HTTP, endpoint, ordinal);
  }

  public static Cause human(String name) {
    return new Cause(Kind.HUMAN, name, null);
  }

  public static Cause timer(String what) {
    return new Cause(Kind.TIMER, what, null);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case HTTP -> "call #" + call + " " + by;
      case HUMAN -> "person " + by;
      case TIMER -> "timer " + by;
    };
  }
}
