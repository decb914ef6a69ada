package io.caserail.activities.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Upstream;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * A SCIM 2.0 server's users and groups. Every method makes its call once and fails as {@link
 * Failures} has it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>
 */
public final class ScimClient {
  private static final MediaType SCIM = MediaType.get("application/scim+json");
  private static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
  private static final int NO_CONTENT = 204;

  /** A group's list of users. */
  static final String MEMBERS = "members";

  /** A user's list of groups. */
  static final String GROUPS = "groups";

  /** The kinds of resources. */
  enum Kind {
    USER("Users"),
    GROUP("Groups");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    private Endpoint read() {
      return Endpoint.read("get_" + path);
    }

    private Endpoint write() {
      return Endpoint.write("patch_" + path);
    }
  }

  private final Upstream upstream;
  private final ScimSettings settings;
  private final HttpUrl base;

  public ScimClient(Upstream upstream, ScimSettings settings) {
    this.upstream = upstream;
    this.settings = settings;
    this.base = HttpUrl.get(settings.base());
  }

  Failures failures() {
    return upstream.failures();
  }

  SendFrame frame(InstantSource clock) {
    return SendFrame.of(upstream, clock);
  }

  /** The resource, or nothing when the server says that it has none of this id. */
  Optional<ScimResource> one(Kind kind, String id) {
    HttpAnswer answer = upstream.call(kind.read(), request(kind, id).build());
    if (answer.isSuccess()) {
      Doc doc = new Doc(answer.json(), kind.path, failures());
      return Optional.of(ScimResource.of(id, doc, answer));
    }
    if (answer.status() != 404) {
      throw upstream.failure(kind.read(), answer, evidence(answer));
    }
    if (!isScimError(answer)) {
      throw failures().badAnswer("this is no address of a SCIM server", evidence(answer));
    }
    return Optional.empty();
  }

  /** Switches a user on or off, if nobody has changed it since it was read. */
  void activate(ScimResource user, boolean active) {
    ObjectNode operation = operation("replace").put("path", "active").put("value", active);
    patch(Kind.USER, user, operation, after -> after.isActive() == active);
  }

  /** Puts a user into a group, if nobody has changed the group since it was read. */
  void join(ScimResource group, String user) {
    ObjectNode operation = operation("add").put("path", "members");
    operation.putArray("value").addObject().put("value", user);
    boolean shown = group.shows(MEMBERS);
    patch(Kind.GROUP, group, operation, after -> !shown || after.names(MEMBERS, user));
  }

  /** Takes a user out of a group, if nobody has changed the group since it was read. */
  void leave(ScimResource group, String user) {
    ObjectNode operation = operation("remove").put("path", "members[value eq \"" + user + "\"]");
    patch(Kind.GROUP, group, operation, after -> !after.names(MEMBERS, user));
  }

  private void patch(
      Kind kind, ScimResource before, ObjectNode operation, Predicate<ScimResource> shows) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(PATCH_OP);
    body.putArray("Operations").add(operation);
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    Request.Builder request = request(kind, before.id()).patch(RequestBody.create(bytes, SCIM));
    if (!before.version().isEmpty()) {
      request.header("If-Match", before.version());
    }
    HttpAnswer answer = upstream.call(kind.write(), request.build());
    if (!answer.isSuccess()) {
      throw refused(kind, answer);
    }
    if (answer.status() != NO_CONTENT && !shows(kind, before.id(), answer, shows)) {
      throw failures()
          .inDoubt(
              "sent to " + failures().system() + ", and its answer does not show the change",
              evidence(answer),
              null);
    }
  }

  private boolean shows(Kind kind, String id, HttpAnswer answer, Predicate<ScimResource> shows) {
    try {
      Doc doc = new Doc(answer.json(), kind.path, failures());
      return shows.test(ScimResource.of(id, doc, answer));
    } catch (ApplicationFailure unreadable) {
      return false;
    }
  }

  /** A member that is gone when it is taken out was taken out by somebody else meanwhile. */
  private ApplicationFailure refused(Kind kind, HttpAnswer answer) {
    return scimType(answer).equals("noTarget")
        ? failures().conflict(evidence(answer), null)
        : upstream.failure(kind.write(), answer, evidence(answer));
  }

  private Request.Builder request(Kind kind, String id) {
    return new Request.Builder()
        .url(base.newBuilder().addPathSegment(kind.path).addPathSegment(id).build())
        .header("Accept", SCIM.toString())
        .header("Authorization", "Bearer " + settings.token().value());
  }

  private static ObjectNode operation(String op) {
    return JsonNodeFactory.instance.objectNode().put("op", op);
  }

  private static boolean isScimError(HttpAnswer answer) {
    for (var schema : answer.json().path("schemas")) {
      if (schema.asText().equals(ERROR)) {
        return true;
      }
    }
    return false;
  }

  private static String scimType(HttpAnswer answer) {
    String type = answer.json().path("scimType").asText("");
    return type.matches("[A-Za-z]{1,40}") ? type : "";
  }

  private static String evidence(HttpAnswer answer) {
    String type = scimType(answer);
    return "HTTP " + answer.status() + (type.isEmpty() ? "" : ", " + type);
  }
}
