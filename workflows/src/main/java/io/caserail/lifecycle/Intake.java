package io.caserail.lifecycle;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.Command;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketView;

/**
 * What a kind of case makes of the commands in a ticket.
 *
 * @param <R> its requests
 */
public interface Intake<R extends CaseRequest> {
  /** Which kind. */
  CaseKind kind();

  /** The word that its answers begin with, for example {@code Refund}. */
  String noun();

  /** What requests of one case share, for example {@code payment}. */
  String object();

  /** What that field must hold, for example {@code a payment's number}. */
  String holds();

  /**
   * What a newer request of the same ticket asks for instead, for people; empty when it is the same
   * wish, or when it does not stand in the place of the older one.
   *
   * @param currency that of the object's money; empty while it is not known
   */
  String changed(R older, R newer, String currency);

  /** The request that a command makes. */
  R request(Command command, ObjectId object, TicketReading reading);

  /** What the ticket shows of a request that was withdrawn before its turn. */
  TicketView withdrawn(R request, TicketReading reading, String by);

  /** Whether a command about nothing here is meant for another case, which has been told then. */
  default boolean isElsewhere(Command command, ObjectId object) {
    return false;
  }
}
