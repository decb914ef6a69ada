package io.caserail.activities;

import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;

/**
 * A clearance that may say another thing to what gives back than to what goes on.
 *
 * @param onward asked about what goes on
 * @param undos asked about what gives back
 */
public record Looks(Clearance onward, Clearance undos) implements Clearance {
  @Override
  public Clearing clear(ChangeOrder order) {
    return onward.clear(order);
  }

  @Override
  public Clearance ofUndos() {
    return undos;
  }
}
