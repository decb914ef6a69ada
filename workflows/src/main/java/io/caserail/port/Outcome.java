package io.caserail.port;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a system answered. Flat, so that it survives as a payload.
 *
 * @param kind what it means
 * @param ref the system's reference of the effect ({@code re_…}); empty where there is none
 * @param code the system's or the check's own code for a no, or for why it is not final; {@link
 *     #ALREADY} for an effect that stood before, {@link #OTHERS_STAND} for one that is not alone;
 *     empty otherwise
 * @param evidence a clause for people: what was found or why not; no personal data
 * @param pollAfter when to ask again for the final word; null where nothing is open
 * @param at when the effect was made, by the system's own clock; null where that is not told
 */
public record Outcome(
    Kind kind,
    String ref,
    String code,
    String evidence,
    @Nullable Duration pollAfter,
    @Nullable Instant at) {

  /** The code of an effect that stood before: whoever made it so, this operation did not. */
  public static final String ALREADY = "already";

  /** The code of what a person left out while its system did not say whether it had been done. */
  public static final String UNSEEN = "unseen";

  /** The code of an effect that was accepted by its system, whose final word is not known here. */
  public static final String NOT_FINAL = "not_final";

  /** The code of a rejected undo: the change can't be taken back any more. */
  public static final String TOO_LATE = "too_late";

  /** The code of a session that was opened while others of the same request still stand. */
  public static final String OTHERS_STAND = "others_stand";

  /** What an answer means. */
  public enum Kind {
    /** The effect happened. */
    SUCCEEDED,
    /** The effect was accepted, its final word is open. */
    PENDING,
    /** The customer must do something before it can happen. */
    ACTION_REQUIRED,
    /** The system said no; nothing happened. */
    REJECTED,
    /** A check right before the send said no; nothing was sent. */
    STOPPED,
    /** Nothing of this name exists: a complete search has shown it. */
    ABSENT,
    /** A person left it out; no system ever answers this. */
    SKIPPED
  }

  /** Whether the effect exists, finished or not. */
  public boolean happened() {
    return kind == Kind.SUCCEEDED || kind == Kind.PENDING || kind == Kind.ACTION_REQUIRED;
  }

  /** The same, with the moment at which the effect was made. */
  public Outcome madeAt(Instant moment) {
    return new Outcome(kind, ref, code, evidence, pollAfter, moment);
  }

  /** The same, which stood before: whoever made it so, this operation did not. */
  public Outcome stoodBefore(String says) {
    return new Outcome(kind, ref, ALREADY, says, pollAfter, at);
  }

  /** The same, of a session that is not the only one of its request. */
  public Outcome besideOthers() {
    return new Outcome(kind, ref, OTHERS_STAND, evidence, pollAfter, at);
  }

  public static Outcome succeeded(String ref, String evidence) {
    return new Outcome(Kind.SUCCEEDED, ref, "", evidence, null, null);
  }

  /** What was asked for stood before; undoing it is not ours. */
  public static Outcome already(String ref, String evidence) {
    return new Outcome(Kind.SUCCEEDED, ref, ALREADY, evidence, null, null);
  }

  public static Outcome pending(String ref, String evidence, Duration pollAfter) {
    return new Outcome(Kind.PENDING, ref, "", evidence, pollAfter, null);
  }

  /** The same, with the system's own code for why it is not final. */
  public static Outcome pending(String ref, String code, String evidence, Duration pollAfter) {
    return new Outcome(Kind.PENDING, ref, code, evidence, pollAfter, null);
  }

  public static Outcome actionRequired(String ref, String evidence, Duration pollAfter) {
    return new Outcome(Kind.ACTION_REQUIRED, ref, "", evidence, pollAfter, null);
  }

  /** A system's no; {@code ref} names a failed object where the system keeps one. */
  public static Outcome rejected(String ref, String code, String evidence) {
    return new Outcome(Kind.REJECTED, ref, code, evidence, null, null);
  }

  public static Outcome stopped(String code, String evidence) {
    return new Outcome(Kind.STOPPED, "", code, evidence, null, null);
  }

  public static Outcome skipped(String evidence) {
    return new Outcome(Kind.SKIPPED, "", "", evidence, null, null);
  }

  /** Left out by a person, and whether it had been done before is not known. */
  public static Outcome unseen(String evidence) {
    return new Outcome(Kind.SKIPPED, "", UNSEEN, evidence, null, null);
  }

  public static Outcome absent() {
    return absent("");
  }

  /** Nothing of this name exists, in words for whoever named it. */
  public static Outcome absent(String evidence) {
    return new Outcome(Kind.ABSENT, "", "", evidence, null, null);
  }
}
