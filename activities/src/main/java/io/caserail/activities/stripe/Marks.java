package io.caserail.activities.stripe;

import io.caserail.model.Digest;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The marks by which an operation is known again in Stripe: in an object's metadata, and in the
 * idempotency key of its sends.
 *
 * @see <a href="https://docs.stripe.com/api/metadata">Stripe: metadata</a>
 */
final class Marks {
  static final String OPERATION = "operation_id";
  static final String COMMAND = "command_id";
  static final String GENERATION = "generation";
  static final String TICKET = "ticket";
  static final String ACCOUNT = "caserail_account";

  /** The ids of the people of a refund: what one person does in a day is counted by them. */
  static final String REQUESTED_BY = "requested_by";

  static final String APPROVED_BY = "approved_by";

  private Marks() {}

  /**
   * The marks of a change, as fields of a form.
   *
   * @param account how the metadata name this installation
   */
  static Map<String, String> of(ChangeOrder order, String account) {
    Attempt attempt = order.attempt();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(metadata(OPERATION), attempt.id().value());
    fields.put(metadata(COMMAND), attempt.commandId());
    fields.put(metadata(GENERATION), Integer.toString(attempt.generation()));
    fields.put(metadata(TICKET), order.ticket().value());
    fields.put(metadata(ACCOUNT), account);
    return fields;
  }

  /** The fields that take the marks off: an empty value unsets its key. */
  static Map<String, String> cleared() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : new String[] {OPERATION, COMMAND, GENERATION, TICKET, ACCOUNT}) {
      fields.put(metadata(name), "");
    }
    return fields;
  }

  /** The same in a comment, for what takes no metadata: operation, account and ticket. */
  static String comment(ChangeOrder order, String account) {
    return order.attempt().id() + " " + account + " " + order.ticket();
  }

  /** Whether a comment names the attempt's operation; older ones name nothing else. */
  static boolean areOf(Attempt attempt, String comment) {
    return (comment + " ").startsWith(attempt.id() + " ");
  }

  /** The form's name of an entry of the metadata. */
  static String metadata(String name) {
    return "metadata[" + name + "]";
  }

  /** The operation that the metadata name; empty for none. */
  static String operation(Map<String, String> metadata) {
    return metadata.getOrDefault(OPERATION, "");
  }

  static boolean areOf(Attempt attempt, Map<String, String> metadata) {
    return operation(metadata).equals(attempt.id().value());
  }

  /** Whether the metadata name an operation of the attempt's request, whatever its step. */
  static boolean areOfRequest(Attempt attempt, Map<String, String> metadata) {
    return request(operation(metadata)).equals(request(attempt.id().value()));
  }

  private static String request(String operation) {
    return operation.replaceFirst("/[^/]*$", "");
  }

  /** Whether it was sent for the same command in the same generation, hence under the same key. */
  static boolean areOfSameKey(Attempt attempt, Map<String, String> metadata) {
    return areOf(attempt, metadata)
        && attempt.commandId().equals(metadata.get(COMMAND))
        && Integer.toString(attempt.generation()).equals(metadata.get(GENERATION));
  }

  /** The idempotency key, different for another command or generation. */
  static String key(Attempt attempt) {
    return "caserail-"
        + Digest.hex(48, attempt.id().value(), attempt.commandId(), generation(attempt));
  }

  /** The same for one of several changes that go by one operation, such as it and its undo. */
  static String key(Attempt attempt, String change) {
    return "caserail-"
        + Digest.hex(48, attempt.id().value(), attempt.commandId(), generation(attempt), change);
  }

  private static String generation(Attempt attempt) {
    return Integer.toString(attempt.generation());
  }
}
