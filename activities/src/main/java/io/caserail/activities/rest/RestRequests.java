package io.caserail.activities.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The three requests that the description knows, with our name on them. */
public final class RestRequests {
  private static final MediaType JSON = MediaType.get("application/json");

  private final RestSettings settings;

  public RestRequests(RestSettings settings) {
    this.settings = settings;
  }

  /** Reads an object. */
  public Request object(RestCollection collection, String id) {
    Map<String, String> values = Map.of("collection", settings.name(collection), "id", id);
    return request(settings.paths().object(), values).build();
  }

  /** Finds all changes of an operation. */
  public Request find(String operationId) {
    return request(settings.paths().find(), Map.of("operationId", operationId)).build();
  }

  /** Makes a change under a key. */
  public Request change(RestChange change, String id, String key, ObjectNode body) {
    Map<String, String> values =
        Map.of("collection", settings.name(change.collection()), "id", id, "change", change.name());
    return request(settings.paths().change(), values)
        .header(settings.keyHeader(), key)
        .post(RequestBody.create(body.toString().getBytes(StandardCharsets.UTF_8), JSON))
        .build();
  }

  /** The body of a change: the same for the same values, byte by byte. */
  public static ObjectNode body(
      String operationId, RestChange change, String value, String ticket, String requestedBy) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("operationId", operationId)
        .put("change", change.name())
        .put("value", value)
        .put("ticket", ticket)
        .put("requestedBy", requestedBy);
  }

  private Request.Builder request(PathTemplate path, Map<String, String> values) {
    return new Request.Builder()
        .url(path.below(settings.base(), values))
        .header("Accept", "application/json, application/problem+json")
        .header(settings.auth().header(), settings.auth().value().value());
  }
}
