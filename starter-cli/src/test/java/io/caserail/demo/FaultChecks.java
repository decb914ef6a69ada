package io.caserail.demo;

import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.sandbox.core.BookEntry;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be true when a row is over, held against the books. */
final class FaultChecks {
  private final Stage stage;
  private final Play play;
  private final List<BookEntry> books;
  private final CaseRuns runs;

  FaultChecks(CaseRuns runs, Play play) {
    this.stage = play.stage();
    this.play = play;
    this.books = stage.sandbox().books().entries().stream().filter(play::owns).toList();
    this.runs = runs;
  }

  /** The request as its case has it; that of what it has started where there is one. */
  RequestView request() {
    Optional<RequestView> last = Optional.empty();
    for (String id : known()) {
      Optional<RequestView> one = last(id);
      last = one.isPresent() ? one : last;
    }
    return last.orElseThrow(() -> new SceneFailed(play.cases().get(0) + " has served no request"));
  }

  List<String> violations() {
    List<String> wrong = new ArrayList<>();
    RequestView request = request();
    if (!request.status().isEnding()) {
      wrong.add("it has not ended: " + request.status());
    }
    if (!BookChecks.shown(request.status()).contains(stage.state(play.ticket()))) {
      wrong.add(
          "it is " + request.status() + ", and the ticket shows " + stage.state(play.ticket()));
    }
    wrong.addAll(BookChecks.commandsLeft(stage, List.of(play.ticket())));
    wrong.addAll(BookChecks.violations(books, billedBy()));
    wrong.addAll(NoteClaims.ahead(books));
    wrong.addAll(play.violations(request, this::last, books));
    wrong.addAll(runs.unfit(known()));
    return wrong;
  }

  private Map<String, String> billedBy() {
    return play instanceof CancellationPlay cancellation ? cancellation.billedBy() : Map.of();
  }

  private List<String> known() {
    return play.cases().stream().filter(id -> runs.is(id) != CaseRuns.Is.UNKNOWN).toList();
  }

  /** The last request that was served; a later run may only have heard of it once more. */
  private Optional<RequestView> last(String caseId) {
    return Stream.concat(Stream.of(view(caseId)), runs.closed(caseId).stream())
        .map(CaseView::requests)
        .filter(requests -> !requests.isEmpty())
        .findFirst()
        .map(requests -> requests.get(requests.size() - 1));
  }

  /** Asked again where its worker took too long, as it may on a busy machine. */
  private CaseView view(String caseId) {
    for (int left = 3; ; left--) {
      try {
        return stage.cases().view(caseId);
      } catch (WorkflowException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }
}
