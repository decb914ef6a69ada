package io.caserail.cli;

import io.caserail.client.CaseSummary;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.DecisionKind;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.worker.config.OidcConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code caserail case decide}: shows what a decision would answer and do, asks, says it. */
@Command(
    name = "decide",
    description = {
      "Says a decision about what a case waits for.",
      "With --all it asks every case of the filters to try again."
    })
final class CaseDecideCommand implements Callable<Integer> {
  private static final int MOST_PER_MINUTE = 6_000;

  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final ProofOptions proofs = new ProofOptions();
  @Mixin private final CaseFilterOptions filter = new CaseFilterOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "CASE",
      arity = "0..1",
      description = "a case's id, or its object's: a payment, an order, an account")
  private String given = "";

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      converter = Words.KindReader.class,
      completionCandidates = Words.Kinds.class,
      description = "${COMPLETION-CANDIDATES}")
  private @Nullable DecisionKind kind;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WHY",
      description =
          "in a few words; to refuse a refund: not entitled, wrong payment, already refunded or"
              + " suspicious; by hand: done in Stripe or paid another way")
  private String reason = "";

  @Option(
      names = "--reference",
      defaultValue = "",
      paramLabel = "re_...",
      description = "for work by hand: the refund in the payment system")
  private String reference = "";

  @Option(
      names = "--block",
      defaultValue = "",
      paramLabel = "BLOCK",
      description = "what it answers, for example pay#2 (default: the only one that waits)")
  private String blockId = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "to extend: how long from now, for example 90m or 4h, or when, as 2026-11-23T18:00:00Z")
  private @Nullable String until;

  @Option(
      names = "--to",
      defaultValue = "",
      paramLabel = "GROUP",
      description = "to hand over: the new owner")
  private String to = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "the decision's id; giving it again says nothing new (default: a new one)")
  private @Nullable String id;

  @Option(names = "--yes", description = "don't ask, decide")
  private boolean yes;

  @Option(
      names = "--all",
      description = "every case of the filters that waits for this; to retry only")
  private boolean all;

  @Option(
      names = "--per-minute",
      paramLabel = "COUNT",
      defaultValue = "60",
      description = "with --all: how many a minute (default: ${DEFAULT-VALUE})")
  private int perMinute = 60;

  @Option(names = "--keep-going", description = "with --all: go on after one that is not accepted")
  private boolean keepGoing;

  /** What the decision answers: a block of a request, or the case as such. */
  private record Waiting(RequestView request, @Nullable Block block, String id) {}

  private record Answer(
      String caseId, String blockId, String decisionId, boolean accepted, String reason) {}

  @Override
  public Integer call() throws InterruptedException {
    requireOneOrMany();
    try (Server server = options.connect()) {
      return all ? retryAll(server) : decideOne(server);
    }
  }

  private void requireOneOrMany() {
    if (all == !given.isEmpty()) {
      throw Stopped.misused("Name one case, or say --all and which with the filters.");
    }
    if (!all && (filter.isGiven() || keepGoing)) {
      throw Stopped.misused("The filters and --keep-going belong to --all.");
    }
    boolean ofOne = !blockId.isEmpty() || id != null || proofs.isGiven();
    if (all && (kind() != DecisionKind.RETRY || ofOne)) {
      throw Stopped.misused(
          "--all can only ask to retry: any other decision is shown, and signed, case by case."
              + "\nDo: caserail case list, then caserail case decide CASE for each.");
    }
    if (perMinute < 1 || perMinute > MOST_PER_MINUTE) {
      throw Stopped.misused("--per-minute is between 1 and " + MOST_PER_MINUTE + ".");
    }
    if (format.isJson() && !yes && !proofs.showsNonce()) {
      throw Stopped.misused("JSON is for programs, and they answer no question.\nDo: add --yes.");
    }
  }

  private int retryAll(Server server) throws InterruptedException {
    List<CaseSummary> found = filter.find(server);
    ManyRetries many = new ManyRetries(screen, server, keepGoing).among(found);
    if (!format.isJson()) {
      if (found.size() == filter.most()) {
        screen.line("Only the first %s are looked at; --most takes more.", filter.most());
      }
      if (many.isEmpty()) {
        screen.line("No such case waits for something that can be tried again.");
        return ExitCode.OK;
      }
      many.preview(proofs.actor(), reason, perMinute);
    }
    if (!yes) {
      confirm("Decide all of this? [y/N]");
    }
    many.say(proofs.actor(), reason, perMinute);
    if (format.isJson()) {
      screen.print(many.json());
    } else {
      many.tell();
    }
    return many.exitCode();
  }

  private int decideOne(Server server) {
    String caseId = server.caseId(given);
    CaseView view = server.cases().view(caseId);
    Waiting meant = meantIn(caseId, view);
    Decision said = decision(meant);
    // To try again proves itself: anybody may ask for it.
    OidcConfig oidc = said.kind() == DecisionKind.RETRY ? null : options.oidc();
    if (!proofs.showsNonce() && said.kind() != DecisionKind.RETRY) {
      proofs.requireSpeaker(oidc);
    }
    if (!yes && !proofs.showsNonce()) {
      preview(caseId, meant, said);
    }
    String nonce = nonce(caseId, meant, said);
    if (proofs.showsNonce()) {
      screen.line("%s", nonce);
      return ExitCode.OK;
    }
    if (!yes) {
      confirm("Decide this? [y/N]");
    }
    Decision decision = said.proven(proofs.proof(nonce, oidc, screen));
    Verdict verdict = server.cases().decide(caseId, decision);
    print(
        new Answer(
            caseId, decision.blockId(), decision.id(), verdict.accepted(), verdict.reason()));
    return verdict.accepted() ? ExitCode.OK : ExitCode.REFUSED;
  }

  /** Names the block that the person saw, so that a later one is never decided by mistake. */
  private Waiting meantIn(String caseId, CaseView view) {
    return isAboutTheCase(kind(), view) ? standing(caseId, view) : meant(caseId, view);
  }

  private DecisionKind kind() {
    if (kind == null) {
      throw new IllegalStateException("picocli refuses a command without --kind");
    }
    return kind;
  }

  private static String nonce(String caseId, Waiting meant, Decision said) {
    return Nonce.ofDecision(
        caseId,
        meant.request().key(),
        CommandKind.valueOf(said.kind().name()),
        said.id(),
        said.details());
  }

  private Decision decision(Waiting meant) {
    return new Decision(
        id == null ? UUID.randomUUID().toString() : id,
        meant.id(),
        kind(),
        proofs.actor(),
        reason,
        "",
        reference,
        until == null ? null : time(until),
        to);
  }

  private static Instant time(String text) {
    String given = text.strip();
    try {
      return given.endsWith("Z")
          ? Instant.parse(given)
          : Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.parse("PT" + given));
    } catch (DateTimeParseException e) {
      throw Stopped.misused("--until is a time such as 90m, 4h or 2026-11-23T18:00:00Z: " + text);
    }
  }

  private boolean isAboutTheCase(DecisionKind said, CaseView view) {
    return said.isAmendment()
        || blockId.startsWith("case#")
        || (said == DecisionKind.WITHDRAW && blockId.isEmpty() && waiting(view).isEmpty());
  }

  private Waiting standing(String caseId, CaseView view) {
    if (view.requests().isEmpty() || view.always().isEmpty()) {
      throw Stopped.refused("The case waits for nothing.\nDo: caserail case show " + caseId);
    }
    RequestView newest = view.requests().get(view.requests().size() - 1);
    return new Waiting(newest, newest.block(), blockId.isEmpty() ? view.standing() : blockId);
  }

  private static List<Waiting> waiting(CaseView view) {
    List<Waiting> waiting = new ArrayList<>();
    for (RequestView request : view.requests()) {
      Block block = request.block();
      if (block != null) {
        waiting.add(new Waiting(request, block, block.id()));
      }
    }
    return waiting;
  }

  private Waiting meant(String caseId, CaseView view) {
    List<Waiting> waiting = waiting(view);
    List<Waiting> fitting =
        waiting.stream().filter(one -> blockId.isEmpty() || one.id().equals(blockId)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String open = String.join(", ", waiting.stream().map(Waiting::id).toList());
    if (waiting.isEmpty()) {
      throw Stopped.refused("The case waits for nothing.\nDo: caserail case show " + caseId);
    }
    if (blockId.isEmpty()) {
      throw Stopped.misused("Several things wait; name one with --block: " + open);
    }
    throw Stopped.refused(
        blockId + " is outdated; now waits: " + open + "\nDo: caserail case show " + caseId);
  }

  private void preview(String caseId, Waiting meant, Decision said) {
    screen.line("Case      %s", caseId);
    screen.line(
        "Request   %s, asked by %s in ticket %s",
        meant.request().what(), meant.request().requester(), meant.request().ticket());
    Block block = meant.block();
    if (block != null) {
      screen.line("Waits at  %s: %s", block.id(), block.cause());
    }
    if (block == null || !meant.id().equals(block.id())) {
      screen.line("Answers   %s, the case as such", meant.id());
    }
    screen.line(
        "Decision  %s, as %s: %s%s",
        Words.option(said.kind()),
        said.kind() == DecisionKind.RETRY ? proofs.actor() : proofs.speaker(),
        reason,
        details(said));
    screen.line("Then      %s", Words.effect(said.kind()));
    if (said.kind() == DecisionKind.COMPENSATE || said.kind() == DecisionKind.WITHDRAW) {
      meant.request().undo().forEach(line -> screen.line("Undoes    %s", line));
    }
    if (block != null && meant.id().equals(block.id())) {
      if (!block.needs().isEmpty()) {
        screen.line("Takes     %s", needs(block));
      }
      if (!block.offers().contains(said.kind())) {
        screen.line("Note      this is not offered now, and will be refused");
      }
    }
  }

  /** Everything else that is said, and signed. */
  private String details(Decision said) {
    StringBuilder details = new StringBuilder();
    if (!said.reference().isEmpty()) {
      details.append(", reference ").append(said.reference());
    }
    Instant end = said.until();
    if (end != null) {
      details.append(", until ").append(screen.minute(end));
    }
    if (!said.to().isEmpty()) {
      details.append(", to ").append(said.to());
    }
    return details.toString();
  }

  private static String needs(Block block) {
    return String.join(
        " and ", block.needs().stream().map(r -> r.name().toLowerCase(Locale.ROOT)).toList());
  }

  private void confirm(String question) {
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

  private void print(Answer answer) {
    if (format.isJson()) {
      screen.print(JsonText.of(answer));
    } else {
      screen.line("%s: %s", answer.accepted() ? "Accepted" : "Refused", answer.reason());
    }
  }
}
