package io.caserail.cli;

import io.caserail.client.CaseClient;
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
 * and signs just these.
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
   * @param exitCode what it would be if it had been the only one
   */
  private record Said(String entryId, boolean done, String reason, int exitCode) {}

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
      if (!one.done() && !keepGoing) {
        return;
      }
    }
  }

  private Said say(String entryId, QuarantineDecision decision) {
    try {
      Verdict verdict = cases.decideQuarantined(entryId, decision);
      if (!verdict.accepted()) {
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
    } catch (RuntimeException e) {
      Failures.Message message = Failures.message(e);
      return new Said(
          entryId, false, message.text().lines().findFirst().orElse(""), message.exitCode());
    }
  }

  private List<String> notSaid() {
    return ids().stream().skip(said.size()).toList();
  }

  String json(QuarantineDecision decision) {
    return JsonText.of(new Report(decision.id(), said, notSaid()));
  }

  /** Shows what came of it: how many are over, and each that is not, with the reason. */
  void tell(Kind kind) {
    List<Said> failed = said.stream().filter(one -> !one.done()).toList();
    screen.line(
        "%s: %s of %s.",
        kind == Kind.RELEASE ? "Understood" : "Discarded",
        said.size() - failed.size(),
        entries.size());
    if (!failed.isEmpty()) {
      Table table = new Table(screen, "STAYS", "WHY");
      failed.forEach(
          one -> table.row(List.of(Table.Cell.of(one.entryId()), Table.Cell.of(one.reason()))));
      table.print();
    }
    if (said.size() < entries.size()) {
      screen.line("Not decided any more: %s", String.join(", ", notSaid()));
      screen.line(
          "Do: caserail quarantine show ENTRY; --keep-going decides the others all the same.");
    }
  }

  /** The worst of what came of it. */
  int exitCode() {
    return said.stream().mapToInt(Said::exitCode).max().orElse(ExitCode.OK);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
