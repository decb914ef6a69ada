package io.caserail.sandbox.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;

/**
 * An answer that is not the resource asked for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.12">RFC 7644, 3.12: errors</a>
 */
final class ScimError extends RuntimeException {
  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

  private final int status;
  private final String scimType;

  private ScimError(int status, String scimType, String detail) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }

  static ScimError unauthorized() {
    return new ScimError(401, "", "Authorization failure.");
  }

  static ScimError missing(String id) {
    return new ScimError(404, "", "Resource " + id + " not found.");
  }

  static ScimError unknownAddress() {
    return new ScimError(404, "", "No such endpoint.");
  }

  static ScimError outdated() {
    return new ScimError(412, "", "Failed to update. Resource has changed on the server.");
  }

  static ScimError taken(String userName) {
    return new ScimError(409, "uniqueness", "The userName " + userName + " is taken.");
  }

  /** A 400 with one of the RFC's detail codes. */
  static ScimError bad(String scimType, String detail) {
    return new ScimError(400, scimType, detail);
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  ObjectNode body() {
    ObjectNode body = Json.object();
    body.putArray("schemas").add(SCHEMA);
    body.put("status", Integer.toString(status));
    if (!scimType.isEmpty()) {
      body.put("scimType", scimType);
    }
    return body.put("detail", text());
  }
}
