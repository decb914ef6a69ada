package io.caserail.activities.stripe;

import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.RefundOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The body of a refund and the key it is sent under, both made from the order alone: the same order
 * gives the same bytes, on any machine and after any deploy that leaves this class as it is.
 *
 * @param key the idempotency key, different for another command or generation
 * @param fields the form's fields, in their order
 */
record RefundForm(String key, Map<String, String> fields) {
  /** The key under which a refund that was made by hand names the request that it was for. */
  static final String NAMED_FOR = "named_for";

  RefundForm {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static RefundForm of(RefundOrder order, String account) {
    Attempt attempt = order.attempt();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("payment_intent", order.payment().value());
    fields.put("amount", StripeMoney.write(order.amount()));
    fields.put(Marks.metadata(Marks.OPERATION), attempt.id().value());
    fields.put(Marks.metadata("request_key"), attempt.id().requestKey().value());
    fields.put(Marks.metadata(Marks.COMMAND), attempt.commandId());
    fields.put(Marks.metadata(Marks.GENERATION), Integer.toString(attempt.generation()));
    fields.put(Marks.metadata(Marks.TICKET), order.ticket().value());
    fields.put(Marks.metadata(Marks.ACCOUNT), account);
    fields.put(Marks.metadata(Marks.REQUESTED_BY), order.request().actor());
    if (!order.approvals().isEmpty()) {
      fields.put(
          Marks.metadata("approvals"),
          order.approvals().stream().map(Claim::commandId).collect(Collectors.joining(" ")));
      fields.put(
          Marks.metadata(Marks.APPROVED_BY),
          order.approvals().stream().map(Claim::actor).collect(Collectors.joining(" ")));
    }
    return new RefundForm(Marks.key(attempt), fields);
  }
}
