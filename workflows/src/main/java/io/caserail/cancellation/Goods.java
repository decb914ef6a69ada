package io.caserail.cancellation;

import static io.caserail.cancellation.Systems.parcels;

import io.caserail.cancellation.CancellationRules.Way;
import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Cause;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Wait;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.Step;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Outcome;
import io.caserail.port.ParcelWatch;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.TaskQueues;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The goods of an order: kept from the customer, or seen to it that they come back. */
final class Goods {
  private static final Step VOID_LABEL = new Step("void-label", "Void the label").orSkipped();
  private static final Step LABEL_VOID = new Step("label-void", "Wait until the label is void");
  private static final Step INTERCEPT = new Step("intercept", "Have the parcel intercepted");
  private static final Step FIND_PARCEL = new Step("find-parcel", "Find out where the parcel is");
  private static final Step GOODS_BACK =
      new Step("goods-back", "Wait until the goods are back").orSkipped();

  /** What a person may say about a parcel that nobody can stop by a system. */
  private static final List<DecisionKind> BY_PEOPLE =
      List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP);

  private final CaseEngine engine;
  private final RequestLog log;
  private final CancellationPolicy policy;
  private final Systems systems;
  private final Changes changes;
  private Parcel parcel = Parcel.NONE;
  private boolean finishes;

  Goods(
      CaseEngine engine,
      RequestLog log,
      CancellationPolicy policy,
      Systems systems,
      Changes changes) {
    this.engine = engine;
    this.log = log;
    this.policy = policy;
    this.systems = systems;
    this.changes = changes;
  }

  /** What became of them. */
  Parcel parcel() {
    return parcel;
  }

  /** From here on a label that is being voided is followed to the carrier's word, whoever asked. */
  void finishLabel() {
    finishes = true;
  }

  /** Whether they are with the carrier, and nothing was done about that yet. */
  boolean areLeaving() {
    return parcel == Parcel.NONE && way() == Way.INTERCEPT;
  }

  /** Has those brought back that are with the carrier; what is final about others, is not done. */
  void bringBack() {
    var unused = intercept();
  }

  /** Lets time pass; a move of the parcel ends it too, whoever tells of it. */
  @Nullable Taken rest(Step step, Cause cause) {
    ShipmentFacts shipment = systems.facts().shipment();
    Wait wait = Wait.at(step, cause).untilDue();
    if (shipment == null || !shipment.found() || parcel != Parcel.NONE) {
      return engine.await(wait.orNews(systems::hasNews)).taken();
    }
    Wait watching = watchingParcel(wait, shipment, cause.due());
    return engine.await(watching.orNews(() -> isNews(step))).taken();
  }

  /**
   * While people are asked to bring it back only its own move counts: what else is new is looked at
   * afterwards, and their block stays as it is.
   */
  private boolean isNews(Step step) {
    return !step.equals(INTERCEPT) && systems.hasNews();
  }

  private static Wait watchingParcel(Wait wait, ShipmentFacts last, Duration longest) {
    return wait.watching(
        TaskQueues.FULFILMENT,
        longest,
        options ->
            Async.function(
                parcels(options)::awaitMove, new ParcelWatch(last.shipment(), last.stage())));
  }

  /** Keeps them from the customer, or sees to it that they come back. */
  void stop() {
    boolean settled = false;
    while (!settled) {
      settled =
          switch (way()) {
            case NOTHING -> leaveOrFinish();
            case VOID_LABEL -> voidLabel();
            case INTERCEPT -> intercept();
            case RETURN -> isNow(Parcel.TO_RETURN);
            case COMES_BACK -> isNow(Parcel.COMES_BACK);
            case ASK -> find();
          };
    }
  }

  private boolean leaveOrFinish() {
    if (systems.facts().shipment() == null) {
      return isNow(Parcel.NONE);
    }
    return finishes ? voidLabel() : isNow(Parcel.VOIDED);
  }

  /** Follows a label to the carrier's final word. */
  void follow() {
    while (parcel == Parcel.VOIDING) {
      Outcome last =
          engine
              .await(
                  Wait.at(LABEL_VOID, notVoided())
                      .forWord(TaskQueues.FULFILMENT, this::askLabel)
                      .orNews(systems::hasNews))
              .outcome();
      if (last.kind() == Outcome.Kind.SKIPPED) {
        return;
      }
      if (last.happened()) {
        parcel = Parcel.VOIDED;
      } else {
        parcel = Parcel.NONE;
        systems.look();
        if (!isStillHere() || !labelRefused(last)) {
          stop();
        }
      }
    }
  }

  private Promise<Outcome> askLabel(ActivityOptions options) {
    systems.newsIsRead();
    return Async.function(
        parcels(options)::awaitVoid,
        systems.order(engine.sent(VOID_LABEL), systems.shipment().shipment()));
  }

  /** Whether what becomes of the label is settled. */
  private boolean voidLabel() {
    ObjectId id = systems.shipment().shipment();
    engine.passUnlessStopped("the label is being voided");
    Outcome outcome =
        engine.write(
            VOID_LABEL,
            TaskQueues.FULFILMENT,
            Effect.of(
                (o, a) -> Async.function(parcels(o)::voidLabel, systems.order(a, id)),
                (o, a) -> Async.function(parcels(o)::findVoid, systems.order(a, id))));
    if (outcome.happened()) {
      return isNow(outcome.kind() == Outcome.Kind.SUCCEEDED ? Parcel.VOIDED : Parcel.VOIDING);
    }
    if (outcome.kind() == Outcome.Kind.SKIPPED) {
      return isNow(Parcel.TO_RETURN);
    }
    // A no most often means that the parcel has left meanwhile.
    systems.look();
    return isStillHere() && labelRefused(outcome);
  }

  /** Whether somebody has dealt with a label that can't be voided; false when it is tried again. */
  private boolean labelRefused(Outcome no) {
    Taken taken = changes.afterNo(VOID_LABEL, no);
    return switch (taken.decision().kind()) {
      case DONE_BY_HAND -> said(VOID_LABEL, taken, Parcel.VOIDED);
      case SKIP -> said(VOID_LABEL, taken, Parcel.TO_RETURN);
      default -> false;
    };
  }

  /** Asks a person to have it intercepted, for as long as that can help; else it is returned. */
  private boolean intercept() {
    Instant until = CaseEngine.now().plus(policy.waits().approval());
    Duration quiet = Duration.ZERO;
    while (way() == Way.INTERCEPT) {
      Duration left = Duration.between(CaseEngine.now(), until);
      if (left.isNegative() || left.isZero()) {
        log.add(INTERCEPT.name(), "nobody had it intercepted in time", "", "Caserail");
        return isNow(Parcel.TO_RETURN);
      }
      Taken taken = rest(INTERCEPT, intercepting(left).quietFor(quiet));
      quiet = left;
      if (taken != null && taken.decision().kind() != DecisionKind.RETRY) {
        return broughtBack(INTERCEPT, taken);
      }
      systems.look();
    }
    return false;
  }

  private Cause intercepting(Duration due) {
    String tracking = systems.shipment().tracking();
    return Cause.people(
            CaseStatus.BLOCKED,
            "parcel_left",
            "the parcel has left" + (tracking.isEmpty() ? "" : " (" + tracking + ")"),
            due)
        .showing(tracking)
        .offering(engine.orEnd(BY_PEOPLE));
  }

  private Cause notVoided() {
    return Cause.system(
            systems.shipment().system(),
            "not_final",
            "the carrier has not given its final word on the label",
            policy.labelVoid())
        .offering(BY_PEOPLE);
  }

  private boolean find() {
    Cause cause =
        Cause.people(
                CaseStatus.BLOCKED,
                "parcel_unknown",
                "nobody says where the parcel is",
                policy.waits().approval())
            .offering(engine.orEnd(BY_PEOPLE));
    // Once the carrier says where it is, nothing is left to find out.
    Wait wait =
        watchingParcel(Wait.at(FIND_PARCEL, cause), systems.shipment(), policy.returnWithin());
    Taken taken = engine.await(wait.orNews(systems::hasNews)).taken();
    if (taken == null || taken.decision().kind() == DecisionKind.RETRY) {
      systems.look();
      return false;
    }
    return broughtBack(FIND_PARCEL, taken);
  }

  /** A person has the parcel brought back, or leaves it to the customer to return it. */
  private boolean broughtBack(Step step, Taken taken) {
    boolean byHand = taken.decision().kind() == DecisionKind.DONE_BY_HAND;
    if (byHand) {
      engine.passUnlessStopped("the parcel is being brought back");
    }
    return said(step, taken, byHand ? Parcel.COMES_BACK : Parcel.TO_RETURN);
  }

  /**
   * Waits in plain sight until somebody says that they are back, or that they don't come.
   *
   * @param paid what is due once they are back
   * @return what was said
   */
  Outcome awaitReturn(Paid paid) {
    Cause cause =
        Cause.people(
                CaseStatus.WAITING,
                parcel == Parcel.TO_RETURN ? "goods_to_return" : "goods_come_back",
                paid + " is due, and the parcel is not back",
                policy.returnWithin())
            .offering(engine.orEnd(List.of(DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)));
    Taken taken = engine.await(Wait.at(GOODS_BACK, cause)).decision();
    Outcome said = engine.told(GOODS_BACK, taken);
    if (said.happened()) {
      parcel = Parcel.BACK;
    }
    return said;
  }

  private boolean said(Step step, Taken taken, Parcel found) {
    engine.told(step, taken);
    return isNow(found);
  }

  private boolean isNow(Parcel found) {
    parcel = found;
    return true;
  }

  private Way way() {
    return CancellationRules.way(systems.facts().shipment());
  }

  /** Whether they have not left, whatever the carrier says about the label. */
  private boolean isStillHere() {
    return way() == Way.VOID_LABEL || way() == Way.NOTHING;
  }
}
