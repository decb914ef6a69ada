package io.caserail.demo;

import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Block;
import io.caserail.model.DecisionKind;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The people around one ticket, scripted: they look at its state, and take a way out that the case
 * offers, by the macro of whoever may. They do nothing while the ticket says that Caserail goes on
 * by itself, but for what they would rather have.
 */
final class Lead {
  private static final List<DecisionKind> USUAL =
      List.of(
          DecisionKind.APPROVE,
          DecisionKind.RETRY,
          DecisionKind.DONE_BY_HAND,
          DecisionKind.WITHDRAW,
          DecisionKind.REFUSE);
  private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final long SAY_AGAIN = Duration.ofSeconds(5).toNanos();
  private static final int MOST_RETRIES = 3;

  private final Stage stage;
  private final Play play;
  private final Supplier<List<DecisionKind>> wishes;
  private final List<DecisionKind> said = new ArrayList<>();
  private final Map<String, Long> answered = new HashMap<>();
  private String seen = "";
  private long looked;

  /**
   * The people of a playing.
   *
   * @param wishes what they would rather have now than what is usual, the first that is legal
   */
  Lead(Play play, Supplier<List<DecisionKind>> wishes) {
    this.stage = play.stage();
    this.play = play;
    this.wishes = wishes;
  }

  /** What was said so far, oldest first. */
  List<DecisionKind> said() {
    return List.copyOf(said);
  }

  /** Looks at the ticket, and acts where it asks for it. */
  void act() {
    String state = stage.state(play.ticket());
    if (state.equals(seen) && System.nanoTime() - looked < LOOK_AGAIN) {
      return;
    }
    seen = state;
    looked = System.nanoTime();
    play.meanwhile(state);
    switch (state) {
      case "needs_approval", "check_needed", "needs_person", "failed" -> decide(true);
      case "waiting", "pending" -> decide(false);
      default -> {
        // Nothing is asked of anybody.
      }
    }
  }

  private void decide(boolean asked) {
    Block block = block();
    if (block == null) {
      return;
    }
    Long before = answered.get(block.id());
    if (before != null && System.nanoTime() - before < SAY_AGAIN) {
      return;
    }
    DecisionKind kind = choice(block, asked);
    if (kind != null) {
      answered.put(block.id(), System.nanoTime());
      said.add(kind);
      say(kind, block);
    }
  }

  private @Nullable DecisionKind choice(Block block, boolean asked) {
    DecisionKind own = play.wish(block);
    if (own != null && block.offers().contains(own)) {
      return own;
    }
    for (DecisionKind wish : wishes.get()) {
      if (block.offers().contains(wish)) {
        return wish;
      }
    }
    if (!asked) {
      return null;
    }
    if (block.offers().contains(DecisionKind.CHECKED_NONE)) {
      return play.find(block).isPresent() ? DecisionKind.CHECKED_FOUND : DecisionKind.CHECKED_NONE;
    }
    boolean tried = said.stream().filter(k -> k == DecisionKind.RETRY).count() >= MOST_RETRIES;
    return USUAL.stream()
        .filter(block.offers()::contains)
        .filter(kind -> kind != DecisionKind.RETRY || !tried)
        .findFirst()
        .orElse(null);
  }

  private void say(DecisionKind kind, Block block) {
    switch (kind) {
      case RETRY, WITHDRAW -> stage.macro("Lena", play.ticket(), play.macro(kind));
      case DONE_BY_HAND -> {
        String reference = play.doByHand(block);
        if (!reference.isEmpty()) {
          named(kind, reference);
        }
      }
      case CHECKED_FOUND -> named(kind, play.find(block).orElse(""));
      case CHECKED_NONE -> stage.macro("Fin", play.ticket(), play.macro(kind));
      case APPROVE, REFUSE, SKIP, COMPENSATE -> stage.macro("Ben", play.ticket(), play.macro(kind));
      case CORRECT, EXTEND, HAND_OVER ->
          throw new IllegalArgumentException(kind + " is said by no macro");
    }
  }

  private void named(DecisionKind kind, String reference) {
    var unused =
        stage
            .sandbox()
            .zendesk()
            .agent("Fin")
            .applyMacro(play.ticket(), play.macro(kind), Map.of("By-hand reference", reference));
  }

  /** What the macros call a decision, after their noun. */
  static String words(DecisionKind kind) {
    return switch (kind) {
      case APPROVE -> "approve";
      case REFUSE -> "refuse";
      case RETRY -> "retry";
      case WITHDRAW -> "withdraw";
      case DONE_BY_HAND -> "I did it by hand";
      case SKIP -> "skip";
      case COMPENSATE -> "take back";
      case CHECKED_FOUND, CHECKED_NONE, CORRECT, EXTEND, HAND_OVER ->
          throw new IllegalArgumentException(kind + " has no words of its own");
    };
  }

  /** Why the ticket's request waits; those that it has started come last. */
  private @Nullable Block block() {
    Block found = null;
    for (String id : play.cases()) {
      found = found == null ? block(id) : found;
    }
    return found;
  }

  private @Nullable Block block(String caseId) {
    try {
      CaseView view = stage.cases().view(caseId);
      return view.requests().stream()
          .map(RequestView::block)
          .filter(block -> block != null)
          .findFirst()
          .orElse(null);
    } catch (NoSuchCase | TemporalUnavailable | WorkflowException e) {
      // Whose worker has just died can't be asked; people look again.
      return null;
    }
  }
}
