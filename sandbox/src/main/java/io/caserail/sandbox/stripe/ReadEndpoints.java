package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be read:
 *
 * <pre>
 * GET /v1/balance
 * GET /v1/customers             ?email
 * GET /v1/customers/{id}
 * GET /v1/payment_intents       ?customer
 * GET /v1/payment_intents/{id}
 * GET /v1/charges               ?customer &amp;payment_intent
 * GET /v1/charges/search        ?query, by the card's fingerprint and its age
 * GET /v1/charges/{id}
 * GET /v1/charges/{id}/refunds
 * GET /v1/refunds               ?charge &amp;payment_intent
 * GET /v1/refunds/{id}
 * GET /v1/disputes              ?charge &amp;payment_intent
 * GET /v1/disputes/{id}
 * GET /v1/events                ?type &amp;types[]
 * GET /v1/events/{id}
 * </pre>
 *
 * Each list takes {@code limit, starting_after, ending_before, created} as well.
 */
final class ReadEndpoints {
  private static final Set<String> OF_ANY_LIST =
      Set.of("limit", "starting_after", "ending_before", "created");

  private static final Pattern BY_CARD =
      Pattern.compile(
          "payment_method_details\\.card\\.fingerprint:\"([A-Za-z0-9_]+)\" AND created>=(\\d+)");

  private final Account account;
  private final EventLog events;
  private final StripeJson json;

  ReadEndpoints(Account account, EventLog events, StripeJson json) {
    this.account = account;
    this.events = events;
    this.json = json;
  }

  void addTo(Routes routes, StripeApi api) {
    routes
        .get("/v1/balance", api.reading((call, query) -> json.balance(account.available())))
        .get("/v1/customers", api.reading(this::customers))
        .get("/v1/customers/{id}", api.reading(this::customer))
        .get("/v1/payment_intents", api.reading(this::paymentIntents))
        .get("/v1/payment_intents/{id}", api.reading(this::paymentIntent))
        .get("/v1/charges", api.reading(this::charges))
        .get("/v1/charges/search", api.reading(this::chargesFound))
        .get("/v1/charges/{id}", api.reading(this::charge))
        .get(
            "/v1/charges/{id}/refunds",
            api.reading((call, query) -> refunds(call, query, call.path("id"))))
        .get("/v1/refunds", api.reading((call, query) -> refunds(call, query, "")))
        .get("/v1/refunds/{id}", api.reading(this::refund))
        .get("/v1/disputes", api.reading(this::disputes))
        .get("/v1/disputes/{id}", api.reading(this::dispute))
        .get("/v1/events", api.reading(this::events))
        .get("/v1/events/{id}", api.reading(this::event));
  }

  private ObjectNode customer(Call call, Form query) {
    String id = call.path("id");
    return json.customer(
        account.customer(id).orElseThrow(() -> StripeError.missing("customer", id, "id")));
  }

  private ObjectNode paymentIntent(Call call, Form query) {
    String id = call.path("id");
    return json.paymentIntent(
        account.payment(id).orElseThrow(() -> StripeError.missing("payment_intent", id, "intent")),
        Expansion.of("payment_intent", query.list("expand")));
  }

  private ObjectNode charge(Call call, Form query) {
    String id = call.path("id");
    return json.charge(
        account.paymentOfCharge(id).orElseThrow(() -> StripeError.missing("charge", id, "id")),
        Expansion.of("charge", query.list("expand")));
  }

  private ObjectNode refund(Call call, Form query) {
    String id = call.path("id");
    return json.refund(
        account.refund(id).orElseThrow(() -> StripeError.missing("refund", id, "id")),
        Expansion.of("refund", query.list("expand")));
  }

  private ObjectNode dispute(Call call, Form query) {
    String id = call.path("id");
    return json.dispute(
        account.dispute(id).orElseThrow(() -> StripeError.missing("dispute", id, "dispute")),
        Expansion.of("dispute", query.list("expand")));
  }

  private ObjectNode event(Call call, Form query) {
    String id = call.path("id");
    return json.event(
        events.events().stream()
            .filter(e -> e.id().equals(id))
            .findFirst()
            .orElseThrow(() -> StripeError.missing("event", id, "id")));
  }

