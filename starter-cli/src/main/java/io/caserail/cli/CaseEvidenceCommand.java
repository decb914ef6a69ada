package io.caserail.cli;

import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail case evidence}: who asked, who decided, what was sent under which name. */
@Command(
    name = "evidence",
    description = "Shows who asked, who decided, and what was sent with which reference.")
final class CaseEvidenceCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "CASE",
      description = "a case's id, or its object's: a payment, an order, an account")
  private String given = "";

  @Option(
      names = "--audit-log",
      paramLabel = "FILE",
      description = "the audit sink's file, whose lines about this case are added")
  private @Nullable Path auditLog;

  private record Evidence(String caseId, List<Asked> requests, List<String> auditLines) {}

  private record Asked(
      String key,
      String ticket,
      String what,
      String requester,
      String operationId,
      String reference,
      String status,
      List<Entry> record) {}

  @Override
  public Integer call() {
    try (Server server = options.connect()) {
      String caseId = server.caseId(given);
      CaseView view = server.cases().view(caseId);
      List<Asked> requests =
          view.requests().stream().map(request -> asked(view.object(), request)).toList();
      List<String> lines = auditLog == null ? List.of() : AuditLines.about(view, caseId, auditLog);
      Evidence evidence = new Evidence(caseId, requests, lines);
      if (format.isJson()) {
        screen.print(JsonText.of(evidence));
      } else {
        print(evidence);
      }
      return ExitCode.OK;
    }
  }

  private static Asked asked(String object, RequestView request) {
    return new Asked(
        request.key(),
        request.ticket(),
        request.what(),
        request.requester(),
        operation(object, request.key()),
        request.reference(),
        request.status().name(),
        request.record());
  }

  /** The name under which the payment system's metadata holds the effect. */
  private static String operation(String object, String key) {
    try {
      return OperationId.of(new ObjectId(object), new RequestKey(key), "pay").value();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private void print(Evidence evidence) {
    screen.line("Evidence of %s", evidence.caseId());
    for (Asked request : evidence.requests()) {
      screen.print("");
      screen.print(
          screen.paint(Colour.STRONG, request.what())
              + "  "
              + screen.paint(Colour.ofStatus(request.status()), request.status()));
      screen.line("  asked by   %s, ticket %s", request.requester(), request.ticket());
      screen.line("  request    %s", request.key());
      screen.line("  operation  %s", request.operationId());
      screen.line("  reference  %s", request.reference().isEmpty() ? "none" : request.reference());
      Table table = new Table(screen, "  AT", "STEP", "WHAT", "REFERENCE", "BY");
      request.record().forEach(entry -> table.row(row(entry)));
      table.print();
    }
    if (auditLog != null) {
      screen.print("");
      screen.line("Audit sink %s: %s lines", auditLog, evidence.auditLines().size());
      evidence.auditLines().forEach(line -> screen.line("  %s", line));
    }
  }

  private List<Table.Cell> row(Entry entry) {
    return List.of(
        Table.Cell.of("  " + screen.second(entry.at())),
        Table.Cell.of(entry.step()),
        Table.Cell.of(entry.what()),
        Table.Cell.of(entry.ref()),
        Table.Cell.of(entry.by()));
  }
}
