package io.caserail.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes, checks, closes and erases verification sessions, and hands out their links.
 *
 * <p>Stripe documents less than a minute for most checks and up to four days for an erasure; here
 * they take half a minute and a day on the sandbox's clock. It does not say when within that time
 * the metadata go, so here they go at once. A session that is canceled already is not erased: only
 * {@code requires_input} and {@code verified} are documented for it.
 *
 * @see <a href="https://docs.stripe.com/api/identity/verification_sessions">Stripe: verification
 *     sessions</a>
 */
final class SessionDesk {
  static final Duration CHECK = Duration.ofSeconds(30);
  static final Duration ERASURE = Duration.ofDays(1);
  static final Duration LINK = Duration.ofDays(2);

  private static final Set<String> PARAMETERS =
      Set.of("type", "metadata", "client_reference_id", "options", "return_url");
  private static final Set<String> TYPES = Set.of("document", "id_number");

  private record Link(String session, Instant expires) {}

  private final Account account;
  private final Agenda agenda;
  private final InstantSource clock;
  private final Ids ids;
  private final Map<String, Link> links = new HashMap<>();

  SessionDesk(Account account, Agenda agenda, InstantSource clock, Ids ids) {
    this.account = account;
    this.agenda = agenda;
    this.clock = clock;
    this.ids = ids;
  }

  VerificationSession create(Form form, Origin origin) {
    form.allowing(PARAMETERS);
    String type =
        form.filled("type")
            .orElseThrow(
                () ->
                    StripeError.invalidParameter(
                        "parameter_missing", "type", "Missing required param: type."));
    if (!TYPES.contains(type)) {
      throw StripeError.invalidParameter(
          null, "type", "Invalid type: must be one of document or id_number");
    }
    VerificationSession session =
        new VerificationSession(
            ids.verificationSession(),
            type,
            form.filled("client_reference_id").orElse(null),
            SessionStatus.REQUIRES_INPUT,
            null,
            0,
            null,
            Metadata.apply(new LinkedHashMap<>(), form),
            clock.instant());
    account.add(session, origin);
    return session;
  }

  /** Closes it, as long as the customer has not submitted anything that is being checked. */
  VerificationSession cancel(String id, Origin origin) {
    synchronized (account) {
      VerificationSession session = find(id);
      if (!session.takesInput()) {
        throw refused("canceled", session);
      }
      return replace(session.become(SessionStatus.CANCELED, session.lastError()), origin);
    }
  }

  /** Begins to erase it. */
  VerificationSession redact(String id, Origin origin) {
    synchronized (account) {
      VerificationSession session = find(id);
      boolean erasable =
          session.takesInput()
              || (session.status() == SessionStatus.VERIFIED && session.redaction() == null);
      if (!erasable) {
        throw refused("redacted", session);
      }
      agenda.at(clock.instant().plus(ERASURE), () -> erase(id));
      return replace(session.redacted(VerificationSession.Redaction.PROCESSING), origin);
    }
  }

  private void erase(String id) {
    synchronized (account) {
      replace(find(id).redacted(VerificationSession.Redaction.REDACTED), Origin.IDENTITY);
    }
  }

  /**
   * The customer submits what is asked for.
   *
   * @param error why it will not do; null when it will
   */
  VerificationSession submit(String id, @Nullable SessionError error) {
    synchronized (account) {
      VerificationSession session = find(id);
      if (!session.takesInput()) {
        throw new IllegalStateException(id + " takes no input: " + session.status().wire());
      }
      agenda.at(clock.instant().plus(CHECK), () -> judge(id, error));
      return replace(session.become(SessionStatus.PROCESSING, null), Origin.PAYER);
    }
  }

  private void judge(String id, @Nullable SessionError error) {
    synchronized (account) {
      SessionStatus next = error == null ? SessionStatus.VERIFIED : SessionStatus.REQUIRES_INPUT;
      replace(find(id).judged(next, error), Origin.IDENTITY);
    }
  }

  VerificationSession find(String id) {
    return account
        .verificationSession(id)
        .orElseThrow(() -> StripeError.missing("verification_session", id, "session"));
  }

  /** A fresh link to the session, good for 48 hours and for one visit. */
  String freshLink(VerificationSession session) {
    String url = "https://verify.stripe.com/start/" + ids.key("test");
    synchronized (links) {
      links.put(url, new Link(session.id(), clock.instant().plus(LINK)));
    }
    return url;
  }

  /** A fresh secret for a page that shows the session itself. */
  String freshSecret(VerificationSession session) {
    return ids.key(session.id() + "_secret");
  }

  /** The customer follows a link, and with that uses it up. */
  String follow(String url) {
    synchronized (links) {
      @Nullable Link link = links.remove(url);
      if (link == null || !clock.instant().isBefore(link.expires())) {
        throw new IllegalStateException("the link is used up, expired or none of ours");
      }
      if (!find(link.session()).takesInput()) {
        throw new IllegalStateException("the session behind the link takes no input");
      }
      return link.session();
    }
  }

  private VerificationSession replace(VerificationSession after, Origin origin) {
    account.replace(after, origin);
    return after;
  }

  private static StripeError refused(String what, VerificationSession session) {
    String redaction = session.redaction() == null ? "" : ", and it is being redacted";
    return StripeError.refused(
        null,
        null,
        "A VerificationSession with the status "
            + session.status().wire()
            + " can not be "
            + what
            + redaction
            + ".");
  }
}
