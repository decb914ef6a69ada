package io.caserail.worker.audit;

import io.caserail.port.ChangeOrder;
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
        "",
        "",
        "",
        order.ticket().value(),
        order.amount().toString(),
        claims(order.request(), order.approvals(), Claim::commandId),
        claims(order.request(), order.approvals(), Claim::actor),
        policyHash,
        key,
        outcome,
        ref,
        evidence,
        order.origin() == null ? "" : order.origin().toString());
  }

  static AuditLine of(
      ChangeOrder order,
      Instant at,
      String event,
      String change,
      String policyHash,
      String outcome,
      String ref,
      String evidence) {
    return new AuditLine(
        at.toString(),
        event,
        order.attempt().id().value(),
        order.attempt().generation(),
        change,
        order.object().value(),
        idsOnly(order.value()),
        order.ticket().value(),
        "",
        claims(order.request(), order.approvals(), Claim::commandId),
        claims(order.request(), order.approvals(), Claim::actor),
        policyHash,
        "",
        outcome,
        ref,
        evidence,
        "");
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
