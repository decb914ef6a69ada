package io.caserail.sandbox.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.scim.ScimOptions.Memberships;
import java.time.Instant;
import java.util.List;

/**
 * Resources as JSON.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7643#section-4">RFC 7643, 4: resource schemas</a>
 */
final class ScimJson {
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

  private final boolean versions;
  private final Memberships memberships;

  ScimJson(boolean versions, Memberships memberships) {
    this.versions = versions;
    this.memberships = memberships;
  }

  ObjectNode user(ScimUser user, List<ScimGroup> groups) {
    ObjectNode json = resource(USER, user.id());
    if (!user.externalId().isEmpty()) {
      json.put("externalId", user.externalId());
    }
    json.put("userName", user.userName()).put("active", user.active());
    if (memberships != Memberships.NOWHERE) {
      ArrayNode list = json.putArray("groups");
      groups.forEach(g -> list.addObject().put("value", g.id()).put("display", g.displayName()));
    }
    return withMeta(json, "User", user.version(), user.created(), user.modified());
  }

  ObjectNode group(ScimGroup group) {
    ObjectNode json = resource(GROUP, group.id()).put("displayName", group.displayName());
    if (memberships == Memberships.EVERYWHERE) {
      ArrayNode members = json.putArray("members");
      group.members().forEach(m -> members.addObject().put("value", m).put("type", "User"));
    }
    return withMeta(json, "Group", group.version(), group.created(), group.modified());
  }

  /**
   * A page of a list.
   *
   * @param startIndex from 1
   */
  static ObjectNode list(List<ObjectNode> all, int startIndex, int count) {
    ObjectNode json = Json.object();
    json.putArray("schemas").add(LIST);
    int from = Math.min(startIndex - 1, all.size());
    List<ObjectNode> page = all.subList(from, Math.min(all.size(), from + count));
    json.put("totalResults", all.size())
        .put("startIndex", startIndex)
        .put("itemsPerPage", page.size());
    json.putArray("Resources").addAll(page);
    return json;
  }

  /** A weak entity tag. */
  static String version(long version) {
    return "W/\"" + version + "\"";
  }

  private static ObjectNode resource(String schema, String id) {
    ObjectNode json = Json.object();
    json.putArray("schemas").add(schema);
    return json.put("id", id);
  }

  private ObjectNode withMeta(
      ObjectNode json, String type, long version, Instant created, Instant modified) {
    ObjectNode meta =
        json.putObject("meta")
            .put("resourceType", type)
            .put("created", created.toString())
            .put("lastModified", modified.toString())
            .put("location", "/scim/v2/" + type + "s/" + json.path("id").asText());
    if (versions) {
      meta.put("version", version(version));
    }
    return json;
  }
}
