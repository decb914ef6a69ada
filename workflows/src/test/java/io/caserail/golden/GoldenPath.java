package io.caserail.golden;

import io.caserail.cancellation.GoldenCancellation;
import io.caserail.decision.Decision;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseView;
import io.caserail.refund.GoldenRefund;
import io.caserail.verification.GoldenVerification;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A path whose history is kept. One that waits for something has two: the whole one, and one that
 * was taken while the case waited, from which it can be gone on.
 *
 * @param <W> the world in which it is played: all activities of its case
 */
public interface GoldenPath<W> {

  /** Every path; there is a history of each, and no other. */
  static Stream<GoldenPath<?>> all() {
    return Stream.of(
            GoldenRefund.values(), GoldenCancellation.values(), GoldenVerification.values())
        .flatMap(Arrays::stream);
  }

  String name();

  /** What its files' names begin with. */
  String prefix();

  /** The class that carries its case. */
  Class<?> workflow();

  /** A world as the path begins in it. */
  W world(Supplier<Instant> clock);

  /** The first words to the case. */
  void begin(WorkflowStub stub);

  /** Whether it waits for something on its way. */
  boolean waits();

  /** Whether this is where it waits. */
  boolean isWaiting(CaseView view);

  /** What happens after the wait, besides that time passes. */
  void goOn(W world, People people);

  CaseStatus ending();

  /** The whole history. */
  default String file() {
    return prefix() + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  /** The history up to the wait. */
  default String openFile() {
    return file().replace(".json", ".open.json");
  }

  /** Whoever speaks to the case while it waits. */
  interface People {
    void signal(String name, Object argument);

    /** Somebody decides over the command line. */
    void decide(Decision decision);

    /** A lead decides what the case waits for. */
    default void decide(DecisionKind kind) {
      decide(new Decision("d-1", "", kind, "lead-1", "", "", "by-hand-1"));
    }

    /** A ticket is worth reading. */
    default void hint(int ticket) {
      signal("submit", new TicketHint(new TicketId(Integer.toString(ticket)), "test"));
    }

    /** Something has happened in another system. */
    default void wake() {
      signal("wake", "evt_1");
    }
  }
}
