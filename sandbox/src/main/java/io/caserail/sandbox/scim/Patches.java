package io.caserail.sandbox.scim;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Cause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Applies PATCH requests: all of a request's operations or none.
 *
 * <ul>
 *   <li>users: {@code active}, with a path or in an object without one; {@code "true"} and {@code
 *       "False"} are taken as well, since well-known clients send them
 *   <li>groups: {@code members} added, removed, replaced; one member is removed by {@code
 *       members[value eq "id"]} or by a list of values
 * </ul>
 */
final class Patches {
  private static final Pattern ONE_MEMBER =
      Pattern.compile("members\\[value eq \"([^\"]+)\"]", Pattern.CASE_INSENSITIVE);

  private final Directory directory;

  Patches(Directory directory) {
    this.directory = directory;
  }

  ScimUser user(String id, JsonNode request, Cause cause) {
    synchronized (directory) {
      boolean active = directory.user(id).active();
      for (PatchOperation operation : PatchOperation.read(request)) {
        if (operation.op() == PatchOperation.Op.REMOVE) {
          throw ScimError.bad("mutability", "Nothing of a user can be removed here.");
        }
        active = flag(activeIn(operation));
      }
      return directory.activate(id, active, cause);
    }
  }

  private static JsonNode activeIn(PatchOperation operation) {
    if (!operation.path().isEmpty()) {
      if (!operation.path().equalsIgnoreCase("active")) {
        throw ScimError.bad("noTarget", "Only active can be changed here.");
      }
      return operation.value();
    }
    if (!operation.value().isObject()) {
      throw ScimError.bad("invalidValue", "Without a path the value is an object.");
    }
    for (Map.Entry<String, JsonNode> attribute : operation.value().properties()) {
      if (attribute.getKey().equalsIgnoreCase("active")) {
        return attribute.getValue();
      }
    }
    throw ScimError.bad("noTarget", "Only active can be changed here.");
  }

  private static boolean flag(JsonNode value) {
    return switch (value.asText("").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ScimError.bad("invalidValue", "active is true or false.");
    };
  }

  ScimGroup group(String id, JsonNode request, Cause cause) {
    synchronized (directory) {
      Set<String> before = new LinkedHashSet<>(directory.group(id).members());
      Set<String> after = new LinkedHashSet<>(before);
      for (PatchOperation operation : PatchOperation.read(request)) {
        change(after, operation);
      }
      after.forEach(this::requireUser);
      before.stream().filter(m -> !after.contains(m)).forEach(m -> directory.leave(id, m, cause));
      after.stream().filter(m -> !before.contains(m)).forEach(m -> directory.join(id, m, cause));
      return directory.group(id);
    }
  }

  private void requireUser(String id) {
    if (directory.users().stream().noneMatch(u -> u.id().equals(id))) {
      throw ScimError.bad("invalidValue", "No user " + id + ".");
    }
  }

  private static void change(Set<String> members, PatchOperation operation) {
    Matcher one = ONE_MEMBER.matcher(operation.path());
    if (one.matches() && operation.op() == PatchOperation.Op.REMOVE) {
      if (!members.remove(one.group(1))) {
        throw ScimError.bad("noTarget", "No such member.");
      }
      return;
    }
    List<String> values = values(operation);
    switch (operation.op()) {
      case ADD -> members.addAll(values);
      case REMOVE -> {
        if (values.isEmpty()) {
          members.clear();
        } else {
          values.forEach(members::remove);
        }
      }
      case REPLACE -> {
        members.clear();
        members.addAll(values);
      }
    }
  }

  private static List<String> values(PatchOperation operation) {
    boolean named = operation.path().equalsIgnoreCase("members");
    JsonNode list = named ? operation.value() : operation.value().path("members");
    if (!named && !(operation.path().isEmpty() && list.isArray())) {
      throw ScimError.bad("invalidPath", "Only members can be changed here.");
    }
    List<String> values = new ArrayList<>();
    list.forEach(member -> values.add(member.path("value").asText()));
    return values;
  }
}
