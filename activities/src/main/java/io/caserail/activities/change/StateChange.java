package io.caserail.activities.change;

import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Outcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks, then sends. A system that keeps a state and no mark can't be asked for an operation, so
 * the state itself is read on every attempt, and what stands there already is not sent again. Only
 * when it is missing, the time has not run out and the clearance is given, it is sent, once.
 *
 * <p>While an earlier send of the operation may have had its effect, every failure is {@link
 * io.caserail.port.FailureType#IN_DOUBT}, and so is a clearance that is refused; a state that
 * stands may then be our own doing.
 */
public final class StateChange {
  private final SendFrame frame;
  private final Clearance clearance;
  private final RecordedSend sends;

  /**
   * Changes of one system.
   *
   * @param frame around each send to it
   * @param clearance asked again right before each send
   * @param record hears of each send before it happens
   */
  public StateChange(SendFrame frame, Clearance clearance, ChangeRecord record) {
    this.frame = frame;
    this.clearance = clearance;
    this.sends = new RecordedSend(record);
  }

  /**
   * Makes the change, as part of the activity that runs on this thread.
   *
   * @param look reads what stands; told what is known of earlier sends
   */
  public Outcome make(ChangeOrder order, Function<SendCertainty, Finding> look) {
    return frame.attempt(
        order.attempt(),
        clearance::requireNotPaused,
        certainty -> lookThenSend(order, look, certainty));
  }

  private Outcome lookThenSend(
      ChangeOrder order, Function<SendCertainty, Finding> look, SendCertainty certainty) {
    Finding found = look.apply(certainty);
    Outcome standing = found.standing();
    if (standing != null) {
      return standing;
    }
    frame.requireMayGo(order.attempt());
    @Nullable Outcome stopped = clearance.clear(order).stopped();
    if (stopped != null) {
      return frame.stopped(stopped, certainty);
    }
    frame.requireMayGo(order.attempt());
    return sends.send(order, certainty, found::send);
  }
}
