package io.caserail.activities.stripe;

import io.caserail.model.Digest;
import io.caserail.model.OperationId;
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
  static final String OPERATION = "operation_id";
  static final String COMMAND = "command_id";
  static final String GENERATION = "generation";
  static final String TICKET = "ticket";
  static final String NAMED_FOR = "named_for";

  RefundForm {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static RefundForm of(RefundOrder order, String account) {
    Attempt attempt = order.attempt();
    OperationId id = attempt.id();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("payment_intent", order.payment().value());
    fields.put("amount", Long.toString(order.amount().minor()));
    fields.put(metadata(OPERATION), id.value());
    fields.put(metadata("request_key"), id.requestKey().value());
    fields.put(metadata(COMMAND), attempt.commandId());
    fields.put(metadata(GENERATION), Integer.toString(attempt.generation()));
    fields.put(metadata(TICKET), order.ticket().value());
    fields.put(metadata("caserail_account"), account);
    if (!order.approvals().isEmpty()) {
      fields.put(
          metadata("approvals"),
          order.approvals().stream().map(Claim::commandId).collect(Collectors.joining(" ")));
    }
    return new RefundForm(key(attempt), fields);
  }

  private static String key(Attempt attempt) {
    String generation = Integer.toString(attempt.generation());
    return "caserail-" + Digest.hex(48, attempt.id().value(), attempt.commandId(), generation);
  }

  private static String metadata(String name) {
    return "metadata[" + name + "]";
  }
}
