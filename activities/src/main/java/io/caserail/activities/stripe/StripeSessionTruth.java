package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.truth.Changed;
import io.caserail.activities.truth.TruthSource;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of verification sessions. One that is erased, or about to be, names nobody any
 * more and is left alone; one that nobody's case has opened counts where it names an account.
 */
public final class StripeSessionTruth implements TruthSource {
  private static final String TYPE = "identity.verification_session.";
  private static final List<String> TYPES =
      List.of(
          TYPE + "created",
          TYPE + "processing",
          TYPE + "verified",
          TYPE + "requires_input",
          TYPE + "canceled");
  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{2,99}");

  private final StripeClient events;
  private final StripeClient client;
  private final String account;
  private final boolean live;

  /**
   * The sessions of an account.
   *
   * @param events with a key that may read events
   * @param client with a key that may read sessions
   * @param account whose; what another installation has opened is not looked at
   */
  public StripeSessionTruth(
      StripeClient events, StripeClient client, String account, boolean live) {
    this.events = events;
    this.client = client;
    this.account = account;
    this.live = live;
  }

  @Override
  public String system() {
    return client.failures().system();
  }

  @Override
  public List<Changed> changed(Instant from, Instant to, Runnable pageRead) {
    return new StripeChanged(events, live, pageRead).events(TYPES, from, to).all();
  }

  @Override
  public Optional<Truth> read(Changed changed) {
    return client.one(StripeSessions.PATH, changed.ref()).map(doc -> truth(doc, changed.since()));
  }

  private @Nullable Truth truth(Doc doc, Instant since) {
    StripeSession session = StripeSession.read(doc);
    MadeBy by = MadeBy.of(session.metadata());
    String person = by == null ? doc.textOr("client_reference_id", "") : by.object().value();
    boolean others = by != null && !by.account().equals(account);
    boolean erased = session.erasure() != StripeSession.Erasure.NONE;
    if (others || erased || !PERSON.matcher(person).matches()) {
      return null;
    }
    return new Truth(
        CaseKind.VERIFICATION,
        session.id(),
        new ObjectId(person),
        by == null ? "" : by.request(),
        by == null ? "" : by.ticket(),
        says(session.status()),
        since,
        "verification session " + session.id(),
        session.status().name().toLowerCase(Locale.ROOT),
        false);
  }

  private static Says says(StripeSession.Status status) {
    return switch (status) {
      case VERIFIED -> Says.HAPPENED;
      case REQUIRES_INPUT, PROCESSING -> Says.OPEN;
      case CANCELED -> Says.NOT_SO;
    };
  }
}
