package io.caserail.port;

import io.caserail.port.RefundPolicy.Waits;
import java.time.Duration;
import java.util.List;

/**
 * The policy by which identities are verified, as it stood when the case read it.
 *
 * @param hash names the file's content
 * @param zone the time zone of the notes, for example {@code Europe/Berlin}
 * @param waits how long each thing may take
 * @param provider what people call the identity provider, for example {@code Stripe}
 * @param promise how long the customer waits for the verdict once they have finished, for example
 *     {@code a few minutes}
 * @param tries how often the customer may try; a link that ran out is a try. 0 where nobody is
 *     verified at all
 * @param sessionLife how long the customer has to finish a session; at most the life of its link,
 *     which is 48 hours at Stripe
 * @param checkedWithin how long the provider may take for its verdict before it is late
 * @param redactWithin how long the provider may take to erase what it collected; up to 4 days at
 *     Stripe
 * @param askAlways reasons for which an approver must agree before the customer is asked
 * @param again reasons for which a verified account may be verified once more, with an approver
 * @param reviewAlways reasons for which people have the last word, whatever the provider says
 * @param hopeless the provider's codes of failures that another try can't mend, so that people look
 *     at once
 * @param suspicious the provider's codes of failures that look like fraud, so that people look at
 *     once
 */
public record VerificationPolicy(
    String hash,
    String zone,
    Waits waits,
    String provider,
    String promise,
    int tries,
    Duration sessionLife,
    Duration checkedWithin,
    Duration redactWithin,
    List<String> askAlways,
    List<String> again,
    List<String> reviewAlways,
    List<String> hopeless,
    List<String> suspicious) {

  public VerificationPolicy {
    if (tries < 0) {
      throw new IllegalArgumentException("tries are never negative: " + tries);
    }
    askAlways = List.copyOf(askAlways);
    again = List.copyOf(again);
    reviewAlways = List.copyOf(reviewAlways);
    hopeless = List.copyOf(hopeless);
    suspicious = List.copyOf(suspicious);
  }

  /** The policy of a company that verifies nobody; every request is turned down by it. */
  public static VerificationPolicy none(RefundPolicy refunds) {
    return new VerificationPolicy(
        refunds.hash(),
        refunds.zone(),
        refunds.waits(),
        "the identity provider",
        "",
        0,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
