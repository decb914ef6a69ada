package io.caserail.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code caserail}. A command is one class: write it, name it in {@code subcommands}
 * here or in its group, done; see {@link Failures} for what it may throw.
 */
@Command(
    name = "caserail",
    description = "Runs the state changes behind support tickets as durable cases.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      CaseCommand.class,
      OutageCommand.class,
      QuarantineCommand.class,
      EventCommand.class,
      WorkerCommand.class,
      GatewayCommand.class,
      SandboxCommand.class,
      UpstreamCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      WeeklyCommand.class,
      ReconcileCommand.class,
      ZendeskCommand.class,
      PolicyCommand.class,
      ContractCommand.class,
      MessagesCommand.class,
      DoctorCommand.class,
      ShadowCommand.class,
      BenchCommand.class,
      DemoCommand.class,
      DevCommand.class
    })
public final class Caserail implements Runnable {
  /** Those that answer a person. */
  private static final List<String> QUIET =
      List.of(
          "case",
          "outage",
          "quarantine",
          "event",
          "pause",
          "resume",
          "weekly",
          "reconcile",
          "upstream",
          "zendesk",
          "policy",
          "contract",
          "messages",
          "doctor",
          "shadow");

  private final Failures failures = new Failures();
  private final Answers answers;

  @Spec private @Nullable CommandSpec spec;

  private Caserail(Answers answers) {
    this.answers = answers;
  }

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "show stack traces")
  void verbose(boolean wanted) {
    failures.beVerbose(wanted);
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    quieten(args);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(Answers.ofStandardInput(), out, err, CommandLine.Help.Ansi.AUTO, args));
  }

  /**
   * Runs one command.
   *
   * @return its exit code
   */
  static int run(
      Answers answers,
      PrintWriter out,
      PrintWriter err,
      CommandLine.Help.Ansi ansi,
      String... args) {
    Caserail caserail = new Caserail(answers);
    try {
      return new CommandLine(caserail)
          .setOut(out)
          .setErr(err)
          .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
          .setExecutionExceptionHandler(caserail.failures)
          .setParameterExceptionHandler(caserail.failures)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .execute(args);
    } catch (LinkageError e) {
      return caserail.failures.tell(e, err);
    }
  }

  /** Commands that answer a person have no log; processes have. Before the first logger is made. */
  private static void quieten(String[] args) {
    if (args.length > 0 && QUIET.contains(args[0])) {
      System.setProperty("logback.configurationFile", "logback-quiet.xml");
    }
  }

  Answers answers() {
    return answers;
  }

  @Override
  public void run() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "which command?");
  }
}
