package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the gateway listens and what it trusts.
 *
 * @param host the address to bind, for example {@code 127.0.0.1}
 * @param port the port to bind; 0 for any free one
 * @param live whether the payment system's live events count, or those of its test mode
 * @param objects the form of an object's id in a hint, for each kind of case that tickets may ask
 *     for; hints at another kind are put aside
 * @param bodyCap the most bytes of a body
 * @param freshness how far a signed time may be off, in either direction
 * @param atOnce how many events of one source are handed to Temporal at once
 * @param writer the id of the ticket system's user as whom we write; empty when it is not known
 * @param terms the contracts by which events are read
 * @param keyring whom it believes: the secrets that its senders sign with
 */
public record GatewaySettings(
    String host,
    int port,
    boolean live,
    Map<CaseKind, Pattern> objects,
    int bodyCap,
    Duration freshness,
    int atOnce,
    String writer,
    Terms terms,
    Keyring keyring) {
  /** A Stripe payment intent. */
  public static final Pattern PAYMENT_INTENT = Pattern.compile("pi_[A-Za-z0-9]{6,60}");

  /** All that an {@link ObjectId} may be: orders and accounts are named by the company. */
  public static final Pattern ANY_OBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{2,99}");

  /** The usual form of each kind that tickets can ask for. */
  public static final Map<CaseKind, Pattern> FORMS =
      Map.of(
          CaseKind.REFUND, PAYMENT_INTENT,
          CaseKind.CANCELLATION, ANY_OBJECT,
          CaseKind.VERIFICATION, ANY_OBJECT);

  /** Zendesk's own limit for a payload. */
  public static final int BODY_CAP = 256 * 1024;

  /** What Stripe allows; Zendesk names no window. */
  public static final Duration FRESHNESS = Duration.ofMinutes(5);

  /** For so many of one source, and as many that wait, there is always a thread. */
  public static final int MOST_AT_ONCE = 64;

  /** Enough for some hundred events a second. */
  public static final int AT_ONCE = 32;

  public GatewaySettings {
    objects = Map.copyOf(objects);
    List<String> wrong = new ArrayList<>();
    if (host.isBlank()) {
      wrong.add("the gateway's host is empty");
    }
    if (port < 0 || port > 65_535) {
      wrong.add("the gateway's port is not between 0 and 65535: " + port);
    }
    if (!FORMS.keySet().containsAll(objects.keySet())) {
      wrong.add("tickets can ask for " + FORMS.keySet() + " and not for " + objects.keySet());
    }
    if (bodyCap < 1) {
      wrong.add("the cap of a body is not positive: " + bodyCap);
    }
    if (freshness.isNegative() || freshness.isZero()) {
      wrong.add("the freshness of a signature is not positive: " + freshness);
    }
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      wrong.add("not between 1 and " + MOST_AT_ONCE + " events at once: " + atOnce);
    }
    if (keyring.now().secrets().isEmpty()) {
      wrong.add("no webhook secret is given, so there is nothing to listen for");
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
  }

  /** Settings with secrets of Zendesk's and Stripe's that stay as they are. */
  public GatewaySettings(
      String host,
      int port,
      boolean live,
      Map<CaseKind, Pattern> objects,
      int bodyCap,
      Duration freshness,
      List<WebhookSecret> zendesk,
      List<WebhookSecret> stripe,
      Terms terms) {
    this(
        host,
        port,
        live,
        objects,
        bodyCap,
        freshness,
        AT_ONCE,
        "",
        terms,
        Keyring.fixed(new Trusted(Map.of(ZendeskHook.SOURCE, zendesk, StripeHook.SOURCE, stripe))));
  }
}
