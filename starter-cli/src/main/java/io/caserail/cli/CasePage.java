package io.caserail.cli;

import io.caserail.engine.Block;
import io.caserail.engine.CaseView;
import io.caserail.engine.Entry;
import io.caserail.engine.RequestView;
import io.caserail.model.DecisionKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** One page about one case, for a support lead: where it is, why, since when, and what to do. */
final class CasePage {
  private final Screen screen;
  private final String caseId;

  CasePage(Screen screen, String caseId) {
    this.screen = screen;
    this.caseId = caseId;
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
      request(view.requests().get(i), i + 1, view.requests().size());
    }
  }

  private void request(RequestView request, int number, int count) {
    screen.print(
        screen.paint(Colour.STRONG, "Request " + number + " of " + count + ": " + request.what())
            + "  "
            + screen.paint(Colour.of(request.status()), request.status()));
    field("asked by", request.requester() + ", ticket " + request.ticket());
    field("at", screen.minute(request.at()));
    field("reference", request.reference().isEmpty() ? "none yet" : request.reference());
    Block block = request.block();
    if (block != null) {
      block(block);
    }
    screen.line("  record");
    request.record().forEach(this::entry);
    if (block != null) {
      choices(block);
    }
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

  private void entry(Entry entry) {
    screen.line(
        "    %s  %s: %s%s  (%s)",
        screen.second(entry.at()),
        entry.step(),
        entry.what(),
        entry.ref().isEmpty() ? "" : "  " + entry.ref(),
        entry.by());
  }

  private void choices(Block block) {
    List<DecisionKind> offers = block.offers();
    if (offers.isEmpty()) {
      screen.line("  Nothing can be decided now.");
      return;
    }
    screen.line("  what may be done, here or by macro in the ticket");
    for (DecisionKind kind : offers) {
      screen.line("    macro %s", Words.macro(kind));
      screen.line(
          "      caserail case decide %s --block '%s' --kind %s --as YOU --reason WHY%s",
          caseId, block.id(), Words.option(kind), reference(kind));
    }
  }

  private static String reference(DecisionKind kind) {
    return switch (kind) {
      case DONE_BY_HAND, CHECKED_FOUND -> " --reference re_...";
      case APPROVE, REFUSE, RETRY, WITHDRAW, CHECKED_NONE -> "";
    };
  }

  private void field(String name, String value) {
    screen.line("  %-10s %s", name, value);
  }
}
