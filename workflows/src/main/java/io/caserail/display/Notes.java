package io.caserail.display;

import io.caserail.call.Causes;
import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Role;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.TicketState;
import io.caserail.port.Trouble;
import io.caserail.port.WaitsFor;
import io.temporal.workflow.Functions.Func1;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What the notes of every kind of case say in the same words, so that a kind's own notes are the
 * texts that only it has.
 */
public abstract class Notes implements Voice {
  /** Why a send is stopped in a ticket that became another customer's after it was asked for. */
  protected static final String REQUESTER_CHANGED = "requester_changed";

  /** What that means for the customer whose ticket it is now. */
  protected static final String NOT_THEIRS =
      "Customer: not the one this was asked for; tell them nothing about it.";

  /** What not to do before somebody has found that out. */
  protected static final String WHOSE = "Do not: do it by hand before you know whose it is.";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  /** Where the readers of the notes have their clocks. */
  protected final ZoneId zone;

  /**
   * @param zone an id of the IANA time zone database, for example {@code Europe/Vienna}
   */
  protected Notes(String zone) {
    this.zone = ZoneId.of(zone);
  }

  /** {@code 14:05}. */
  protected final String time(Instant at) {
    return TIME.format(at.atZone(zone));
  }

  /** {@code Tue 14:05}. */
  protected final String dayTime(Instant at) {
    return DAY_TIME.format(at.atZone(zone));
  }

  /** What follows "every": {@code minute}, {@code 10 minutes}. */
  public static String every(Duration duration) {
    long seconds = Math.max(1, duration.toSeconds());
    return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
  }

  /** What follows "for": {@code 12 hours}, {@code 10 minutes}. */
  private static String lasting(Duration duration) {
    long hours = duration.toHours();
    return hours > 1 ? hours + " hours" : duration.toMinutes() + " minutes";
  }

  private static String counted(long number, String unit) {
    return number == 1 ? unit : number + " " + unit + "s";
  }

  /** What is wrong, with the system's name once: most causes begin with it, and some lack it. */
  protected static String trouble(Block block) {
    return block.system().isEmpty() || block.cause().startsWith(block.system())
        ? block.cause()
        : block.system() + ": " + block.cause();
  }

  /** Why a system that is away has not got something; what waits its turn was not offered to it. */
  protected final String notAccepted(Block block) {
    if (block.evidence().startsWith(Trouble.ITS_TURN)) {
      return "it has waited its turn since " + time(block.since()) + ": " + block.cause();
    }
    if (block.domain() == FaultDomain.ZENDESK) {
      // It is asked for the proof, and takes nothing.
      return trouble(block) + " (since " + time(block.since()) + ")";
    }
    return block.code().equals("in_doubt")
        ? "since %s it has not been known whether %s has done it"
            .formatted(time(block.since()), sentTo(block))
        : block.system() + " has not accepted it since " + time(block.since());
  }

  /** Whose fault a wait is, as a sentence without its full stop. */
  protected static String fault(Block block) {
    return switch (block.domain()) {
      case UPSTREAM, ZENDESK -> block.system() + "'s fault, not ours";
      case LOCAL -> "Our fault; engineering is told";
      case DATA -> "The data does not fit";
      case PEOPLE -> "A person must look";
      case UNKNOWN -> "Whose fault it is, is not known yet";
    };
  }

  /**
   * Who has to answer a question, and who has to when they don't. At its end it expires.
   *
   * @param expires how it does, in a clause
   */
  protected final String whoAnswers(Block block, Waits waits, String expires) {
    Instant lead = waits.escalatesAt(block.since());
    return block.owner().equals(Block.DUTY_LEAD) || lead == null || lead.isAfter(block.due())
        ? "Owner: " + block.owner() + " until " + dayTime(block.due()) + ", then " + expires + "."
        : "Owner: " + block.owner() + " until " + dayTime(lead) + ", then the duty lead.";
  }

  /** Whether only people find out any more what became of something in doubt. */
  protected static boolean isLeft(Block block) {
    return block.code().equals(Causes.LEFT_IN_DOUBT);
  }

  /** Whether somebody has named something for it that is not there. */
  private static boolean isUnfit(Block block) {
    return block.code().equals(Causes.UNFIT);
  }

