package io.caserail.worker.authority;

import io.caserail.activities.change.News;
import io.caserail.activities.http.Failures;
import io.caserail.activities.stripe.Brake;
import io.caserail.activities.zendesk.ControlEntry;
import io.caserail.activities.zendesk.ControlLog;
import io.caserail.activities.zendesk.ControlMark;
import io.caserail.activities.zendesk.Controls;
import io.caserail.display.PauseNotes;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.FailureType;
import io.caserail.port.Trouble;
import io.caserail.worker.config.PauseMacros;
import io.caserail.worker.policy.Policy;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is paused, by the words in the ticket of controls. Pausing is safe, so that whoever can
 * apply its macro may do it, the outflow brake and the command line as well, and it stays when they
 * lose their role. A pause ends when two different people have said so after it, each by an own
 * click and with a role that may.
 *
 * <pre>
 * running --pause--> paused --resume--> one has agreed --resume by another--> running
 *                      ^------------pause---------'
 * </pre>
 *
 * <p>Before the first change after that, a mark of ours says by which click it has ended, so that
 * it does not come back when one of the two loses the role. The mark stands for the roles only: two
 * people's clicks must be there.
 */
public final class TicketPauses implements Pauses, Brake {
  /** How old what was read may be: a pause holds within seconds, and a burst reads once. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Set<Role> MAY_RESUME =
      EnumSet.of(Role.APPROVER, Role.FINANCE, Role.OPERATOR);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final Controls ticket;
  private final Map<CaseKind, PauseMacros> macros;
  private final Policy policy;
  private final InstantSource clock;
  private final Duration again;
  private volatile @Nullable Read last;

  /**
   * Pauses.
   *
   * @param ticket what was said, read afresh; throws when that can't be read
   * @param macros of each kind that can be paused
   * @param policy who may
   */
  public TicketPauses(
      Controls ticket, Map<CaseKind, PauseMacros> macros, Policy policy, InstantSource clock) {
    this.ticket = ticket;
    this.macros = Map.copyOf(macros);
    this.policy = policy;
    this.clock = clock;
    Duration often = policy.refunds().waits().awayEvery();
    this.again = often.compareTo(AGAIN) < 0 ? often : AGAIN;
  }

  private record Read(Instant at, ControlLog log) {}

  /** A pause that has not ended, and who has said that it should. */
  private record Pause(ControlEntry by, List<ControlEntry> said) {}

  /**
   * Where a kind stands.
   *
   * @param pause null while it runs
   * @param end by which click the last pause ended; null when none has
   * @param marked whether a mark of ours says so
   */
  private record Standing(@Nullable Pause pause, @Nullable ControlEntry end, boolean marked) {}

  @Override
  public void require(CaseKind kind) {
    PauseMacros of = macros.get(kind);
    if (of != null) {
      running(kind, of);
    }
  }

  @Override
  public Instant requireOff() {
    PauseMacros of = macros.get(CaseKind.REFUND);
    ControlEntry end = of == null ? null : running(CaseKind.REFUND, of).end();
    return end == null ? Instant.MIN : end.at();
  }

  @Override
  public synchronized void trip(String tooMuch) {
    PauseMacros of = macros.get(CaseKind.REFUND);
    if (of == null) {
      return;
    }
    ControlLog now = readAgain();
    if (standing(CaseKind.REFUND, of, now).pause() == null) {
      write(
          now,
          ControlMark.paused(CaseKind.REFUND, ControlMark.BRAKE, tooMuch),
          PauseNotes.braked(tooMuch),
          "refunds have to be paused: " + tooMuch + "; nothing is sent, but");
      readAgain();
    }
    running(CaseKind.REFUND, of);
  }

  /**
   * Pauses a kind of case at once.
   *
   * @param by who says so; nobody has checked it, and for this nobody has to
   * @throws ApplicationFailure when it is not certain that it is paused
   */
  public synchronized void pause(CaseKind kind, String by, String why) {
    ControlLog now = readAgain();
    ticket.write(
        now, ControlMark.paused(kind, by, why), PauseNotes.paused(sentence(kind), by, why));
  }

  /** All kinds that are paused now, read afresh. */
  public List<Paused> paused() {
    ControlLog now = readAgain();
    List<Paused> paused = new ArrayList<>();
    new EnumMap<>(macros)
        .forEach(
            (kind, of) -> {
              Pause pause = standing(kind, of, now).pause();
              if (pause != null) {
                paused.add(shown(kind, pause));
              }
            });
    return paused;
  }

  private Paused shown(CaseKind kind, Pause pause) {
    ControlEntry by = pause.by();
    ControlMark mark = by.mark();
    return new Paused(
        kind,
        by.at(),
        mark == null ? by.name() : mark.by(),
        mark == null ? "" : mark.why(),
        pause.said().stream().filter(this::mayResume).map(ControlEntry::name).distinct().toList());
  }

