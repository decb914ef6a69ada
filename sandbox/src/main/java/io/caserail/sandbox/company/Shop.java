package io.caserail.sandbox.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.company.CompanyOrder.Stage;
import io.caserail.sandbox.core.Books;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.core.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders, accounts and what customers may use, and what may be changed about them. Every effect
 * stands in the books; of a link only that it was handed over. Thread-safe.
 */
final class Shop {
  private static final Set<String> VERDICTS = Set.of("verified", "not_verified");

  private static final Cause PEOPLE = Cause.human("Acme Shop");

  private final Books books;
  private final InstantSource clock;
  private final Map<String, CompanyOrder> orders = new LinkedHashMap<>();
  private final Map<String, CompanyAccount> accounts = new LinkedHashMap<>();
  private final Map<String, Boolean> access = new LinkedHashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private final Map<String, String> cancelledBy = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private Duration takes = Duration.ZERO;

  Shop(Books books, InstantSource clock) {
    this.books = books;
    this.clock = clock;
  }

  /** Puts an order into the books as people have made it. */
  synchronized void set(CompanyOrder order) {
    put(order);
    cancelledBy.remove(order.id());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("stage", order.stage().name().toLowerCase(Locale.ROOT));
    details.put("subscription", order.subscription());
    details.put("shipment", order.shipment());
    details.put("access", order.access());
    books.append(CompanySandbox.SYSTEM, "order.set", order.id(), details, PEOPLE);
  }

  /** Puts an account into the books as people have made it. */
  synchronized void set(CompanyAccount account) {
    put(account);
    Map<String, String> details = Map.of("verdict", account.verdict());
    books.append(CompanySandbox.SYSTEM, "account.set", account.id(), details, PEOPLE);
  }

  private void put(CompanyOrder order) {
    orders.put(order.id(), order);
    if (!order.access().isEmpty()) {
      access.putIfAbsent(order.access(), true);
    }
  }

  private void put(CompanyAccount account) {
    accounts.put(account.id(), account);
  }

  synchronized void access(String id, boolean open) {
    access.put(id, open);
  }

  synchronized void changesTake(Duration time) {
    takes = time;
  }

  synchronized CompanyOrder order(String id) {
    return known(orders.get(id), "order");
  }

  synchronized CompanyAccount account(String id) {
    return known(accounts.get(id), "account");
  }

  synchronized boolean mayUse(String id) {
    return known(access.get(id), "access");
  }

  synchronized String link(String account) {
    return known(links.get(account), "invitation");
  }

  /** The object as the API shows it. */
  synchronized ObjectNode read(String collection, String id) {
    return switch (collection) {
      case "orders" -> json(order(id));
      case "accounts" -> json(account(id));
      case "access" -> Json.object().put("id", id).put("state", mayUse(id) ? "open" : "revoked");
      default -> throw Problem.notFound("collection");
    };
  }

  /** All changes that were made under an operation id, oldest first; all there are for none. */
  synchronized List<Change> changes(String operationId) {
    return changes.stream()
        .filter(c -> operationId.isEmpty() || c.wish().operationId().equals(operationId))
        .toList();
  }

  synchronized Change make(Wish wish, Cause cause) {
    return switch (wish.collection() + " " + wish.change()) {
      case "orders cancel" -> cancel(wish, cause);
      case "orders reopen" -> reopen(wish, cause);
      case "accounts invite" -> invite(wish, cause);
      case "accounts verdict" -> decide(wish, cause);
      case "access revoke" -> open(wish, false, cause);
      case "access restore" -> open(wish, true, cause);
      default -> {
        var unused = read(wish.collection(), wish.object());
        throw Problem.senseless("unknown_change", "nothing here is called " + wish.change());
      }
    };
  }

  private Change cancel(Wish wish, Cause cause) {
    CompanyOrder order = order(wish.object());
    return switch (order.stage()) {
      case CANCELLED -> already(wish);
      case CLOSED -> throw Problem.refused("delivered", "the order is delivered and closed");
      case OPEN -> {
        put(order.stage(Stage.CANCELLED));
        cancelledBy.put(order.id(), wish.operationId());
        yield made(wish, "order.cancelled", Map.of(), cause);
      }
    };
  }

  private Change reopen(Wish wish, Cause cause) {
    CompanyOrder order = order(wish.object());
    return switch (order.stage()) {
      case OPEN -> already(wish);
      case CLOSED -> throw Problem.refused("too_late", "what was ordered is sold to others");
      case CANCELLED -> {
        put(order.stage(Stage.OPEN));
        cancelledBy.remove(order.id());
        yield made(wish, "order.reopened", Map.of(), cause);
      }
    };
  }

  private Change invite(Wish wish, Cause cause) {
    CompanyAccount account = account(wish.object());
    if (wish.link().isEmpty()) {
      throw Problem.senseless("link_missing", "an invitation needs a link to hand over");
    }
    links.put(account.id(), wish.link());
    Map<String, String> details = Map.of("to", account.email(), "session", wish.value());
    return made(wish, "account.invited", details, cause);
  }

  private Change decide(Wish wish, Cause cause) {
    CompanyAccount account = account(wish.object());
    if (!VERDICTS.contains(wish.value())) {
      throw Problem.senseless("unknown_verdict", "a verdict is verified or not_verified");
    }
    if (account.verdict().equals(wish.value())) {
      return already(wish);
    }
    put(account.verdict(wish.value()));
    return made(wish, "account.decided", Map.of("verdict", wish.value()), cause);
  }

  private Change open(Wish wish, boolean open, Cause cause) {
    if (mayUse(wish.object()) == open) {
      return already(wish);
    }
    access.put(wish.object(), open);
    return made(wish, open ? "access.restored" : "access.revoked", Map.of(), cause);
  }

  private Change made(Wish wish, String kind, Map<String, String> more, Cause cause) {
    Change change =
        new Change("chg_" + (changes.size() + 1001), wish, "", clock.instant().plus(takes));
    changes.add(change);
    Map<String, String> details = new LinkedHashMap<>(more);
    details.put("reference", change.reference());
    details.put("operation_id", wish.operationId());
    details.put("idempotency_key", wish.key());
    books.append(CompanySandbox.SYSTEM, kind, wish.object(), details, cause);
    return change;
  }

  /** It stood before, so that nothing is noted: nobody's operation made it so. */
  private Change already(Wish wish) {
    return new Change("", wish, "already", clock.instant());
  }

  private ObjectNode json(CompanyOrder order) {
    ObjectNode json =
        Json.object()
            .put("id", order.id())
            .put("stage", order.stage().name().toLowerCase(Locale.ROOT))
            .put("placedAt", order.placedAt().toString())
            .put("subscription", order.subscription())
            .put("shipment", order.shipment())
            .put("access", order.access())
            .put("payment", order.payment())
            .put("cancelledBy", cancelledBy.getOrDefault(order.id(), ""));
    json.set("customer", Json.object().put("email", order.email()));
    if (!order.payment().isEmpty()) {
      json.set("paid", Json.object().put("minor", order.minor()).put("currency", order.currency()));
    }
    return json;
  }

  private static ObjectNode json(CompanyAccount account) {
    ObjectNode json = Json.object().put("id", account.id()).put("verdict", account.verdict());
    json.set("customer", Json.object().put("email", account.email()));
    return json;
  }

  private static <T> T known(@Nullable T found, String what) {
    if (found == null) {
      throw Problem.notFound(what);
    }
    return found;
  }
}
