package io.caserail.cli;

import io.caserail.contract.Audience;
import io.caserail.contract.Contracts;
import io.caserail.worker.contract.ContractFiles;
import io.caserail.worker.contract.Handoff;
import io.caserail.worker.contract.HandoffFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail contract handoff}: what whoever takes over has to know, from the contracts. */
@Command(
    name = "handoff",
    description = {
      "Answers the seven questions of a hand-off for each state, from its contract and the code.",
      "Prints one page, or writes a page for each audience. Exit code 1 means that a contract is"
          + " wrong, which its page says."
    })
final class ContractHandoffCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final PolicyOptions policy = new PolicyOptions();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "the folder of the contracts (default: those that are built in)")
  private @Nullable Path folder;

  @Option(
      names = "--audience",
      paramLabel = "support|engineering|finance|upstream",
      description = "for whom (default: a page for each)")
  private @Nullable Audience audience;

  @Option(
      names = "--format",
      paramLabel = "md|html",
      defaultValue = "md",
      description = "Markdown or HTML (default: ${DEFAULT-VALUE})")
  private HandoffFormat format = HandoffFormat.MD;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to write the pages, handoff-support.md and so on (default: print)")
  private @Nullable Path out;

  @Override
  public Integer call() {
    Contracts contracts = ContractFiles.load(folder, policy.codeFacts());
    for (Audience one : audience == null ? List.of(Audience.values()) : List.of(audience)) {
      String page = format.page(Handoff.of(contracts, one));
      if (out == null) {
        page.lines().forEach(line -> screen.line("%s", line));
      } else {
        write(out.resolve("handoff-" + one.word() + format.extension()), page);
      }
    }
    return contracts.flaws().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
  }

  private void write(Path file, String page) {
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.writeString(file, page);
      screen.line("Written: %s", file);
    } catch (IOException e) {
      throw Stopped.misused(file + " can't be written: " + e.getMessage());
    }
  }
}
