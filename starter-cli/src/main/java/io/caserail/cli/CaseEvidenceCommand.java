package io.caserail.cli;

import io.caserail.client.NoSuchCase;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.worker.audit.AuditChain;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
      description =
          "the audit sink's file: it is verified, and its lines about this case are added")
  private @Nullable Path auditLog;

  private record Evidence(
      String caseId, boolean known, List<Asked> requests, @Nullable AuditChain audit) {}

  private record Asked(
      String key,
      String ticket,
      String what,
      String requester,
      List<String> operations,
      String reference,
      String status,
      List<Entry> record) {}

  @Override
  public Integer call() {
    try (Server server = options.connect()) {
      Evidence evidence = evidence(server, server.caseId(given));
      if (format.isJson()) {
        screen.print(JsonText.of(evidence));
      } else {
        print(evidence);
      }
      AuditChain audit = evidence.audit();
      return audit == null || audit.holds() ? ExitCode.OK : ExitCode.REFUSED;
    }
  }

  private Evidence evidence(Server server, String caseId) {
    Set<String> names = new HashSet<>(List.of(caseId, given));
    try {
      CaseView view = server.cases().view(caseId);
      names.add(view.object());
      view.requests().forEach(request -> names.add(request.key()));
      view.requests().stream()
          .map(RequestView::reference)
          .filter(reference -> !reference.isEmpty())
          .forEach(names::add);
      List<Asked> requests = view.requests().stream().map(CaseEvidenceCommand::asked).toList();
      return new Evidence(caseId, true, requests, audit(names));
    } catch (NoSuchCase e) {
      // Temporal forgets; what the audit sink has is left.
      names.add(caseId.replaceFirst("^[a-z]+-[^-]+-", ""));
      AuditChain audit = audit(names);
      if (audit == null || audit.wanted().isEmpty()) {
        throw e;
      }
      return new Evidence(caseId, false, List.of(), audit);
    }
  }

  private @Nullable AuditChain audit(Set<String> names) {
    return auditLog == null ? null : AuditLines.about(names, auditLog);
  }

  private static Asked asked(RequestView request) {
    return new Asked(
        request.key(),
        request.ticket(),
        request.what(),
        request.requester(),
        request.steps().stream()
            .map(StepLine::operation)
            .filter(operation -> !operation.isEmpty())
            .toList(),
        request.reference(),
        request.status().name(),
        request.record());
  }

  private void print(Evidence evidence) {
    screen.line("Evidence of %s", evidence.caseId());
    if (!evidence.known()) {
      screen.print("Temporal does not know it any more; the audit sink is what is left.");
    }
    for (Asked request : evidence.requests()) {
      screen.print("");
      screen.print(
          screen.paint(Colour.STRONG, request.what())
              + "  "
              + screen.paint(Colour.ofStatus(request.status()), request.status()));
      screen.line("  asked by   %s, ticket %s", request.requester(), request.ticket());
      screen.line("  request    %s", request.key());
      request.operations().forEach(operation -> screen.line("  operation  %s", operation));
      screen.line("  reference  %s", request.reference().isEmpty() ? "none" : request.reference());
      Table table = new Table(screen, "  AT", "STEP", "WHAT", "REFERENCE", "BY");
      request.record().forEach(entry -> table.row(row(entry)));
      table.print();
    }
    AuditChain audit = evidence.audit();
    if (audit != null && auditLog != null) {
      screen.print("");
      screen.line(
          "Audit sink %s: %s lines about it, of %s. %s",
          auditLog,
          audit.wanted().size(),
          audit.count(),
          audit.holds() ? "The chain holds, up to " + audit.head() + "." : "THE CHAIN IS BROKEN:");
      audit.breaks().forEach(line -> screen.print(screen.paint(Colour.BAD, "  " + line)));
      audit.wanted().forEach(line -> screen.line("  %s", line));
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
