package io.caserail.cli;

import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail case watch}: prints what changes until the case has ended. */
@Command(
    name = "watch",
    description =
        "Follows a case until it ends: 0 when all was done, 1 when it ended otherwise,"
            + " 3 when the time was over first.")
final class CaseWatchCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();

  @Parameters(
      paramLabel = "CASE",
      description = "a case's id, or its object's: a payment, an order, an account")
  private String given = "";

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "pause between two looks (default: ${DEFAULT-VALUE})")
  private double interval = 2;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "give up after (default: ${DEFAULT-VALUE})")
  private long deadline = 600;

  private final Set<String> told = new LinkedHashSet<>();

  @Override
  public Integer call() throws InterruptedException {
    if (!(interval >= 0.05) || deadline < 1) {
      throw Stopped.misused("--interval is 0.05 or more, --deadline 1 or more.");
    }
    Instant end = Instant.now().plus(Duration.ofSeconds(deadline));
    try (Server server = options.connect()) {
      String caseId = server.caseId(given);
      while (true) {
        CaseView view = look(server, caseId);
        if (view != null && tell(view)) {
          return isDone(view) ? ExitCode.OK : ExitCode.REFUSED;
        }
        if (Instant.now().isAfter(end)) {
          throw Stopped.unavailable(
              "The case has not ended within "
                  + deadline
                  + " seconds.\nDo: caserail case show "
                  + caseId);
        }
        TimeUnit.MILLISECONDS.sleep((long) (interval * 1000));
      }
    }
  }

  /** Null when nobody answered: while somebody watches, workers may come and go. */
  private @Nullable CaseView look(Server server, String caseId) {
    try {
      return server.cases().view(caseId);
    } catch (TemporalUnavailable e) {
      news("no answer from the case; still watching");
      return null;
    }
  }

  /** Prints what is new; true once the case has ended. */
  private boolean tell(CaseView view) {
    for (RequestView request : view.requests()) {
      request
          .record()
          .forEach(
              entry ->
                  news(
                      "%s  %s  %s: %s  %s",
                      screen.second(entry.at()),
                      request.what(),
                      entry.step(),
                      entry.what(),
                      entry.ref()));
      Block block = request.block();
      if (block != null) {
        news("waits at %s: %s; owner: %s", block.id(), block.cause(), block.owner());
      }
    }
    news("case is %s", view.status());
    return view.status().isEnding();
  }

  private void news(String format, Object... values) {
    if (told.add(format + Arrays.toString(values))) {
      screen.line(format, values);
    }
  }

  private static boolean isDone(CaseView view) {
    return view.requests().stream()
        .allMatch(r -> r.status() == CaseStatus.COMPLETED || r.status() == CaseStatus.DUPLICATE);
  }
}
