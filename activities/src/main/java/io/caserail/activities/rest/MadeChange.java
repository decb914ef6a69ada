package io.caserail.activities.rest;

import io.caserail.port.Outcome;
import java.time.Duration;
import java.util.Locale;

/**
 * A change as the company shows it.
 *
 * @param reference the company's number of it; empty where nothing was changed
 * @param operation the operation that it was made for
 * @param name what it is
 * @param object what it was made to; empty when the company does not tell
 * @param key the key that it was made under; empty when the company does not tell
 * @param status where it is
 * @param code the company's code; may be empty
 * @param detail the company's sentence; may be empty
 * @param pollAfter when to ask again while its final word is open
 */
record MadeChange(
    String reference,
    String operation,
    String name,
    String object,
    String key,
    Outcome.Kind status,
    String code,
    String detail,
    Duration pollAfter) {
  private static final long LONGEST_POLL_SECONDS = 86_400;

  /** A change that nobody could find again by its number is no readable one. */
  static MadeChange read(RestAnswer answer, RestSettings settings) {
    Outcome.Kind status = Outcome.Kind.valueOf(answer.meaning("status").toUpperCase(Locale.ROOT));
    MadeChange made =
        new MadeChange(
            answer.id("reference"),
            answer.text("operation"),
            answer.text("change"),
            answer.text("object"),
            answer.text("key"),
            status,
            answer.code("code"),
            answer.sentence("detail"),
            pollAfter(answer, settings));
    if (made.reference.isEmpty() && made.happened() && !made.stoodBefore(settings)) {
      throw answer.unreadable("reference");
    }
    return made;
  }

  private static Duration pollAfter(RestAnswer answer, RestSettings settings) {
    String seconds = answer.text("pollAfter");
    if (seconds.isEmpty()) {
      return settings.pollAfter();
    }
    if (!seconds.matches("[0-9]{1,9}")) {
      throw answer.unreadable("pollAfter");
    }
    return Duration.ofSeconds(Math.max(1, Math.min(LONGEST_POLL_SECONDS, Long.parseLong(seconds))));
  }

  boolean happened() {
    return status == Outcome.Kind.SUCCEEDED
        || status == Outcome.Kind.PENDING
        || status == Outcome.Kind.ACTION_REQUIRED;
  }

  private boolean stoodBefore(RestSettings settings) {
    return status == Outcome.Kind.SUCCEEDED && settings.codes().mean("already", code);
  }

  MadeChange withoutDetail() {
    return new MadeChange(reference, operation, name, object, key, status, code, "", pollAfter);
  }

  /** Whether it is what was asked for, as far as the company tells. */
  boolean fits(RestChange change, String id) {
    return name.equals(change.name()) && (object.isEmpty() || object.equals(id));
  }

  /**
   * What it means.
   *
   * @param how how we know, a clause for people
   */
  Outcome outcome(String how, RestSettings settings) {
    return switch (status) {
      case SUCCEEDED ->
          stoodBefore(settings)
              ? Outcome.already(reference, "it stood like that before in " + settings.system())
              : Outcome.succeeded(reference, how);
      case PENDING -> Outcome.pending(reference, how, pollAfter);
      case ACTION_REQUIRED -> Outcome.actionRequired(reference, how, pollAfter);
      case REJECTED -> refused(reference, code, detail, settings);
      case STOPPED, ABSENT, SKIPPED -> Outcome.absent();
    };
  }

  /** A no of the company, in its own words where it has some. */
  static Outcome refused(String reference, String code, String detail, RestSettings settings) {
    boolean tooLate = settings.codes().mean("too_late", code);
    String known = code.isEmpty() ? "refused" : code;
    return Outcome.rejected(
        reference,
        tooLate ? Outcome.TOO_LATE : known,
        detail.isEmpty() ? settings.system() + " does not take it, code " + known : detail);
  }
}
