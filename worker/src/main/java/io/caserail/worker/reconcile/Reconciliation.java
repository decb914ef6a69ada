package io.caserail.worker.reconcile;

import io.caserail.activities.truth.Changed;
import io.caserail.activities.truth.TruthSource;
import io.caserail.contract.Contract;
import io.caserail.contract.Contracts;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.port.FailureType;
import io.caserail.reconcile.Comparison;
import io.caserail.reconcile.Difference;
import io.caserail.reconcile.Part;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.ReconcileActivities;
import io.caserail.reconcile.Row;
import io.caserail.reconcile.Scope;
import io.caserail.reconcile.Standing;
import io.caserail.reconcile.StateProof;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Verdict;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the objects of a day one by one, in the order of their ids. How far it has come stands
 * in the heartbeat with what was found: whoever takes over lists the day again, of which nothing is
 * kept but ids, and goes on behind it. An object that can't be compared is named in the proof, and
 * the others are compared all the same; while a system is away it is waited for, but not for ever.
 */
public final class Reconciliation implements ReconcileActivities {
  /** More rows than this are no proof but a fault: an outage of ours, or a wrong key. */
  static final int MOST = 2_000;

  /** How often an object is tried while its systems are away: half an hour, as Temporal pauses. */
  static final int TRIES = 12;

  /** The same for the list of a day's objects: half a day. */
  private static final int TRIES_OF_THE_LIST = 150;

  /** For how long at the most what differs is left to mend itself, whatever a contract accepts. */
  static final Duration LONGEST = Duration.ofHours(12);

  private final String account;
  private final Map<LifecycleState, TruthSource> sources;
  private final Contracts contracts;
  private final Caretaker caretaker;
  private final Consumer<Proof> record;
  private final String policy;
  private final ZoneId zone;
  private final Duration lookAgainAfter;
  private final InstantSource clock;

  /**
   * A comparison.
   *
   * @param sources whose word counts, for each state that can be compared
   * @param record keeps proofs
   * @param policy the hash of the policy in force
   * @param zone where days begin
   * @param lookAgainAfter how long what is being mended is given until it is looked at again
   */
  public Reconciliation(
      String account,
      Map<LifecycleState, TruthSource> sources,
      Contracts contracts,
      Caretaker caretaker,
      Consumer<Proof> record,
      String policy,
      ZoneId zone,
      Duration lookAgainAfter,
      InstantSource clock) {
    this.account = account;
    this.sources = new EnumMap<>(sources);
    this.contracts = contracts;
    this.caretaker = caretaker;
    this.record = record;
    this.policy = policy;
    this.zone = zone;
    this.lookAgainAfter = lookAgainAfter;
    this.clock = clock;
  }

  /**
   * How far a comparison has come.
   *
   * @param after behind which object
   * @param compared how many were compared
   * @param rows those that differed
   * @param failed those that could not be compared, with why
   * @param tries how often what comes next was tried in vain
   */
  record Progress(String after, int compared, List<Row> rows, List<String> failed, int tries) {
    private static final Progress NONE = new Progress("", 0, List.of(), List.of(), 0);

    Progress {
      rows = List.copyOf(rows);
      failed = List.copyOf(failed);
    }

    Progress then(String ref, int more, @Nullable Row row) {
      return new Progress(ref, compared + more, row == null ? rows : and(rows, row), failed, 0);
    }

    /** Behind one that can't be read. While a system stays away, the others are tried once. */
    Progress without(String ref, RuntimeException e) {
      return new Progress(ref, compared, rows, and(failed, Unreadable.words(ref, e)), tries);
    }

    Progress triedInVain() {
      return new Progress(after, compared, rows, failed, tries + 1);
    }

    private static <T> List<T> and(List<T> list, T one) {
      List<T> all = new ArrayList<>(list);
      all.add(one);
      return all;
    }
  }

