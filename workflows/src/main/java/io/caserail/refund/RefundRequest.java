package io.caserail.refund;

import io.caserail.lifecycle.CaseRequest;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.DueRefund;
import io.caserail.port.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One wish for a refund, frozen when it was made.
 *
 * @param payment what to refund
 * @param ticket where it was asked
 * @param amount the decimal that was asked for, without idle zeros; empty for all
 * @param reason the reason's code; empty when none was given
 * @param by who asked, and the command that proves it
 * @param name the requester's name, for notes
 * @param person the requester's tag
 * @param customer the tag of the customer whose ticket it is
 * @param at when
 * @param copy 0, or higher when a person said that a look-alike is meant
 * @param known the refunds of the payment that a person knew of when they approved
 * @param tells whether the customer is to be told once it is sent
 * @param origin what it follows from; null when it was asked for itself
 */
public record RefundRequest(
    ObjectId payment,
    TicketId ticket,
    String amount,
    String reason,
    Claim by,
    String name,
    PersonTag person,
    PersonTag customer,
    Instant at,
    int copy,
    List<String> known,
    boolean tells,
    @Nullable Origin origin)
    implements CaseRequest {

  public RefundRequest {
    known = List.copyOf(known);
  }

  /** A refund that was asked for itself. */
  public RefundRequest(
      ObjectId payment,
      TicketId ticket,
      String amount,
      String reason,
      Claim by,
      String name,
      PersonTag person,
      PersonTag customer,
      Instant at,
      int copy,
      List<String> known,
      boolean tells) {
    this(payment, ticket, amount, reason, by, name, person, customer, at, copy, known, tells, null);
  }

  /** The request that a command of a ticket makes. */
  public static RefundRequest of(Command command, ObjectId payment, PersonTag customer) {
    return new RefundRequest(
        payment,
        command.ticket(),
        withoutIdleZeros(command.amount()),
        command.reason(),
        new Claim(command.id(), command.actor(), command.proofRef()),
        command.actorName(),
        command.person(),
        customer,
        command.at(),
        0,
        List.of(),
        command.kind() == CommandKind.SEND_AND_TELL);
  }

  /** The request that another case makes. */
  static RefundRequest of(DueRefund due, ObjectId payment, PersonTag customer) {
    String amount = due.amount().toString();
    return new RefundRequest(
        payment,
        due.ticket(),
        withoutIdleZeros(amount.substring(0, amount.indexOf(' '))),
        due.reason(),
        due.by(),
        due.name(),
        due.person(),
        customer,
        due.at(),
        0,
        List.of(),
        false,
        due.origin());
  }

  /** What follows from another case is a wish of its own, whatever people ask for beside it. */
  @Override
  public RequestKey key() {
    String why = origin == null ? reason : reason + " by " + origin.name();
    return RequestKey.of(ticket, payment, amount, why, copy);
  }

  /**
   * What was asked for, for people.
   *
   * @param currency the payment's; empty while it is not known
   */
  String amountIn(String currency) {
    if (amount.isEmpty()) {
      return "all of it";
    }
    try {
      return currency.isEmpty() ? amount : Money.parse(amount, currency).toString();
    } catch (IllegalArgumentException e) {
      // No amount of this currency: the ruling says so.
      return amount;
    }
  }

  /** The same wish, meant although these refunds exist. */
  public RefundRequest knowing(List<String> refunds, int copyNumber) {
    return new RefundRequest(
        payment,
        ticket,
        amount,
        reason,
        by,
        name,
        person,
        customer,
        at,
        copyNumber,
        refunds,
        tells,
        origin);
  }

  /**
   * {@code 24.9} and {@code 24.90} are one wish. {@code 1.000} stays as it was typed: it may mean a
   * thousand, and only the payment's currency can tell.
   */
  public static String withoutIdleZeros(String decimal) {
    String text = decimal.strip().replace(',', '.');
    return text.matches("[0-9]+\\.[0-9]{1,2}") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
