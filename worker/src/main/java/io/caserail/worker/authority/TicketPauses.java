package io.caserail.worker.authority;

import io.caserail.activities.http.Failures;
import io.caserail.activities.zendesk.ControlClick;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.worker.config.PauseMacros;
import io.caserail.worker.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is paused, by the clicks in the ticket of controls. Pausing is safe, so that whoever can
 * apply its macro may do it, and it stays when they lose their role. A pause ends when two
 * different people have said so after it, each by an own click and with a role that may.
 *
 * <pre>
 * running --pause--> paused --resume--> one has agreed --resume by another--> running
 *                      ^------------pause---------'
 * </pre>
 */
public final class TicketPauses implements Pauses {
  /** How old what was read may be: a pause holds within seconds, and a burst reads once. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final Set<Role> MAY_RESUME =
      EnumSet.of(Role.APPROVER, Role.FINANCE, Role.OPERATOR);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final Supplier<List<ControlClick>> ticket;
  private final Map<CaseKind, PauseMacros> macros;
  private final Policy policy;
  private final InstantSource clock;
  private volatile @Nullable Read last;

  /**
   * Pauses.
   *
   * @param ticket the clicks, read afresh; throws when they can't be read
   * @param macros of each kind that can be paused
   * @param policy who may
   */
  public TicketPauses(
      Supplier<List<ControlClick>> ticket,
      Map<CaseKind, PauseMacros> macros,
      Policy policy,
      InstantSource clock) {
    this.ticket = ticket;
    this.macros = Map.copyOf(macros);
    this.policy = policy;
    this.clock = clock;
  }

  private record Read(Instant at, List<ControlClick> clicks) {}

  /** A pause that has not ended, and who has agreed to its end. */
  private record Pause(ControlClick by, List<ControlClick> agreed) {}

  @Override
  public void require(CaseKind kind) {
    PauseMacros of = macros.get(kind);
    Pause pause = of == null ? null : pause(of);
    if (pause == null) {
      return;
    }
    String words = kind.name().toLowerCase(Locale.ROOT) + "s";
    String since = TIME.format(pause.by().at().atZone(ZoneId.of(policy.refunds().zone())));
    throw new Failures("Caserail", FaultDomain.PEOPLE)
        .paused(
            words
                + " are paused since "
                + since
                + (pause.agreed().isEmpty()
                    ? ", until two people resume them"
                    : ", one has agreed to resume them, another one must"),
            "audit " + pause.by().audit(),
            AGAIN);
  }

  private @Nullable Pause pause(PauseMacros of) {
    Pause pause = null;
    for (ControlClick click : clicks()) {
      if (of.pause().contains(click.macro())) {
        pause = new Pause(click, List.of());
      } else if (pause != null && of.resume().contains(click.macro()) && mayResume(click)) {
        pause = agreed(pause, click);
      }
    }
    return pause;
  }

  private boolean mayResume(ControlClick click) {
    return policy.channels().contains(click.channel())
        && click.isStaff()
        && policy.rolesOf(click.groups()).stream().anyMatch(MAY_RESUME::contains);
  }

  /** Null once two different people have agreed. */
  private static @Nullable Pause agreed(Pause pause, ControlClick click) {
    if (pause.agreed().stream().anyMatch(one -> isSame(one, click))) {
      return pause;
    }
    List<ControlClick> agreed = new ArrayList<>(pause.agreed());
    agreed.add(click);
    return agreed.size() < 2 ? new Pause(pause.by(), agreed) : null;
  }

  private static boolean isSame(ControlClick one, ControlClick other) {
    PersonTag tag = one.person();
    return one.author().equals(other.author())
        || (!tag.value().equals("none") && tag.equals(other.person()));
  }

  private List<ControlClick> clicks() {
    Read read = last;
    Instant now = clock.instant();
    if (read == null || read.at().plus(FRESH).isBefore(now)) {
      read = new Read(now, ticket.get());
      last = read;
    }
    return read.clicks();
  }
}
