package io.caserail.activities.change;

import io.caserail.activities.http.Failures;
import io.caserail.model.FaultDomain;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Outcome;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a change between its two lines of the record; without the first nothing is sent. */
public final class RecordedSend {
  private static final Logger log = LoggerFactory.getLogger(RecordedSend.class);

  private final ChangeRecord record;

  public RecordedSend(ChangeRecord record) {
    this.record = record;
  }

  /**
   * Sends it once, in the activity's own thread.
   *
   * @param certainty told that the send begins, and when it is clear that nothing came of it
   */
  public Outcome send(ChangeOrder order, SendCertainty certainty, Supplier<Outcome> send) {
    String change = Activity.getExecutionContext().getInfo().getActivityType();
    announce(change, order);
    certainty.sending();
    try {
      Outcome outcome = send.get();
      note(change, order, outcome.kind().name(), outcome.ref(), outcome.code());
      if (!outcome.happened()) {
        certainty.clear();
      }
      return outcome;
    } catch (ApplicationFailure failure) {
      var trouble = Failures.troubleOf(failure);
      note(change, order, failure.getType(), "", trouble == null ? "" : trouble.evidence());
      throw failure;
    }
  }

  private void announce(String change, ChangeOrder order) {
    try {
      record.beforeSend(change, order);
    } catch (RuntimeException e) {
      log.error("no record of the send, so nothing is sent; operation={}", order.attempt().id(), e);
      throw new Failures("Caserail", FaultDomain.LOCAL)
          .away("the record of sends can't be written", e.getClass().getSimpleName(), null);
    }
  }

  private void note(String change, ChangeOrder order, String result, String ref, String evidence) {
    try {
      record.afterSend(change, order, result, ref, evidence);
    } catch (RuntimeException e) {
      log.error("a send has no second line in the record; operation={}", order.attempt().id(), e);
    }
  }
}
