package io.caserail.activities.rest;

import io.caserail.port.AccessActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Outcome;

/**
 * What customers may use, where a company's own system says so. That system looks at the state
 * before it changes it, and answers {@code already} where it stood before.
 */
public final class RestAccess implements AccessActivities {
  private final RestChanges changes;

  public RestAccess(RestChanges changes) {
    this.changes = changes;
  }

  @Override
  public Outcome revokeAccess(ChangeOrder order) {
    return changes.apply(RestChange.REVOKE, order);
  }

  @Override
  public Outcome findRevocation(ChangeOrder order) {
    return changes.find(RestChange.REVOKE, order);
  }

  @Override
  public Outcome restoreAccess(ChangeOrder order) {
    return changes.apply(RestChange.RESTORE, order);
  }
}
