package io.caserail.worker.policy;

import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.config.Section;
import java.time.Duration;
import java.util.List;

/** The section {@code verification} of a policy. */
final class VerificationSection {
  /**
   * The life of a session's link.
   *
   * @see <a href="https://docs.stripe.com/identity/verification-sessions">Stripe: the verification
   *     sessions API</a>
   */
  private static final Duration LINK_LIFE = Duration.ofDays(2);

  private static final int MOST_TRIES = 10;

  private VerificationSection() {}

  /**
   * Reads it.
   *
   * @param refunds whose waits and zone hold for verifications too
   * @param usual what stands for what the section leaves out
   */
  static VerificationPolicy read(Section s, RefundPolicy refunds, VerificationPolicy usual) {
    VerificationPolicy policy =
        new VerificationPolicy(
            refunds.hash(),
            refunds.zone(),
            refunds.waits().withoutPromise(),
            named(s, usual.provider()),
            s.text("promise", usual.promise()),
            (int) s.number("tries", usual.tries(), 1, MOST_TRIES),
            s.duration("sessionLife", usual.sessionLife()),
            s.duration("checkedWithin", usual.checkedWithin()),
            s.duration("redactWithin", usual.redactWithin()),
            Codes.read(s, "askAlways", usual.askAlways()),
            Codes.read(s, "again", usual.again()),
            Codes.read(s, "reviewAlways", usual.reviewAlways()),
            Codes.read(s, "hopeless", usual.hopeless()),
            Codes.read(s, "suspicious", usual.suspicious()));
    if (policy.sessionLife().compareTo(LINK_LIFE) > 0) {
      s.problem("sessionLife", "is above 48h, and a session's link is gone after that; lower it");
    }
    List<String> both =
        policy.hopeless().stream().filter(policy.suspicious()::contains).distinct().toList();
    if (!both.isEmpty()) {
      s.problem("hopeless", both.get(0) + " stands under suspicious too; keep one of them");
    }
    return policy;
  }

  /** It stands in sentences. */
  private static String named(Section s, String usual) {
    return s.has("provider") ? s.text("provider") : usual;
  }
}
