package io.caserail.cli;

import io.caserail.decision.Block;
import io.caserail.display.Notes;
import io.caserail.model.DecisionKind;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One page about one case, for a support lead: where it is, why, since when, and what to do. */
final class CasePage {
  private final Screen screen;
  private final String caseId;
  private final String speaker;
  private final String connection;

  /**
   * A page.
   *
   * @param signs whether whoever decides signs in, and so needs no other proof
   * @param connection the options by which its server was reached, which the next command needs
   */
  CasePage(Screen screen, String caseId, boolean signs, String connection) {
    this.screen = screen;
    this.caseId = caseId;
    this.speaker = signs ? "" : " --as YOU";
    this.connection = connection;
  }

  void print(CaseView view) {
    screen.print(
        screen.paint(Colour.STRONG, caseId)
            + "  "
            + screen.paint(Colour.of(view.status()), view.status()));
    screen.line(
        "%s of %s; times in %s",
        view.kind().name().toLowerCase(Locale.ROOT), view.object(), ZoneId.systemDefault());
    if (!view.ticketsBehind().isEmpty()) {
      screen.line("Not up to date yet: ticket %s", String.join(", ticket ", view.ticketsBehind()));
    }
    if (view.requests().isEmpty()) {
      screen.line("No request yet: its ticket is still being read.");
    }
    for (int i = 0; i < view.requests().size(); i++) {
      screen.print("");
      request(view, view.requests().get(i), i + 1);
    }
    List<DecisionKind> always = new ArrayList<>(view.always());
    view.requests().stream()
        .map(RequestView::block)
        .filter(Objects::nonNull)
        .forEach(block -> always.removeAll(block.offers()));
    if (!always.isEmpty()) {
      screen.print("");
      screen.line("At any time");
      always.forEach(kind -> choice(view, view.standing(), kind));
    }
  }

  private void request(CaseView view, RequestView request, int number) {
    screen.print(
        screen.paint(
                Colour.STRONG,
                "Request " + number + " of " + view.requests().size() + ": " + request.what())
            + "  "
            + screen.paint(Colour.of(request.status()), request.status()));
    field("asked by", request.requester() + ", ticket " + request.ticket());
    field("at", screen.minute(request.at()));
    field("reference", request.reference().isEmpty() ? "none yet" : request.reference());
    Block block = request.block();
    if (block != null) {
      block(block);
      tried(view.triedEvery());
    }
    if (!request.steps().isEmpty()) {
      screen.line("  steps");
      request.steps().forEach(this::step);
    }
    if (!request.undo().isEmpty()) {
      screen.line("  taking it back would, in this order");
      request.undo().forEach(line -> screen.line("    %s", line));
    }
    screen.line("  record");
    request.record().forEach(this::entry);
    if (block != null) {
      choices(view, block);
    }
  }

  private void step(StepLine step) {
    screen.line(
        "    %-12s %s%s%s",
        step.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        step.step(),
        step.reference().isEmpty() ? "" : "  " + step.reference(),
        step.evidence().isEmpty() ? "" : ": " + step.evidence());
  }

  private void block(Block block) {
    String fault = block.domain().name().toLowerCase(Locale.ROOT);
    field("waits at", block.id() + ": " + block.cause());
    field("fault", block.system().isEmpty() ? fault : fault + ": " + block.system());
    if (!block.evidence().isEmpty()) {
      field("evidence", block.evidence());
    }
    field("owner", block.owner());
    if (!block.needs().isEmpty()) {
      field(
          "needs",
          String.join(
              " and ",
              block.needs().stream().map(r -> r.name().toLowerCase(Locale.ROOT)).toList()));
    }
    field("since", screen.minute(block.since()) + ", " + screen.distance(block.since()));
    String due = screen.minute(block.due()) + ", " + screen.distance(block.due());
    if (block.due().isBefore(Instant.now())) {
      screen.print("  %-10s %s".formatted("due", screen.paint(Colour.BAD, due + ": late")));
    } else {
      field("due", due);
    }
  }

  /** Whoever does nothing loses nothing: the wait ends without them. */
  private void tried(@Nullable Duration every) {
    if (every != null) {
      field(
          "tried",
          "by itself, about every "
              + Notes.every(every)
              + "; a retry asks at once, in turn if many wait");
    }
  }

  private void entry(Entry entry) {
    screen.line(
        "    %s  %s: %s%s  (%s)",
        screen.second(entry.at()),
        entry.step(),
        entry.what(),
        entry.ref().isEmpty() ? "" : "  " + entry.ref(),
        entry.by());
  }

  private void choices(CaseView view, Block block) {
    List<DecisionKind> offers = block.offers();
    if (offers.isEmpty()) {
      screen.line("  Nothing can be decided now.");
      return;
    }
    screen.line("  what may be done, here or by macro in the ticket");
    offers.forEach(kind -> choice(view, block.id(), kind));
  }

  private void choice(CaseView view, String blockId, DecisionKind kind) {
    String macro = Words.macro(view.kind(), kind);
    if (!macro.isEmpty()) {
      screen.line("    macro %s", macro);
    }
    screen.line(
        "      caserail case decide %s --block '%s' --kind %s%s --reason WHY%s%s",
        caseId, blockId, Words.option(kind), speaker, needed(kind), connection);
  }

  private static String needed(DecisionKind kind) {
    return switch (kind) {
      case DONE_BY_HAND, CHECKED_FOUND -> " --reference NUMBER";
      case EXTEND -> " --until 4h";
      case HAND_OVER -> " --to GROUP";
      case APPROVE, CORRECT, REFUSE, RETRY, WITHDRAW, COMPENSATE, SKIP, CHECKED_NONE -> "";
    };
  }

  private void field(String name, String value) {
    screen.line("  %-10s %s", name, value);
  }
}
