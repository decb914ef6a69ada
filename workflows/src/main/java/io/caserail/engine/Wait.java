package io.caserail.engine;

import io.caserail.decision.Cause;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a case waits for, and what may end that besides a decision. By itself it is a wait for a
 * person, for as long as that takes: late is late, but giving up is no ending.
 *
 * @param step what waits
 * @param cause why
 * @param objection why a person's word does not count; null from it when it does
 * @param isReview whether a no is an answer, like a yes
 * @param endsWhenDue whether it ends once its cause is due
 * @param expires whether the request expires with it
 * @param news whether there is some that nobody has looked at
 * @param question what another system is asked meanwhile; null for nothing
 */
public record Wait(
    Step step,
    Cause cause,
    Func1<Person, @Nullable String> objection,
    boolean isReview,
    boolean endsWhenDue,
    boolean expires,
    Func<Boolean> news,
    @Nullable Question question) {
  static final Func1<Person, @Nullable String> NO_OBJECTION = person -> null;

  /** Why another system is asked meanwhile. */
  enum Answer {
    /** What it says is what became of the step. */
    IS_THE_WORD,
    /** Once it speaks nothing is left to decide. */
    ENDS_IT,
    /** Once it speaks there is news. */
    IS_NEWS
  }

  /**
   * What another system is asked meanwhile, by one activity that leaves no event until it has an
   * answer.
   *
   * @param longest how long it is asked; as long as anything is where null
   */
  record Question(
      Answer answer,
      String queue,
      Func1<ActivityOptions, Promise<Outcome>> poll,
      @Nullable Duration longest) {}

  /** A wait of a step. */
  public static Wait at(Step step, Cause cause) {
    return new Wait(step, cause, NO_OBJECTION, false, false, false, () -> false, null);
  }

  /** A person's word does not count where this says why; null when it does. */
  public Wait objecting(Func1<Person, @Nullable String> why) {
    return new Wait(step, cause, why, isReview, endsWhenDue, expires, news, question);
  }

  /** A no is an answer, like a yes, and does not end the request. */
  public Wait forVerdict() {
    return new Wait(step, cause, objection, true, endsWhenDue, expires, news, question);
  }

  /** It ends once its cause is due. */
  public Wait untilDue() {
    return new Wait(step, cause, objection, isReview, true, expires, news, question);
  }

  /** Where nobody has decided until its cause is due, the request expires. */
  public Wait orExpire() {
    return new Wait(step, cause, objection, isReview, true, true, news, question);
  }

  /**
   * News ends it; where a system is asked for its word, that is asked at once instead.
   *
   * @param isThere whether there is some that nobody has looked at
   */
  public Wait orNews(Func<Boolean> isThere) {
    return new Wait(step, cause, objection, isReview, endsWhenDue, expires, isThere, question);
  }

  /** A system's final word ends it, which is what became of the step. */
  public Wait forWord(String queue, Func1<ActivityOptions, Promise<Outcome>> poll) {
    return asking(new Question(Answer.IS_THE_WORD, queue, poll, null));
  }

  /** A system's word ends it, after which nothing is left to decide. */
  public Wait unless(String queue, Func1<ActivityOptions, Promise<Outcome>> poll) {
    return asking(new Question(Answer.ENDS_IT, queue, poll, null));
  }

  /**
   * A system's answer ends it like other news. One that fails for good is asked no more: whoever
   * looks next says why.
   *
   * @param longest how long it is asked
   */
  public Wait watching(
      String queue, Duration longest, Func1<ActivityOptions, Promise<Outcome>> poll) {
    return asking(new Question(Answer.IS_NEWS, queue, poll, longest));
  }

  private Wait asking(Question asked) {
    return new Wait(step, cause, objection, isReview, endsWhenDue, expires, news, asked);
  }

  /**
   * What has ended a wait: a decision; a system's word; or neither, when it was due or there is
   * news.
   *
   * @param word what became of the step; where a person has said so, their decision is left out
   */
  public record Woken(@Nullable Taken taken, @Nullable Outcome word) {
    /** The decision, where nothing else can have ended the wait. */
    public Taken decision() {
      if (taken == null) {
        throw new IllegalStateException("a wait for a decision has ended without one");
      }
      return taken;
    }

    /** The word, where nothing else can have ended the wait. */
    public Outcome outcome() {
      if (word == null) {
        throw new IllegalStateException("a wait for a final word has ended without one");
      }
      return word;
    }
  }
}
