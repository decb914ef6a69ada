package io.caserail.display;

import io.caserail.decision.Block;
import io.caserail.decision.DecisionRules;
import io.caserail.model.CaseStatus;
import io.caserail.model.PlainText;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lists and the Temporal UI show of a case. An upsert is an event and a billed action: it is
 * written when attention changes and at the end, in one piece.
 */
public final class Attention {
  private String shown = "";
  private String terms = "";
  private List<String> parts = List.of();

  /**
   * What hangs on the object in other systems, by which their news find the case. It costs no event
   * of its own: it is shown with the next change, and a case that waits has shown one.
   */
  public void hangsOn(List<String> ids) {
    parts = List.copyOf(ids);
  }

  /** Shows a block that has another owner or another time now. */
  public void amended(CaseStatus status, List<String> tickets, Block block, boolean late) {
    if (!terms.equals(terms(block))) {
      shown = "";
    }
    show(status, tickets, block, late);
  }

  private static String terms(Block block) {
    return block.owner() + "|" + block.due();
  }

  /** Shows the block; null when nothing waits any more. */
  public void show(CaseStatus status, List<String> tickets, @Nullable Block block, boolean late) {
    String now = status + "|" + tickets + "|" + (block == null ? "" : block.id()) + "|" + late;
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    terms = block == null ? "" : terms(block);
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    updates.add(SearchKeys.STATUS.valueSet(status.name()));
    if (!tickets.isEmpty()) {
      updates.add(SearchKeys.TICKET_ID.valueSet(tickets));
    }
    if (!parts.isEmpty()) {
      updates.add(SearchKeys.HANGS_ON.valueSet(parts));
    }
    updates.add(SearchKeys.LATE.valueSet(late));
    if (block == null) {
      updates.add(SearchKeys.OWNER.valueUnset());
      updates.add(SearchKeys.FAULT_DOMAIN.valueUnset());
      updates.add(SearchKeys.FAILURE_TYPE.valueUnset());
      updates.add(SearchKeys.UPSTREAM.valueUnset());
      updates.add(SearchKeys.DUE_AT.valueUnset());
    } else {
      updates.add(SearchKeys.OWNER.valueSet(block.owner()));
      updates.add(SearchKeys.FAULT_DOMAIN.valueSet(block.domain().name()));
      updates.add(SearchKeys.FAILURE_TYPE.valueSet(block.code()));
      updates.add(
          block.system().isEmpty()
              ? SearchKeys.UPSTREAM.valueUnset()
              : SearchKeys.UPSTREAM.valueSet(block.system()));
      updates.add(SearchKeys.DUE_AT.valueSet(block.due().atOffset(ZoneOffset.UTC)));
    }
    Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
  }

  /** The page under "User Metadata" in the Temporal UI; its boxes show about five lines. */
  public void describe(CaseView view) {
    StringBuilder text = new StringBuilder();
    for (RequestView request : view.requests()) {
      text.append("**").append(request.status()).append("** ").append(PlainText.of(request.what()));
      if (!request.reference().isEmpty()) {
        text.append(" (").append(request.reference()).append(')');
      }
      text.append(", ticket ").append(request.ticket()).append('\n');
      Block block = request.block();
      if (block != null) {
        text.append("Waits at `")
            .append(block.id())
            .append("`: ")
            .append(PlainText.of(block.cause()));
        text.append(". Owner: ").append(block.owner());
        text.append(". May be said: ").append(DecisionRules.words(block.offers())).append('\n');
      }
    }
    Workflow.setCurrentDetails(text.toString());
  }
}
