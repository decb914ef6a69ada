package io.caserail.sandbox.scim;

import io.caserail.sandbox.core.Books;
import io.caserail.sandbox.core.Cause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All users and groups. Each change is written in the books; one that changes nothing is none, and
 * counts no version up. Each method is atomic; callers that need several as one hold the
 * directory's monitor.
 */
final class Directory {
  private final Map<String, ScimUser> users = new LinkedHashMap<>();
  private final Map<String, ScimGroup> groups = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Books books;

  Directory(InstantSource clock, Books books) {
    this.clock = clock;
    this.books = books;
  }

  synchronized ScimUser addUser(String userName, String externalId, boolean active, Cause cause) {
    if (users.values().stream().anyMatch(u -> u.userName().equalsIgnoreCase(userName))) {
      throw ScimError.taken(userName);
    }
    Instant now = clock.instant();
    ScimUser user = new ScimUser(id(), userName, externalId, active, 1, now, now);
    users.put(user.id(), user);
    write("user.created", user.id(), Map.of("active", Boolean.toString(active)), cause);
    return user;
  }

  synchronized ScimGroup addGroup(String displayName, Cause cause) {
    Instant now = clock.instant();
    ScimGroup group = new ScimGroup(id(), displayName, List.of(), 1, now, now);
    groups.put(group.id(), group);
    write("group.created", group.id(), Map.of("name", displayName), cause);
    return group;
  }

  synchronized ScimUser user(String id) {
    ScimUser found = users.get(id);
    if (found == null) {
      throw ScimError.missing(id);
    }
    return found;
  }

  synchronized ScimGroup group(String id) {
    ScimGroup found = groups.get(id);
    if (found == null) {
      throw ScimError.missing(id);
    }
    return found;
  }

  synchronized List<ScimUser> users() {
    return List.copyOf(users.values());
  }

  synchronized List<ScimGroup> groups() {
    return List.copyOf(groups.values());
  }

  synchronized List<ScimGroup> groupsOf(String userId) {
    return groups.values().stream().filter(g -> g.members().contains(userId)).toList();
  }

  synchronized ScimUser activate(String userId, boolean active, Cause cause) {
    ScimUser user = user(userId);
    if (user.active() == active) {
      return user;
    }
    ScimUser after = user.active(active, clock.instant());
    users.put(userId, after);
    write(active ? "user.activated" : "user.deactivated", userId, Map.of(), cause);
    return after;
  }

  synchronized ScimGroup join(String groupId, String userId, Cause cause) {
    ScimGroup group = group(groupId);
    if (!users.containsKey(userId)) {
      throw ScimError.bad("invalidValue", "No user " + userId + ".");
    }
    if (group.members().contains(userId)) {
      return group;
    }
    ScimGroup after = group.with(userId, clock.instant());
    groups.put(groupId, after);
    write("group.joined", userId, Map.of("group", groupId), cause);
    return after;
  }

  synchronized ScimGroup leave(String groupId, String userId, Cause cause) {
    ScimGroup group = group(groupId);
    if (!group.members().contains(userId)) {
      return group;
    }
    ScimGroup after = group.without(userId, clock.instant());
    groups.put(groupId, after);
    write("group.left", userId, Map.of("group", groupId), cause);
    return after;
  }

  private void write(String kind, String object, Map<String, String> details, Cause cause) {
    books.append(ScimSandbox.SYSTEM, kind, object, details, cause);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
