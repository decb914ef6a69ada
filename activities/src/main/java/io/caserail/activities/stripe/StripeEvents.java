package io.caserail.activities.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of Stripe's events concern a case, and whose news they are: a refund's those of its
 * settlement, a subscription's or session's those of the case that has changed it, which its
 * metadata name; those of risk and disputes are news of the refund of their payment.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">Stripe: types of events</a>
 */
final class StripeEvents {
  private static final String REFUND = "refund.";
  private static final String CREATED = "refund.created";
  private static final String FAILED = "refund.failed";
  private static final String SESSION = "identity.verification_session.";

  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{3,80}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{2,99}");
  private static final Pattern OBJECT = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{2,99})/.+");

  /** Stripe takes 20 types in one question. */
  static final List<String> TYPES =
      List.of(
          CREATED,
          "refund.updated",
          FAILED,
          "customer.subscription.updated",
          "customer.subscription.deleted",
          SESSION + "processing",
          SESSION + "verified",
          SESSION + "requires_input",
          SESSION + "canceled",
          SESSION + "redacted",
          "review.opened",
          "review.closed",
          "radar.early_fraud_warning.created",
          "charge.dispute.created",
          "charge.dispute.closed");

  private final StripeClient client;
  private final StripeNews news;

  StripeEvents(StripeClient client, StripeNews news) {
    this.client = client;
    this.news = news;
  }

  /** The list's filter: those that concern a case. */
  static Map<String, String> filter() {
    Map<String, String> filter = new LinkedHashMap<>();
    for (int i = 0; i < TYPES.size(); i++) {
      filter.put("types[" + i + "]", TYPES.get(i));
    }
    return filter;
  }

  /** The event's id; where it has none, a digest of what stays the same each time it is listed. */
  static String id(Doc event) {
    String id = event.json().path("id").asText();
    if (EVENT.matcher(id).matches()) {
      return id;
    }
    ObjectNode lasting = event.json().deepCopy();
    lasting.remove("pending_webhooks");
    return Digest.hex(32, lasting.toString());
  }

  /**
   * What keeps an event from being read; empty for nothing. No more is asked of it than is needed
   * to tell it: what a webhook is understood by is understood here.
   */
  String flaw(Doc event) {
    JsonNode json = event.json();
    if (!EVENT.matcher(json.path("id").asText()).matches()) {
      return "id is missing, or no event's id";
    }
    if (!json.path("livemode").isBoolean()) {
      return "livemode is missing";
    }
    if (!json.path("type").isTextual()) {
      return "type is missing";
    }
    JsonNode object = json.at("/data/object");
    if (!object.isObject()) {
      return "data.object is missing";
    }
    String type = event.text("type");
    if (type.startsWith(REFUND) && !isId(object.path("id"))) {
      return "data.object.id is missing, or no object's id";
    }
    JsonNode payment = object.path("payment_intent");
    boolean none = payment.isMissingNode() || payment.isNull();
    return none || isId(payment) || !(isOfRisk(type) || isForeign(type, event))
        ? ""
        : "data.object.payment_intent is no payment's id";
  }

  /** Not of what is given in full, which a list of events never does. */
  private static boolean isId(JsonNode node) {
    return ID.matcher(node.asText()).matches();
  }

  /** Tells an event to whom it concerns; says whether anybody was concerned. */
  boolean tell(Doc event) {
    String type = event.text("type");
    String id = event.text("id");
    Doc object = event.child("data").child("object");
    if (type.startsWith(REFUND)) {
      return tellRefund(event, object);
    }
    if (isOfRisk(type)) {
      String payment = object.textOr("payment_intent", "");
      return !payment.isEmpty() && news.wake(CaseKind.REFUND, new ObjectId(payment), id);
    }
    ObjectId waiting = changedBy(object);
    CaseKind kind = type.startsWith(SESSION) ? CaseKind.VERIFICATION : CaseKind.CANCELLATION;
    return waiting != null && news.wake(kind, waiting, id);
  }

  private static boolean isOfRisk(String type) {
    return type.startsWith("review.")
        || type.startsWith("radar.")
        || type.startsWith("charge.dispute.");
  }

  /**
   * Whether somebody else has made a refund, of which its payment's case has to hear: another
   * installation that refunds through the same account is somebody else.
   */
  private boolean isForeign(String type, Doc event) {
    if (!type.equals(CREATED)) {
      return false;
    }
    Doc refund = event.child("data").child("object");
    return !isOurs(refund) || !client.account().equals(refund.texts("metadata").get(Marks.ACCOUNT));
  }

  private static boolean isOurs(Doc refund) {
    return !Marks.operation(refund.texts("metadata")).isEmpty();
  }

  private boolean tellRefund(Doc event, Doc object) {
    String type = event.text("type");
    String id = event.text("id");
    String refund = object.text("id");
    if (type.equals(FAILED) && isOurs(object)) {
      news.failed(refund, id);
      return true;
    }
    boolean waited = news.wake(CaseKind.SETTLEMENT, new ObjectId(refund), id);
    return (isForeign(type, event) && tellForeign(refund, object.textOr("payment_intent", "")))
        || waited;
  }

  /** As it is now: since the event somebody may have named it as what was done by hand. */
  private boolean tellForeign(String refund, String payment) {
    if (payment.isEmpty() || !news.hasCase(new ObjectId(payment))) {
      return false;
    }
    Optional<StripeRefund> now =
        client
            .one("refunds", refund)
            .map(StripeRefund::read)
            .filter(read -> read.counts() && isSomebodyElses(read));
    now.ifPresent(
        made ->
            news.foreign(
                new ForeignRefund(made.id(), new ObjectId(made.payment()), made.amount())));
    return now.isPresent();
  }

  private boolean isSomebodyElses(StripeRefund refund) {
    return refund.operation().isEmpty()
        ? refund.request().isEmpty()
        : !refund.isOfAccount(client.account());
  }

  /** The object of the case that has changed it; null for none. */
  private static @Nullable ObjectId changedBy(Doc object) {
    Matcher operation = OBJECT.matcher(Marks.operation(object.texts("metadata")));
    return operation.matches() ? new ObjectId(operation.group(1)) : null;
  }
}
