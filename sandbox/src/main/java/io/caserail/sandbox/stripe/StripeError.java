package io.caserail.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is not the object asked for, with the fields of Stripe's error object.
 *
 * <p>Stripe keeps a result under its idempotency key only once the endpoint has begun to execute;
 * {@link #kept()} tells which errors those are.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe: errors</a>
 * @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes</a>
 */
final class StripeError extends RuntimeException {
  private final int status;
  private final String type;
  private final @Nullable String code;
  private final @Nullable String param;
  private final boolean kept;
  private final @Nullable Boolean shouldRetry;

  private StripeError(
      int status,
      String type,
      @Nullable String code,
      @Nullable String param,
      String message,
      boolean kept,
      @Nullable Boolean shouldRetry) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
    this.kept = kept;
    this.shouldRetry = shouldRetry;
  }

  /** A parameter that does not pass validation: nothing was executed. */
  static StripeError invalidParameter(@Nullable String code, String param, String message) {
    return new StripeError(400, "invalid_request_error", code, param, message, false, null);
  }

  static StripeError missing(String noun, String id, String param) {
    return missing(404, noun, id, param);
  }

  /** An id in the body, unlike one in the path, is answered with 400. */
  static StripeError missingInBody(String noun, String id, String param) {
    return missing(400, noun, id, param);
  }

  private static StripeError missing(int status, String noun, String id, String param) {
    String message = "No such " + noun + ": '" + id + "'";
    return new StripeError(
        status, "invalid_request_error", "resource_missing", param, message, true, null);
  }

  /** A well-formed request that the state of the account does not allow. */
  static StripeError refused(@Nullable String code, @Nullable String param, String message) {
    return new StripeError(400, "invalid_request_error", code, param, message, true, null);
  }

  static StripeError declined(String message) {
    return new StripeError(402, "card_error", "card_declined", null, message, true, false);
  }

  static StripeError crashed() {
    String message = "An unknown error occurred";
    return new StripeError(500, "api_error", null, null, message, true, false);
  }

  static StripeError locked() {
    String message =
        "This object cannot be accessed right now because another request is using it."
            + " Retry the request.";
    return new StripeError(
        429, "invalid_request_error", "lock_timeout", null, message, false, true);
  }

  static StripeError tooManyRequests() {
    String message = "Too many requests hit the API too quickly.";
    return new StripeError(429, "invalid_request_error", "rate_limit", null, message, false, null);
  }

  static StripeError keyInUse(String key) {
    String message = "Another request with the idempotency key '" + key + "' is in progress.";
    return new StripeError(
        409, "idempotency_error", "idempotency_key_in_use", null, message, false, true);
  }

  static StripeError keyReused(String key) {
    String message =
        "The idempotency key '" + key + "' was first used with other parameters; use another key.";
    return new StripeError(400, "idempotency_error", null, null, message, false, null);
  }

  static StripeError unauthenticated(String message) {
    return new StripeError(401, "invalid_request_error", null, null, message, false, null);
  }

  static StripeError forbidden(String permission) {
    String message =
        "The provided key does not have the required permissions for this endpoint. The permission '"
            + permission
            + "' would allow this request.";
    return new StripeError(403, "invalid_request_error", null, null, message, false, null);
  }

  static StripeError unknownUrl(String method, String path) {
    String message = "Unrecognized request URL (" + method + ": " + path + ").";
    return new StripeError(404, "invalid_request_error", null, null, message, false, null);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  @Nullable String code() {
    return code;
  }

  @Nullable String param() {
    return param;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  boolean kept() {
    return kept;
  }

  /** The value of {@code Stripe-Should-Retry}, or null where Stripe leaves it to the client. */
  @Nullable Boolean shouldRetry() {
    return shouldRetry;
  }
}
