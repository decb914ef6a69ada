package io.caserail.sandbox.easypost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Endpoint;
import io.caserail.sandbox.core.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;

/**
 * What can be called, behind who calls (401) and how often (429):
 *
 * <pre>
 * POST /v2/shipments              reference, service: bought in the same call
 * GET  /v2/shipments/{id}
 * POST /v2/shipments/{id}/refund
 * GET  /v2/trackers/{id}
 * </pre>
 *
 * The key is the user name of basic authentication, without a password.
 *
 * @see <a href="https://docs.easypost.com/docs/authentication">EasyPost: authentication</a>
 */
final class EasyPostApi {
  private final String key;
  private final Shipments shipments;
  private final EasyPostJson json;
  private volatile boolean throttled;

  EasyPostApi(String key, Shipments shipments, EasyPostJson json) {
    this.key = key;
    this.shipments = shipments;
    this.json = json;
  }

  Routes routes() {
    return new Routes()
        .post("/v2/shipments", admitted(201, this::buy))
        .get(
            "/v2/shipments/{id}",
            admitted(200, call -> json.shipment(shipments.find(call.path("id")))))
        .post(
            "/v2/shipments/{id}/refund",
            admitted(200, call -> json.shipment(shipments.refund(call.path("id"), call.cause()))))
        .get("/v2/trackers/{id}", admitted(200, this::tracker));
  }

  /** Answers what no other endpoint fits. */
  Endpoint unknown() {
    return admitted(
        404,
        call -> {
          throw EasyPostError.missing();
        });
  }

  void throttle(boolean on) {
    throttled = on;
  }

  private ObjectNode buy(Call call) {
    JsonNode wanted = parsed(call).path("shipment");
    if (!wanted.isObject()) {
      throw EasyPostError.invalid("Missing required parameter: shipment");
    }
    if (wanted.path("service").asText("").isEmpty()) {
      throw EasyPostError.invalid("Missing parameter: service. Labels are bought in one call.");
    }
    return json.shipment(
        shipments.buy(wanted.path("reference").asText(""), CarrierAnswer.REFUND, call.cause()));
  }

  private ObjectNode tracker(Call call) {
    return shipments.list().stream()
        .filter(s -> s.trackerId().equals(call.path("id")))
        .findFirst()
        .map(json::tracker)
        .orElseThrow(EasyPostError::missing);
  }

  private static JsonNode parsed(Call call) {
    try {
      return call.json();
    } catch (IllegalArgumentException e) {
      throw EasyPostError.invalid("The body is not JSON.");
    }
  }

  private Endpoint admitted(int status, Function<Call, ObjectNode> work) {
    return call -> {
      try {
        admit(call);
        shipments.catchUp();
        return Answer.json(status, work.apply(call));
      } catch (EasyPostError error) {
        return Answer.json(error.status(), error.body());
      }
    };
  }

  private void admit(Call call) {
    if (!key.equals(user(call.header("Authorization").orElse("")))) {
      throw EasyPostError.unauthorized();
    }
    if (throttled) {
      throw EasyPostError.tooManyRequests();
    }
  }

  private static String user(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return "";
    }
    try {
      byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
      return new String(pair, StandardCharsets.UTF_8).replaceAll(":.*$", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
