package io.caserail.lifecycle;

import io.caserail.engine.Ended;
import io.caserail.model.CaseStatus;
import io.caserail.port.TicketView;
import io.caserail.record.RequestLog;

/** A request while it is being served; each kind of case has its own, with its steps. */
public interface Served {
  /** Its record. */
  RequestLog log();

  /** What the ticket shows of a request that ended early. */
  TicketView ended(Ended why);

  /** What was made, by its name in the other system; empty when nothing was. */
  default String reference() {
    return log().reference();
  }

  /** One of its systems has news: whatever waits for some looks again. */
  default void wake() {
    // A kind whose systems send none has nothing to wake.
  }

  /**
   * How a request came to its end by its own steps.
   *
   * @param status {@link CaseStatus#COMPLETED} or {@link CaseStatus#REJECTED}
   * @param code the kind's own word for it; may be empty
   * @param reason why, for people
   */
  record End(CaseStatus status, String code, String reason) {
    /** It was made. */
    public static End completed(String code, String reason) {
      return new End(CaseStatus.COMPLETED, code, reason);
    }

    /** A rule or a system said no. */
    public static End rejected(String code, String reason) {
      return new End(CaseStatus.REJECTED, code, reason);
    }
  }
}
