package io.caserail.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Books;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.core.Endpoint;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import io.caserail.sandbox.easypost.CarrierAnswer;
import io.caserail.sandbox.easypost.TrackerStatus;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Faults;
import io.caserail.sandbox.stripe.ReviewEnd;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sandbox's own HTTP API, for a terminal and for tests in another process. JSON in and out, no
 * credentials: it listens on the loopback address only. Its calls are neither struck nor recorded
 * with those of the systems.
 *
 * <ul>
 *   <li>{@code GET /addresses}
 *   <li>{@code GET|POST|DELETE /faults}, {@code DELETE /faults/{id}}; a fault is {@code {"system",
 *       "kind", "endpoint"?, "skip"?, "times"?, "status"?, "headers"?, "body"?, "millis"?}}
 *   <li>{@code POST /systems/{system}/down|up}
 *   <li>{@code GET /clock}, {@code POST /clock/advance} with {@code {"seconds"}}
 *   <li>{@code GET /books}, {@code GET /books/text}, {@code GET /calls}, {@code GET /webhooks}
 *   <li>{@code POST /company/orders} with {@code {"id", "email", "subscription"?, "shipment"?,
 *       "access"?, "payment"?, "minor"?, "currency"?}}, {@code POST /company/accounts} with {@code
 *       {"id", "email"}}
 *   <li>{@code POST /easypost/shipments} with {@code {"reference"?, "carrier"?}}; the carrier is a
 *       {@link CarrierAnswer}
 *   <li>{@code POST /company/events} with {@code {"type"?, "object"}}: the shop sends it
 *   <li>{@code POST /company/accounts/{id}/visit}: the customer follows the newest invitation,
 *       shows what is asked for, and it is found good
 *   <li>{@code POST /easypost/shipments/{id}/track} with {@code {"status"}}, {@code POST
 *       /easypost/shipments/{id}/grant}: the carrier takes the label back
 *   <li>{@code POST /hooks} with {@code {"company"?, "easypost"?, "zendesk"?, "stripe"?}}: where
 *       webhooks go
 *   <li>{@code POST /identity/rotate} with {@code {"keep"?}}: a new key; whether the older ones
 *       stay
 *   <li>{@code GET|POST /scim/users} with {@code {"userName"}}
 *   <li>{@code GET|POST /zendesk/tickets} with {@code {"customer", "subject", "body"}}, {@code GET
 *       /zendesk/tickets/{id}}
 *   <li>{@code POST /zendesk/tickets/{id}/macro} with {@code {"agent", "macro", "fields"?}}
 *   <li>{@code POST /stripe/payments/{id}/review} opens a review, or closes it with {@code
 *       {"end"}}, in the words of Stripe's {@code closed_reason}; {@code POST
 *       /stripe/payments/{id}/warn}: the card's bank warns of fraud
 *   <li>{@code POST /stripe/payments} with {@code {"minor", "currency", "email"}}
 * </ul>
 */
final class ControlApi {
  private final Sandbox sandbox;

