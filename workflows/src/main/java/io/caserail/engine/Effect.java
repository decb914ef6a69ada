package io.caserail.engine;

import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func2;
import io.temporal.workflow.Functions.Func3;
import io.temporal.workflow.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A change in another system, with the ways to ask whether it happened and to take it back.
 *
 * @param send finds, then sends; safe to run again with the same attempt
 * @param find a complete search by the attempt's operation id
 * @param readBack reads what a person named by its reference, and whether it fits; null where the
 *     system can't be asked that way, and a person's word stands
 * @param undo takes it back; null where that can't be done
 */
public record Effect(
    Func2<ActivityOptions, Attempt, Promise<Outcome>> send,
    Func2<ActivityOptions, Attempt, Promise<Outcome>> find,
    @Nullable Func2<ActivityOptions, String, Promise<Outcome>> readBack,
    @Nullable Undo undo) {

  /** A change that can be found by its operation id. */
  public static Effect of(
      Func2<ActivityOptions, Attempt, Promise<Outcome>> send,
      Func2<ActivityOptions, Attempt, Promise<Outcome>> find) {
    return new Effect(send, find, null, null);
  }

  /** The same, and what a person names by its reference is read back. */
  public Effect readBackBy(Func2<ActivityOptions, String, Promise<Outcome>> how) {
    return new Effect(send, find, how, undo);
  }

  /**
   * The same, and it can be taken back.
   *
   * @param words what taking it back does, for people: "let billing go on"
   * @param how safe to run again, and when nothing happened; {@link Outcome#happened} when it is
   *     taken back, a rejection when it can't be any more
   */
  public Effect undoneBy(
      String words, Func3<ActivityOptions, Attempt, Outcome, Promise<Outcome>> how) {
    return new Effect(send, find, readBack, new Undo(words, how));
  }

  /** How a change is taken back. */
  public record Undo(
      String words, Func3<ActivityOptions, Attempt, Outcome, Promise<Outcome>> send) {}
}
