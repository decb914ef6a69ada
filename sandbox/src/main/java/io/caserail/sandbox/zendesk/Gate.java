package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Endpoint;
import io.caserail.sandbox.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stands before every endpoint: who calls, with which scopes, within which limits. Runs the
 * endpoint under the account's lock and turns a refusal into its answer.
 */
final class Gate {
  /** An endpoint behind the gate. */
  @FunctionalInterface
  interface Action {
    Answer run(Call call, User user);
  }

  private static final String BEARER = "Bearer ";

  private final ZendeskAccount account;

  Gate(ZendeskAccount account) {
    this.account = account;
  }

  Endpoint guard(Need need, Action action) {
    return call -> {
      synchronized (account) {
        return answer(call, need, action);
      }
    };
  }

  /** An endpoint that takes anybody, within no limit. */
  Endpoint open(Endpoint endpoint) {
    return call -> {
      synchronized (account) {
        return refusable(() -> endpoint.answer(call));
      }
    };
  }

  private Answer answer(Call call, Need need, Action action) {
    Map<String, String> headers = new LinkedHashMap<>();
    Answer answer =
        refusable(
            () -> {
              Tokens.Token token = token(call).orElseThrow(ZendeskRefusal::unauthenticated);
              User user = account.directory().user(token.userId());
              if (!user.active()) {
                throw ZendeskRefusal.unauthenticated();
              }
              limit(call, user, need, headers);
              boolean granted = token.grants(need.resource(), need.write(), need.globalOnly());
              if (!granted || !user.staff() || (need.adminOnly() && !user.admin())) {
                throw ZendeskRefusal.forbidden();
              }
              return action.run(call, user);
            });
    return answer.with(headers);
  }

  private static Answer refusable(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (ZendeskRefusal refusal) {
      return refusal.answer();
    } catch (IllegalArgumentException e) {
      return ZendeskRefusal.badRequest("InvalidValue", "The request could not be read").answer();
    }
  }

  /** The caller's valid token, if it sent one. */
  Optional<Tokens.Token> token(Call call) {
    return call.header("Authorization")
        .filter(h -> h.startsWith(BEARER))
        .flatMap(h -> account.tokens().valid(h.substring(BEARER.length())));
  }

  private void limit(Call call, User user, Need need, Map<String, String> headers) {
    List<RateBuckets.Level> levels = new ArrayList<>();
    levels.add(account.buckets().take(Bucket.minute("", account.limits().perMinute()), user));
    need.buckets().forEach(b -> levels.add(account.buckets().take(b.apply(call, user), user)));
    levels.forEach(l -> headers.putAll(l.headers()));
    levels.stream()
        .filter(RateBuckets.Level::over)
        .mapToLong(RateBuckets.Level::resetSeconds)
        .max()
        .ifPresent(
            seconds -> {
              headers.put("Retry-After", Long.toString(seconds));
              throw tooMany();
            });
  }

  private static ZendeskRefusal tooMany() {
    return new ZendeskRefusal(
        Answer.json(
            429,
            Json.object()
                .put("error", "APIRateLimitExceeded")
                .put("description", "Number of allowed API requests per minute exceeded")));
  }
}
