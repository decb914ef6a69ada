package io.caserail.reconcile;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import java.time.Instant;

/**
 * What the source of truth says of one object now.
 *
 * @param kind by whose macros people speak about it in tickets
 * @param ref the object's id in its system
 * @param object what its case locks
 * @param request the key of the request that made it so; empty when no case has
 * @param ticket the number of the ticket where that was asked; empty where that is not noted
 * @param says what it is
 * @param since when that last changed, as far as the system tells
 * @param words the object in a clause, without personal data; of a refund {@code 24.90 EUR of
 *     pi_3Q}
 * @param status its status in the system's own word
 * @param doubled whether the same request has made another one like it
 * @param elsewhere whether a case of another installation has made it so, which minds it itself: it
 *     is news only where a case of ours is
 */
public record Truth(
    CaseKind kind,
    String ref,
    ObjectId object,
    String request,
    String ticket,
    Says says,
    Instant since,
    String words,
    String status,
    boolean doubled,
    boolean elsewhere) {

  /** What no other installation has made so. */
  public Truth(
      CaseKind kind,
      String ref,
      ObjectId object,
      String request,
      String ticket,
      Says says,
      Instant since,
      String words,
      String status,
      boolean doubled) {
    this(kind, ref, object, request, ticket, says, since, words, status, doubled, false);
  }

  /** What the truth means for what was asked. */
  public enum Says {
    /** Its final word is open. */
    OPEN,
    /** What was asked for is so. */
    HAPPENED,
    /** What was asked for is not so, or not any more. */
    NOT_SO
  }

  /** Whether a case has made it so. */
  public boolean isOurs() {
    return !request.isEmpty();
  }

  /** The same, with another like it. */
  public Truth twice() {
    return new Truth(
        kind,
        ref,
        object,
        request,
        ticket,
        says,
        since,
        words,
        status,
        /* doubled= */ true,
        elsewhere);
  }
}
