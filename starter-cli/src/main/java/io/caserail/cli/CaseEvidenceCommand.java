package io.caserail.cli;

import io.caserail.client.NoSuchCase;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.record.CaseView;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
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
      String caseId, boolean known, List<Asked> requests, @Nullable Audit audit) {}

  /** What the audit sink says, and whether its chain holds. */
  private record Audit(int lines, String head, List<String> breaks, List<String> about) {}

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
    AuditChain chain = auditLog == null ? null : AuditLines.read(auditLog);
    Evidence evidence = evidence(chain);
    if (format.isJson()) {
      screen.print(JsonText.of(evidence));
    } else {
      print(evidence);
    }
    return chain == null || chain.holds() ? ExitCode.OK : ExitCode.REFUSED;
  }

  private Evidence evidence(@Nullable AuditChain chain) {
    try (Server server = options.connect()) {
      String caseId = server.caseId(given);
      CaseView view = view(server, caseId, chain);
      List<RequestView> requests = view == null ? List.of() : view.requests();
      Set<String> names = new HashSet<>(List.of(caseId, given));
      names.add(object(view, caseId));
      requests.forEach(request -> names.add(request.key()));
      requests.forEach(request -> names.add(request.reference()));
      names.remove("");
      return new Evidence(
          caseId,
          view != null,
          requests.stream().map(request -> asked(object(view, caseId), request)).toList(),
          chain == null
              ? null
              : new Audit(
                  chain.lines().size(),
                  chain.head(),
                  chain.breaks(),
                  AuditLines.about(names, chain)));
    }
  }

  private static String object(@Nullable CaseView view, String caseId) {
    return view == null ? caseId.replaceFirst("^[a-z]+-[^-]+-", "") : view.object();
  }

  /** Null where Temporal has forgotten it, and the audit sink is what is left. */
  private static @Nullable CaseView view(Server server, String caseId, @Nullable AuditChain chain) {
    try {
      return server.cases().view(caseId);
    } catch (NoSuchCase e) {
      if (chain == null) {
        throw e;
      }
      return null;
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
      screen.line("  operation  %s", request.operationId());
      screen.line("  reference  %s", request.reference().isEmpty() ? "none" : request.reference());
      Table table = new Table(screen, "  AT", "STEP", "WHAT", "REFERENCE", "BY");
      request.record().forEach(entry -> table.row(row(entry)));
      table.print();
    }
    Audit audit = evidence.audit();
    if (audit != null) {
      screen.print("");
      screen.line(
          "Audit sink %s: %s lines about it, of %s. %s",
          auditLog, audit.about().size(), audit.lines(), chain(audit));
      audit.breaks().forEach(line -> screen.print(screen.paint(Colour.BAD, "  " + line)));
      audit.about().forEach(line -> screen.line("  %s", line));
    }
  }

  private static String chain(Audit audit) {
    return audit.breaks().isEmpty()
        ? "The chain holds, up to " + audit.head() + "."
        : "THE CHAIN IS BROKEN:";
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
