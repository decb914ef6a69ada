package io.caserail.worker.reconcile;

import io.caserail.activities.truth.Changed;
import io.caserail.activities.truth.TruthSource;
import io.caserail.contract.Contract;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.TicketState;
import io.caserail.reconcile.Difference;
import io.caserail.reconcile.Standing;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A source of truth of one state with tickets and cases beside it, into which differences are
 * planted. Whoever is told of one mends it, unless it is planted as one that stays.
 */
class PlantedWorld implements TruthSource, Caretaker {
  private final CaseKind kind;
  private final Map<String, Truth> truths = new LinkedHashMap<>();
  private final Map<String, Standing> standings = new ConcurrentHashMap<>();
  private final Set<String> stubborn = ConcurrentHashMap.newKeySet();

  /** What was read, in that order. */
  final List<String> reads = new CopyOnWriteArrayList<>();

  /** What people were told, each once. */
  final Set<String> notes = new ConcurrentSkipListSet<>();

  /** Who was told to mend something. */
  final List<String> told = new ArrayList<>();

  /** While one of these is read its system is away. */
  final TreeSet<String> away = new TreeSet<>();

  /** What our own code fails at. */
  final TreeSet<String> failing = new TreeSet<>();

  /** What can't be read, whatever is tried. */
  final TreeSet<String> broken = new TreeSet<>();

  /** What can't be read once it is told to be mended. */
  final TreeSet<String> breaksWhenTold = new TreeSet<>();

  PlantedWorld(LifecycleState state) {
    this.kind = state.cases().get(0);
  }

  private static Standing closed(@Nullable TicketState ticket) {
    return new Standing(ticket, true, false, false, false);
  }

  /** The truth of what needs no case any more: a session with a verdict needs one until erased. */
  private Says over() {
    return kind == CaseKind.VERIFICATION ? Says.NOT_SO : Says.HAPPENED;
  }

  /** All three say the same. */
  void same(String ref, Instant at) {
    plant(ref, at, true, over(), closed(TicketState.DONE));
  }

  /** An open case waits for what has happened. */
  void ahead(String ref, Instant at) {
    plant(
        ref,
        at,
        true,
        Says.HAPPENED,
        new Standing(TicketState.PENDING, true, true, kind != CaseKind.REFUND, false));
  }

  /** The case is over, and the ticket does not say so. */
  void behind(String ref, Instant at) {
    plant(ref, at, true, over(), closed(TicketState.PENDING));
  }

  /** Nobody knows of it. */
  void missing(String ref, Instant at) {
    plant(ref, at, true, Says.NOT_SO, Standing.NONE);
  }

  /** Somebody else has made it, of an object that has a case. */
  void foreign(String ref, Instant at) {
    plant(ref, at, false, Says.HAPPENED, closed(null));
  }

  /** Another installation has made it. */
  void elsewhere(String ref, Instant at, Standing standing) {
    plant(ref, at, false, Says.HAPPENED, standing);
    truths.computeIfPresent(
        ref,
        (any, truth) ->
            new Truth(
                truth.kind(),
                ref,
                truth.object(),
                "",
                "",
                truth.says(),
                at,
                truth.words(),
                truth.status(),
                false,
                true));
  }

  /** What was asked for once exists twice. */
  void doubled(String ref, Instant at) {
    same(ref, at);
    truths.computeIfPresent(ref, (any, truth) -> truth.twice());
  }

  /** Nobody mends it who is told. */
  void stays(String ref) {
    stubborn.add(ref);
  }

  /** What was told of it arrives at last, or its case comes to its end. */
  void arrives(String ref) {
    standings.put(ref, mended(Objects.requireNonNull(truths.get(ref))));
  }

  private void plant(String ref, Instant at, boolean ours, Says says, Standing standing) {
    truths.put(
        ref,
        new Truth(
            kind,
            ref,
            new ObjectId("obj_" + ref),
            ours ? "0123456789abcdef" : "",
            ours ? "42" : "",
            says,
            at,
            ref,
            says.name(),
            false));
    standings.put(ref, standing);
  }

  @Override
  public String system() {
    return "Stripe";
  }

  /** In pages of one object each. */
  @Override
  public List<Changed> changed(Instant from, Instant to, Runnable pageRead) {
    truths.values().forEach(page -> pageRead.run());
    return truths.values().stream()
        .filter(truth -> !truth.since().isBefore(from) && truth.since().isBefore(to))
        .map(truth -> new Changed(truth.ref(), truth.since()))
        .toList();
  }

  @Override
  public Optional<Truth> read(Changed changed) {
    if (away.contains(changed.ref())) {
      throw ApplicationFailure.newFailure("Stripe can't be reached", "UPSTREAM_AWAY");
    }
    boolean breaks = told.contains(changed.ref()) && breaksWhenTold.contains(changed.ref());
    if (broken.contains(changed.ref()) || breaks) {
      throw ApplicationFailure.newNonRetryableFailure("status can't be read", "BAD_ANSWER");
    }
    if (failing.contains(changed.ref())) {
      throw new IllegalStateException("whatever an exception quotes");
    }
    reads.add(changed.ref());
    return Optional.ofNullable(truths.get(changed.ref()));
  }

  @Override
  public Standing standing(Truth truth) {
    return standings.getOrDefault(truth.ref(), Standing.NONE);
  }

  @Override
  public void mend(Truth truth, Standing standing, Difference difference) {
    told.add(truth.ref());
    if (!stubborn.contains(truth.ref())) {
      standings.put(truth.ref(), mended(truth));
    }
  }

  /** A refund that failed is followed by whoever asks people for another way. */
  private static Standing mended(Truth truth) {
    if (truth.says() != Says.NOT_SO) {
      return truth.kind() == CaseKind.VERIFICATION
          ? new Standing(TicketState.DONE, true, true, false, false)
          : closed(TicketState.DONE);
    }
    return truth.kind() == CaseKind.REFUND
        ? new Standing(TicketState.FAILED, true, true, false, false)
        : closed(TicketState.REJECTED);
  }

  @Override
  public boolean hand(Truth truth, Standing standing, Difference difference, Contract contract) {
    if (truth.ticket().isEmpty() && !standing.known()) {
      return false;
    }
    notes.add(truth.ref() + " " + difference + " " + contract.triage().by().team());
    return true;
  }
}
