package io.caserail.cli;

import io.caserail.client.CaseSummary;
import io.caserail.client.NoSuchCase;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks many cases to try again, one after another. To try again is all that can be said of many at
 * once: it needs no proof, changes nothing that was not going to happen, and each case still judges
 * it. Everything else is shown, and signed, case by case.
 */
final class ManyRetries {
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);

  private final Screen screen;
  private final Server server;
  private final boolean keepGoing;

  /** One wait that a retry answers. */
  private record Wait(String caseId, RequestView request, Block block) {}

  /**
   * What came of one.
   *
   * @param exitCode what it would be if it had been the only one
   */
  private record Said(
      String caseId,
      String blockId,
      String decisionId,
      boolean accepted,
      String reason,
      int exitCode) {}

  /** The answer for programs; what was not said any more is named by its case. */
  private record Report(List<Said> said, List<String> notSaid) {}

  private final List<Said> unread = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();

  /**
   * A retry for many.
   *
   * @param keepGoing whether one that can't be read, or is not accepted, leaves the others their
   *     turn
   */
  ManyRetries(Screen screen, Server server, boolean keepGoing) {
    this.screen = screen;
    this.server = server;
    this.keepGoing = keepGoing;
  }

  /** Looks at each of these cases, and keeps what a retry would answer. */
  ManyRetries among(List<CaseSummary> cases) {
    cases.stream().filter(CaseSummary::open).map(CaseSummary::caseId).forEach(this::look);
    return this;
  }

  private void look(String caseId) {
    CaseView view;
    try {
      view = server.cases().view(caseId);
    } catch (NoSuchCase e) {
      // It has ended since it was listed.
      return;
    } catch (RuntimeException e) {
      if (!keepGoing) {
        throw e;
      }
      unread.add(failed(caseId, "", "", e));
      return;
    }
    for (RequestView request : view.requests()) {
      Block block = request.block();
      if (block != null && block.offers().contains(DecisionKind.RETRY)) {
        waits.add(new Wait(caseId, request, block));
      }
    }
  }

  boolean isEmpty() {
    return waits.isEmpty() && unread.isEmpty();
  }

  /** Shows what would be said to whom, and how much money waits there. */
  void preview(String actor, String reason, int perMinute) {
    Table table = new Table(screen, "CASE", "WAITS AT", "REQUEST", "CAUSE");
    for (Wait wait : waits) {
      table.row(
          List.of(
              Table.Cell.of(wait.caseId()),
              new Table.Cell(wait.block().id(), Colour.of(wait.block().status())),
              Table.Cell.of(wait.request().what()),
              Table.Cell.of(wait.block().cause())));
    }
    table.print();
    screen.line("Waits     %s, about %s", waits.size(), money());
    unread.forEach(one -> screen.line("Unread    %s: %s", one.caseId(), one.reason()));
    screen.line("Decision  retry, as %s: %s", actor, reason);
    screen.line("Then      %s; %s a minute", Words.effect(DecisionKind.RETRY), perMinute);
  }

  private String money() {
    Map<String, Money> sums = new TreeMap<>();
    int unknown = 0;
    for (Wait wait : waits) {
      Money money = wait.request().money();
      if (money == null) {
        unknown++;
      } else {
        sums.merge(money.currency(), money, Money::plus);
      }
    }
    List<String> parts = new ArrayList<>(sums.values().stream().map(Money::toString).toList());
    if (unknown > 0) {
      parts.add(unknown + " without a known amount");
    }
    return String.join(", ", parts);
  }

  /** Says it to each of them. */
  void say(String actor, String reason, int perMinute) throws InterruptedException {
    for (Wait wait : waits) {
      if (!said.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(MINUTE / perMinute);
      }
      Said one = say(wait, actor, reason);
      said.add(one);
      if (!one.accepted() && !keepGoing) {
        return;
      }
    }
  }

  private Said say(Wait wait, String actor, String reason) {
    Decision retry =
        new Decision(
            UUID.randomUUID().toString(),
            wait.block().id(),
            DecisionKind.RETRY,
            actor,
            reason,
            "",
            "");
    try {
      Verdict verdict = server.cases().decide(wait.caseId(), retry);
      return new Said(
          wait.caseId(),
          wait.block().id(),
          retry.id(),
          verdict.accepted(),
          verdict.reason(),
          verdict.accepted() ? ExitCode.OK : ExitCode.REFUSED);
    } catch (RuntimeException e) {
      return failed(wait.caseId(), wait.block().id(), retry.id(), e);
    }
  }

  private static Said failed(String caseId, String blockId, String decisionId, RuntimeException e) {
    Failures.Message message = Failures.message(e);
    String why = message.text().lines().findFirst().orElse("");
    return new Said(caseId, blockId, decisionId, false, why, message.exitCode());
  }

  private List<Said> all() {
    return Stream.concat(unread.stream(), said.stream()).toList();
  }

  private List<String> notSaid() {
    return waits.stream().skip(said.size()).map(Wait::caseId).toList();
  }

  String json() {
    return JsonText.of(new Report(all(), notSaid()));
  }

  /** Shows what came of it: how many were accepted, and each that was not, with the reason. */
  void tell() {
    List<Said> failed = all().stream().filter(one -> !one.accepted()).toList();
    screen.line("Accepted: %s of %s.", all().size() - failed.size(), waits.size() + unread.size());
    if (!failed.isEmpty()) {
      Table table = new Table(screen, "NOT ACCEPTED", "WAITS AT", "WHY");
      failed.forEach(
          one ->
              table.row(
                  List.of(
                      Table.Cell.of(one.caseId()),
                      Table.Cell.of(one.blockId()),
                      Table.Cell.of(one.reason()))));
      table.print();
    }
    List<String> rest = notSaid();
    if (!rest.isEmpty()) {
      screen.line("Not asked any more: %s", String.join(", ", rest));
      screen.line("Do: caserail case show CASE; --keep-going asks the others all the same.");
    }
  }

  /** The worst of what came of it. */
  int exitCode() {
    return all().stream().mapToInt(Said::exitCode).max().orElse(ExitCode.OK);
  }
}
