package io.caserail.demo;

import io.caserail.model.CaseStatus;
import io.caserail.sandbox.core.BookEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What must be true of the books and of tickets whatever was played: in a row of the fault table as
 * in a random story.
 */
final class BookChecks {
  private static final Map<CaseStatus, List<String>> SHOWN =
      Map.of(
          CaseStatus.COMPLETED, List.of("done"),
          CaseStatus.REJECTED, List.of("rejected"),
          CaseStatus.REFUSED, List.of("refused"),
          CaseStatus.WITHDRAWN, List.of("withdrawn"),
          CaseStatus.COMPENSATED, List.of("withdrawn"),
          CaseStatus.EXPIRED, List.of("expired"));

  private BookChecks() {}

  /**
   * What happened more than once, in the wrong order, or where too many read it.
   *
   * @param billedBy the subscription that pays for an access, by the access
   */
  static List<String> violations(List<BookEntry> books, Map<String, String> billedBy) {
    List<String> wrong = new ArrayList<>(Guarantees.doubles(books));
    wrong.addAll(StateChanges.repeated(books));
    wrong.addAll(StateChanges.links(books));
    wrong.addAll(StateChanges.accessBeforeBilling(books, billedBy));
    return wrong;
  }

  /** The ways in which a ticket may show a request that has ended so. */
  static List<String> shown(CaseStatus ending) {
    return SHOWN.getOrDefault(ending, List.of());
  }

  /** Commands that stand in tickets, because nobody has picked them up. */
  static List<String> commandsLeft(Stage stage, List<Long> tickets) {
    return tickets.stream()
        .filter(ticket -> !stage.ticket(ticket).field("Caserail action").isEmpty())
        .map(ticket -> "a command stands in ticket " + ticket + ", and nobody has picked it up")
        .toList();
  }
}
