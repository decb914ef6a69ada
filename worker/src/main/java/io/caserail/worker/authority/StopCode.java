package io.caserail.worker.authority;

import io.caserail.port.Outcome;
import java.util.Locale;

/** Why a second look stops a send; in an {@link Outcome} it stands in lower case. */
enum StopCode {
  /** The ticket's audit does not show that somebody with the role asked for this. */
  REQUEST_NOT_PROVEN,
  /** The click that asked has already had its refund, under another name. */
  COMMAND_USED,
  /** The ticket's fields no longer hold what was asked for. */
  EDITED,
  /** A role's yes is missing, or one that was claimed does not count. */
  APPROVAL_MISSING,
  APPROVAL_EXPIRED,
  SAME_PERSON,
  /** The amount is not what the rules make of the request now. */
  AMOUNT_CHANGED,
  NOT_REFUNDABLE,
  DISPUTED,
  /** The policy does not let us send this, whoever agrees. */
  BY_HAND,
  /** After the last yes a refund of the same amount was made. */
  LOOK_ALIKE,
  /** What is to be changed does not belong to what was asked about. */
  NOT_ITS_PART,
  /** Neither the provider nor a person's review says what is to be put on the account. */
  VERDICT_NOT_PROVEN;

  Outcome because(String text) {
    return Outcome.stopped(name().toLowerCase(Locale.ROOT), text);
  }
}
