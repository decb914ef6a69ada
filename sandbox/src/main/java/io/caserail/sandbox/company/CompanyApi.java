package io.caserail.sandbox.company;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Endpoint;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shop's HTTP side: who asks, under which key, and the answer as the description wants it. */
final class CompanyApi {
  private static final int MEET_SECONDS = 2;

  private final Shop shop;
  private final KeyStore keys;
  private final InstantSource clock;
  private final String token;
  private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  private final CyclicBarrier both = new CyclicBarrier(2);

  CompanyApi(Shop shop, InstantSource clock, String token) {
    this.shop = shop;
    this.keys = new KeyStore(clock);
    this.clock = clock;
    this.token = token;
  }

  Routes routes() {
    return new Routes()
        .get("/changes", admitted(this::find))
        .get("/{collection}/{id}", admitted(this::read))
        .post("/{collection}/{id}/changes", admitted(this::change));
  }

  Endpoint unknown() {
    return admitted(
        call -> {
          throw Problem.notFound("address");
        });
  }

  void have(Quirk quirk) {
    quirks.add(quirk);
  }

  private boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  private Endpoint admitted(Endpoint endpoint) {
    return call -> {
      try {
        boolean known = call.header("Authorization").orElse("").equals("Bearer " + token);
        if (!known && !has(Quirk.LETS_ANYBODY_IN)) {
          throw Problem.unauthenticated();
        }
        return endpoint.answer(call);
      } catch (Problem no) {
        return has(Quirk.ERRORS_ARE_TEXT) ? no.plainAnswer() : no.answer();
      }
    };
  }

  private Answer read(Call call) {
    try {
      return Answer.json(200, shop.read(call.path("collection"), call.path("id")));
    } catch (Problem no) {
      if (has(Quirk.INVENTS_OBJECTS)) {
        return Answer.json(200, Json.object());
      }
      throw no;
    }
  }

  private Answer find(Call call) {
    String operation = call.query("operationId").orElse("");
    if (operation.isBlank()) {
      throw Problem.unreadable("malformed", "operationId is missing");
    }
    ArrayNode found = Json.array();
    if (!has(Quirk.FINDS_NOTHING)) {
      shop.changes(has(Quirk.IGNORES_THE_FILTER) ? "" : operation)
          .forEach(change -> found.add(change.json(clock.instant())));
    }
    if (found.isEmpty() && has(Quirk.UNKNOWN_OPERATION_IS_AN_ERROR)) {
      throw Problem.notFound("operation");
    }
    ObjectNode list = Json.object();
    list.set("changes", found);
    return Answer.json(200, list);
  }

  private Answer change(Call call) {
    Wish wish;
    try {
      wish = Wish.read(call);
    } catch (Problem unreadable) {
      if (has(Quirk.CRASHES_ON_ODD_INPUT)) {
        return Answer.text(500, "java.lang.NullPointerException");
      }
      throw unreadable;
    }
    if (has(Quirk.KEEPS_KEYS_TOO_LATE)) {
      Optional<Answer> first = first(wish);
      meetAnother();
      return first.orElseGet(() -> execute(wish, call));
    }
    synchronized (keys) {
      return first(wish).orElseGet(() -> execute(wish, call));
    }
  }

  private Optional<Answer> first(Wish wish) {
    return has(Quirk.FORGETS_KEYS) ? Optional.empty() : keys.first(wish, has(Quirk.TAKES_ANY_BODY));
  }

  private Answer execute(Wish wish, Call call) {
    try {
      Change made = shop.make(wish, call.cause());
      ObjectNode json = made.json(clock.instant());
      boolean pending = json.path("status").asText().equals("pending");
      return keys.keep(wish, Answer.json(pending ? 202 : 200, json));
    } catch (Problem no) {
      if (no.isJudgement()) {
        keys.keep(wish, no.answer());
      }
      throw no;
    }
  }

  /** Two that come at once pass together; one that comes alone goes on after a while. */
  private void meetAnother() {
    try {
      both.await(MEET_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException e) {
      both.reset();
    }
  }
}
