package io.caserail.demo;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was changed in other systems than the ticket's, and what moves no money, held against the
 * books: orders, labels, subscriptions, access, accounts, sessions. What people and timers did
 * there is nobody's mistake.
 */
final class StateChanges {
  /** What is undone by another of these on the same object, and otherwise happens once. */
  private static final Set<String> STATES =
      Set.of(
          "label.submitted",
          "subscription.end_scheduled",
          "subscription.end_taken_back",
          "subscription.ended",
          "user.deactivated",
          "user.activated",
          "verification.canceled",
          "verification.redacting");

  private StateChanges() {}

  /** Operations that changed something more than once, and changes that name no operation. */
  static List<String> repeated(List<BookEntry> books) {
    List<String> wrong = new ArrayList<>();
    // A change and its undo go by one operation.
    Set<String> byOperation = new HashSet<>();
    Map<String, String> last = new HashMap<>();
    for (BookEntry entry : books) {
      boolean ours = entry.cause().kind() == Cause.Kind.HTTP;
      String operation = operation(entry);
      if (ours && namesOperation(entry)) {
        if (operation.isEmpty()) {
          wrong.add(entry.kind() + " of " + entry.object() + " names no operation");
        } else if (!byOperation.add(operation + " " + entry.kind())) {
          wrong.add(operation + " happened more than once: " + entry.kind());
        }
      }
      if (ours && STATES.contains(entry.kind()) && entry.kind().equals(last.get(entry.object()))) {
        wrong.add(entry.kind() + " of " + entry.object() + " happened twice in a row");
      }
      last.put(entry.object(), entry.kind());
    }
    return wrong;
  }

  private static boolean namesOperation(BookEntry entry) {
    return entry.system().equals("company") || entry.kind().equals("verification.created");
  }

  private static String operation(BookEntry entry) {
    Map<String, String> details = entry.details();
    return details.getOrDefault("operation_id", details.getOrDefault("metadata.operation_id", ""));
  }

  /**
   * Access that was taken away while billing went on.
   *
   * @param billedBy the subscription that pays for an access, by the access
   */
  static List<String> accessBeforeBilling(List<BookEntry> books, Map<String, String> billedBy) {
    List<String> wrong = new ArrayList<>();
    Set<String> over = new HashSet<>();
    for (BookEntry entry : books) {
      if (entry.kind().equals("subscription.ended")) {
        over.add(entry.object());
      }
      String subscription = billedBy.getOrDefault(entry.object(), "");
      if (entry.kind().equals("user.deactivated")
          && !subscription.isEmpty()
          && !over.contains(subscription)) {
        wrong.add(entry.object() + " lost access while " + subscription + " was billed");
      }
    }
    return wrong;
  }

  /** Links that stand in a ticket, where more people read than the one whom a link lets in. */
  static List<String> links(List<BookEntry> books) {
    Map<String, String> wrong = new LinkedHashMap<>();
    for (BookEntry entry : books) {
      if (entry.system().equals("zendesk")
          && entry.details().values().stream().anyMatch(text -> text.contains("://"))) {
        wrong.put(entry.object(), "ticket " + entry.object() + " holds a link");
      }
    }
    return List.copyOf(wrong.values());
  }
}
