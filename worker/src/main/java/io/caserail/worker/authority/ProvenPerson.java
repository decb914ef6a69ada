package io.caserail.worker.authority;

import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import java.time.Instant;
import java.util.List;

/**
 * Somebody whose claim stood up to a look at its proof.
 *
 * @param person the tag of their address; {@code none} for a trusted name
 * @param roles what they may act as now
 * @param at when they spoke; the moment of the look for a trusted name
 * @param order how late in the ticket's log; after everything for a trusted name
 * @param grant what they stand in for, as far as it matters; mostly empty
 */
record ProvenPerson(PersonTag person, List<Role> roles, Instant at, int order, String grant) {
  ProvenPerson {
    roles = List.copyOf(roles);
  }
}
