package io.caserail.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an upstream, so that a look can tell whether there is news.
 *
 * @param system the upstream, as people know it
 * @param phase how it stands
 * @param known the facts that the last news brought
 * @param told the facts that the ticket shows, or is about to
 * @param held whether a lead held what waits; that this has changed is news too
 * @param next when the ticket's figures may be renewed; when the end is final; null for never
 */
public record OutageLook(
    String system,
    OutageRules rules,
    OutagePhase phase,
    OutageFacts known,
    OutageFacts told,
    boolean held,
    @Nullable Instant next) {

  /** Whether these facts are worth a line in the history. */
  public boolean isNews(OutageFacts facts, Instant now) {
    boolean due = next != null && !now.isBefore(next);
    return switch (phase) {
      case QUIET -> begins(facts, now);
      case OVER -> due || begins(facts, now);
      case OPEN ->
          facts.answers() != known.answers()
              || facts.waiting() >= 2 * Math.max(1, known.waiting())
              || (known.waiting() > 0 && facts.waiting() * 2 <= known.waiting())
              || (due && (facts.waiting() != told.waiting() || facts.answers() != told.answers()));
    };
  }

  /** Whether so much waits that it is an outage. */
  public boolean begins(OutageFacts facts, Instant now) {
    Instant since = facts.since();
    return facts.waiting() >= rules.cases()
        || (since != null && !since.plus(rules.after()).isAfter(now));
  }
}
