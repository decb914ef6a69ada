package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.client.NoSuchCase;
import io.caserail.client.QuarantineSummary;
import io.caserail.decision.Verdict;
import io.caserail.quarantine.QuarantineDecision;
import io.caserail.quarantine.QuarantineDecision.Kind;
import io.caserail.quarantine.QuarantineView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says the same of many quarantined events, one after another. Whoever says it has seen their list,
 * and signs just these; those that somebody else has closed meanwhile are passed over.
 */
final class ManyQuarantined {
  private final Screen screen;
  private final CaseClient cases;
  private final List<QuarantineSummary> entries;
  private final List<Said> said = new ArrayList<>();

  /**
   * What came of one.
   *
   * @param done whether it is over with it
   * @param reason why not, or what it became
   * @param exitCode what it would be if it had been the only one; 0 where there was nothing to say
   */
  private record Said(String entryId, boolean done, String reason, int exitCode) {
    boolean failed() {
      return exitCode != ExitCode.OK;
    }

    boolean passedOver() {
      return !done && !failed();
    }
  }

  /** The answer for programs; what was not said any more is named by its entry. */
  private record Report(String decisionId, List<Said> said, List<String> notSaid) {}

  ManyQuarantined(Screen screen, CaseClient cases, List<QuarantineSummary> entries) {
    this.screen = screen;
    this.cases = cases;
    this.entries = entries;
  }

  List<String> ids() {
    return entries.stream().map(QuarantineSummary::entryId).toList();
  }

  /** Shows of which entries it would be said. */
  void preview(Kind kind, String speaker, String reason) {
    Table table = new Table(screen, "ENTRY", "SOURCE", "OWNER", "SINCE", "CLAUSE");
    for (QuarantineSummary entry : entries) {
      table.row(
          List.of(
              Table.Cell.of(entry.entryId()),
              Table.Cell.of(entry.source()),
              Table.Cell.of(entry.owner()),
              Table.Cell.of(screen.minute(entry.since())),
              Table.Cell.of(entry.clause())));
    }
    table.print();
    screen.line("Events    %s", entries.size());
    screen.line("Decision  %s, as %s: %s", word(kind), speaker, reason);
  }

  /** Says it of each, and waits for what comes of it. */
  void say(QuarantineDecision decision, boolean keepGoing) {
    for (QuarantineSummary entry : entries) {
      Said one = say(entry.entryId(), decision);
      said.add(one);
      if (one.failed() && !keepGoing) {
        return;
      }
    }
  }

  private Said say(String entryId, QuarantineDecision decision) {
    try {
      Verdict verdict = cases.decideQuarantined(entryId, decision);
      if (!verdict.accepted()) {
        QuarantineView now = cases.quarantined(entryId);
        if (now.status().isEnding()) {
          return closed(entryId, "it was " + word(now.status()) + " meanwhile");
        }
        return new Said(entryId, false, verdict.reason(), ExitCode.REFUSED);
      }
      QuarantineView after = QuarantineWordOptions.followed(cases, entryId);
      if (after.deciding()) {
        return new Said(
            entryId, false, QuarantineWordOptions.notYet(decision.kind()), ExitCode.UNAVAILABLE);
      }
      return after.status().isEnding()
          ? new Said(entryId, true, after.became(), ExitCode.OK)
          : new Said(entryId, false, after.clause(), ExitCode.REFUSED);
    } catch (NoSuchCase e) {
      return closed(entryId, "somebody has closed it meanwhile");
    } catch (RuntimeException e) {
      Failures.Message message = Failures.message(e);
      return new Said(
          entryId, false, message.text().lines().findFirst().orElse(""), message.exitCode());
    }
  }

  private static Said closed(String entryId, String why) {
    return new Said(entryId, /* done= */ false, why, ExitCode.OK);
  }

  private List<String> notSaid() {
    return ids().stream().skip(said.size()).toList();
  }

  String json(QuarantineDecision decision) {
    return JsonText.of(new Report(decision.id(), said, notSaid()));
  }

  /** Shows what came of it: how many are over, and each that is not, with the reason. */
  void tell(Kind kind) {
    screen.line(
        "%s: %s of %s.",
        kind == Kind.RELEASE ? "Understood" : "Discarded",
        said.stream().filter(Said::done).count(),
        entries.size());
    tell("PASSED OVER", said.stream().filter(Said::passedOver).toList());
    tell("STAYS", said.stream().filter(Said::failed).toList());
    if (said.size() < entries.size()) {
      screen.line("Not decided any more: %s", String.join(", ", notSaid()));
      screen.line(
          "Do: caserail quarantine show ENTRY; --keep-going decides the others all the same.");
    }
  }

  private void tell(String title, List<Said> some) {
    if (!some.isEmpty()) {
      Table table = new Table(screen, title, "WHY");
      some.forEach(
          one -> table.row(List.of(Table.Cell.of(one.entryId()), Table.Cell.of(one.reason()))));
      table.print();
    }
  }

  /** The worst of what came of it. */
  int exitCode() {
    return said.stream().mapToInt(Said::exitCode).max().orElse(ExitCode.OK);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
