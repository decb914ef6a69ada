package io.caserail.activities.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where in a company's answer its facts stand, and what the words of its status mean.
 *
 * @param at a JSON pointer (RFC 6901) for each fact; an empty one where the company does not tell
 * @param words what the status says
 */
public record AnswerMap(Map<String, JsonPointer> at, Words words) {
  /** An answer about a change, as the description has it. */
  public static final AnswerMap CHANGE =
      of(
          Words.of("succeeded", "pending", "action_required", "rejected").with("absent"),
          "list=/changes",
          "reference=/reference",
          "operation=/operationId",
          "change=/change",
          "object=/object",
          "key=/idempotencyKey",
          "status=/status",
          "code=/code",
          "detail=/detail",
          "pollAfter=/pollAfterSeconds");

  /** Only whether there is such an object is asked. */
  static final AnswerMap ACCESS = of(Words.of());

  static final AnswerMap ACCOUNT =
      of(Words.of("verified", "not_verified"), "customer=/customer/email", "verdict=/verdict");

  static final AnswerMap ORDER =
      of(
          Words.of("open", "cancelled", "closed"),
          "customer=/customer/email",
          "stage=/stage",
          "placedAt=/placedAt",
          "subscription=/subscription",
          "shipment=/shipment",
          "access=/access",
          "payment=/payment",
          "paidMinor=/paid/minor",
          "paidCurrency=/paid/currency",
          "operation=/cancelledBy");

  public AnswerMap {
    at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
  }

  private static AnswerMap of(Words words, String... facts) {
    Map<String, JsonPointer> at = new LinkedHashMap<>();
    for (String fact : facts) {
      int is = fact.indexOf('=');
      at.put(fact.substring(0, is), JsonPointer.compile(fact.substring(is + 1)));
    }
    return new AnswerMap(at, words);
  }

  /** The fact's value; a missing node where the company does not tell it. */
  JsonNode find(JsonNode answer, String fact) {
    JsonPointer pointer = pointer(fact);
    return pointer.matches() ? MissingNode.getInstance() : answer.at(pointer);
  }

  boolean tells(String fact) {
    return !pointer(fact).matches();
  }

  /**
   * The place of a fact.
   *
   * @throws IllegalArgumentException when there is no such fact
   */
  public JsonPointer pointer(String fact) {
    JsonPointer pointer = at.get(fact);
    if (pointer == null) {
      throw new IllegalArgumentException("no such fact: " + fact);
    }
    return pointer;
  }
}
