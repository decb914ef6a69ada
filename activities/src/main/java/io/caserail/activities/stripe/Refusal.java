package io.caserail.activities.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.port.Outcome;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an answer without success to a write means: a no of the system, or a failure.
 *
 * <p>Stripe keeps what it answered under the idempotency key once it has begun to execute, a
 * missing balance included. So a no is final for this key, and asking again needs a new command or
 * generation. 429 is answered before that layer; 409 means that the key is in use, hence by us.
 * While an earlier send may have had its effect, only a no that no send of ours can have caused is
 * believed.
 *
 * @param noun what is written about, for people
 * @param notOurDoing the codes that no send of ours can have caused
 * @param words a code in words for people
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
 */
record Refusal(
    StripeClient client,
    Endpoint endpoint,
    String noun,
    Set<String> notOurDoing,
    UnaryOperator<String> words) {
  Refusal {
    notOurDoing = Set.copyOf(notOurDoing);
  }

  /**
   * Judges the answer.
   *
   * @param inDoubt whether an earlier send may have had its effect
   * @return a {@link Outcome.Kind#REJECTED}; anything else is thrown
   */
  Outcome judge(HttpAnswer answer, boolean inDoubt) {
    Failures failures = client.failures();
    String evidence = StripeClient.evidence(answer);
    int status = answer.status();
    JsonNode error = answer.json().path("error");
    if (status == 409 || error.path("type").asText("").equals("idempotency_error")) {
      throw failures.inDoubt("Stripe knows this request from an earlier send", evidence, null);
    }
    if (status != 429 && "true".equals(answer.header("Stripe-Should-Retry"))) {
      throw failures.inDoubt("sent to Stripe, which asks to send it again", evidence, null);
    }
    if (!isAboutTheRequest(status) || !error.isObject()) {
      throw client.failure(endpoint, answer);
    }
    String code = code(error);
    if (code.equals("resource_missing")) {
      throw failures.notFound("the " + noun + " does not exist in Stripe", evidence);
    }
    if (code.startsWith("parameter_")) {
      throw failures.ourFault("Stripe does not take the form of our request", evidence);
    }
    if (inDoubt && !notOurDoing.contains(code)) {
      throw failures.inDoubt(
          "Stripe refuses it, perhaps because an earlier send went through", evidence, null);
    }
    return Outcome.rejected("", code, words.apply(code));
  }

  private static boolean isAboutTheRequest(int status) {
    return status == 400 || status == 402;
  }

  /** The error's code; for an amount above what is left Stripe names only the parameter. */
  private static String code(JsonNode error) {
    String code = error.path("code").asText("");
    if (code.isEmpty()) {
      return error.path("param").asText("").equals("amount") ? "amount_too_large" : "refused";
    }
    return code.matches("[a-z0-9_]{1,60}") ? code : "refused";
  }
}
