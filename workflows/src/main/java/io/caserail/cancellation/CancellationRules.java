package io.caserail.cancellation;

import io.caserail.cancellation.CancellationRequest.When;
import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Person;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.OrderFacts;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a cancellation may be made, who must agree first, and what it means. Pure. */
public final class CancellationRules {
  /** The code of a ruling about an object that is not the ticket's customer's. */
  static final String OTHER_CUSTOMER = "other_customer";

  /** The code of a ruling about an object of which nobody knows whose it is. */
  static final String UNKNOWN_CUSTOMER = "unknown_customer";

  /** The code of a ruling about what somebody else has ended in part. */
  private static final String LEFT = "left";

  private static final String ALREADY_CANCELLED = "already_cancelled";
  private static final String ALREADY_ENDED = "already_ended";
  private static final PersonTag NONE = new PersonTag("none");

  private CancellationRules() {}

  /** What is to be done about the goods. */
  enum Way {
    /** Nothing: there are none, or they don't leave. */
    NOTHING,
    VOID_LABEL,
    /** By hand: carriers have no common way to be asked. */
    INTERCEPT,
    RETURN,
    COMES_BACK,
    /** A person must find out. */
    ASK
  }

  /**
   * Judges a request by what it is about as it is now. Of what is somebody else's a ruling says no
   * more than that, since the ticket's readers may not know about it.
   *
   * @param now the moment of the ruling
   */
  public static Ruling judge(
      CancellationRequest request, Situation facts, CancellationPolicy policy, Instant now) {
    if (!facts.found()) {
      return Ruling.reject("not_found", facts.system() + " knows no " + request.what());
    }
    boolean unknown = isUnknown(request, facts);
    if (!unknown && !facts.customer().equals(request.customer())) {
      return Ruling.reject(OTHER_CUSTOMER, "it does not belong to this ticket's customer");
    }
    boolean coolingOff = isCoolingOff(request, facts, policy);
    boolean endsNow = coolingOff || request.when() == When.NOW || !facts.isBilled();
    Ruling over = over(request, facts, endsNow);
    if (over != null) {
      return unknown ? Ruling.reject(over.code(), "there is nothing to cancel as asked") : over;
    }
    if (!facts.unfit().isEmpty()) {
      return Ruling.reject(
          "unfit_part", facts.system() + " names " + facts.unfit().get(0) + ", which is no number");
    }
    return whoMustAgree(request, facts, policy, now, endsNow, coolingOff);
  }

  /** Nothing is left to cancel; null when something is. */
  private static @Nullable Ruling over(
      CancellationRequest request, Situation facts, boolean endsNow) {
    SubscriptionFacts subscription = facts.subscription();
    boolean stands =
        facts.isBilled()
            && subscription != null
            && subscription.status() == SubscriptionFacts.Status.ENDING
            && !endsNow
            && !subscription.operation().contains("/" + request.key() + "/");
    if (facts.isOpen() || (facts.isBilled() && !stands)) {
      return null;
    }
    OrderFacts order = facts.order();
    if (order != null && order.stage() == OrderFacts.Stage.CLOSED) {
      return Ruling.reject("closed", "the order is done with, and nothing is left to cancel");
    }
    if (stands) {
      return Ruling.reject("already_ending", "its end is scheduled already");
    }
    return order != null
        ? Ruling.reject(ALREADY_CANCELLED, "it is cancelled already")
        : Ruling.reject(ALREADY_ENDED, "it has ended already");
  }

  /**
   * Whether the order or the subscription itself is over, so that it matters what is left of it: a
   * run that was ended from outside may have got so far and no further.
   */
  static boolean mayHaveLeft(Ruling ruling, CancellationRequest request, Situation facts) {
    boolean over = ruling.code().equals(ALREADY_CANCELLED) || ruling.code().equals(ALREADY_ENDED);
    return over && !isUnknown(request, facts);
  }

  /** What the rules say of the rest of what is over by itself. */
  static Ruling ofTheRest(
      CancellationRequest request, Situation facts, CancellationPolicy policy, Instant now) {
    return whoMustAgree(request, facts, policy, now, true, isCoolingOff(request, facts, policy));
  }

  /**
   * Whether the rest is to be done. Nobody can tell an end that was to go no further, or whose rest
   * an approver has left out, from a run that was ended from outside; so people are asked.
   *
   * @param over why nothing is left of the order or the subscription itself
   * @param rest what the rules say of the rest
   * @param left what that is, in words for people
   */
  static Ruling ofWhatIsLeft(Ruling over, Ruling rest, List<String> left) {
    if (left.isEmpty()) {
      return over;
    }
    List<String> why = new ArrayList<>();
    why.add(over.because() + ", and this is left: " + String.join(", ", left));
    why.addAll(rest.why());
    return new Ruling(
        Ruling.Kind.GO, LEFT, List.of(Role.APPROVER), why, rest.endsNow(), rest.moneyBack());
  }

