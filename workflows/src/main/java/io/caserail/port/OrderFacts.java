package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as its source of truth shows it now, with what hangs on it.
 *
 * @param system the order system's name as people know it
 * @param order its id
 * @param found false when there is no such order; the rest is then empty
 * @param customer whose it is
 * @param stage where it is
 * @param at when it was placed, in whole seconds as tickets know them
 * @param subscription its subscription; empty for none
 * @param shipment its shipment; empty for none
 * @param access the account in the access system that it opened; empty for none
 * @param payment its payment; empty for none
 * @param paid how much that was; null for none
 * @param operation the operation id of the change that has cancelled it; empty when it is not
 *     cancelled, when people have cancelled it, or where its system does not tell
 */
public record OrderFacts(
    String system,
    ObjectId order,
    boolean found,
    PersonTag customer,
    Stage stage,
    Instant at,
    String subscription,
    String shipment,
    String access,
    String payment,
    @Nullable Money paid,
    String operation) {

  public OrderFacts {
    // Older cases have read orders without it.
    operation = operation == null ? "" : operation;
  }

  /** One of which it is not told what has cancelled it. */
  public OrderFacts(
      String system,
      ObjectId order,
      boolean found,
      PersonTag customer,
      Stage stage,
      Instant at,
      String subscription,
      String shipment,
      String access,
      String payment,
      @Nullable Money paid) {
    this(
        system,
        order,
        found,
        customer,
        stage,
        at,
        subscription,
        shipment,
        access,
        payment,
        paid,
        "");
  }

  /** Where an order is. */
  public enum Stage {
    OPEN,
    CANCELLED,
    /** Done with: nothing is left to cancel. */
    CLOSED
  }
}
