package io.caserail.sandbox.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operation of a PATCH. Names are compared without regard to case, as some clients write {@code
 * "Replace"}.
 *
 * @param path empty when the value is an object of attributes
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2">RFC 7644, 3.5.2: PATCH</a>
 */
record PatchOperation(Op op, String path, JsonNode value) {
  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  /** What an operation does. */
  enum Op {
    ADD,
    REMOVE,
    REPLACE
  }

  /** All operations of a request, in their order. */
  static List<PatchOperation> read(JsonNode request) {
    boolean ofThisSchema = false;
    for (JsonNode schema : request.path("schemas")) {
      ofThisSchema |= schema.asText().equals(SCHEMA);
    }
    JsonNode operations = request.path("Operations");
    if (!ofThisSchema || !operations.isArray() || operations.isEmpty()) {
      throw ScimError.bad("invalidSyntax", "The body is no PatchOp with Operations.");
    }
    List<PatchOperation> all = new ArrayList<>();
    operations.forEach(operation -> all.add(one(operation)));
    return all;
  }

  private static PatchOperation one(JsonNode operation) {
    Op op =
        switch (operation.path("op").asText().toLowerCase(Locale.ROOT)) {
          case "add" -> Op.ADD;
          case "remove" -> Op.REMOVE;
          case "replace" -> Op.REPLACE;
          default -> throw ScimError.bad("invalidSyntax", "op is add, remove or replace.");
        };
    String path = operation.path("path").asText("");
    if (op == Op.REMOVE && path.isEmpty()) {
      throw ScimError.bad("noTarget", "A remove needs a path.");
    }
    return new PatchOperation(op, path, operation.path("value"));
  }
}
