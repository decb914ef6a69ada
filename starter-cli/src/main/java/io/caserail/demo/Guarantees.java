package io.caserail.demo;

import io.caserail.client.CaseSummary;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.zendesk.TicketView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What must hold whatever happens, held against the sandbox's books and not against our own
 * records.
 */
public final class Guarantees {
  private static final Duration CLOSING = Duration.ofSeconds(20);
  private final Stage stage;

  public Guarantees(Stage stage) {
    this.stage = stage;
  }

  /** Guarantee by guarantee what is broken; an empty list where it holds. */
  Map<String, List<String>> check(List<Scene.Line> lines) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    List<String> money = doubles();
    lines.forEach(
        line -> {
          if (!stage.moved(line.payments()).equals(line.moved())) {
            money.add(
                line.object()
                    + ": "
                    + line.moved()
                    + " expected, "
                    + stage.moved(line.payments())
                    + " moved");
          }
        });
    List<BookEntry> books = stage.sandbox().books().entries();
    found.put("Money moves once", money);
    found.put("State changes once", StateChanges.repeated(books));
    found.put(
        "Access goes only after billing has ended",
        StateChanges.accessBeforeBilling(books, billedBy(lines)));
    found.put("Nothing accepted is lost", unanswered(lines));
    found.put("Nothing fails in silence", silent());
    found.put("Only the right person decides", wronglyDecided());
    found.put("The ticket never runs ahead of the truth", ahead());
    found.put("No ticket holds a link", StateChanges.links(books));
    return found;
  }

  /** The subscription that pays for an access, by the access. */
  private Map<String, String> billedBy(List<Scene.Line> lines) {
    Map<String, String> billedBy = new LinkedHashMap<>();
    for (Scene.Line line : lines) {
      if (line.object().startsWith("ord_")) {
        CompanyOrder order = stage.sandbox().company().order(line.object());
        billedBy.put(order.access(), order.subscription());
      }
    }
    return billedBy;
  }

  /** Operations of ours that moved money more than once, and refunds of ours without a name. */
  public List<String> doubles() {
    return doubles(stage.sandbox().books().entries());
  }

  /** The same within a part of the books. */
  static List<String> doubles(List<BookEntry> books) {
    Map<String, Long> byOperation = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (BookEntry entry : books) {
      String operation = entry.details().getOrDefault("metadata.operation_id", "");
      boolean ours = entry.cause().kind() == Cause.Kind.HTTP;
      Long amount = entry.amountMinor();
      if (entry.system().equals("stripe") && amount != null && !operation.isEmpty()) {
        byOperation.merge(operation, amount > 0 ? 1L : -1L, Long::sum);
      } else if (entry.kind().equals("refund.created") && operation.isEmpty() && ours) {
        wrong.add("a refund without an operation id: " + entry.object());
      }
    }
    byOperation.forEach(
        (operation, times) -> {
          if (times > 1) {
            wrong.add(operation + " moved money " + times + " times");
          }
        });
    return wrong;
  }

  private List<String> unanswered(List<Scene.Line> lines) {
    List<String> wrong = new ArrayList<>();
    for (Scene.Line line : lines) {
      TicketView ticket = stage.ticket(line.ticket());
      if (!ticket.field("Caserail action").isEmpty()) {
        wrong.add("ticket " + line.ticket() + " holds a command that nobody picked up");
      }
      if (ticket.field("Caserail state").isEmpty()) {
        wrong.add("ticket " + line.ticket() + " shows no state");
      }
    }
    return wrong;
  }

  /** A case that is still open must say why, and who has to act. */
  private List<String> silent() {
    // A case that has just told its ticket is closing, and lists follow a moment later.
    long end = System.nanoTime() + CLOSING.toNanos();
    List<String> wrong = ownerless();
    while (!wrong.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      wrong = ownerless();
    }
    return wrong;
  }

  private List<String> ownerless() {
    List<String> wrong = new ArrayList<>();
    for (CaseSummary summary : stage.directory().list("", 1_000)) {
      if (summary.owner().isEmpty()) {
        wrong.add(summary.caseId() + " is open and names no owner");
      }
    }
    return wrong;
  }

  /** Money above the limit that moved without an approval in the vendor's own record. */
  private List<String> wronglyDecided() {
    List<String> wrong = new ArrayList<>();
    for (BookEntry entry : stage.sandbox().books().of("stripe", "refund.created")) {
      Long amount = entry.amountMinor();
      boolean ours = !entry.details().getOrDefault("metadata.operation_id", "").isEmpty();
      if (ours
          && amount != null
          && amount > 5_000
          && entry.details().getOrDefault("metadata.approvals", "").isEmpty()) {
        wrong.add(entry.object() + " moved " + amount + " without an approval");
      }
    }
    return wrong;
  }

  /** The comments and fields in tickets that claimed what was not so when they were written. */
  public List<String> ahead() {
    return NoteClaims.ahead(stage.sandbox().books().entries());
  }
}
