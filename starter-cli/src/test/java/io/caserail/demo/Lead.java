package io.caserail.demo;

import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.engine.Block;
import io.caserail.engine.CaseView;
import io.caserail.engine.RequestView;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.stripe.Refund;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final FaultPath path;
  private final String payment;
  private final long ticket;
  private final Supplier<List<DecisionKind>> wishes;
  private final List<DecisionKind> said = new ArrayList<>();
  private final Map<String, Long> answered = new HashMap<>();
  private String byHand = "";
  private String seen = "";
  private long looked;
  private boolean settled;

  /**
   * The people of a ticket.
   *
   * @param wishes what they would rather have now than what is usual, the first that is legal
   */
  Lead(
      Stage stage,
      FaultPath path,
      String payment,
      long ticket,
      Supplier<List<DecisionKind>> wishes) {
    this.stage = stage;
    this.path = path;
    this.payment = payment;
    this.ticket = ticket;
    this.wishes = wishes;
  }

  /** What was said so far, oldest first. */
  List<DecisionKind> said() {
    return List.copyOf(said);
  }

  /** The refund that a lead made in the payment system; empty for none. */
  String byHand() {
    return byHand;
  }

  /** Looks at the ticket, and acts where it asks for it. */
  void act() {
    String state = stage.state(ticket);
    if (state.equals(seen) && System.nanoTime() - looked < LOOK_AGAIN) {
      return;
    }
    seen = state;
    looked = System.nanoTime();
    switch (state) {
      case "pending" -> bankSpeaks();
      case "needs_approval", "check_needed", "needs_person", "failed" -> decide(true);
      case "waiting" -> decide(false);
      default -> {
        // Nothing is asked of anybody.
      }
    }
  }

  private void bankSpeaks() {
    for (Refund refund : stage.sandbox().stripe().refundsOf(payment)) {
      if (!settled && refund.status().wire().equals("pending")) {
        settled = true;
        path.bankSpeaks(stage, refund.id());
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
      say(kind);
    }
  }

  private @Nullable DecisionKind choice(Block block, boolean asked) {
    for (DecisionKind wish : wishes.get()) {
      if (block.offers().contains(wish)) {
        return wish;
      }
    }
    if (!asked) {
      return null;
    }
    if (block.offers().contains(DecisionKind.CHECKED_NONE)) {
      return refund().isPresent() ? DecisionKind.CHECKED_FOUND : DecisionKind.CHECKED_NONE;
    }
    boolean tried = said.stream().filter(k -> k == DecisionKind.RETRY).count() >= MOST_RETRIES;
    return USUAL.stream()
        .filter(block.offers()::contains)
        .filter(kind -> kind != DecisionKind.RETRY || !tried)
        .findFirst()
        .orElse(null);
  }

  private void say(DecisionKind kind) {
    switch (kind) {
      case APPROVE -> stage.macro("Ben", ticket, "Refund: approve");
      case REFUSE -> stage.macro("Ben", ticket, "Refund: refuse");
      case RETRY -> stage.macro("Lena", ticket, "Refund: retry");
      case WITHDRAW -> stage.macro("Lena", ticket, "Refund: withdraw");
      case DONE_BY_HAND -> {
        if (refundsByHand()) {
          named("Fin", "Refund: I did it by hand", byHand);
        }
      }
      case CHECKED_FOUND ->
          named("Fin", "Refund: I checked Stripe: found", refund().map(Refund::id).orElse(""));
      case CHECKED_NONE -> stage.macro("Fin", ticket, "Refund: I checked Stripe: none");
      case SKIP, COMPENSATE, CORRECT, EXTEND, HAND_OVER ->
          throw new IllegalArgumentException(kind + " is said by no macro");
    }
  }

  private void named(String agent, String macro, String reference) {
    var unused =
        stage
            .sandbox()
            .zendesk()
            .agent(agent)
            .applyMacro(ticket, macro, Map.of("By-hand reference", reference));
  }

  /** Whether it could be done; Stripe refuses what was refunded a moment ago. */
  private boolean refundsByHand() {
    if (byHand.isEmpty()) {
      try {
        byHand = stage.sandbox().stripe().refundByHand(payment, Stage.minor(path.amount())).id();
      } catch (IllegalStateException alreadyRefunded) {
        return false;
      }
    }
    return true;
  }

  /** What a person who looks into Stripe finds. */
  private Optional<Refund> refund() {
    return stage.sandbox().stripe().refundsOf(payment).stream()
        .filter(refund -> refund.status().movesMoney())
        .findFirst();
  }

  /** Why the ticket's request waits; the settlement's word comes last. */
  private @Nullable Block block() {
    Block found = block(stage.cases().refundId(new ObjectId(payment)));
    for (Refund refund : stage.sandbox().stripe().refundsOf(payment)) {
      if (found == null) {
        found = block(stage.cases().settlementId(refund.id()));
      }
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