  @Override
  public Scope scope(LocalDate day) {
    Instant now = clock.instant();
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    return new Scope(
        account,
        from,
        end.isBefore(now) ? end : now,
        List.copyOf(sources.keySet()),
        lookAgainAfter,
        policy);
  }

  @Override
  public StateProof compare(Part part) {
    LifecycleState state = part.state();
    TruthSource source = sources.get(state);
    Optional<Contract> known = contracts.of(state);
    if (source == null || known.isEmpty()) {
      return StateProof.failed(
          state, source == null ? "it is not connected here" : "its contract is not in order");
    }
    Contract contract = known.get();
    ActivityExecutionContext context = Activity.getExecutionContext();
    Progress begun = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    Progress progress = begun;
    context.heartbeat(progress);
    // What was too young the day before is looked at again.
    Instant from = part.from().minus(contract.acceptableDelay());
    List<Changed> all;
    try {
      // Nothing is compared before the list has ended, since an object may stand in it more often.
      all = source.changed(from, part.to(), () -> context.heartbeat(begun));
    } catch (ApplicationFailure e) {
      if (Unreadable.isOfTheObject(e, progress.tries(), TRIES_OF_THE_LIST)) {
        return proof(source, contract, progress, Unreadable.why(e));
      }
      context.heartbeat(progress.triedInVain());
      throw e;
    }
    String after = progress.after();
    List<Changed> left =
        all.stream()
            .filter(changed -> changed.ref().compareTo(after) > 0)
            .sorted(Comparator.comparing(Changed::ref))
            .toList();
    for (Changed changed : left) {
      try {
        progress = compared(progress, source, changed, contract);
      } catch (RuntimeException e) {
        if (!Unreadable.isOfTheObject(e, progress.tries(), TRIES)) {
          context.heartbeat(progress.triedInVain());
          throw e;
        }
        progress = progress.without(changed.ref(), e);
      }
      context.heartbeat(progress);
      if (progress.rows().size() > MOST) {
        return proof(source, contract, progress, "more than " + MOST + " objects differ");
      }
      if (progress.failed().size() > MOST) {
        String cut = "; what comes after " + changed.ref() + " was not looked at";
        return proof(source, contract, progress, Unreadable.all(progress.failed()) + cut);
      }
    }
    return proof(source, contract, progress, Unreadable.all(progress.failed()));
  }

  private Progress compared(
      Progress progress, TruthSource source, Changed changed, Contract contract) {
    Optional<Truth> read = source.read(changed);
    if (read.isEmpty()) {
      return progress.then(changed.ref(), 0, null);
    }
    Truth truth = read.get();
    Standing standing = caretaker.standing(truth);
    // Customers and shops end and open such things all day, and another installation refunds; it
    // is news only where a case is.
    boolean othersWork = truth.kind() != CaseKind.REFUND || truth.elsewhere();
    boolean usual = !truth.isOurs() && othersWork && !standing.known();
    return usual
        ? progress.then(changed.ref(), 0, null)
        : progress.then(changed.ref(), 1, row(truth, standing, contract));
  }

  private @Nullable Row row(Truth truth, Standing standing, Contract contract) {
    Difference difference = Comparison.of(truth, standing).orElse(null);
    if (difference == null) {
      return null;
    }
    Verdict verdict;
    if (truth.since().plus(contract.acceptableDelay()).isAfter(clock.instant())) {
      verdict = Verdict.WAITING;
    } else if (mayMend(difference)) {
      caretaker.mend(truth, standing, difference);
      verdict = Verdict.MENDING;
    } else {
      verdict = handed(truth, standing, difference, contract);
    }
    return Row.of(truth, standing, difference, verdict);
  }

  private static boolean mayMend(Difference difference) {
    return switch (difference) {
      // The case of what is not erased may have ended while it was looked at.
      case TRUTH_AHEAD, TICKET_BEHIND, CASE_MISSING, NOT_ERASED -> true;
      case FOREIGN, DOUBLED, REVERSED -> false;
    };
  }

