package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Endpoint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts every endpoint behind what Stripe asks first, in its order: who calls (401), how often
 * (429), whether they may (403), then the idempotency layer, and only then the endpoint.
 */
final class StripeApi {
  /** Reads an object or a list. */
  interface Reader {
    ObjectNode read(Call call, Form query);
  }

  /** Changes the account and answers with the object. */
  interface Writer {
    ObjectNode write(Call call, Form form, Origin origin);
  }

  private interface Work {
    Reply answer(String requestId);
  }

  private final ApiKeys keys;
  private final RateLimit rateLimit;
  private final IdempotencyLayer idempotency;
  private final Ids ids;
  private final Runnable beforeEach;

  /**
   * @param beforeEach brings the account up to date
   */
  StripeApi(
      ApiKeys keys,
      RateLimit rateLimit,
      IdempotencyLayer idempotency,
      Ids ids,
      Runnable beforeEach) {
    this.keys = keys;
    this.rateLimit = rateLimit;
    this.idempotency = idempotency;
    this.ids = ids;
    this.beforeEach = beforeEach;
  }

  Endpoint reading(Reader reader) {
    return call ->
        answer(
            call,
            requestId -> {
              admit(call);
              return Reply.of(reader.read(call, Form.parse(call.facts().query())), requestId);
            });
  }

  /**
   * @param permission what a restricted key would need
   */
  Endpoint writing(String permission, Writer writer) {
    return call ->
        answer(
            call,
            requestId -> {
              if (!admit(call)) {
                throw StripeError.forbidden(permission);
              }
              return write(call, writer, requestId);
            });
  }

  /** Answers what no other endpoint fits. */
  Endpoint unknown() {
    return reading(
        (call, query) -> {
          throw StripeError.unknownUrl(call.facts().method(), call.facts().path());
        });
  }

  private boolean admit(Call call) {
    boolean mayWrite = keys.mayWrite(call.header("Authorization").orElse(null));
    rateLimit.admit();
    return mayWrite;
  }

  private Reply write(Call call, Writer writer, String requestId) {
    if (call.header("Content-Type").orElse("").startsWith("application/json")) {
      throw StripeError.invalidParameter(
          null, "body", "The body must be application/x-www-form-urlencoded.");
    }
    boolean isPost = call.facts().method().equals("POST");
    // Stripe's own clients put the parameters of a DELETE into its query.
    Form form = Form.parse(isPost ? call.text() : call.facts().query() + "&" + call.text());
    @Nullable String key = isPost ? call.header("Idempotency-Key").orElse(null) : null;
    Origin origin = new Origin(call.cause(), requestId, key);
    Supplier<Reply> work =
        () -> orError(requestId, () -> Reply.of(writer.write(call, form, origin), requestId));
    if (key == null) {
      return work.get();
    }
    return idempotency.answer(key, call.facts().path() + " " + form.fingerprint(), work);
  }

  private Answer answer(Call call, Work work) {
    beforeEach.run();
    String requestId = ids.request();
    Reply reply = orError(requestId, () -> work.answer(requestId));
    Answer answer = Answer.json(reply.status(), reply.body()).with("Request-Id", requestId);
    String key = call.header("Idempotency-Key").orElse("");
    if (!key.isEmpty() && call.facts().method().equals("POST")) {
      answer = answer.with("Idempotency-Key", key).with("Original-Request", reply.requestId());
    }
    if (reply.isReplay()) {
      answer = answer.with("Idempotent-Replayed", "true");
    }
    if (reply.shouldRetry() != null) {
      answer = answer.with("Stripe-Should-Retry", reply.shouldRetry().toString());
    }
    String version = call.header("Stripe-Version").orElse(StripeJson.API_VERSION);
    return answer.with("Stripe-Version", version);
  }

  private static Reply orError(String requestId, Supplier<Reply> work) {
    try {
      return work.get();
    } catch (StripeError error) {
      return Reply.of(error, requestId);
    }
  }
}
