package io.caserail.cli;

import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.worker.config.ConfigInvalid;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into a message that says what to do next, and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String NO_WORKER =
      "\nIs a worker running ('caserail worker')? The same command may be given again.";

  private boolean verbose;

  /** Shows stack traces as well. */
  void beVerbose(boolean wanted) {
    verbose = wanted;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    return tell(failure, command.getErr());
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("caserail: " + Plain.lines(wrong.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("Do: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** Prints a failure and answers with its exit code. */
  int tell(Throwable failure, PrintWriter err) {
    Message message = message(failure);
    err.println("caserail: " + Plain.lines(message.text()));
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return message.exitCode();
  }

  /** What a failure means to whoever has typed the command. */
  record Message(int exitCode, String text) {}

  static Message message(Throwable failure) {
    if (failure instanceof Stopped stopped) {
      return new Message(stopped.exitCode(), String.valueOf(stopped.getMessage()));
    }
    if (failure instanceof NoSuchCase) {
      return new Message(
          ExitCode.REFUSED,
          failure.getMessage()
              + ".\nDo: caserail case list, or check --address, --namespace and --account.");
    }
    if (failure instanceof TemporalUnavailable) {
      return new Message(ExitCode.UNAVAILABLE, unavailable(failure));
    }
    if (failure instanceof WorkflowUpdateException) {
      return new Message(ExitCode.USAGE, "Not accepted: " + said(failure));
    }
    if (failure instanceof IllegalArgumentException || failure instanceof ConfigInvalid) {
      return new Message(ExitCode.USAGE, String.valueOf(failure.getMessage()));
    }
    if (failure instanceof LinkageError) {
      return missing(failure);
    }
    if (failure instanceof StatusRuntimeException || failure instanceof WorkflowServiceException) {
      return new Message(ExitCode.UNAVAILABLE, unavailable(failure));
    }
    return new Message(
        ExitCode.UNAVAILABLE,
        "Unexpected: " + failure + "\nThis is a fault of Caserail; --verbose shows where.");
  }

  private static String unavailable(Throwable failure) {
    StatusRuntimeException status = status(failure);
    if (status == null) {
      return "Temporal has not answered: " + failure.getMessage() + NO_WORKER;
    }
    return switch (status.getStatus().getCode()) {
      case UNAVAILABLE ->
          "Temporal can't be reached: "
              + failure.getMessage()
              + ".\nCheck --address or TEMPORAL_ADDRESS, and whether the server runs.";
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          "Temporal refuses this identity.\nCheck the API key or certificate of the profile.";
      case DEADLINE_EXCEEDED, CANCELLED -> "No answer in time." + NO_WORKER;
      default -> "Temporal refuses: " + description(status.getStatus()) + ".";
    };
  }

  private static String description(Status status) {
    return status.getCode()
        + (status.getDescription() == null ? "" : " " + status.getDescription());
  }

  private static @Nullable StatusRuntimeException status(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException status) {
        return status;
      }
    }
    return null;
  }

  /** What the case's own check said. */
  private static String said(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure application) {
        said = application.getOriginalMessage();
      }
    }
    return said;
  }

  private static Message missing(Throwable failure) {
    String name = String.valueOf(failure.getMessage()).replace('/', '.');
    if (name.contains("io.caserail.sandbox") || name.contains("io.temporal.test")) {
      return new Message(
          ExitCode.USAGE,
          "This build leaves the sandbox and the embedded server out, as production does."
              + "\nDo: run this command from a build of the sources, or from the full image.");
    }
    return new Message(
        ExitCode.USAGE, "This build is incomplete: " + name + " is missing.\nDo: build it again.");
  }
}