  /**
   * What differs still, for less than the contract's delay, may only be late: the activity fails
   * benignly and asks to be run again, so that Temporal keeps the time. Each pause is as long as
   * all before it, which keeps the looks few.
   */
  @Override
  public StateProof lookAgain(StateProof proof) {
    TruthSource source = sources.get(proof.state());
    Contract contract = contracts.of(proof.state()).orElse(null);
    if (source == null || contract == null) {
      return proof.without("its contract or its connection has changed meanwhile");
    }
    ActivityExecutionContext context = Activity.getExecutionContext();
    Instant begun = Instant.ofEpochMilli(context.getInfo().getScheduledTimestamp());
    Instant looked = clock.instant();
    Instant over = begun.plus(patience(contract));
    boolean late = false;
    // What was seen is seen again, and said again, which does no harm; only the tries are kept, of
    // all rows together, for it is the system that is away.
    Progress tried = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    Progress progress = Progress.NONE;
    for (Row row : proof.rows()) {
      try {
        boolean mends = row.verdict() == Verdict.MENDING;
        Row now = mends ? row.become(end(source, row, contract, looked.isBefore(over))) : row;
        late |= now.verdict() == Verdict.MENDING;
        progress = progress.then(row.ref(), 0, now);
      } catch (RuntimeException e) {
        if (!Unreadable.isOfTheObject(e, tried.tries(), TRIES)) {
          context.heartbeat(tried.triedInVain());
          throw e;
        }
        progress = progress.then(row.ref(), 0, row).without(row.ref(), e);
      }
      context.heartbeat(tried);
    }
    if (late) {
      throw again(Duration.between(begun, looked), Duration.between(looked, over));
    }
    StateProof seen = proof.with(progress.rows());
    return progress.failed().isEmpty()
        ? seen
        : seen.without(joined(proof.fault(), Unreadable.all(progress.failed())));
  }

  private static Duration patience(Contract contract) {
    Duration delay = contract.acceptableDelay();
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private ApplicationFailure again(Duration passed, Duration left) {
    Duration pause = passed.compareTo(lookAgainAfter) > 0 ? passed : lookAgainAfter;
    return ApplicationFailure.newBuilder()
        .setType(FailureType.NOT_YET.name())
        .setMessage("what differs is younger than the contract's acceptable delay")
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(pause.compareTo(left) < 0 ? pause : left)
        .build();
  }

  private static String joined(String one, String other) {
    return one.isEmpty() ? other : one + "; " + other;
  }

  /** What became of a row; it stays as it is while it may mend itself in time. */
  private Verdict end(TruthSource source, Row row, Contract contract, boolean inTime) {
    Truth truth = source.read(new Changed(row.ref(), row.since())).orElse(null);
    if (truth == null) {
      return Verdict.HEALED;
    }
    Standing standing = caretaker.standing(truth);
    Difference difference = Comparison.of(truth, standing).orElse(null);
    if (difference == null) {
      return Verdict.HEALED;
    }
    if (inTime && mayMend(difference)) {
      return Verdict.MENDING;
    }
    return handed(truth, standing, difference, contract);
  }

  private Verdict handed(Truth truth, Standing standing, Difference difference, Contract contract) {
    return caretaker.hand(truth, standing, difference, contract)
        ? Verdict.HANDED
        : Verdict.NOBODY_TOLD;
  }

  private static StateProof proof(
      TruthSource source, Contract contract, Progress progress, String fault) {
    return StateProof.of(
        contract.state(),
        source.system(),
        contract.acceptableDelay(),
        contract.triage().by().toString(),
        Digest.hex(16, contract.toString()),
        progress.compared(),
        progress.rows(),
        fault);
  }

  @Override
  public void recordProof(Proof proof) {
    record.accept(proof);
  }
}
