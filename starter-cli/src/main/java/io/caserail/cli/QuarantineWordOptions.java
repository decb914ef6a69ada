package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.decision.Verdict;
import io.caserail.quarantine.QuarantineDecision;
import io.caserail.quarantine.QuarantineDecision.Kind;
import io.caserail.quarantine.QuarantineStatus;
import io.caserail.quarantine.QuarantineView;
import io.caserail.worker.config.OidcConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person says about one quarantined event: shown, asked, proven, said, and followed. */
final class QuarantineWordOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(250);

  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final ProofOptions proofs = new ProofOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(paramLabel = "ENTRY", description = "the entry's id, or its event's")
  private String given = "";

  @Option(names = "--reason", required = true, paramLabel = "WHY", description = "in a few words")
  private String reason = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "the decision's id; giving it again says nothing new (default: a new one)")
  private @Nullable String id;

  @Option(names = "--yes", description = "don't ask, decide")
  private boolean yes;

  private record Answer(
      String entryId,
      String decisionId,
      boolean accepted,
      String reason,
      QuarantineStatus status,
      boolean deciding,
      String became,
      String clause) {}

  /** Says it, and waits a while for what comes of it. */
  int say(Kind kind, Screen screen) {
    if (format.isJson() && !yes && !proofs.showsNonce()) {
      throw Stopped.misused("JSON is for programs, and they answer no question.\nDo: add --yes.");
    }
    try (Server server = options.connect()) {
      return say(kind, screen, server.cases(), QuarantineEntries.id(server, given));
    }
  }

  private int say(Kind kind, Screen screen, CaseClient cases, String entryId) {
    QuarantineView view = cases.quarantined(entryId);
    QuarantineDecision said =
        new QuarantineDecision(
            id == null ? UUID.randomUUID().toString() : id, kind, proofs.actor(), reason, "");
    String nonce = said.nonce(entryId);
    if (proofs.showsNonce()) {
      screen.line("%s", nonce);
      return ExitCode.OK;
    }
    if (view.status().isEnding()) {
      throw Stopped.refused("It was " + word(view.status()) + " before; nothing was decided.");
    }
    OidcConfig oidc = options.oidc();
    proofs.requireSpeaker(oidc);
    if (!yes) {
      new QuarantinePage(screen).print(view);
      screen.line("Decision  %s, as %s: %s", word(kind), proofs.speaker(), reason);
      confirm(screen);
    }
    Verdict verdict =
        cases.decideQuarantined(entryId, said.proven(proofs.proof(nonce, oidc, screen)));
    QuarantineView after = verdict.accepted() ? followed(cases, entryId) : view;
    tell(screen, kind, said, verdict, after);
    if (!verdict.accepted()) {
      return ExitCode.REFUSED;
    }
    if (after.deciding()) {
      return ExitCode.UNAVAILABLE;
    }
    return after.status().isEnding() ? ExitCode.OK : ExitCode.REFUSED;
  }

  private static QuarantineView followed(CaseClient cases, String entryId) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    QuarantineView view = cases.quarantined(entryId);
    while (view.deciding() && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK.toNanos());
      view = cases.quarantined(entryId);
    }
    return view;
  }

  private void tell(
      Screen screen, Kind kind, QuarantineDecision said, Verdict verdict, QuarantineView after) {
    if (format.isJson()) {
      screen.print(
          JsonText.of(
              new Answer(
                  after.entryId(),
                  said.id(),
                  verdict.accepted(),
                  verdict.reason(),
                  after.status(),
                  after.deciding(),
                  after.became(),
                  after.clause())));
      return;
    }
    screen.line("%s: %s", verdict.accepted() ? "Accepted" : "Refused", verdict.reason());
    if (!verdict.accepted()) {
      return;
    }
    if (after.deciding()) {
      screen.line(
          "Not %s yet: is a %s running? It is done when one is, within the hour.",
          kind == Kind.RELEASE ? "read" : "done", kind == Kind.RELEASE ? "gateway" : "worker");
    } else if (after.status() == QuarantineStatus.RELEASED) {
      screen.line("Understood as %s.", after.became());
    } else if (!after.status().isEnding() && !after.record().isEmpty()) {
      screen.line("It stays: %s.", after.record().get(after.record().size() - 1).what());
    }
  }

  private static void confirm(Screen screen) {
    screen.line("Decide this? [y/N]");
    Caserail root = (Caserail) screen.command().root().userObject();
    String answer = root.answers().next();
    if (answer == null) {
      throw Stopped.misused("Nobody is there to answer.\nDo: add --yes in a script.");
    }
    if (!answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw Stopped.refused("Nothing was decided.");
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
