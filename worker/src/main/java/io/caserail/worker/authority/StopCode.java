package io.caserail.worker.authority;

import io.caserail.port.Outcome;
import java.util.Locale;

/** Why a second look stops a send; in an {@link Outcome} it stands in lower case. */
enum StopCode {
  /** The ticket's audit does not show that somebody with the role asked for this. */
  REQUEST_NOT_PROVEN,
  /** The click that asked has already had its refund, under another name. */
  COMMAND_USED,
  /** The ticket says that the request has ended since it was made, and nothing came of it. */
  ENDED,
  /** The ticket's fields no longer hold what was asked for. */
  EDITED,
  /** A role's yes is missing, or one that was claimed does not count. */
  APPROVAL_MISSING,
  APPROVAL_EXPIRED,
  SAME_PERSON,
  /** Somebody asked, or agreed, before the ticket became another customer's. */
  REQUESTER_CHANGED,
  /** Whoever asked would get the money: nobody's word that it was done by hand counts then. */
  OWN_MONEY,
  /** The amount is not what the rules make of the request now. */
  AMOUNT_CHANGED,
  NOT_REFUNDABLE,
  DISPUTED,
  /** The payment is under risk review, and nobody who may has sent it nonetheless. */
  RISK_HOLD,
  /** The policy does not let us send this, whoever agrees. */
  BY_HAND,
  /** After the last yes a refund of the same amount was made. */
  LOOK_ALIKE,
  /** It is said to follow from another case, and here nobody can look whether it does. */
  ORIGIN_NOT_SET_UP,
  /** The ticket's audit does not show that somebody with the role asked for that. */
  ORIGIN_NOT_PROVEN,
  /** What stands in the ticket is no request for that kind of change. */
  ORIGIN_NO_REQUEST,
  /** It was asked for about another object. */
  ORIGIN_OTHER_OBJECT,
  /** The object is as it was: nothing of it is cancelled now. */
  ORIGIN_STANDS,
  /** The object's own systems name no such payment. */
  ORIGIN_OTHER_PAYMENT,
  /** More than the object's own systems say was paid. */
  ORIGIN_TOO_MUCH,
  /** What is to be changed does not belong to what was asked about. */
  NOT_ITS_PART,
  /** Neither the provider nor a person's review says what is to be put on the account. */
  VERDICT_NOT_PROVEN;

  Outcome because(String text) {
    return Outcome.stopped(name().toLowerCase(Locale.ROOT), text);
  }
}
