package io.caserail.record;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.Digest;
import io.caserail.model.Money;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.Step;
import io.caserail.model.TicketId;
import io.caserail.port.Outcome;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The record of one request: where it is, why it waits, and everything that happened. */
public final class RequestLog {
  private final TicketId ticket;
  private final String commandId;
  private String what;
  private @Nullable Money money;
  private final String requester;
  private final Instant at;
  private final List<Entry> entries = new ArrayList<>();
  private RequestKey key;
  private CaseStatus status = CaseStatus.RUNNING;
  private String reference = "";
  private final Ledger ledger = new Ledger();
  private @Nullable Block block;
  private boolean compensating;
  private String suffix = "";
  private final Map<String, Block> saidToBeDone = new LinkedHashMap<>();

  /**
   * Opens the record.
   *
   * @param what what was asked, for people
   * @param requester who asked, by name
   */
  public RequestLog(
      RequestKey key,
      TicketId ticket,
      String commandId,
      String what,
      String requester,
      Instant at) {
    this.key = key;
    this.ticket = ticket;
    this.commandId = commandId;
    this.what = what;
    this.requester = requester;
    this.at = at;
  }

  public RequestKey key() {
    return key;
  }

  /** A person said that a look-alike is meant: from here on it is a request of its own. */
  public void renew(RequestKey newKey) {
    key = newKey;
  }

  /** From here on it is known what exactly is asked for, and how much money that is. */
  public void name(String exactly, Money exactAmount) {
    what = exactly;
    money = exactAmount;
  }

  /**
   * From here on its effects are those of its command. Whoever asks once more for what was taken
   * back wants it done once more: under the wish's name alone, the other system would show what was
   * done and undone before.
   */
  public void actsForItsCommand() {
    suffix = "." + Digest.hex(8, commandId);
  }

  /**
   * From here on its effects are those of an earlier run for the same wish, whose end from outside
   * nobody wanted: what that has done is its own.
   *
   * @param operation the name of an effect of that run
   */
  public void goesOnWith(OperationId operation) {
    String effect = operation.step();
    int mark = effect.indexOf('.');
    suffix = mark < 0 ? "" : effect.substring(mark);
  }

  /** Somebody has named a number as that of work by hand, for what is waited for now. */
  public void saidToBeDone(String reference) {
    if (block != null) {
      saidToBeDone.put(reference.strip(), block);
    }
  }

  /** What a number was named for as that of work by hand; null when it was not. */
  public @Nullable Block saidToBeDoneAs(String reference) {
    return saidToBeDone.get(reference.strip());
  }

  /** Whether somebody has said so, whatever came of it. */
  public boolean isSaidToBeDone() {
    return !saidToBeDone.isEmpty();
  }

  /** What a step of it is called in the other system. */
  public String effect(Step step) {
    return step.name() + suffix;
  }

  public TicketId ticket() {
    return ticket;
  }

  public String commandId() {
    return commandId;
  }

  /** How much money it is about; null while that is not known, or where it is about none. */
  public @Nullable Money money() {
    return money;
  }

  /** When it was asked. */
  public Instant at() {
    return at;
  }

  public CaseStatus status() {
    return status;
  }

  public String reference() {
    return reference;
  }

  public @Nullable Block block() {
    return block;
  }

  /** Adds a line about what Caserail itself has done. */
  public void add(String step, String happened) {
    add(step, happened, "", "Caserail");
  }

  /** Adds a line. */
  public void add(String step, String happened, String ref, String by) {
    entries.add(new Entry(now(), step, happened, ref, by));
  }

  public Ledger ledger() {
    return ledger;
  }

  /** From here on what was done is taken back. */
  public void compensates() {
    compensating = true;
    move(CaseStatus.COMPENSATING);
  }

  public boolean isCompensating() {
    return compensating;
  }

  /** The block was amended: it is the same wait, with another owner or another time. */
  public void amended(Block amended) {
    block = amended;
  }

  public void blocked(Block because) {
    move(because.status());
    block = because;
    String by = because.system().isEmpty() ? "Caserail" : because.system();
    ledger.waits(because.step(), because.status() == CaseStatus.IN_DOUBT, because.cause(), by);
    add(because.step(), because.cause(), because.evidence(), by);
  }

  public void unblocked() {
    block = null;
    move(compensating ? CaseStatus.COMPENSATING : CaseStatus.RUNNING);
  }

  /** What became of a step. */
  public void happened(Step step, Outcome outcome, String by) {
    if (outcome.happened()) {
      reference = outcome.ref();
    }
    ledger.ended(step, outcome, by);
    add(step.name(), words(outcome), outcome.ref(), by);
  }

  /**
   * What became of taking a step back.
   *
   * @param words what taking it back does
   * @param state {@link StepState#UNDONE}, {@link StepState#KEPT}, {@link StepState#UNDO_UNKNOWN}
   *     or {@link StepState#UNDO_STUCK}
   */
  public void undo(Step step, String words, StepState state, String evidence, String by) {
    String became =
        switch (state) {
          case UNDONE -> "taken back";
          case KEPT -> "not taken back";
          case UNDO_UNKNOWN -> "perhaps taken back";
          default -> "can't be taken back yet";
        };
    ledger.change(step.name(), state, "", evidence, by);
    add(step.name(), words + ": " + became + (evidence.isEmpty() ? "" : ", " + evidence), "", by);
  }

  public void ended(CaseStatus ending, String reason) {
    block = null;
    move(ending);
    add("end", reason, reference, "Caserail");
  }

  public RequestView view(List<String> undo) {
    return new RequestView(
        key.value(),
        ticket.value(),
        what,
        money,
        requester,
        at,
        status,
        reference,
        block,
        ledger.lines(),
        undo,
        entries);
  }

  private static String words(Outcome outcome) {
    String kind = outcome.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return outcome.evidence().isEmpty() ? kind : kind + ": " + outcome.evidence();
  }

  private void move(CaseStatus next) {
    if (next != status && !status.next().contains(next)) {
      throw new IllegalStateException(status + " never becomes " + next);
    }
    status = next;
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
