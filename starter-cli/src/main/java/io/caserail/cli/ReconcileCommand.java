package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.Row;
import io.caserail.reconcile.StateProof;
import io.caserail.reconcile.Verdict;
import io.caserail.weekly.PageText;
import io.caserail.worker.audit.AuditChain;
import io.caserail.worker.audit.ProofLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail reconcile}: the proof of a day, or its making. */
@Command(
    name = "reconcile",
    description = {
      "Shows the proof of a day: what was compared with the sources of truth, what differed, and",
      "what became of that. Exit code 1 where something was handed to people, or nothing is proven."
    })
final class ReconcileCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "which day (default: yesterday, where the daily comparison runs; else by UTC)")
  private @Nullable LocalDate day;

  @Option(
      names = "--now",
      description =
          "compares the day now, and waits for the proof; today is compared as far as it is")
  private boolean now;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "how long to wait for it (default: ${DEFAULT-VALUE})")
  private long deadline;

  @Option(
      names = "--audit-log",
      paramLabel = "FILE",
      description =
          "reads the proof from the audit sink's file, which Temporal's memory does not end")
  private @Nullable Path auditLog;

  @Option(names = "--page", paramLabel = "FILE", description = "writes it as a page of HTML too")
  private @Nullable Path page;

  @Override
  public Integer call() throws InterruptedException {
    if (now && auditLog != null) {
      throw Stopped.misused("Say either --now or --audit-log.");
    }
    Proof proof = find();
    if (page != null) {
      write(page, PageText.html(ProofPage.of(proof)));
    }
    if (format.isJson()) {
      screen.print(JsonText.of(proof));
    } else {
      print(proof);
    }
    return proof.complete() && proof.left() == 0 ? ExitCode.OK : ExitCode.REFUSED;
  }

  private Proof find() throws InterruptedException {
    try (Server server = options.connect()) {
      LocalDate wanted = day != null ? day : yesterday(server.cases());
      return find(server, wanted)
          .orElseThrow(
              () ->
                  Stopped.refused(
                      "There is no proof of "
                          + wanted
                          + ".\nDo: caserail reconcile --now --day "
                          + wanted
                          + options.words()));
    }
  }

  /** Days begin where the policy says, which the comparison was told. */
  private static LocalDate yesterday(CaseClient cases) {
    ZoneId zone =
        cases.reconciliation().map(daily -> ZoneId.of(daily.zone())).orElse(ZoneOffset.UTC);
    return LocalDate.now(zone).minusDays(1);
  }

  private Optional<Proof> find(Server server, LocalDate wanted) throws InterruptedException {
    if (auditLog != null) {
      return recorded(auditLog, wanted, server.cases().account());
    }
    if (!now) {
      return server.cases().proof(wanted);
    }
    server.cases().reconcile(wanted);
    return made(server, wanted);
  }

  private Optional<Proof> made(Server server, LocalDate wanted) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(deadline));
    while (true) {
      Optional<Proof> proof = server.cases().proof(wanted);
      if (proof.isPresent()) {
        return proof;
      }
      if (Instant.now().isAfter(end)) {
        throw Stopped.unavailable(
            "The comparison has not ended within "
                + deadline
                + " seconds; it goes on.\nDo: caserail reconcile --day "
                + wanted
                + options.words());
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static Optional<Proof> recorded(Path file, LocalDate wanted, String account) {
    try {
      AuditChain chain = AuditChain.read(file, line -> ProofLine.isOf(wanted, line));
      if (!chain.holds()) {
        throw Stopped.refused(
            "The record does not hold: " + chain.breaks().get(0) + ".\nIt proves nothing.");
      }
      return ProofLine.newest(chain.wanted(), account);
    } catch (NoSuchFileException e) {
      throw Stopped.misused("There is no audit log " + file + ".\nCheck --audit-log.");
    } catch (IOException | UncheckedIOException e) {
      throw Stopped.misused("The audit log " + file + " can't be read: " + e.getMessage());
    }
  }

  private void print(Proof proof) {
    screen.line(
        "%s: changes from %s to %s, compared at %s.",
        proof.day(),
        screen.minute(proof.from()),
        screen.minute(proof.to()),
        screen.minute(proof.at()));
    Table table =
        new Table(
            screen,
            "STATE",
            "COMPARED",
            "DIFFERED",
            "HEALED",
            "WAITING",
            "HANDED",
            "UNTOLD",
            "TO",
            "PROVEN");
    for (StateProof state : proof.states()) {
      table.row(
          List.of(
              Table.Cell.of(state.state().word()),
              Table.Cell.of(Integer.toString(state.compared())),
              Table.Cell.of(Integer.toString(state.differed())),
              Table.Cell.of(Integer.toString(state.healed())),
              Table.Cell.of(Integer.toString(state.waiting())),
              people(state.handed()),
              people(state.untold()),
              Table.Cell.of(state.triage()),
              state.fault().isEmpty()
                  ? Table.Cell.of("yes")
                  : new Table.Cell("no: " + state.fault(), Colour.BAD)));
    }
    table.print();
    if (proof.states().stream().anyMatch(state -> state.differed() > 0)) {
      screen.print("");
      Table rows =
          new Table(screen, "OBJECT", "OF", "TICKET", "DIFFERENCE", "TRUTH", "SHOWN", "BECAME");
      proof.states().forEach(state -> state.rows().forEach(row -> rows.row(row(row))));
      rows.print();
    }
    for (StateProof state : proof.states()) {
      if (state.untold() > 0) {
        screen.line(
            "Nobody was told of %s of %s: no ticket is known. Tell %s.",
            state.untold(), state.state().word(), state.triage());
      }
    }
  }

  private static Table.Cell people(int left) {
    String count = Integer.toString(left);
    return left == 0 ? Table.Cell.of(count) : new Table.Cell(count, Colour.BAD);
  }

  private static List<Table.Cell> row(Row row) {
    return List.of(
        Table.Cell.of(row.ref()),
        Table.Cell.of(row.object()),
        Table.Cell.of(row.ticket()),
        Table.Cell.of(ProofPage.words(row.difference().name())),
        Table.Cell.of(row.truth()),
        Table.Cell.of(ProofPage.words(row.shown())),
        became(row.verdict()));
  }

  private static Table.Cell became(Verdict verdict) {
    String words = ProofPage.words(verdict.name());
    return verdict == Verdict.HANDED || verdict == Verdict.NOBODY_TOLD
        ? new Table.Cell(words, Colour.BAD)
        : Table.Cell.of(words);
  }

  private static void write(Path file, String text) {
    try {
      var unused = Files.writeString(file, text);
    } catch (IOException e) {
      throw Stopped.misused(file + " can't be written: " + e.getMessage());
    }
  }
}