  private ObjectNode customers(Call call, Form query) {
    allow(query, "email");
    Predicate<Customer> wanted = c -> matches(query, "email", String.valueOf(c.email()));
    return page(
        call,
        query,
        "customer",
        account.customers().stream().filter(wanted).toList(),
        Customer::id,
        Customer::created,
        (customer, expand) -> json.customer(customer));
  }

  private ObjectNode paymentIntents(Call call, Form query) {
    allow(query, "customer");
    Predicate<Payment> wanted = p -> matches(query, "customer", String.valueOf(p.customerId()));
    return page(
        call,
        query,
        "payment_intent",
        account.payments().stream().filter(wanted).toList(),
        Payment::id,
        Payment::created,
        json::paymentIntent);
  }

  private ObjectNode charges(Call call, Form query) {
    allow(query, "customer", "payment_intent");
    Predicate<Payment> wanted =
        p ->
            matches(query, "customer", String.valueOf(p.customerId()))
                && matches(query, "payment_intent", p.id());
    return page(
        call,
        query,
        "charge",
        account.payments().stream().filter(wanted).toList(),
        Payment::chargeId,
        Payment::created,
        json::charge);
  }

  /**
   * Of the query language only what the stand-in's callers ask, and the newest hundred.
   *
   * @see <a href="https://docs.stripe.com/api/charges/search">Stripe: search charges</a>
   */
  private ObjectNode chargesFound(Call call, Form query) {
    query.allowing(Set.of("query", "limit", "page"));
    Matcher asked = BY_CARD.matcher(query.filled("query").orElse(""));
    if (!asked.matches()) {
      throw StripeError.invalidParameter(null, "query", "We were unable to parse your query.");
    }
    long since = Long.parseLong(asked.group(2));
    return StripeJson.found(
        call.facts().path(),
        account.payments().stream()
            .filter(p -> p.fingerprint().equals(asked.group(1)))
            .filter(p -> p.created().getEpochSecond() >= since)
            .limit(100)
            .map(p -> json.charge(p, Expansion.NONE))
            .toList());
  }

  private ObjectNode refunds(Call call, Form query, String onlyOfCharge) {
    allow(query, "charge", "payment_intent");
    Predicate<Refund> wanted =
        r ->
            (onlyOfCharge.isEmpty() || r.chargeId().equals(onlyOfCharge))
                && matches(query, "charge", r.chargeId())
                && matches(query, "payment_intent", r.paymentId());
    return page(
        call,
        query,
        "refund",
        account.refunds().stream().filter(wanted).toList(),
        Refund::id,
        Refund::created,
        json::refund);
  }

  private ObjectNode disputes(Call call, Form query) {
    allow(query, "charge", "payment_intent");
    Predicate<Dispute> wanted =
        d ->
            matches(query, "charge", d.chargeId())
                && matches(query, "payment_intent", d.paymentId());
    return page(
        call,
        query,
        "dispute",
        account.disputes().stream().filter(wanted).toList(),
        Dispute::id,
        Dispute::created,
        json::dispute);
  }

  private ObjectNode events(Call call, Form query) {
    allow(query, "type", "types");
    List<String> types = query.list("types");
    Predicate<StripeEvent> wanted =
        e -> matches(query, "type", e.type()) && (types.isEmpty() || types.contains(e.type()));
    return page(
        call,
        query,
        "event",
        events.events().stream().filter(wanted).toList(),
        StripeEvent::id,
        StripeEvent::created,
        (event, expand) -> json.event(event));
  }

  static <T> ObjectNode page(
      Call call,
      Form query,
      String noun,
      List<T> all,
      Function<T, String> id,
      Function<T, Instant> created,
      BiFunction<T, Expansion, ObjectNode> render) {
    Expansion expand = Expansion.ofList(noun, query.list("expand"));
    Page<T> page = Page.of(all, query, noun, id, created);
    List<ObjectNode> nodes = page.items().stream().map(t -> render.apply(t, expand)).toList();
    return StripeJson.list(call.facts().path(), nodes, page.hasMore());
  }

  static boolean matches(Form query, String name, String value) {
    return query.filled(name).map(value::equals).orElse(true);
  }

  static void allow(Form query, String... filters) {
    query.allowing(
        Stream.concat(OF_ANY_LIST.stream(), Stream.of(filters)).collect(Collectors.toSet()));
  }
}
