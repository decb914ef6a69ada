package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import java.util.List;

/**
 * All that the gateway can say to the cases. Once a method has returned, Temporal has the event;
 * every method throws {@link io.caserail.client.TemporalUnavailable} when it may not have it.
 */
public interface CaseInbox {
  /** A ticket is worth reading by the case of this kind and object. */
  void submit(CaseKind kind, ObjectId object, TicketHint hint);

  /**
   * News about an object; a settlement's is its refund.
   *
   * @return false when no such case is open, which is fine: whoever waits polls as well
   */
  boolean wake(CaseKind kind, ObjectId object, String eventId);

  /**
   * News about something that hangs on the objects of cases, such as the parcel of an order.
   *
   * @return the ids of the open cases that have heard it; whoever waits polls as well
   */
  List<String> wakeOn(ObjectId part, String eventId);

  /**
   * A ticket is worth reading by the open cases that it concerns.
   *
   * @return the ids of those that have heard it; the sweep finds what asks for a new one
   */
  List<String> hintOpen(TicketHint hint);

  /**
   * Many hints in one call, each of which is brought to its case a little later.
   *
   * @return the id of what keeps them until then
   */
  String hintLater(HintBundle bundle);

  /** Late news about a refund, which starts its settlement where none is open. */
  void wakeOrStart(String refund, String eventId);

  /**
   * Puts an authentic event aside that could not be understood.
   *
   * @return false when it was there already
   */
  boolean quarantine(QuarantineEntry entry);

  /**
   * How many events of a source wait in quarantine.
   *
   * @param most beyond which number nobody needs to know
   * @throws RuntimeException when that can't be told now
   */
  long quarantined(String source, int most);

  /** The account in the ids of cases and entries. */
  String account();

  /** Whether Temporal answers now; never throws. */
  boolean reachable();
}
