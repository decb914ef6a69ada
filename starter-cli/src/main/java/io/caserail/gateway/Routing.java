package io.caserail.gateway;

import io.caserail.contract.Contract;
import io.caserail.contract.Contracts;
import io.caserail.contract.EventContract;
import io.caserail.contract.EventContract.Correlation;
import io.caserail.contract.EventContract.Effect;
import io.caserail.contract.LifecycleState;
import io.caserail.contract.Route;
import io.caserail.contract.Route.Verdict;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes one source's events to where the contracts send them. What they name is a hint: whoever is
 * woken or started reads the truth again, so order and content stop to matter.
 *
 * <p>A type that no contract names asks for nothing; senders have many. A version that none names,
 * a body that is not of its form, and a contract that is not in order are for a person.
 */
final class Routing {
  /** Whoever may write metadata could name any object: all that comes of it is one more look. */
  private static final Pattern OPERATION =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9_-]{2,99})/[0-9a-f]{16}/[a-z][a-z0-9-]{0,40}(@[0-9]{1,6})?");

  private final String source;
  private final CaseInbox inbox;
  private final Terms terms;

  /**
   * The ways of one source.
   *
   * @param source what the contracts call it
   */
  Routing(String source, CaseInbox inbox, Terms terms) {
    this.source = source;
    this.inbox = inbox;
    this.terms = terms;
  }

  /** Whether a contract expects anything of events of this type, or may do so. */
  boolean concerns(String type) {
    return asksForSomething(terms.contracts().get().route(source, type, ""));
  }

  private static boolean asksForSomething(Route route) {
    EventContract named = route.event();
    return route.verdict() != Verdict.UNKNOWN_TYPE
        && (named == null || named.effect() != Effect.IGNORE);
  }

  /**
   * Hands an event on.
   *
   * @param version as the event names it; empty where it names none
   * @throws NotUnderstood naming the clause that it breaks
   */
  Result take(EventBody event, String eventId, String type, String version) throws NotUnderstood {
    Contracts contracts = terms.contracts().get();
    Route route = contracts.route(source, type, version);
    if (!asksForSomething(route)) {
      return Result.IGNORED;
    }
    EventContract named = route.event();
    EventContract.Version form = route.version();
    if (named == null || form == null) {
      throw new NotUnderstood(clause(contracts, route), route.clause(), owner(contracts, route));
    }
    String misfit = terms.misfit().apply(form, event.root());
    if (!misfit.isEmpty()) {
      String versions = ".versions[" + named.versions().indexOf(form) + "].schema";
      throw new NotUnderstood(clause(contracts, route) + versions, misfit, owner(contracts, route));
    }
    try {
      return hand(named, event, eventId);
    } catch (NotUnderstood e) {
      throw e.ownedBy(owner(contracts, route));
    }
  }

  /** Whoever triages the state; empty while its contract can't be read. */
  private static String owner(Contracts contracts, Route route) {
    Contract contract = contract(contracts, route);
    return contract == null ? "" : contract.triage().by().team();
  }

  private static @Nullable Contract contract(Contracts contracts, Route route) {
    return contracts.byState().get(state(route));
  }

  private static LifecycleState state(Route route) {
    return Objects.requireNonNull(route.state(), "whose contract it is");
  }

  /** {@code billing.yaml: events[2]}; the file alone where it names no event. */
  private static String clause(Contracts contracts, Route route) {
    Contract contract = contract(contracts, route);
    int at = contract == null ? -1 : contract.events().indexOf(route.event());
    return state(route).word() + ".yaml" + (at < 0 ? "" : ": events[" + at + "]");
  }

  private Result hand(EventContract named, EventBody event, String eventId) throws NotUnderstood {
    Correlation at = named.correlation();
    String about = about(at, event);
    if (about.isEmpty()) {
      return Result.IGNORED;
    }
    ObjectId object = object(about);
    if (!at.part().isEmpty()) {
      return heard(!inbox.wakeOn(object, eventId).isEmpty());
    }
    CaseKind kind = Objects.requireNonNull(named.wakes(), "what is not ignored is for a kind");
    if (named.effect() == Effect.START) {
      start(kind, object, event.word(at.ticket()), eventId);
      return Result.ACCEPTED;
    }
    return heard(inbox.wake(kind, object, eventId));
  }

  /** Whoever waits polls as well, so that nobody hears it is no fault. */
  private static Result heard(boolean byAnybody) {
    return byAnybody ? Result.ACCEPTED : Result.IGNORED;
  }

  /** The id that it names; empty where it names none, or no operation of ours. */
  private static String about(Correlation at, EventBody event) {
    if (at.operation().isEmpty()) {
      return event.word(at.part().isEmpty() ? at.object() : at.part());
    }
    Matcher operation = OPERATION.matcher(event.text(at.operation()));
    return operation.matches() ? operation.group(1) : "";
  }

  private static ObjectId object(String id) throws NotUnderstood {
    try {
      return new ObjectId(id);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("what it is about is no object's id");
    }
  }

  private void start(CaseKind kind, ObjectId object, String ticket, String eventId)
      throws NotUnderstood {
    if (kind == CaseKind.SETTLEMENT) {
      inbox.wakeOrStart(object.value(), eventId);
      return;
    }
    TicketHint hint;
    try {
      hint = new TicketHint(new TicketId(ticket), "webhook");
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("the ticket is not a ticket's number");
    }
    inbox.submit(kind, object, hint);
  }
}