  /** Where a kind stands that is not paused, with a mark at the end of its last pause. */
  private Standing running(CaseKind kind, PauseMacros of) {
    Standing standing = standing(kind, of, log());
    if (standing.pause() == null && !standing.marked()) {
      standing = marked(kind, of);
    }
    Pause pause = standing.pause();
    if (pause != null) {
      throw held(kind, pause);
    }
    return standing;
  }

  private synchronized Standing marked(CaseKind kind, PauseMacros of) {
    ControlLog now = readAgain();
    Standing standing = standing(kind, of, now);
    ControlEntry end = standing.end();
    if (standing.pause() == null && end != null && !standing.marked()) {
      write(
          now,
          ControlMark.ended(kind, end.audit()),
          PauseNotes.resumed(sentence(kind), time(end.at())),
          plural(kind) + " are resumed, but");
      readAgain();
    }
    return standing;
  }

  private ApplicationFailure held(CaseKind kind, Pause pause) {
    ControlMark mark = pause.by().mark();
    List<ControlEntry> agreed = pause.said().stream().filter(this::mayResume).toList();
    ApplicationFailure held =
        new Failures("Caserail", FaultDomain.PEOPLE)
            .paused(
                plural(kind)
                    + " have been paused since "
                    + time(pause.by().at())
                    + (mark != null && mark.by().equals(ControlMark.BRAKE)
                        ? " by the outflow brake, " + mark.why()
                        : "")
                    + (agreed.isEmpty()
                        ? ", until two people have resumed them"
                        : ", one has agreed to resume them, another one must"),
                "audit " + pause.by().audit(),
                again);
    held.setNonRetryable(!agreed.isEmpty() && News.isNews(agreed.get(0).at()));
    return held;
  }

  private Standing standing(CaseKind kind, PauseMacros of, ControlLog log) {
    Set<String> ends =
        log.entries().stream()
            .map(ControlEntry::mark)
            .filter(mark -> is(mark, ControlMark.What.ENDED, kind))
            .map(mark -> mark == null ? "" : mark.resumed())
            .collect(Collectors.toSet());
    Pause pause = null;
    ControlEntry end = null;
    for (ControlEntry entry : log.entries()) {
      if (of.pause().contains(entry.macro()) || is(entry.mark(), ControlMark.What.PAUSED, kind)) {
        pause = new Pause(entry, List.of());
      } else if (pause != null
          && of.resume().contains(entry.macro())
          && policy.channels().contains(entry.channel())) {
        List<ControlEntry> said = new ArrayList<>(pause.said());
        said.add(entry);
        boolean over =
            areTwo(said.stream().filter(this::mayResume).toList())
                || (ends.contains(entry.audit()) && areTwo(said));
        pause = over ? null : new Pause(pause.by(), said);
        end = over ? entry : end;
      }
    }
    return new Standing(pause, end, end == null || ends.contains(end.audit()));
  }

  private static boolean is(@Nullable ControlMark mark, ControlMark.What what, CaseKind kind) {
    return mark != null && mark.what() == what && mark.about() == kind;
  }

  private boolean mayResume(ControlEntry entry) {
    return entry.isStaff()
        && policy.acting(entry.author(), entry.groups(), entry.at()).roles().stream()
            .anyMatch(MAY_RESUME::contains);
  }

  private static boolean areTwo(List<ControlEntry> said) {
    return said.stream().anyMatch(one -> !isSame(one, said.get(0)));
  }

  private static boolean isSame(ControlEntry one, ControlEntry other) {
    PersonTag tag = one.person();
    return one.author().equals(other.author())
        || (!tag.value().equals("none") && tag.equals(other.person()));
  }

  /** A mark that is not certain holds the change, whatever the ticket's system has answered. */
  private void write(ControlLog now, ControlMark mark, List<String> note, String otherwise) {
    try {
      ticket.write(now, mark, note);
    } catch (ApplicationFailure failure) {
      Trouble trouble = Failures.troubleOf(failure);
      last = null;
      throw new Failures("Zendesk", FaultDomain.ZENDESK)
          .paused(
              otherwise
                  + " that can't be written into the ticket of controls: "
                  + (trouble == null ? failure.getType() : trouble.cause()),
              trouble == null ? "" : trouble.evidence(),
              Failures.is(failure, FailureType.CONFLICT) ? AT_ONCE : again);
    }
  }

  /** One reads for all who ask at once. */
  private synchronized ControlLog log() {
    Read read = last;
    return read == null || read.at().plus(FRESH).isBefore(clock.instant())
        ? readAgain()
        : read.log();
  }

  private ControlLog readAgain() {
    Instant now = clock.instant();
    ControlLog log = ticket.read();
    last = new Read(now, log);
    return log;
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(ZoneId.of(policy.refunds().zone())));
  }

  private static String plural(CaseKind kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  private static String sentence(CaseKind kind) {
    String words = plural(kind);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
