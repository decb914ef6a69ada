package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.fault.FaultKind;
import java.util.List;

/**
 * One HTTP call that a stand-in has dealt with.
 *
 * @param status the status the stand-in answered or tried to answer; 0 if it never came to an
 *     answer
 * @param effect whether the books changed because of this call
 * @param faults the kinds of faults that struck it
 */
public record CallRecord(CallFacts facts, int status, boolean effect, List<FaultKind> faults) {
  public CallRecord {
    faults = List.copyOf(faults);
  }

  public String system() {
    return facts.system();
  }

  public String endpoint() {
    return facts.endpoint();
  }
}