  ControlApi(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  SystemServer start(int port) {
    Faults none = new Faults();
    Surroundings apart =
        new Surroundings(
            sandbox.clock(),
            none,
            new Books(sandbox.clock()),
            new Calls(sandbox.clock()),
            sandbox.webhooks());
    return SystemServer.start(
        "control", port, apart, routes(), call -> problem(404, "no such control"));
  }

  private Routes routes() {
    return new Routes()
        .get("/addresses", call -> Answer.json(200, sandbox.addresses()))
        .get("/faults", call -> faults())
        .post("/faults", readable(this::addFault))
        .delete("/faults", call -> clearFaults())
        .delete("/faults/{id}", readable(this::removeFault))
        .post("/systems/{system}/down", readable(this::down))
        .post("/systems/{system}/up", readable(this::up))
        .get("/clock", call -> clock())
        .post("/clock/advance", readable(this::advance))
        .get("/books", call -> Answer.json(200, sandbox.books().entries()))
        .get("/books/text", call -> Answer.text(200, sandbox.books().text() + "\n"))
        .get("/calls", call -> Answer.json(200, sandbox.calls().all()))
        .get("/webhooks", call -> Answer.json(200, sandbox.webhooks().attempts()))
        .post("/easypost/shipments", readable(this::buyLabel))
        .post("/easypost/shipments/{id}/track", readable(this::track))
        .post("/easypost/shipments/{id}/grant", readable(this::grant))
        .post("/hooks", readable(this::hooks))
        .post("/company/accounts", readable(this::register))
        .post("/company/accounts/{id}/visit", readable(this::visit))
        .post("/company/orders", readable(this::order))
        .post("/company/events", readable(this::tell))
        .post("/identity/rotate", readable(this::rotate))
        .get("/scim/users", call -> Answer.json(200, sandbox.scim().users()))
        .post("/scim/users", readable(this::addUser))
        .get("/zendesk/tickets", call -> Answer.json(200, sandbox.zendesk().tickets()))
        .get("/zendesk/tickets/{id}", readable(call -> ticket(id(call))))
        .post("/zendesk/tickets", readable(this::writeIn))
        .post("/zendesk/tickets/{id}/macro", readable(this::applyMacro))
        .post("/stripe/payments/{id}/review", readable(this::review))
        .post("/stripe/payments/{id}/warn", readable(this::warn))
        .post("/stripe/payments", readable(this::pay));
  }

  /** What cannot be read or done is the caller's 400, with the reason. */
  private static Endpoint readable(Endpoint endpoint) {
    return call -> {
      try {
        return endpoint.answer(call);
      } catch (IllegalArgumentException | IllegalStateException e) {
        return problem(400, String.valueOf(e.getMessage()));
      }
    };
  }

  private static Answer problem(int status, String why) {
    return Answer.json(status, Json.object().put("error", why));
  }

  private Answer faults() {
    return Answer.json(200, sandbox.faults().active().stream().map(ControlApi::describe).toList());
  }

  private static ObjectNode describe(ActiveFault active) {
    ObjectNode json =
        Json.object()
            .put("id", active.id())
            .put("hits", active.hits())
            .put("spent", active.spent());
    json.set("fault", Json.tree(active.fault()));
    return json;
  }

  private Answer addFault(Call call) {
    return Answer.json(201, describe(sandbox.faults().add(FaultInput.read(call.json()))));
  }

  private Answer clearFaults() {
    sandbox.faults().clear();
    return Answer.empty(204);
  }

  private Answer removeFault(Call call) {
    Optional<ActiveFault> found = sandbox.faults().byId((int) id(call));
    found.ifPresent(sandbox.faults()::remove);
    return found.isPresent() ? Answer.empty(204) : problem(404, "no such fault");
  }

  private Answer grant(Call call) {
    return Answer.json(200, sandbox.easypost().grant(call.path("id")));
  }

  private Answer visit(Call call) {
    String session = sandbox.stripe().followLink(sandbox.company().openLink(call.path("id")));
    var unused = sandbox.stripe().submit(session);
    sandbox.stripe().finishChecks();
    return Answer.json(200, Json.object().put("session", session));
  }

  private Answer down(Call call) {
    sandbox.faults().down(call.path("system"));
    return Answer.empty(204);
  }

  private Answer up(Call call) {
    sandbox.faults().up(call.path("system"));
    return Answer.empty(204);
  }

  private Answer clock() {
    return Answer.json(
        200,
        Json.object()
            .put("now", sandbox.clock().instant().toString())
            .put("aheadSeconds", sandbox.clock().ahead().toSeconds()));
  }

  private Answer advance(Call call) {
    sandbox.clock().advance(Duration.ofSeconds(call.json().path("seconds").asLong()));
    return clock();
  }

  private Answer buyLabel(Call call) {
    JsonNode body = call.json();
    CarrierAnswer carrier =
        CarrierAnswer.valueOf(body.path("carrier").asText("refund").toUpperCase(Locale.ROOT));
    return Answer.json(201, sandbox.easypost().buy(body.path("reference").asText(""), carrier));
  }

  private Answer track(Call call) {
    TrackerStatus status =
        TrackerStatus.valueOf(call.json().path("status").asText().toUpperCase(Locale.ROOT));
    return Answer.json(200, sandbox.easypost().track(call.path("id"), status));
  }

  private Answer rotate(Call call) {
    sandbox.identity().rotate(call.json().path("keep").asBoolean(true));
    return Answer.empty(204);
  }

  private Answer hooks(Call call) {
    JsonNode body = call.json();
    if (body.has("easypost")) {
      sandbox.easypost().sendEventsTo(URI.create(body.get("easypost").asText()));
    }
    if (body.has("company")) {
      sandbox.company().sendEventsTo(URI.create(body.get("company").asText()));
    }
    if (body.has("zendesk")) {
      sandbox.zendesk().sendHooksTo(URI.create(body.get("zendesk").asText()));
    }
    if (body.has("stripe")) {
      sandbox.stripe().sendEventsTo(URI.create(body.get("stripe").asText()));
    }
    return Answer.empty(204);
  }

  private Answer addUser(Call call) {
    return Answer.json(201, sandbox.scim().addUser(call.json().path("userName").asText("mia")));
  }

  private static long id(Call call) {
    return Long.parseLong(call.path("id"));
  }

  private Answer ticket(long id) {
    return sandbox.zendesk().tickets().stream()
        .filter(t -> t.id() == id)
        .findFirst()
        .map(t -> Answer.json(200, t))
        .orElseGet(() -> problem(404, "no ticket " + id));
  }

  private Answer writeIn(Call call) {
    JsonNode body = call.json();
    long id =
        sandbox
            .zendesk()
            .customer(body.path("customer").asText("mia@example.com"))
            .email(body.path("subject").asText("Refund, please"), body.path("body").asText("-"));
    return ticket(id).status(201);
  }

  private Answer applyMacro(Call call) {
    JsonNode body = call.json();
    Map<String, String> fields = new LinkedHashMap<>();
    body.path("fields").properties().forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
    sandbox
        .zendesk()
        .agent(body.path("agent").asText())
        .applyMacro(id(call), body.path("macro").asText(), fields);
    return ticket(id(call));
  }

  private Answer register(Call call) {
    JsonNode body = call.json();
    return Answer.json(
        201,
        sandbox
            .company()
            .add(
                CompanyAccount.of(
                    body.path("id").asText("acc_1"),
                    body.path("email").asText("mia@example.com"))));
  }

  private Answer order(Call call) {
    JsonNode body = call.json();
    return Answer.json(
        201,
        sandbox
            .company()
            .add(
                sandbox
                    .company()
                    .order(
                        body.path("id").asText("ord_1"),
                        body.path("email").asText("mia@example.com"))
                    .subscription(body.path("subscription").asText(""))
                    .shipment(body.path("shipment").asText(""))
                    .access(body.path("access").asText(""))
                    .payment(
                        body.path("payment").asText(""),
                        body.path("minor").asLong(0),
                        body.path("currency").asText("EUR"))));
  }

  private Answer review(Call call) {
    String end = call.json().path("end").asText("");
    return Answer.json(
        200,
        end.isEmpty()
            ? sandbox.stripe().openReview(call.path("id"))
            : sandbox
                .stripe()
                .closeReview(call.path("id"), ReviewEnd.valueOf(end.toUpperCase(Locale.ROOT))));
  }

  private Answer warn(Call call) {
    return Answer.json(200, sandbox.stripe().warnOfFraud(call.path("id")));
  }

  private Answer tell(Call call) {
    JsonNode body = call.json();
    sandbox.company().tell(body.path("type").asText("order.updated"), body.path("object").asText());
    return Answer.empty(204);
  }

  private Answer pay(Call call) {
    JsonNode body = call.json();
    return Answer.json(
        201,
        sandbox
            .stripe()
            .payment()
            .amount(body.path("minor").asLong(), body.path("currency").asText("eur"))
            .customerEmail(body.path("email").asText("mia@example.com"))
            .create());
  }
}
