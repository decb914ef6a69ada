package io.caserail.port;

import io.caserail.model.FaultDomain;

/**
 * What stood in the way of an activity, in words for people.
 *
 * @param domain whose fault it is
 * @param system the system's name as people know it, for example {@code Stripe}
 * @param cause one short clause without a full stop, free of bodies and personal data
 * @param evidence a request id or status that an engineer can search for; may be empty
 */
public record Trouble(FaultDomain domain, String system, String cause, String evidence) {
  /** How the evidence begins of what was not even offered to its system, since others are first. */
  public static final String ITS_TURN = "waits its turn";
}