  private static boolean isUnknown(CancellationRequest request, Situation facts) {
    return isNone(facts.customer()) || isNone(request.customer());
  }

  private static boolean isCoolingOff(
      CancellationRequest request, Situation facts, CancellationPolicy policy) {
    return request.at().isBefore(facts.since().plus(policy.coolingOff()));
  }

  private static Ruling whoMustAgree(
      CancellationRequest request,
      Situation facts,
      CancellationPolicy policy,
      Instant now,
      boolean endsNow,
      boolean coolingOff) {
    List<String> why = new ArrayList<>();
    String code = "";
    if (policy.askAlways().contains(request.reason()) || request.reason().isEmpty()) {
      why.add(
          request.reason().isEmpty()
              ? "no reason was given"
              : words(request.reason()) + " is never automatic");
      code = "reason";
    }
    SubscriptionFacts subscription = facts.subscription();
    if (subscription != null && !subscription.found()) {
      why.add(subscription.system() + " knows no " + subscription.subscription());
      code = "unknown_part";
    } else if (facts.isBilled()
        && subscription != null
        && subscription.status() == SubscriptionFacts.Status.HELD) {
      why.add("the subscription is on hold");
      code = "held";
    }
    Way way = way(facts.shipment());
    if (!coolingOff && (way == Way.INTERCEPT || way == Way.RETURN || way == Way.COMES_BACK)) {
      why.add(
          "the parcel has left, and the order is "
              + Duration.between(facts.since(), now).toDays()
              + " days old");
      code = "window";
    }
    if (isUnknown(request, facts)) {
      why.clear();
      why.add("nobody knows whether it belongs to this ticket's customer");
      code = UNKNOWN_CUSTOMER;
    }
    return new Ruling(
        Ruling.Kind.GO,
        code,
        why.isEmpty() ? List.of() : List.of(Role.APPROVER),
        why,
        endsNow,
        coolingOff);
  }

  /** What is to be done about the goods now. */
  static Way way(@Nullable ShipmentFacts shipment) {
    if (shipment == null) {
      return Way.NOTHING;
    }
    if (!shipment.found()) {
      return Way.ASK;
    }
    return switch (shipment.stage()) {
      case LABEL -> Way.VOID_LABEL;
      case VOID -> Way.NOTHING;
      case MOVING -> Way.INTERCEPT;
      case DELIVERED -> Way.RETURN;
      case RETURNING -> Way.COMES_BACK;
      case UNKNOWN -> Way.ASK;
    };
  }

  /**
   * What the customer may have back. What was paid for an order is due in the cooling-off, when its
   * goods never leave or come back, and when nothing of it was delivered; what was paid for the
   * running term is due in the cooling-off only.
   */
  static List<Paid> due(Situation facts, Ruling ruling, Parcel parcel) {
    List<Paid> due = new ArrayList<>();
    Paid order = facts.paidForOrder();
    boolean undelivered =
        parcel != Parcel.NONE
            || (facts.shipment() == null
                && facts.accesses().isEmpty()
                && facts.subscription() == null);
    if (order != null && (ruling.moneyBack() || undelivered)) {
      due.add(order);
    }
    Paid term = facts.paidForTerm();
    if (term != null
        && ruling.moneyBack()
        && due.stream().noneMatch(d -> d.payment().equals(term.payment()))) {
      due.add(term);
    }
    return due;
  }

  /** Whether what was paid is only due once the goods are back. */
  static boolean waitsForGoods(Paid paid, Situation facts, Parcel parcel) {
    return parcel.isOut() && paid.equals(facts.paidForOrder());
  }

  /** Why this person's yes does not count; null when it does. */
  static @Nullable String objection(
      CancellationRequest request, PersonTag customer, Person candidate) {
    if (candidate.actor().equals(request.by().actor())
        || isSame(candidate.tag(), request.person())) {
      return "the same person asked for this cancellation";
    }
    return isSame(candidate.tag(), request.customer()) || isSame(candidate.tag(), customer)
        ? "it is the same person's order"
        : null;
  }

  /** {@code changed_mind} reads "changed mind". */
  static String words(String reason) {
    return reason.isEmpty() ? "no reason given" : reason.replace('_', ' ');
  }

  private static boolean isNone(PersonTag tag) {
    return tag.equals(NONE);
  }

  private static boolean isSame(PersonTag one, PersonTag other) {
    return !isNone(one) && one.equals(other);
  }
}
