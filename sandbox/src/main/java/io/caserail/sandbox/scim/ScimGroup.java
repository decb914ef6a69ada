package io.caserail.sandbox.scim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A group.
 *
 * @param members ids of users, in the order in which they joined
 * @param version counted up by every change
 */
public record ScimGroup(
    String id,
    String displayName,
    List<String> members,
    long version,
    Instant created,
    Instant modified) {
  public ScimGroup {
    members = List.copyOf(members);
  }

  ScimGroup with(String userId, Instant at) {
    List<String> more = new ArrayList<>(members);
    more.add(userId);
    return new ScimGroup(id, displayName, more, version + 1, created, at);
  }

  ScimGroup without(String userId, Instant at) {
    List<String> fewer = new ArrayList<>(members);
    fewer.remove(userId);
    return new ScimGroup(id, displayName, fewer, version + 1, created, at);
  }
}
