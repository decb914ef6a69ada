package io.caserail.cli;

import io.caserail.client.CaseClient;
import io.caserail.client.NoSuchCase;
import io.caserail.client.QuarantineSummary;
import io.caserail.decision.Verdict;
import io.caserail.quarantine.QuarantineDecision;
import io.caserail.quarantine.QuarantineDecision.Kind;
import io.caserail.quarantine.QuarantineStatus;
import io.caserail.quarantine.QuarantineView;
import io.caserail.worker.config.OidcConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a person says about one quarantined event, or about many: shown, asked, proven, said, and
 * followed.
 */
final class QuarantineWordOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(250);

  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final ProofOptions proofs = new ProofOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "ENTRY",
      arity = "0..1",
      description = "the entry's id, or its event's; or name many by --source and --clause")
  private String given = "";

  @Option(
      names = "--source",
      defaultValue = "",
      paramLabel = "SOURCE",
      description = "all that this one has sent, for example zendesk")
  private String source = "";

  @Option(
      names = "--clause",
      defaultValue = "",
      paramLabel = "CLAUSE",
      description = "all that break this, as 'quarantine list' has it")
  private String clause = "";

  @Option(
      names = "--most",
      paramLabel = "COUNT",
      defaultValue = "" + QuarantineDecision.MOST_TOGETHER,
      description = "of many: how many, oldest first (default, and at the most: ${DEFAULT-VALUE})")
  private int most = QuarantineDecision.MOST_TOGETHER;

  @Option(names = "--keep-going", description = "of many: go on after one that stays")
  private boolean keepGoing;

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
    boolean many = !source.isEmpty() || !clause.isEmpty();
    if (many == !given.isEmpty()) {
      throw Stopped.misused("Name one entry, or many by --source, --clause or both.");
    }
    if (most < 1 || most > QuarantineDecision.MOST_TOGETHER) {
      throw Stopped.misused(
          "--most is between 1 and "
              + QuarantineDecision.MOST_TOGETHER
              + "; say it again for the"
              + " rest.");
    }
    try (Server server = options.connect()) {
      return many
          ? sayToMany(kind, screen, server.cases())
          : say(kind, screen, server.cases(), QuarantineEntries.id(server, given));
    }
  }

  private int sayToMany(Kind kind, Screen screen, CaseClient cases) {
    List<QuarantineSummary> meant =
        cases.quarantine().list(QuarantineEntries.MOST).stream()
            .filter(entry -> source.isEmpty() || entry.source().equals(source))
            .filter(entry -> clause.isEmpty() || entry.clause().equals(clause))
            .toList();
    List<QuarantineSummary> now =
        meant.stream().limit(most).flatMap(entry -> asItIs(cases, entry)).toList();
    List<QuarantineSummary> changed = now.stream().filter(entry -> !isMeant(entry)).toList();
    ManyQuarantined many =
        new ManyQuarantined(screen, cases, now.stream().filter(this::isMeant).toList());
    QuarantineDecision said = decision(kind).about(many.ids());
    if (proofs.showsNonce()) {
      screen.line("%s", said.nonce(""));
      return ExitCode.OK;
    }
    if (!format.isJson()) {
      changed.forEach(
          entry ->
              screen.line(
                  "Left out: %s, which breaks something else now: %s",
                  entry.entryId(), entry.clause()));
    }
    if (many.ids().isEmpty() && !format.isJson()) {
      screen.line("No such event waits in quarantine.");
      return ExitCode.OK;
    }
    OidcConfig oidc = options.oidc();
    proofs.requireSpeaker(oidc);
    if (!format.isJson()) {
      many.preview(kind, proofs.speaker(), reason);
      if (meant.size() > most) {
        screen.line("Only these of %s; say it again for the rest.", meant.size());
      }
    }
    if (!yes) {
      confirm(screen, "Decide all of this? [y/N]");
    }
    if (!many.ids().isEmpty()) {
      many.say(said.proven(proofs.proof(said.nonce(""), oidc, screen)), keepGoing);
    }
    if (format.isJson()) {
      screen.print(many.json(said));
    } else {
      many.tell(kind);
    }
    return many.exitCode();
  }

  /** The list has what it broke when it arrived, and may be behind; nothing where it is closed. */
  private static Stream<QuarantineSummary> asItIs(CaseClient cases, QuarantineSummary listed) {
    try {
      return Stream.of(cases.quarantined(listed.entryId()))
          .filter(view -> !view.status().isEnding())
          .map(view -> listed.breaking(view.clause()));
    } catch (NoSuchCase e) {
      return Stream.empty();
    }
  }

  private boolean isMeant(QuarantineSummary entry) {
    return clause.isEmpty() || entry.clause().equals(clause);
  }

  private QuarantineDecision decision(Kind kind) {
    return new QuarantineDecision(
        id == null ? UUID.randomUUID().toString() : id, kind, proofs.actor(), reason, "");
  }

  private int say(Kind kind, Screen screen, CaseClient cases, String entryId) {
    QuarantineView view = cases.quarantined(entryId);
    QuarantineDecision said = decision(kind);
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
      confirm(screen, "Decide this? [y/N]");
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

  /** What became of a decision that was accepted, once it is carried out, or after a while. */
  static QuarantineView followed(CaseClient cases, String entryId) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    QuarantineView view = cases.quarantined(entryId);
    while (view.deciding() && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK.toNanos());
      view = cases.quarantined(entryId);
    }
    return view;
  }

  static String notYet(Kind kind) {
    return kind == Kind.RELEASE
        ? "Not read yet: is a gateway running? It is done when one is, within the hour."
        : "Not done yet: is a worker running? It is done when one is, within the hour.";
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
      screen.line("%s", notYet(kind));
    } else if (after.status() == QuarantineStatus.RELEASED) {
      screen.line("Understood as %s.", after.became());
    } else if (!after.status().isEnding() && !after.record().isEmpty()) {
      screen.line("It stays: %s.", after.record().get(after.record().size() - 1).what());
    }
  }

  private static void confirm(Screen screen, String question) {
    screen.line("%s", question);
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
