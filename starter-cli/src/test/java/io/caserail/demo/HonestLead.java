package io.caserail.demo;

import io.caserail.client.CaseSummary;
import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Block;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.sandbox.stripe.Refund;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks at each case that waits, and says by macro in its ticket what gets it out;
 * each time as the person who may.
 */
final class HonestLead {
  private static final long SAY_AGAIN = Duration.ofSeconds(5).toNanos();
  private static final long HEALS = Duration.ofSeconds(15).toNanos();
  private static final List<DecisionKind> USUAL =
      List.of(
          DecisionKind.APPROVE,
          DecisionKind.RETRY,
          DecisionKind.DONE_BY_HAND,
          DecisionKind.WITHDRAW,
          DecisionKind.SKIP,
          DecisionKind.REFUSE,
          DecisionKind.COMPENSATE);
  private static final int TRIES = 2;

  /** What is to be done in the end, however long it takes. */
  private static final Set<String> NEVER_LEFT_OUT =
      Set.of("close-order", "stop-billing", "end-billing", "apply");

  private final Stage stage;
  private final Cast cast;
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> answered = new HashMap<>();
  private final Map<String, Integer> tried = new HashMap<>();
  private final List<String> said = new ArrayList<>();

  HonestLead(Cast cast) {
    this.stage = cast.stage();
    this.cast = cast;
  }

  List<String> said() {
    return List.copyOf(said);
  }

  /** Looks at everything once. */
  void look() {
    cast.movesOn();
    for (CaseSummary open : stage.directory().list("", 1_000)) {
      try {
        CaseView view = stage.cases().view(open.caseId());
        for (RequestView request : view.requests()) {
          Block block = request.block();
          if (block != null) {
            answer(open.caseId(), view, request, block);
          }
        }
      } catch (NoSuchCase | TemporalUnavailable | WorkflowException | StatusRuntimeException e) {
        // Whose worker has just died can't be asked; people look again.
      }
    }
  }

  private void answer(String caseId, CaseView view, RequestView request, Block block) {
    String about = caseId + " " + block.id();
    long now = System.nanoTime();
    long since = seen.computeIfAbsent(caseId + " " + block.step() + block.code(), any -> now);
    Long before = answered.get(about);
    if (before != null && now - before < SAY_AGAIN) {
      return;
    }
    DecisionKind kind = choice(caseId, view, request, block, now - since);
    if (kind != null) {
      answered.put(about, now);
      tried.merge(caseId + " " + request.key() + kind + block.step(), 1, Integer::sum);
      say(kind, view, request, block);
    }
  }

  private @Nullable DecisionKind choice(
      String caseId, CaseView view, RequestView request, Block block, long age) {
    Play play = cast.playOf(view.object());
    DecisionKind wish = play == null ? null : play.wish(block);
    if (wish != null && block.offers().contains(wish)) {
      return wish;
    }
    if (block.offers().contains(DecisionKind.CHECKED_NONE)) {
      return made(view, request, block).isEmpty()
          ? DecisionKind.CHECKED_NONE
          : DecisionKind.CHECKED_FOUND;
    }
    if (block.status() == CaseStatus.WAITING && age < HEALS) {
      return null;
    }
    return USUAL.stream()
        .filter(block.offers()::contains)
        .filter(kind -> kind != DecisionKind.SKIP || !NEVER_LEFT_OUT.contains(block.step()))
        .filter(
            kind ->
                tried.getOrDefault(caseId + " " + request.key() + kind + block.step(), 0) < TRIES)
        .findFirst()
        .orElse(block.offers().isEmpty() ? null : block.offers().get(0));
  }

  /** The refund of just this request, as a person finds it in the dashboard. */
  private String made(CaseView view, RequestView request, Block block) {
    if (view.kind() != CaseKind.REFUND) {
      Play play = cast.playOf(view.object());
      return play == null ? "" : play.find(block).orElse("");
    }
    return stage.sandbox().stripe().refundsOf(view.object()).stream()
        .filter(refund -> refund.status().movesMoney())
        .filter(
            refund ->
                refund
                    .metadata()
                    .getOrDefault("operation_id", "")
                    .contains("/" + request.key() + "/"))
        .map(Refund::id)
        .findFirst()
        .orElse("");
  }

  private void say(DecisionKind kind, CaseView view, RequestView request, Block block) {
    long ticket = Long.parseLong(request.ticket());
    String object = object(view);
    Map<String, String> fields = new HashMap<>(cast.fields(ticket, view.kind(), object));
    if (kind == DecisionKind.DONE_BY_HAND) {
      fields.put("By-hand reference", byHand(view, request, block));
    } else if (kind == DecisionKind.CHECKED_FOUND) {
      fields.put("By-hand reference", made(view, request, block));
    }
    String macro = macro(view.kind(), kind);
    String by = who(kind, request, block);
    said.add(by + ": " + macro + " about " + block.id() + " (" + block.cause() + ") " + fields);
    var unused = stage.sandbox().zendesk().agent(by).applyMacro(ticket, macro, fields);
  }

  /** A settlement's object is its refund, and people name its payment. */
  private String object(CaseView view) {
    return view.kind() == CaseKind.SETTLEMENT
        ? stage.sandbox().stripe().refund(view.object()).paymentId()
        : view.object();
  }

  private static String who(DecisionKind kind, RequestView request, Block block) {
    return switch (kind) {
      case APPROVE ->
          block.needs().contains(Role.APPROVER)
              ? request.requester().equals("Ana") ? "Ben" : "Ana"
              : "Fin";
      case REFUSE, SKIP, COMPENSATE -> "Ana";
      case CHECKED_FOUND, CHECKED_NONE, DONE_BY_HAND ->
          block.needs().contains(Role.APPROVER) ? "Ana" : "Fin";
      default -> "Lena";
    };
  }

  private static String macro(CaseKind kind, DecisionKind said) {
    String noun = Cast.noun(kind);
    String system = noun.equals("Refund") ? " Stripe" : "";
    return noun
        + ": "
        + switch (said) {
          case CHECKED_FOUND -> "I checked" + system + ": found";
          case CHECKED_NONE -> "I checked" + system + ": none";
          default -> Lead.words(said);
        };
  }

  private String byHand(CaseView view, RequestView request, Block block) {
    try {
      if (view.kind() == CaseKind.SETTLEMENT) {
        return "bank transfer 4711";
      }
      if (view.kind() == CaseKind.REFUND) {
        return stage
            .sandbox()
            .stripe()
            .refundByHand(view.object(), amount(request.what(), view.object()))
            .id();
      }
      Play play = cast.playOf(view.object());
      return play == null ? "by hand" : play.doByHand(block);
    } catch (RuntimeException e) {
      said.add("by hand failed: " + e);
      return "could not";
    }
  }

  /** {@code refund 10.00 EUR of pi_…}, or all of it. */
  private long amount(String what, String payment) {
    String amount = what.split(" ", -1)[1];
    return amount.matches("[0-9.]+")
        ? Stage.minor(amount)
        : Stage.minor(
            cast.script().things().stream()
                .filter(thing -> cast.object(cast.script().things().indexOf(thing)).equals(payment))
                .map(Thing::price)
                .filter(price -> !price.isEmpty())
                .findFirst()
                .orElse("24.90"));
  }
}
