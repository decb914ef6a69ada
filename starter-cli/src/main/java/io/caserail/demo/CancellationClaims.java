package io.caserail.demo;

import io.caserail.sandbox.core.BookEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cancellations: that one has begun, what of it was done, what was taken back, and which money went
 * back. What people did with goods stands in no books.
 */
final class CancellationClaims implements Claims {
  private static final Pattern WHAT = Pattern.compile("(order|subscription) ([A-Za-z0-9_]+)");
  private static final Pattern PAID =
      Pattern.compile("\\d+\\.\\d\\d EUR of payment pi_[A-Za-z0-9]+ \\(re_[A-Za-z0-9]+\\)");
  private static final String REOPENED = "reopened";
  private static final String NOT_BEFORE = " Not as before:";

  private final RefundClaims refunds;
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Billing> billing = new HashMap<>();
  private final Map<String, String> accessOf = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, Boolean> open = new HashMap<>();

  /** An order and what belongs to it. */
  private record Order(String stage, String subscription, String access) {
    Order stage(String other) {
      return new Order(other, subscription, access);
    }
  }

  private enum Billing {
    GOES_ON,
    /** It was to end, and goes on after all. */
    RESUMED,
    WILL_END,
    HAS_ENDED
  }

  CancellationClaims(RefundClaims refunds) {
    this.refunds = refunds;
  }

  @Override
  public void learn(BookEntry entry) {
    Map<String, String> details = entry.details();
    String object = entry.object();
    switch (entry.kind()) {
      case "order.set" ->
          orders.put(
              object,
              new Order(
                  details.getOrDefault("stage", ""),
                  details.getOrDefault("subscription", ""),
                  details.getOrDefault("access", "")));
      case "order.cancelled" -> orders.computeIfPresent(object, (id, o) -> o.stage("cancelled"));
      case "order.reopened" -> orders.computeIfPresent(object, (id, o) -> o.stage(REOPENED));
      case "subscription.created" -> {
        billing.put(object, Billing.GOES_ON);
        accessOf.put(object, details.getOrDefault("metadata.access", ""));
      }
      case "subscription.end_scheduled" -> billing.put(object, Billing.WILL_END);
      case "subscription.end_taken_back" -> billing.put(object, Billing.RESUMED);
      case "subscription.ended" -> billing.put(object, Billing.HAS_ENDED);
      case "user.activated", "access.restored" -> open.put(object, true);
      case "user.deactivated", "access.revoked" -> open.put(object, false);
      default -> {
        if (entry.kind().startsWith("label.")) {
          labels.put(
              details.getOrDefault("reference", ""), details.getOrDefault("refund_status", ""));
        }
      }
    }
  }

  @Override
  public @Nullable String objection(Said said) {
    String happened = said.happened();
    Matcher what = WHAT.matcher(happened);
    if (!happened.startsWith("Cancellation ") || !what.find()) {
      return null;
    }
    String object = what.group(2);
    if (happened.startsWith("Cancellation begun:")) {
      return begun(object);
    }
    if (happened.contains(" goes on: billing ends with the term")) {
      return goesOn(object) ? "billing of " + object + " goes on" : null;
    }
    if (happened.startsWith("Cancellation done:")) {
      String done = done(object, happened.substring(what.end()));
      return done == null ? paid(said.customer()) : done;
    }
    int before = happened.indexOf(" As before: ");
    return before < 0 ? null : asBefore(object, happened.substring(before).split(NOT_BEFORE)[0]);
  }

  /** It may be told while it is being taken back: that it has begun is no less true by then. */
  private @Nullable String begun(String object) {
    Order order = orders.get(object);
    if (order != null && order.stage().equals("open")) {
      return object + " is open";
    }
    return billing(object) == Billing.GOES_ON ? "billing of " + object + " goes on" : null;
  }

  private @Nullable String done(String object, String clauses) {
    Order order = orders.get(object);
    boolean isOpen = order != null && List.of("open", REOPENED).contains(order.stage());
    if (clauses.contains("the order is closed") && isOpen) {
      return object + " is open";
    }
    String label = labels.getOrDefault(object, "");
    if (clauses.contains("its label is void") && !label.equals("refunded")) {
      return "the label of " + object + " is not void";
    }
    if (clauses.contains("its label is asked back") && label.isEmpty()) {
      return "the label of " + object + " was not asked back";
    }
    if (clauses.contains("billing has ended") && billing(object) != Billing.HAS_ENDED) {
      return "billing of " + object + " has not ended";
    }
    boolean open = accesses(object).stream().allMatch(this::isOpen);
    return clauses.contains("access is taken away") && open
        ? "access of " + object + " is open"
        : null;
  }

  /** What is said to be refunded, or to be accepted and not final. */
  private @Nullable String paid(String customer) {
    int open = customer.indexOf("Refund accepted, not final yet:");
    Matcher one = PAID.matcher(customer);
    while (one.find()) {
      String wrong =
          open >= 0 && one.start() > open
              ? refunds.about(one.group(), "pending", "requires_action", "succeeded")
              : refunds.about(one.group(), "succeeded");
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private @Nullable String asBefore(String object, String clauses) {
    Order order = orders.get(object);
    if (clauses.contains("the order is open")
        && order != null
        && order.stage().equals("cancelled")) {
      return object + " is cancelled";
    }
    if (clauses.contains("billing goes on") && !goesOn(object)) {
      return "billing of " + object + " ends";
    }
    boolean closed = accesses(object).stream().anyMatch(access -> !isOpen(access));
    return clauses.contains("access is given") && closed
        ? "access of " + object + " is closed"
        : null;
  }

  private boolean goesOn(String object) {
    return billing(object) == Billing.GOES_ON || billing(object) == Billing.RESUMED;
  }

  /** Null where the object is not billed. */
  private @Nullable Billing billing(String object) {
    Order order = orders.get(object);
    return billing.get(order == null ? object : order.subscription());
  }

  private List<String> accesses(String object) {
    Order order = orders.get(object);
    List<String> accesses = new ArrayList<>();
    accesses.add(accessOf.getOrDefault(order == null ? object : order.subscription(), ""));
    if (order != null) {
      accesses.add(order.access());
    }
    accesses.removeIf(String::isEmpty);
    return accesses;
  }

  private boolean isOpen(String access) {
    return open.getOrDefault(access, true);
  }
}
