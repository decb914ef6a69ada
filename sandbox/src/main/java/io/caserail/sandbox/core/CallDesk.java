package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.fault.FaultKind;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one call from arrival to answer: number it, strike it, process it, record it, answer. */
final class CallDesk implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);

  private final String system;
  private final Surroundings surroundings;
  private final Routes routes;
  private final Endpoint notFound;

  CallDesk(String system, Surroundings surroundings, Routes routes, Endpoint notFound) {
    this.system = system;
    this.surroundings = surroundings;
    this.routes = routes;
    this.notFound = notFound;
  }

  @Override
  public void handle(Context context) throws InterruptedException {
    String method = context.req().getMethod();
    String path = context.req().getRequestURI();
    Routes.Match match =
        routes
            .find(method, path)
            .orElseGet(() -> new Routes.Match(method + " (unknown)", Map.of(), notFound));
    byte[] body = context.bodyAsBytes();
    CallFacts facts =
        surroundings
            .calls()
            .arrive(
                system,
                match.name(),
                method,
                path,
                Optional.ofNullable(context.req().getQueryString()).orElse(""));
    Call call = new Call(facts, match.params(), headers(context), body);
    serve(call, match.endpoint(), new Connection(context.req(), context.res()));
  }

  private void serve(Call call, Endpoint endpoint, Connection connection)
      throws InterruptedException {
    List<ActiveFault> struck = surroundings.faults().strike(call.facts());
    List<FaultKind> kinds = struck.stream().map(f -> f.fault().kind()).toList();
    for (ActiveFault fault : struck) {
      if (fault.fault().kind() == FaultKind.LATENCY) {
        fault.hold();
      }
    }
    Optional<ActiveFault> fault =
        struck.stream().filter(f -> f.fault().kind() != FaultKind.LATENCY).findFirst();
    if (fault.isPresent()
        && fault.get().fault().kind().moment() == FaultKind.Moment.BEFORE_EFFECT) {
      refuse(call, fault.get(), kinds, connection);
      return;
    }
    Answer answer = answer(call, endpoint);
    record(call, answer.status(), kinds);
    if (fault.isPresent()) {
      spoil(answer, fault.get(), connection);
    } else {
      connection.send(answer);
    }
  }

  private void refuse(Call call, ActiveFault active, List<FaultKind> kinds, Connection connection)
      throws InterruptedException {
    Fault fault = active.fault();
    record(call, fault.status(), kinds);
    if (fault.kind() == FaultKind.STATUS) {
      connection.send(injected(fault));
      return;
    }
    if (fault.kind() == FaultKind.UNANSWERED) {
      active.hold();
    }
    connection.reset();
  }

  private void spoil(Answer answer, ActiveFault active, Connection connection)
      throws InterruptedException {
    switch (active.fault().kind()) {
      case ANSWER_LOST -> connection.reset();
      case ANSWER_TIMED_OUT -> {
        active.hold();
        connection.reset();
      }
      case STATUS_AFTER_EFFECT -> connection.send(injected(active.fault()));
      case MALFORMED -> connection.sendGarbled(answer);
      case TRUNCATED -> connection.sendHalf(answer);
      case SLOW -> connection.drip(answer, active);
      default -> throw new IllegalStateException("not a fault of an answer: " + active.fault());
    }
  }

  private static Answer injected(Fault fault) {
    String body = fault.body() == null ? "{\"error\":\"injected\"}" : fault.body();
    return Answer.text(fault.status(), body)
        .with(fault.headers())
        .as("application/json; charset=utf-8");
  }

  private Answer answer(Call call, Endpoint endpoint) {
    try {
      return endpoint.answer(call);
    } catch (RuntimeException e) {
      LOG.error("the stand-in failed: system={} endpoint={}", system, call.facts().endpoint(), e);
      return Answer.text(500, "the sandbox itself failed: " + e);
    }
  }

  private void record(Call call, int status, List<FaultKind> kinds) {
    boolean effect = surroundings.books().changedBy(call.facts().ordinal());
    surroundings.calls().processed(call.facts(), status, effect, kinds);
  }

  private static Map<String, String> headers(Context context) {
    return context.headerMap().entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (a, b) -> a));
  }
}
