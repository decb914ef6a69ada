package io.caserail.worker.audit;

import io.caserail.port.Claim;
import io.caserail.port.RefundOrder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The line of an order. */
final class OrderLines {
  private OrderLines() {}

  static AuditLine of(
      RefundOrder order,
      Instant at,
      String event,
      String policyHash,
      String key,
      String outcome,
      String ref,
      String evidence) {
    return new AuditLine(
        at.toString(),
        event,
        order.attempt().id().value(),
        order.attempt().generation(),
        order.ticket().value(),
        order.amount().toString(),
        claims(order, Claim::commandId),
        claims(order, Claim::actor),
        policyHash,
        key,
        outcome,
        ref,
        evidence,
        order.origin() == null ? "" : order.origin().toString());
  }

  private static List<String> claims(RefundOrder order, Function<Claim, String> part) {
    return Stream.concat(Stream.of(order.request()), order.approvals().stream()).map(part).toList();
  }
}
