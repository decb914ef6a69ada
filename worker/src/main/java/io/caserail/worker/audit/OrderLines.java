package io.caserail.worker.audit;

import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.RefundOrder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The line of an order, as far as the order itself knows it. */
final class OrderLines {
  private OrderLines() {}

  static AuditLine.Builder of(RefundOrder order, String event, Instant at) {
    return about(order.attempt(), event, at)
        .ticket(order.ticket().value())
        .amount(order.amount().toString())
        .commands(claims(order.request(), order.approvals(), Claim::commandId))
        .actors(claims(order.request(), order.approvals(), Claim::actor))
        .origin(order.origin() == null ? "" : order.origin().toString())
        .reason(order.reason().matches("[a-z_]{1,40}") ? order.reason() : "unprintable");
  }

  static AuditLine.Builder of(ChangeOrder order, String event, Instant at) {
    return about(order.attempt(), event, at)
        .object(order.object().value())
        .value(idsOnly(order.value()))
        .ticket(order.ticket().value())
        .commands(claims(order.request(), order.approvals(), Claim::commandId))
        .actors(claims(order.request(), order.approvals(), Claim::actor));
  }

  private static AuditLine.Builder about(Attempt attempt, String event, Instant at) {
    return AuditLine.of(event, at).operation(attempt.id().value()).generation(attempt.generation());
  }

  /** Whoever writes to the namespace could put anything there. */
  private static String idsOnly(String value) {
    return value.matches("[A-Za-z0-9._:@ -]{0,300}") ? value : "unprintable";
  }

  private static List<String> claims(
      Claim request, List<Claim> approvals, Function<Claim, String> part) {
    return Stream.concat(Stream.of(request), approvals.stream()).map(part).toList();
  }
}
