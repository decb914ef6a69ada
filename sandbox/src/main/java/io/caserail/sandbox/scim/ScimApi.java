package io.caserail.sandbox.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Endpoint;
import io.caserail.sandbox.core.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be called with the bearer token:
 *
 * <pre>
 * GET   /scim/v2/Users         ?filter &amp;startIndex &amp;count
 * POST  /scim/v2/Users         userName, externalId, active
 * GET   /scim/v2/Users/{id}
 * PATCH /scim/v2/Users/{id}    active
 * GET   /scim/v2/Groups        ?filter &amp;startIndex &amp;count
 * GET   /scim/v2/Groups/{id}
 * PATCH /scim/v2/Groups/{id}   members
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>
 */
final class ScimApi {
  static final String ROOT = "/scim/v2";

  private static final String CONTENT_TYPE = "application/scim+json";
  private static final int PAGE = 100;

  private final String token;
  private final ScimOptions options;
  private final Directory directory;
  private final Patches patches;
  private final ScimJson json;

  ScimApi(String token, ScimOptions options, Directory directory) {
    this.token = token;
    this.options = options;
    this.directory = directory;
    this.patches = new Patches(directory);
    this.json = new ScimJson(options.versions(), options.memberships());
  }

  Routes routes() {
    return new Routes()
        .get(ROOT + "/Users", admitted(this::users))
        .post(ROOT + "/Users", admitted(this::addUser))
        .get(ROOT + "/Users/{id}", admitted(call -> user(200, directory.user(call.path("id")))))
        .patch(ROOT + "/Users/{id}", admitted(this::patchUser))
        .get(ROOT + "/Groups", admitted(this::groups))
        .get(ROOT + "/Groups/{id}", admitted(call -> group(directory.group(call.path("id")))))
        .patch(ROOT + "/Groups/{id}", admitted(this::patchGroup));
  }

  /** Answers what no other endpoint fits. */
  Endpoint unknown() {
    return admitted(
        call -> {
          throw ScimError.unknownAddress();
        });
  }

  private Answer users(Call call) {
    Optional<EqualFilter> filter = call.query("filter").map(EqualFilter::parse);
    return page(
        call,
        directory.users().stream()
            .filter(filter.map(EqualFilter::ofUsers).orElse(user -> true))
            .map(this::shown)
            .toList());
  }

  private Answer groups(Call call) {
    Optional<EqualFilter> filter = call.query("filter").map(EqualFilter::parse);
    return page(
        call,
        directory.groups().stream()
            .filter(filter.map(EqualFilter::ofGroups).orElse(group -> true))
            .map(json::group)
            .toList());
  }

  private Answer addUser(Call call) {
    JsonNode body = parsed(call);
    String userName = body.path("userName").asText("");
    if (userName.isBlank()) {
      throw ScimError.bad("invalidValue", "userName is required.");
    }
    return user(
        201,
        directory.addUser(
            userName,
            body.path("externalId").asText(""),
            body.path("active").asBoolean(true),
            call.cause()));
  }

  private Answer patchUser(Call call) {
    synchronized (directory) {
      ScimUser before = directory.user(call.path("id"));
      requireVersion(call, before.version());
      ScimUser after = patches.user(before.id(), parsed(call), call.cause());
      return patched(user(200, after));
    }
  }

  private Answer patchGroup(Call call) {
    synchronized (directory) {
      ScimGroup before = directory.group(call.path("id"));
      requireVersion(call, before.version());
      ScimGroup after = patches.group(before.id(), parsed(call), call.cause());
      return patched(group(after));
    }
  }

  private void requireVersion(Call call, long version) {
    String wanted = call.header("If-Match").orElse("*");
    if (options.versions() && !wanted.equals("*") && !wanted.equals(ScimJson.version(version))) {
      throw ScimError.outdated();
    }
  }

  private Answer user(int status, ScimUser user) {
    return versioned(answer(status, shown(user)), user.version());
  }

  private ObjectNode shown(ScimUser user) {
    return json.user(user, directory.groupsOf(user.id()));
  }

  private Answer group(ScimGroup group) {
    return versioned(answer(200, json.group(group)), group.version());
  }

  private Answer patched(Answer whole) {
    return options.patchesAnswered() ? whole : Answer.empty(204).with(whole.headers());
  }

  private Answer versioned(Answer answer, long version) {
    return options.versions() ? answer.with("ETag", ScimJson.version(version)) : answer;
  }

  private static Answer page(Call call, List<ObjectNode> all) {
    return answer(
        200,
        ScimJson.list(
            all,
            Math.max(1, number(call, "startIndex", 1)),
            Math.max(0, number(call, "count", PAGE))));
  }

  private static int number(Call call, String name, int other) {
    try {
      return call.query(name).map(Integer::parseInt).orElse(other);
    } catch (NumberFormatException e) {
      throw ScimError.bad("invalidValue", name + " is a number.");
    }
  }

  private static JsonNode parsed(Call call) {
    String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith(CONTENT_TYPE) && !type.startsWith("application/json")) {
      throw ScimError.bad("invalidSyntax", "The body is " + CONTENT_TYPE + ".");
    }
    try {
      return call.json();
    } catch (IllegalArgumentException e) {
      throw ScimError.bad("invalidSyntax", "The body is not JSON.");
    }
  }

  private static Answer answer(int status, ObjectNode body) {
    return Answer.json(status, body).as(CONTENT_TYPE);
  }

  private Endpoint admitted(Endpoint endpoint) {
    return call -> {
      try {
        if (!call.header("Authorization").orElse("").equals("Bearer " + token)) {
          throw ScimError.unauthorized();
        }
        return endpoint.answer(call);
      } catch (ScimError error) {
        return answer(error.status(), error.body());
      }
    };
  }
}
