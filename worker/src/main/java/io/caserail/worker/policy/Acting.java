package io.caserail.worker.policy;

import io.caserail.model.Role;
import java.util.List;

/**
 * What somebody may act as at some moment.
 *
 * @param roles all of it, in the roles' own order
 * @param grants those by which they have a role that their groups don't give
 */
public record Acting(List<Role> roles, List<Grant> grants) {
  public Acting {
    roles = List.copyOf(roles);
    grants = List.copyOf(grants);
  }
}
