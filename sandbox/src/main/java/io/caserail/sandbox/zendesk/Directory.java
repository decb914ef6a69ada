package io.caserail.sandbox.zendesk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's people and groups. Guarded by the account's lock. */
final class Directory {
  private final Map<Long, User> users = new LinkedHashMap<>();
  private final Map<Long, Group> groups = new LinkedHashMap<>();
  private final List<Membership> memberships = new ArrayList<>();

  void add(User user) {
    users.put(user.id(), user);
  }

  void add(Group group) {
    groups.put(group.id(), group);
  }

  void add(Membership membership) {
    memberships.add(membership);
  }

  void leave(long userId, long groupId) {
    memberships.removeIf(m -> m.userId() == userId && m.groupId() == groupId);
  }

  User user(long id) {
    User found = users.get(id);
    if (found == null) {
      throw ZendeskRefusal.notFound();
    }
    return found;
  }

  String name(long id) {
    User found = users.get(id);
    return found == null ? "user " + id : found.name();
  }

  Optional<User> called(String name) {
    return users.values().stream().filter(u -> u.name().equals(name)).findFirst();
  }

  Optional<User> withEmail(String email) {
    return users.values().stream().filter(u -> u.email().equalsIgnoreCase(email)).findFirst();
  }

  Group group(long id) {
    Group found = groups.get(id);
    if (found == null) {
      throw ZendeskRefusal.notFound();
    }
    return found;
  }

  List<User> users() {
    return List.copyOf(users.values());
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
  }

  List<Membership> memberships() {
    return List.copyOf(memberships);
  }
}
