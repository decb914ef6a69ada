package io.caserail.demo;

import io.caserail.decision.Block;
import io.caserail.model.DecisionKind;
import io.caserail.record.RequestView;
import io.caserail.sandbox.core.BookEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A path, played once: its people, the world around them, and what must be true at its end. */
abstract class Play {
  private final Stage stage;
  private final String customer;
  private final String object;
  private long ticket;

  /**
   * A playing.
   *
   * @param object what is asked for is about
   */
  Play(Stage stage, String customer, String object) {
    this.stage = stage;
    this.customer = customer;
    this.object = object;
  }

  final Stage stage() {
    return stage;
  }

  final String object() {
    return object;
  }

  final long ticket() {
    return ticket;
  }

  /** A person asks for it in a ticket of the customer. */
  final void ask() {
    ticket = ask(customer);
  }

  abstract long ask(String email);

  /** The cases that it may have, its own first, whether they exist or not. */
  abstract List<String> cases();

  /** What the world does of itself while the ticket shows a state; asked again and again. */
  abstract void meanwhile(String state);

  /** The name of the macro by which people say this. */
  abstract String macro(DecisionKind kind);

  /** What people of this path say here, whether or not they are asked; null for nothing. */
  @Nullable DecisionKind wish(Block block) {
    return null;
  }

  /** A person does by hand what the case can't; the reference of it, empty when that fails. */
  abstract String doByHand(Block block);

  /** What a person finds who looks whether what is in doubt has happened. */
  abstract Optional<String> find(Block block);

  /** Whether the entry of the books is about this playing. */
  abstract boolean owns(BookEntry entry);

  /**
   * What is not as it should be, by the books.
   *
   * @param request the request as its case has it at the end
   * @param books the entries that are about this playing
   */
  abstract List<String> violations(RequestView request, CaseRecords records, List<BookEntry> books);

  /** Where to look up what a case has on record. */
  interface CaseRecords {
    /** The last request that a case has served. */
    Optional<RequestView> last(String caseId);
  }
}
