package io.caserail.engine;

import io.caserail.call.Failure;
import io.caserail.call.Phase;
import io.caserail.decision.Taken;
import io.caserail.model.Step;
import io.caserail.port.RefundPolicy.Waits;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one call to another system: alone, or raced with a decision about the open block. */
final class Calls {
  private final Waiting waiting;

  Calls(Waiting waiting) {
    this.waiting = waiting;
  }

  /** What became of a call: an answer; or a failure, a decision, or both. */
  record Tried<T>(@Nullable T answer, @Nullable Failure failure, @Nullable Taken taken) {
    /** The answer, where nothing else can have ended the call. */
    T answered() {
      if (answer == null) {
        throw new IllegalStateException("asked, and neither answered nor decided");
      }
      return answer;
    }
  }

  /** One activity. In the quick phase nothing else can happen; later a decision may overtake it. */
  <T> Tried<T> make(
      Step step, String queue, Phase phase, Waits waits, Func1<ActivityOptions, Promise<T>> call) {
    ActivityOptions options = phase.options(waits, queue, step.words());
    List<Promise<T>> calls = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> calls.add(call.apply(options)));
    scope.run();
    Promise<T> promise = calls.get(0);
    Taken taken = null;
    if (phase.isLong() && waiting.block() != null) {
      waiting.until(promise::isCompleted);
      taken = waiting.take();
      if (taken != null && !promise.isCompleted()) {
        scope.cancel("a person decided");
      }
    }
    Tried<T> result = result(promise, step);
    return new Tried<>(result.answer(), result.failure(), taken);
  }

  /** Waits for the call's end. */
  static <T> Tried<T> result(Promise<T> promise, Step step) {
    try {
      return new Tried<>(promise.get(), null, null);
    } catch (ActivityFailure e) {
      return new Tried<>(null, Failure.isCancelled(e) ? null : Failure.of(e, step.words()), null);
    }
  }
}
