package io.caserail.sandbox.scim;

import java.time.Instant;

/**
 * A user.
 *
 * @param externalId the shop's own name for the user; empty for none
 * @param version counted up by every change
 */
public record ScimUser(
    String id,
    String userName,
    String externalId,
    boolean active,
    long version,
    Instant created,
    Instant modified) {

  ScimUser active(boolean newActive, Instant at) {
    return new ScimUser(id, userName, externalId, newActive, version + 1, created, at);
  }
}
