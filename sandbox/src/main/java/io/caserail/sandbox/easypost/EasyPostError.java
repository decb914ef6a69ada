package io.caserail.sandbox.easypost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;

/**
 * An answer that is not the object asked for, in EasyPost's envelope {@code {"error": {"code",
 * "message", "errors"}}}. The codes of refused refunds are this stand-in's: EasyPost documents the
 * status 422 and no list of them.
 *
 * @see <a href="https://docs.easypost.com/docs/errors">EasyPost: errors</a>
 */
final class EasyPostError extends RuntimeException {
  private final int status;
  private final String code;

  private EasyPostError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static EasyPostError unauthorized() {
    return new EasyPostError(401, "UNAUTHORIZED", "This api key is not valid.");
  }

  static EasyPostError missing() {
    return new EasyPostError(404, "NOT_FOUND", "The requested resource could not be found.");
  }

  static EasyPostError invalid(String message) {
    return new EasyPostError(422, "PARAMETER.INVALID", message);
  }

  static EasyPostError refused(String code, String message) {
    return new EasyPostError(422, code, message);
  }

  static EasyPostError tooManyRequests() {
    return new EasyPostError(429, "RATE_LIMITED", "Too many requests.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  ObjectNode body() {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", code).put("message", text()).putArray("errors");
    return body;
  }
}