  /**
   * Since when it is in doubt: behind the system that it was sent to. A number that does not fit
   * came later, and nobody has kept when it was sent.
   */
  protected final String sentAt(Block block) {
    return isUnfit(block) ? "" : " at " + time(block.since());
  }

  /** Why it still is in doubt, though somebody has named a number; begins with a space. */
  protected static String namedInVain(Block block) {
    return isUnfit(block)
        ? " The number that was named does not count: " + block.cause() + "."
        : "";
  }

  /** The system that something in doubt was sent to; our own worker that died names none. */
  protected final String sentTo(Block block) {
    return block.system().isEmpty() ? systemOf(block.step()) : block.system();
  }

  /** The system that a step changes, as people know it. */
  protected String systemOf(String step) {
    return "its system";
  }

  /** Who is waited for while something is in doubt. */
  protected static WaitsFor waitsForDoubt(Block block) {
    return isLeft(block) ? WaitsFor.FINANCE : WaitsFor.CASERAIL;
  }

  /** What is to be done about something in doubt, and by whom. */
  protected static String inDoubtDo(Block block) {
    return isLeft(block) ? "Do now (finance only): " : "Do now: nothing. Finance only: ";
  }

  /** Who asks, and later has to look, whether something in doubt has happened. */
  protected final String ownerOfDoubt(Block block, String system, Waits waits) {
    if (isLeft(block)) {
      return "Owner: %s; Caserail has asked %s for %s, and asks no more."
          .formatted(block.owner(), system, lasting(waits.longest()));
    }
    return "Owner: "
        + (block.owner().equals("Caserail") ? "" : block.owner() + "; ")
        + "Caserail asks "
        + system
        + " every "
        + every(waits.doubtEvery())
        + (isUnfit(block)
            ? "."
            : "; finance from " + time(block.since().plus(waits.doubtOwner())) + ".");
  }

  /** Who is waited for when a person must look. */
  protected static WaitsFor lookedAtBy(Block block) {
    return block.domain() == FaultDomain.LOCAL ? WaitsFor.ENGINEERING : waitsFor(block.needs());
  }

  /** Who is waited for when somebody of these roles must answer; whoever has asked for none. */
  protected static WaitsFor waitsFor(List<Role> needs) {
    if (needs.isEmpty()) {
      return WaitsFor.REQUESTER;
    }
    return needs.contains(Role.APPROVER) ? WaitsFor.APPROVERS : WaitsFor.FINANCE;
  }

  /** How a request that ended early shows. */
  protected static TicketState state(CaseStatus ending) {
    return switch (ending) {
      case REJECTED -> TicketState.REJECTED;
      case REFUSED -> TicketState.REFUSED;
      case EXPIRED -> TicketState.EXPIRED;
      default -> TicketState.WITHDRAWN;
    };
  }

  /**
   * The macros that end a wait: {@code macro Refund: retry, or Refund: withdraw}.
   *
   * @param kind what their names begin with
   * @param name the rest of a macro's name, and what it needs; empty where there is none
   */
  protected static String macros(String kind, Block block, Func1<DecisionKind, String> name) {
    List<String> macros =
        block.offers().stream()
            .map(name::apply)
            .filter(macro -> !macro.isEmpty())
            .map(macro -> kind + ": " + macro)
            .distinct()
            .toList();
    return "macro " + String.join(", or ", macros);
  }

  /** What comes before the macros in a ticket that became another customer's. */
  protected static String putRight(Block block) {
    return block.code().equals(REQUESTER_CHANGED)
        ? "if that was a mistake, change the requester back first; "
        : "";
  }

  /**
   * The names that most kinds give their macros.
   *
   * @param requester who may not approve
   */
  protected static String macro(DecisionKind offer, String requester) {
    return switch (offer) {
      case APPROVE -> "approve (not " + requester + ")";
      case REFUSE -> "refuse";
      case RETRY -> "retry";
      case SKIP -> "skip (approvers)";
      case WITHDRAW -> "withdraw";
      case DONE_BY_HAND -> "I did it by hand, with its number in By-hand reference";
      case CHECKED_FOUND -> "I checked: found (finance)";
      case CHECKED_NONE -> "I checked: none (finance)";
      // To take back is what withdrawing does; the others are said beside a wait, and never end it.
      case COMPENSATE, CORRECT, EXTEND, HAND_OVER -> "";
    };
  }
}
