package io.caserail.activities.stripe;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Secret;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.IdentityActivities;
import io.caserail.port.Outcome;
import io.caserail.port.SessionFacts;
import io.caserail.port.SessionRef;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifications through Stripe Identity.
 *
 * <p>A session carries its operation in the metadata until it is erased; from then on only its id
 * leads to it. Closing and erasing take no metadata: both are states, whoever brought them about.
 * The link of a session leaves through {@link #linkOf} only, and no activity answers with it.
 *
 * @see <a href="https://docs.stripe.com/identity/verification-sessions">Stripe: the verification
 *     sessions API</a>
 */
public final class StripeIdentity implements IdentityActivities {
  private static final String SESSIONS = StripeSessions.PATH;

  /** Most checks take less than a minute. */
  private static final Duration CHECK = Duration.ofMinutes(1);

  private static final Endpoint OPEN = Endpoint.write("open_session");
  private static final Endpoint CLOSE = Endpoint.write("close_session");
  private static final Endpoint REDACT = Endpoint.write("redact_session");

  private final StripeClient client;
  private final StripeSettings settings;
  private final Failures failures;
  private final StripeChanges changes;
  private final StripeChanges undos;
  private final StripeSessions sessions;

  /**
   * The activities.
   *
   * @param clearance asked again right before each send
   * @param record hears of each send before it happens
   * @param clock against which {@link io.caserail.port.Attempt#sendBefore()} is held
   */
  public StripeIdentity(
      StripeClient client,
      Clearance clearance,
      ChangeRecord record,
      InstantSource clock,
      StripeSettings settings) {
    this.client = client;
    this.settings = settings;
    this.failures = client.failures();
    this.sessions = new StripeSessions(client);
    this.changes = new StripeChanges(client.frame(clock), clearance, record);
    this.undos = new StripeChanges(client.frame(clock), clearance.ofUndos(), record);
  }

  /** What there is to go by when an answer about a session is lost. */
  public static LostAnswer lostAnswer() {
    return LostAnswer.keyed(
        "Stripe (identity)",
        StripeClient.KEY_LIFE,
        "the operation id in the metadata, in the list of all sessions of the account; a session"
            + " that is closed or erased shows it itself");
  }

  @Override
  public Outcome openSession(ChangeOrder order) {
    return changes.make(order, refusal(OPEN), new Opened(order));
  }

  @Override
  public Outcome findSession(ChangeOrder order) {
    return opened(order, sessions.of(order.object())).orElseGet(Outcome::absent);
  }

  @Override
  public List<SessionFacts> standingSessions(ChangeOrder order) {
    return sessions.standing(order).stream().map(s -> s.facts(failures.system())).toList();
  }

  @Override
  public Outcome closeSession(ChangeOrder order) {
    return undos.make(order, refusal(CLOSE), new Closed(order));
  }

  @Override
  public SessionFacts readSession(SessionRef session) {
    return readSession(session.session());
  }

  /** The same, of whosever session it is. */
  public SessionFacts readSession(String session) {
    return existing(session).facts(failures.system());
  }

  @Override
  public SessionFacts awaitSession(SessionRef session) {
    SessionFacts facts = readSession(session);
    if (facts.state() == SessionFacts.State.FAILED && facts.tried().equals(session.known())) {
      throw failures.notYet("the customer may try again", facts.session(), settings.pollAfter());
    }
    return switch (facts.state()) {
      case OPEN ->
          throw failures.notYet(
              "the customer has not finished", facts.session(), settings.pollAfter());
      case CHECKING -> throw failures.notYet("Stripe is checking", facts.session(), soon());
      case VERIFIED, FAILED, CLOSED, REDACTED -> facts;
    };
  }

  @Override
  public Outcome redactSession(ChangeOrder order) {
    return undos.make(order, refusal(REDACT), new Redacted(order));
  }

  @Override
  public Outcome awaitRedaction(SessionRef ref) {
    StripeSession session = existing(ref.session());
    return switch (session.erasure()) {
      case DONE -> erased(session);
      case UNDER_WAY ->
          throw failures.notYet("Stripe is erasing it", session.id(), settings.pollAfter());
      case NONE ->
          Outcome.rejected(session.id(), "not_asked", "nobody has asked Stripe to erase it");
    };
  }

  /**
   * A fresh link for the customer, valid for 48 hours and for one visit. It goes to the company's
   * account system and nowhere else: whoever has it can submit documents in the customer's name.
   *
   * @param session the session's id
   * @return nothing when the session takes no input any more
   * @throws ApplicationFailure as the activities throw it
   */
  public Optional<Secret> linkOf(String session) {
    Doc found = client.one(SESSIONS, session).orElseThrow(() -> missing(session));
    client.requireMode(found);
    String url = found.textOr("url", "");
    return url.isEmpty() ? Optional.empty() : Optional.of(new Secret(url));
  }

  private Refusal refusal(Endpoint endpoint) {
    return new Refusal(client, endpoint, "session", Set.of(), SessionTexts::refused);
  }

  /** The session of this operation; a closed one counts only under the attempt's key. */
  private Optional<Outcome> opened(ChangeOrder order, List<StripeSession> held) {
    List<StripeSession> ours =
        held.stream()
            .filter(s -> s.isOf(order.attempt()))
            .filter(s -> !s.isClosed() || s.isOfSameKey(order.attempt()))
            .toList();
    if (ours.size() > 1) {
      throw failures.badAnswer(
          "Stripe holds more than one session of this operation",
          String.join(" ", ours.stream().map(StripeSession::id).toList()));
    }
    return ours.stream()
        .findFirst()
        .map(s -> opened(order, held, s.id(), "found in Stripe by its operation id"));
  }

  /** It is open; whoever has opened it hears where it is not the only one. */
  private static Outcome opened(
      ChangeOrder order, List<StripeSession> held, String id, String evidence) {
    boolean alone =
        StripeSessions.standing(order, held).stream().allMatch(other -> other.id().equals(id));
    Outcome opened = Outcome.succeeded(id, evidence);
    return alone ? opened : opened.besideOthers();
  }

  private StripeSession existing(String id) {
    return client.one(SESSIONS, id).map(sessions::read).orElseThrow(() -> missing(id));
  }

  private ApplicationFailure missing(String session) {
    return failures.notFound("the session does not exist in Stripe", session);
  }

  private StripeSession answered(HttpAnswer answer) {
    return sessions.read(new Doc(answer.json(), "session", failures));
  }

  private static Outcome erased(StripeSession session) {
    return Outcome.succeeded(session.id(), "erased by Stripe");
  }

  private Duration soon() {
    return settings.pollAfter().compareTo(CHECK) < 0 ? settings.pollAfter() : CHECK;
  }

  private HttpAnswer post(Endpoint endpoint, ChangeOrder order, String change) {
    return client.post(
        endpoint,
        SESSIONS + "/" + order.value() + "/" + change,
        Marks.key(order.attempt(), change),
        Map.of());
  }

  private ApplicationFailure unfulfilled(HttpAnswer answer) {
    return failures.inDoubt(
        "sent to Stripe, and the answer does not show the change",
        StripeClient.evidence(answer),
        null);
  }

  private final class Opened implements StripeChanges.Change {
    private final ChangeOrder order;
    private List<StripeSession> held = List.of();

    Opened(ChangeOrder order) {
      this.order = order;
    }

    @Override
    public Optional<Outcome> find() {
      held = sessions.of(order.object());
      return opened(order, held);
    }

    @Override
    public HttpAnswer send() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("type", "document");
      fields.put("client_reference_id", order.object().value());
      fields.putAll(Marks.of(order, settings.account()));
      return client.post(OPEN, SESSIONS, Marks.key(order.attempt(), "open"), fields);
    }

    @Override
    public Outcome read(HttpAnswer answer) {
      StripeSession session = answered(answer);
      if (!session.isOf(order.attempt())) {
        throw unfulfilled(answer);
      }
      return opened(order, held, session.id(), "opened in Stripe");
    }
  }

  private final class Closed implements StripeChanges.Change {
    private final ChangeOrder order;

    Closed(ChangeOrder order) {
      this.order = order;
    }

    @Override
    public Optional<Outcome> find() {
      StripeSession now = existing(order.value());
      return switch (now.status()) {
        case REQUIRES_INPUT -> Optional.empty();
        case CANCELED -> Optional.of(closed(now));
        case PROCESSING -> Optional.of(tooLate(now, "Stripe is checking it"));
        case VERIFIED -> Optional.of(tooLate(now, "it has a verdict"));
      };
    }

    @Override
    public HttpAnswer send() {
      return post(CLOSE, order, "cancel");
    }

    @Override
    public Outcome read(HttpAnswer answer) {
      StripeSession now = answered(answer);
      if (!now.id().equals(order.value()) || !now.isClosed()) {
        throw unfulfilled(answer);
      }
      return closed(now);
    }

    private Outcome closed(StripeSession session) {
      return Outcome.succeeded(session.id(), "closed in Stripe without a verdict");
    }

    private Outcome tooLate(StripeSession session, String why) {
      return Outcome.rejected(session.id(), Outcome.TOO_LATE, why);
    }
  }

  private final class Redacted implements StripeChanges.Change {
    private final ChangeOrder order;

    Redacted(ChangeOrder order) {
      this.order = order;
    }

    @Override
    public Optional<Outcome> find() {
      StripeSession now = existing(order.value());
      if (now.erasure() == StripeSession.Erasure.NONE
          && now.status() == StripeSession.Status.PROCESSING) {
        throw failures.notYet("Stripe is checking it, and erases it after that", now.id(), soon());
      }
      return redaction(now);
    }

    private Optional<Outcome> redaction(StripeSession session) {
      return switch (session.erasure()) {
        case NONE -> Optional.empty();
        case UNDER_WAY ->
            Optional.of(
                Outcome.pending(session.id(), "Stripe is erasing it", settings.pollAfter()));
        case DONE -> Optional.of(erased(session));
      };
    }

    @Override
    public HttpAnswer send() {
      return post(REDACT, order, "redact");
    }

    @Override
    public Outcome read(HttpAnswer answer) {
      StripeSession now = answered(answer);
      if (!now.id().equals(order.value())) {
        throw unfulfilled(answer);
      }
      return redaction(now).orElseThrow(() -> unfulfilled(answer));
    }
  }
}
