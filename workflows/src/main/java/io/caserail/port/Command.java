package io.caserail.port;

import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for or said, frozen at that moment, with what their proof is worth.
 *
 * @param id unique for ever and used once: {@code audit-<number>} or {@code cli-<id>}
 * @param kind what was asked
 * @param ticket where
 * @param actor the person's id in the ticket system, or the subject of a CLI call
 * @param actorName the name that colleagues know them by; for notes only
 * @param person the keyed hash of their address
 * @param roles what the proof shows this person may act as, now
 * @param at when it was said
 * @param object the object's id as the field held it then; empty when the field was
 * @param amount the decimal that stood in the field; empty for all
 * @param reason the reason's code; empty when the field was
 * @param reference the by-hand reference; empty when the field was
 * @param seen the highest revision of ours that stood in the ticket then: what its author could
 *     read
 * @param refusal why this does not count, in words for its author; null when it counts
 * @param option what else the kind's fields hold, for example when a cancellation takes effect;
 *     empty where they hold nothing else
 * @param proofRef the signed assertion that proves it; empty for what a ticket proves
 * @param grant what this person stands in for by a grant, where that matters; see {@link Proof}
 * @param named the number of the one case that this is about, where the ticket tells; empty where
 *     it does not
 */
public record Command(
    String id,
    CommandKind kind,
    TicketId ticket,
    String actor,
    String actorName,
    PersonTag person,
    List<Role> roles,
    Instant at,
    String object,
    String amount,
    String reason,
    String reference,
    long seen,
    @Nullable String refusal,
    String option,
    String proofRef,
    String grant,
    String named) {

  public Command {
    roles = List.copyOf(roles);
    // Older histories hold commands without these.
    option = option == null ? "" : option;
    proofRef = proofRef == null ? "" : proofRef;
    grant = grant == null ? "" : grant;
    named = named == null ? "" : named;
  }

  /** A command whose kind has no further fields. */
  public Command(
      String id,
      CommandKind kind,
      TicketId ticket,
      String actor,
      String actorName,
      PersonTag person,
      List<Role> roles,
      Instant at,
      String object,
      String amount,
      String reason,
      String reference,
      long seen,
      @Nullable String refusal) {
    this(
        id, kind, ticket, actor, actorName, person, roles, at, object, amount, reason, reference,
        seen, refusal, "");
  }

  /** A command that its ticket proves. */
  public Command(
      String id,
      CommandKind kind,
      TicketId ticket,
      String actor,
      String actorName,
      PersonTag person,
      List<Role> roles,
      Instant at,
      String object,
      String amount,
      String reason,
      String reference,
      long seen,
      @Nullable String refusal,
      String option) {
    this(
        id, kind, ticket, actor, actorName, person, roles, at, object, amount, reason, reference,
        seen, refusal, option, "", "", "");
  }

  /** The same, said by somebody who stands in for others. */
  public Command byGrant(String words) {
    return new Command(
        id, kind, ticket, actor, actorName, person, roles, at, object, amount, reason, reference,
        seen, refusal, option, proofRef, words, named);
  }

  /** The same, about the case of that number; of none in particular where it is empty. */
  public Command about(String number) {
    return new Command(
        id, kind, ticket, actor, actorName, person, roles, at, object, amount, reason, reference,
        seen, refusal, option, proofRef, grant, number);
  }

  /** Whether it is about the case of that number, or about none in particular. */
  public boolean mayMean(String number) {
    return named.isEmpty() || named.equals(number);
  }

  /** Without the proof, which may be a signed assertion. */
  @Override
  public String toString() {
    return id + ": " + kind + " by " + actor + " in ticket " + ticket;
  }

  /** Whether this counts and its object's field named that object. */
  public boolean asksFor(ObjectId wanted) {
    return refusal == null && kind.isRequest() && object.equals(wanted.value());
  }
}
