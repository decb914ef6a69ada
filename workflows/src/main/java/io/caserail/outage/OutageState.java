package io.caserail.outage;

import io.caserail.port.OutageFacts;
import io.caserail.port.OutageLook;
import io.caserail.port.OutagePhase;
import io.caserail.port.OutageRules;
import io.caserail.port.OutageSaid;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with an upstream; the answer of the query {@code view}, and what one run hands to
 * the next.
 *
 * @param phase how it stands
 * @param since when what waits, or waited, began to; null while nothing was ever noticed
 * @param ended when the last outage ended; null while none has
 * @param again how often it has begun again
 * @param known the newest facts
 * @param told the facts that the ticket shows, or is about to
 * @param worst the facts when most cases waited
 * @param ticket the outage ticket's number; empty while there is none
 * @param heldBy who holds what waits; empty for nobody
 * @param heldSince since when
 * @param revision counts what the ticket was to say
 * @param toldAt when that was last said
 * @param behind whether the ticket does not say it yet
 * @param heard the audit of the last word that was taken from the ticket; empty for none
 * @param said what leads said last, oldest first; a few
 */
public record OutageState(
    OutagePhase phase,
    @Nullable Instant since,
    @Nullable Instant ended,
    int again,
    OutageFacts known,
    OutageFacts told,
    OutageFacts worst,
    String ticket,
    String heldBy,
    @Nullable Instant heldSince,
    long revision,
    @Nullable Instant toldAt,
    boolean behind,
    String heard,
    List<OutageSaid> said) {
  public OutageState {
    // Older runs hand over states without it.
    heard = heard == null ? "" : heard;
    said = said == null ? List.of() : List.copyOf(said);
  }

  /** Enough for all that is said while one note is written. */
  private static final int MOST_SAID = 8;

  /** Nothing was noticed yet. */
  static final OutageState QUIET =
      new OutageState(
          OutagePhase.QUIET,
          null,
          null,
          0,
          OutageFacts.NONE,
          OutageFacts.NONE,
          OutageFacts.NONE,
          "",
          "",
          null,
          0,
          null,
          false,
          "",
          List.of());

  /** Whether a lead holds what waits. */
  public boolean held() {
    return !heldBy.isEmpty();
  }

  /** What a lead said last; null while nobody has said anything. */
  @Nullable OutageSaid lastSaid() {
    return said.isEmpty() ? null : said.get(said.size() - 1);
  }

  OutageLook look(String system, OutageRules rules, Instant now) {
    Instant next =
        switch (phase) {
          case QUIET -> null;
          case OPEN -> toldAt == null ? null : toldAt.plus(rules.tellEvery());
          case OVER -> ended == null ? null : settled(ended.plus(rules.reopenWithin()), rules, now);
        };
    return new OutageLook(system, rules, phase, known, told, held(), next);
  }

  /** A summary that Zendesk has not taken yet is not forgotten. */
  private Instant settled(Instant end, OutageRules rules, Instant now) {
    return behind && !end.isAfter(now) ? now.plus(rules.tellEvery()) : end;
  }

  /** It has begun, or begun again. */
  OutageState began(OutageFacts facts, Instant now) {
    Instant from = facts.since() == null ? now : facts.since();
    return phase == OutagePhase.OVER
        ? new OutageState(
            OutagePhase.OPEN,
            since,
            ended,
            again + 1,
            facts,
            told,
            worse(facts),
            ticket,
            "",
            null,
            revision,
            toldAt,
            behind,
            heard,
            List.of())
        : new OutageState(
            OutagePhase.OPEN,
            from,
            null,
            0,
            facts,
            told,
            facts,
            "",
            "",
            null,
            0,
            null,
            false,
            "",
            List.of());
  }

  OutageState learned(OutageFacts facts) {
    return new OutageState(
        phase,
        since,
        ended,
        again,
        facts,
        told,
        worse(facts),
        ticket,
        heldBy,
        heldSince,
        revision,
        toldAt,
        behind,
        heard,
        said);
  }

  OutageState over(OutageFacts facts, Instant now) {
    return new OutageState(
        OutagePhase.OVER,
        since,
        now,
        again,
        facts,
        told,
        worst,
        ticket,
        "",
        null,
        revision,
        toldAt,
        behind,
        heard,
        said);
  }

  OutageState heldBy(String lead, @Nullable Instant from) {
    return new OutageState(
        phase, since, ended, again, known, told, worst, ticket, lead, from, revision, toldAt,
        behind, heard, said);
  }

  /** A lead has held what waits, or has let it go. */
  OutageState saying(OutageSaid word) {
    List<OutageSaid> all = new ArrayList<>(said);
    all.add(word);
    List<OutageSaid> last = all.subList(Math.max(0, all.size() - MOST_SAID), all.size());
    return new OutageState(
        phase, since, ended, again, known, told, worst, ticket, heldBy, heldSince, revision, toldAt,
        behind, heard, last);
  }

  /** A word of the ticket was taken. */
  OutageState hearing(String audit) {
    return audit.isEmpty()
        ? this
        : new OutageState(
            phase, since, ended, again, known, told, worst, ticket, heldBy, heldSince, revision,
            toldAt, behind, audit, said);
  }

  /** Whether that word of the ticket, or a later one, was taken before. */
  public boolean hasHeard(String audit) {
    return !audit.isEmpty()
        && !heard.isEmpty()
        && new BigInteger(audit).compareTo(new BigInteger(heard)) <= 0;
  }

  /** The ticket is to say what is known now. */
  OutageState telling(Instant now) {
    return new OutageState(
        phase,
        since,
        ended,
        again,
        known,
        known,
        worst,
        ticket,
        heldBy,
        heldSince,
        revision + 1,
        now,
        true,
        heard,
        said);
  }

  /** The ticket says it. */
  OutageState written(String number, boolean newer) {
    return new OutageState(
        phase, since, ended, again, known, told, worst, number, heldBy, heldSince, revision, toldAt,
        newer, heard, said);
  }

  private OutageFacts worse(OutageFacts facts) {
    return facts.waiting() > worst.waiting() ? facts : worst;
  }
}
