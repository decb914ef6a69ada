package io.caserail.cancellation;

import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.AccessActivities;
import io.caserail.port.Assertion;
import io.caserail.port.BillingActivities;
import io.caserail.port.BusinessHours;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.CaseActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.DueRefund;
import io.caserail.port.DueRefundActivities;
import io.caserail.port.FailureType;
import io.caserail.port.FulfilmentActivities;
import io.caserail.port.Heartbeat;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.ParcelWatch;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundOrigin;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.RefundRef;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.ShowRequest;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shop, its billing, its carrier, its access system and its tickets in memory, as small as the
 * ports allow. Every change that really happens stands in {@link #log}, in its order.
 */
final class FakeShop
    implements OrderActivities,
        BillingActivities,
        FulfilmentActivities,
        AccessActivities,
        TicketActivities,
        CaseActivities,
        DueRefundActivities,
        PaymentActivities {
  static final PersonTag CUSTOMER = new PersonTag("00000000000000aa");
  static final PersonTag STRANGER = new PersonTag("00000000000000bb");
  static final Instant START = Instant.parse("2026-11-23T14:00:00Z");

  /** What goes wrong with a call. */
  enum Fault {
    /** The next attempt is not accepted. */
    ONCE,
    /** Nothing is accepted for an hour. */
    AWAY,
    /** Sends are paused for an hour. */
    PAUSED,
    /** It happens, the answer is lost, and the system is away for half an hour. */
    LOST,
    /** The system says no, and again to the same generation. */
    REJECTED,
    /** The system says for ever that it can't be taken back any more. */
    TOO_LATE,
    /** The check before the send says no. */
    STOPPED
  }

  /** What the check right before a send says to a call that is stopped. */
  volatile Outcome stop = Outcome.stopped("paused", "sends are paused");

  /** Who is believed by name besides the leads, and what they may act as. */
  final Map<String, List<Role>> people = new ConcurrentHashMap<>();

  /** The calls that are answered for good with that there is no such thing. */
  final Set<String> gone = ConcurrentHashMap.newKeySet();

  /** The calls that are not answered at all. */
  final Set<String> silent = ConcurrentHashMap.newKeySet();

  final List<String> log = new ArrayList<>();
  final List<ShowRequest> writes = new ArrayList<>();
  final List<String> revoked = new ArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private final List<Command> refundCommands = new ArrayList<>();
  private final Map<String, Boolean> used = new LinkedHashMap<>();
  private final Map<String, Deque<Fault>> faults = new LinkedHashMap<>();
  private final Map<String, Instant> awayUntil = new LinkedHashMap<>();
  private final Map<String, Instant> pausedUntil = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();
  private final Supplier<Instant> clock;

  volatile PersonTag customer = CUSTOMER;
  volatile boolean found = true;
  Instant since = START.minus(Duration.ofDays(3));
  volatile OrderFacts.Stage order = OrderFacts.Stage.OPEN;
  volatile String orderMark = "";
  String subscription = "sub_1";
  volatile SubscriptionFacts.Status billing = SubscriptionFacts.Status.RUNNING;
  volatile String billingMark = "";
  volatile Instant termEnds = START.plus(Duration.ofDays(30));
  String shipment = "shp_1";
  volatile ShipmentFacts.Stage parcel = ShipmentFacts.Stage.LABEL;
  Duration voidTakes = Duration.ZERO;
  boolean voidFails;

  /** Whether an end of billing comes later than its term. */
  volatile boolean billingEndsLate;

  final List<String> approvers = new ArrayList<>();
  final List<String> forwarded = new ArrayList<>();
  private @Nullable Instant voidAsked;
  private String voidMark = "";
  String access = "acc_1";
  volatile boolean hasAccess = true;
  private String accessMark = "";
  String orderPayment = "pi_1";

  /** What the refunds' own cases were asked for, once each. */
  final List<DueRefund> asked = new ArrayList<>();

  /** What becomes of a refund in its own case; null while it is open there. */
  volatile Function<DueRefund, @Nullable Outcome> refundEnd =
      due -> Outcome.succeeded("re_" + due.payment().value().substring(3), "the refund was made");

  /** The real cases of refunds, where a test has them; null where {@link #refundEnd} says all. */
  volatile @Nullable DueRefundActivities refundCases;

  /** What the payment system knows; read when a refund's case is gone, or a person names one. */
  final List<PaymentFacts.Refund> refunds = new ArrayList<>();

  /** What the payments were for besides, in cents. */
  long more;

  /** What was sent to the payment system. */
  final List<RefundOrder> orders = new ArrayList<>();

  /** Run when a call of that name comes in, once. */
  final Map<String, Runnable> before = new ConcurrentHashMap<>();

  FakeShop(Supplier<Instant> clock) {
    this.clock = clock;
  }

  static CancellationPolicy policy() {
    return new CancellationPolicy(
        "test",
        "UTC",
        refunds().waits(),
        Duration.ofDays(14),
        Duration.ofHours(24),
        List.of("goodwill"),
        Duration.ofDays(30),
        Duration.ofHours(6),
        Duration.ofDays(30),
        "Stripe");
  }

  private static RefundPolicy refunds() {
    return new RefundPolicy(
        "test",
        "UTC",
        Map.of(
            "EUR",
            List.of(
                new RefundPolicy.Tier(1_000, List.of(), false),
                new RefundPolicy.Tier(50_000, List.of(Role.APPROVER), false))),
        List.of(),
        Map.of(),
        new Waits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(45),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(12),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofHours(72),
            Duration.ofDays(3),
            Duration.ofDays(90),
            null,
            null,
            BusinessHours.always()),
        "5 to 10 business days",
        "re_ number");
  }

  // ---- what a test arranges ----

  synchronized void fails(String call, Fault... with) {
    faults.computeIfAbsent(call, name -> new ArrayDeque<>()).addAll(List.of(with));
  }

  synchronized void says(
      ObjectId object, CommandKind kind, String who, String option, Role... roles) {
    says(object, kind, who, option, "changed_mind", "", roles);
  }

  synchronized void says(
      ObjectId object,
      CommandKind kind,
      String who,
      String option,
      String reason,
      String reference,
      Role... roles) {
    commands.add(
        new Command(
            "audit-" + (commands.size() + 1),
            kind,
            new TicketId("1"),
            who,
            who,
            new PersonTag("none"),
            List.of(roles),
            clock.get(),
            object.value(),
            "",
            reason,
            reference,
            writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
            null,
            option));
  }

  /** Somebody says something about a refund by macro, while its fields hold that payment. */
  synchronized void saysOfRefund(String payment, CommandKind kind, String who, Role... roles) {
    refundCommands.add(
        new Command(
            "audit-r" + (refundCommands.size() + 1),
            kind,
            new TicketId("1"),
            who,
            who,
            new PersonTag("none"),
            List.of(roles),
            clock.get(),
            payment,
            "",
            "",
            "",
            writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
            null));
  }

  synchronized List<TicketView> views() {
    return writes.stream().map(ShowRequest::view).toList();
  }

  /** What the last note about a kind of case says; empty where there is none. */
  synchronized String lastNoteOf(CaseKind kind) {
    return writes.stream()
        .filter(write -> write.about() == kind && !write.view().note().isEmpty())
        .reduce((earlier, later) -> later)
        .map(write -> String.join(" ", write.view().note()))
        .orElse("");
  }

  synchronized String notes() {
    StringBuilder notes = new StringBuilder();
    views().forEach(v -> notes.append(v.state()).append(' ').append(v.note()).append('\n'));
    return notes.toString();
  }

  synchronized List<String> log() {
    return List.copyOf(log);
  }

  // ---- orders ----

  @Override
  public synchronized OrderFacts lookUpOrder(LookUpRequest request) {
    arrive("lookUpOrder");
    return new OrderFacts(
        "Shop",
        request.payment(),
        found,
        customer,
        order,
        since,
        subscription,
        shipment,
        access,
        orderPayment,
        new Money(2490, "EUR"),
        order == OrderFacts.Stage.CANCELLED ? orderMark : "");
  }

  @Override
  public synchronized Outcome cancelOrder(ChangeOrder change) {
    return effect(
        "cancelOrder",
        change,
        () -> {
          if (order == OrderFacts.Stage.CANCELLED) {
            return stands(change, orderMark);
          }
          order = OrderFacts.Stage.CANCELLED;
          orderMark = change.attempt().id().value();
          return happened("order closed", change);
        });
  }

  @Override
  public synchronized Outcome findCancellation(ChangeOrder change) {
    arrive("findCancellation");
    return order == OrderFacts.Stage.CANCELLED ? stands(change, orderMark) : Outcome.absent();
  }

  @Override
  public synchronized Outcome reopenOrder(ChangeOrder change) {
    return effect(
        "reopenOrder",
        change,
        () -> {
          if (order == OrderFacts.Stage.CANCELLED
              && orderMark.equals(change.attempt().id().value())) {
            order = OrderFacts.Stage.OPEN;
            orderMark = "";
            return happened("order reopened", change);
          }
          return Outcome.already(change.object().value(), "it is open");
        });
  }

  // ---- billing ----

  private void tick() {
    if (billing == SubscriptionFacts.Status.ENDING
        && !billingEndsLate
        && !clock.get().isBefore(termEnds)) {
      billing = SubscriptionFacts.Status.ENDED;
      log.add("billing ended");
    }
  }

  @Override
  public synchronized SubscriptionFacts lookUpSubscription(LookUpRequest request) {
    arrive("lookUpSubscription");
    return new SubscriptionFacts(
        "Stripe",
        request.payment(),
        found,
        customer,
        billing,
        since,
        termEnds,
        billingMark,
        access,
        "pi_2",
        new Money(990, "EUR"));
  }

  @Override
  public synchronized Outcome scheduleEndOfBilling(ChangeOrder change) {
    return effect(
        "scheduleEndOfBilling",
        change,
        () -> {
          if (billing != SubscriptionFacts.Status.RUNNING) {
            return stands(change, billingMark);
          }
          billing = SubscriptionFacts.Status.ENDING;
          billingMark = change.attempt().id().value();
          return happened("end scheduled", change);
        });
  }

  @Override
  public synchronized Outcome findEndOfBilling(ChangeOrder change) {
    arrive("findEndOfBilling");
    return billing == SubscriptionFacts.Status.RUNNING
        ? Outcome.absent()
        : stands(change, billingMark);
  }

  @Override
  public synchronized Outcome keepBilling(ChangeOrder change) {
    return effect(
        "keepBilling",
        change,
        () -> {
          if (billing == SubscriptionFacts.Status.ENDED) {
            return Outcome.rejected("sub_1", Outcome.TOO_LATE, "billing has ended");
          }
          if (billingMark.equals(change.attempt().id().value())) {
            billing = SubscriptionFacts.Status.RUNNING;
            billingMark = "";
            return happened("billing kept", change);
          }
          return Outcome.already("sub_1", "billing goes on");
        });
  }

  @Override
  public synchronized Outcome endBillingNow(ChangeOrder change) {
    return effect(
        "endBillingNow",
        change,
        () -> {
          if (billing == SubscriptionFacts.Status.ENDED) {
            return stands(change, billingMark);
          }
          billing = SubscriptionFacts.Status.ENDED;
          billingMark = change.attempt().id().value();
          return happened("billing ended", change);
        });
  }

  @Override
  public synchronized Outcome findEndedBilling(ChangeOrder change) {
    arrive("findEndedBilling");
    return billing == SubscriptionFacts.Status.ENDED
        ? stands(change, billingMark)
        : Outcome.absent();
  }

  @Override
  public synchronized Outcome awaitEndOfBilling(ChangeOrder change) {
    arrive("awaitEndOfBilling");
    return switch (billing) {
      case ENDED -> Outcome.succeeded("sub_1", "billing has ended");
      case RUNNING -> Outcome.rejected("sub_1", "taken_back", "its end was taken back");
      default -> throw failure(FailureType.NOT_YET);
    };
  }

  // ---- parcels ----

  @Override
  public synchronized ShipmentFacts lookUpShipment(LookUpRequest request) {
    arrive("lookUpShipment");
    return new ShipmentFacts("Carrier", request.payment(), true, parcel, "TR1");
  }

  @Override
  public synchronized Outcome awaitMove(ParcelWatch watch) {
    arrive("awaitMove");
    if (parcel == watch.stage()) {
      throw ApplicationFailure.newFailure(
          "test",
          FailureType.NOT_YET.name(),
          new Trouble(FaultDomain.UPSTREAM, "Carrier", "the parcel is where it was", ""));
    }
    return Outcome.absent("the parcel has moved");
  }

  @Override
  public synchronized Outcome voidLabel(ChangeOrder change) {
    return effect(
        "voidLabel",
        change,
        () -> {
          if (parcel == ShipmentFacts.Stage.VOID) {
            return voided(change);
          }
          if (parcel != ShipmentFacts.Stage.LABEL) {
            return Outcome.rejected("shp_1", "left", "the parcel has left");
          }
          parcel = ShipmentFacts.Stage.VOID;
          voidAsked = clock.get();
          voidMark = change.attempt().id().value();
          happened("label voided", change);
          return voided(change);
        });
  }

  private Outcome voided(ChangeOrder change) {
    return voidTakes.isZero()
        ? stands(change, voidMark)
        : Outcome.pending("shp_1", "", Duration.ofHours(1));
  }

  @Override
  public synchronized Outcome findVoid(ChangeOrder change) {
    arrive("findVoid");
    return parcel == ShipmentFacts.Stage.VOID ? voided(change) : Outcome.absent();
  }

  @Override
  public synchronized Outcome awaitVoid(ChangeOrder change) {
    arrive("awaitVoid");
    Instant asked = voidAsked;
    if (asked == null || clock.get().isBefore(asked.plus(voidTakes))) {
      throw failure(FailureType.NOT_YET);
    }
    if (voidFails) {
      parcel = ShipmentFacts.Stage.MOVING;
      return Outcome.rejected("shp_1", "rejected", "the carrier did not take the label back");
    }
    return Outcome.succeeded("shp_1", "the label is void");
  }

  // ---- access ----

  @Override
  public synchronized Outcome revokeAccess(ChangeOrder change) {
    return effect(
        "revokeAccess",
        change,
        () -> {
          if (!hasAccess) {
            return stands(change, accessMark);
          }
          hasAccess = false;
          accessMark = change.attempt().id().value();
          revoked.add(change.object().value());
          return happened("access revoked", change);
        });
  }

  @Override
  public synchronized Outcome findRevocation(ChangeOrder change) {
    arrive("findRevocation");
    return hasAccess ? Outcome.absent() : stands(change, accessMark);
  }

  @Override
  public synchronized Outcome restoreAccess(ChangeOrder change) {
    return effect(
        "restoreAccess",
        change,
        () -> {
          hasAccess = true;
          return happened("access restored", change);
        });
  }

  // ---- refunds, each in a case of its own ----

  @Override
  public Outcome askForRefund(DueRefund due) {
    DueRefundActivities real = refundCases;
    if (real != null) {
      Outcome unused = real.askForRefund(due);
    }
    return asked(due);
  }

  private synchronized Outcome asked(DueRefund due) {
    arrive("askForRefund");
    if (asked.stream().noneMatch(one -> one.origin().equals(due.origin()))) {
      asked.add(due);
    }
    Deque<Fault> planned = faults.getOrDefault("askForRefund", new ArrayDeque<>());
    if (planned.peek() == Fault.LOST) {
      planned.remove();
      awayUntil.put("askForRefund", clock.get().plus(Duration.ofMinutes(30)));
      throw failure(FailureType.UPSTREAM_AWAY);
    }
    return Outcome.pending("refund-test-" + due.payment(), "", Duration.ofMinutes(5));
  }

  @Override
  public Outcome findAskedRefund(DueRefund due) {
    DueRefundActivities real = refundCases;
    return real != null ? real.findAskedRefund(due) : found(due);
  }

  private synchronized Outcome found(DueRefund due) {
    arrive("findAskedRefund");
    if (asked.stream().noneMatch(one -> one.origin().equals(due.origin()))) {
      return Outcome.absent();
    }
    Outcome end = refundEnd.apply(due);
    return end == null
        ? Outcome.pending("refund-test-" + due.payment(), "", Duration.ofMinutes(5))
        : end;
  }

  @Override
  public Outcome awaitAskedRefund(DueRefund due) {
    DueRefundActivities real = refundCases;
    return real != null ? real.awaitAskedRefund(due) : awaited(due);
  }

  private synchronized Outcome awaited(DueRefund due) {
    arrive("awaitAskedRefund");
    Outcome end = refundEnd.apply(due);
    if (end == null) {
      throw failure(FailureType.NOT_YET);
    }
    return end;
  }

  @Override
  public synchronized PaymentFacts lookUpPayment(LookUpRequest request) {
    arrive("lookUpPayment");
    return new PaymentFacts(
        "Stripe",
        request.payment(),
        true,
        new Money(captured(request.payment()) + more, "EUR"),
        since,
        customer,
        refunds.stream().filter(r -> isOf(r, request.payment())).toList(),
        List.of(),
        0,
        new Money(0, "EUR"));
  }

  private static long captured(ObjectId payment) {
    return payment.value().equals("pi_2") ? 990 : 2490;
  }

  /** A refund that somebody else made is of whichever payment is looked at. */
  private static boolean isOf(PaymentFacts.Refund refund, ObjectId payment) {
    return refund.operation().isEmpty() || refund.operation().startsWith(payment + "/");
  }

  @Override
  public Outcome awaitReview(LookUpRequest request) {
    return Outcome.absent("no risk review is open");
  }

  /** How far the payment system is with what a person has refunded. */
  volatile Outcome.Kind byHandIs = Outcome.Kind.SUCCEEDED;

  @Override
  public synchronized Outcome readRefund(RefundRef ref) {
    arrive("readRefund");
    return refunds.stream()
        .filter(refund -> refund.ref().equals(ref.ref()))
        .findFirst()
        .map(
            refund ->
                refund.amount().equals(ref.amount())
                    ? new Outcome(byHandIs, refund.ref(), "", "read in Stripe", null, null)
                    : Outcome.stopped(
                        "refund_mismatch",
                        "that refund is over " + refund.amount() + ", not " + ref.amount()))
        .orElse(Outcome.absent("Stripe has no refund of this number"));
  }

  @Override
  public synchronized Outcome issueRefund(RefundOrder order) {
    boolean doubt =
        Activity.getExecutionContext()
            .getHeartbeatDetails(Heartbeat.class)
            .filter(Heartbeat.SENDING::equals)
            .isPresent();
    try {
      arrive("issueRefund");
    } catch (ApplicationFailure away) {
      throw doubt ? failure(FailureType.IN_DOUBT) : away;
    }
    Outcome found = findRefund(order);
    if (found.happened()) {
      return found;
    }
    Activity.getExecutionContext().heartbeat(Heartbeat.SENDING);
    orders.add(order);
    refunds.add(
        new PaymentFacts.Refund(
            "re_" + (refunds.size() + 1),
            order.amount(),
            true,
            order.attempt().id().value(),
            order.attempt().commandId(),
            clock.get()));
    Deque<Fault> planned = faults.getOrDefault("issueRefund", new ArrayDeque<>());
    if (planned.peek() == Fault.LOST) {
      planned.remove();
      throw failure(FailureType.IN_DOUBT);
    }
    return findRefund(order);
  }

  @Override
  public synchronized Outcome findRefund(RefundOrder order) {
    return refunds.stream()
        .filter(refund -> refund.operation().equals(order.attempt().id().value()))
        .findFirst()
        .map(refund -> Outcome.succeeded(refund.ref(), ""))
        .orElse(Outcome.absent());
  }

  @Override
  public Outcome awaitRefund(RefundRef ref) {
    throw new IllegalStateException("a cancellation sends no refund itself");
  }

  @Override
  public RefundOrigin originOf(String ref) {
    throw new IllegalStateException("a cancellation sends no refund itself");
  }

  // ---- how calls go ----

  /** Whatever a test lets happen first, and the ways to be away. */
  private void arrive(String call) {
    Runnable first = before.remove(call);
    if (first != null) {
      first.run();
    }
    tick();
    if (gone.contains(call)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "test",
          FailureType.NOT_FOUND.name(),
          new Trouble(FaultDomain.DATA, "EasyPost", "it does not exist in EasyPost", ""));
    }
    if (silent.contains(call)) {
      throw away(call);
    }
    Deque<Fault> planned = faults.getOrDefault(call, new ArrayDeque<>());
    Fault fault = planned.peek();
    if (fault == Fault.PAUSED) {
      planned.remove();
      pausedUntil.put(call, clock.get().plus(Duration.ofHours(1)));
    }
    if (clock.get().isBefore(pausedUntil.getOrDefault(call, Instant.MIN))) {
      throw ApplicationFailure.newFailure(
          "test",
          FailureType.PAUSED.name(),
          new Trouble(FaultDomain.PEOPLE, "Caserail", "cancellations are paused", ""));
    }
    if (fault == Fault.ONCE || fault == Fault.AWAY) {
      planned.remove();
      awayUntil.put(
          call, clock.get().plus(fault == Fault.AWAY ? Duration.ofHours(1) : Duration.ZERO));
      throw away(call);
    }
    if (clock.get().isBefore(awayUntil.getOrDefault(call, Instant.MIN))) {
      throw away(call);
    }
  }

  private Outcome effect(String call, ChangeOrder change, Supplier<Outcome> happens) {
    boolean doubt =
        change.attempt().maybeSent()
            || Activity.getExecutionContext()
                .getHeartbeatDetails(Heartbeat.class)
                .filter(Heartbeat.SENDING::equals)
                .isPresent();
    try {
      arrive(call);
    } catch (ApplicationFailure away) {
      throw doubt ? failure(FailureType.IN_DOUBT) : away;
    }
    Deque<Fault> planned = faults.getOrDefault(call, new ArrayDeque<>());
    String generation = call + change.attempt().id() + "#" + change.attempt().generation();
    Fault fault = planned.peek();
    if (fault == Fault.TOO_LATE) {
      return Outcome.rejected("", Outcome.TOO_LATE, "that can't be done any more");
    }
    if (fault == Fault.STOPPED) {
      planned.remove();
      return stop;
    }
    if (clock.get().isAfter(change.attempt().sendBefore())) {
      throw failure(FailureType.TOO_LATE);
    }
    if (fault == Fault.REJECTED || refused.contains(generation)) {
      planned.poll();
      refused.add(generation);
      return Outcome.rejected("", "refused", call + " was refused");
    }
    change.approvals().forEach(claim -> approvers.add(claim.actor()));
    Activity.getExecutionContext().heartbeat(Heartbeat.SENDING);
    Outcome outcome = happens.get();
    if (fault == Fault.LOST) {
      planned.remove();
      awayUntil.put(call, clock.get().plus(Duration.ofMinutes(30)));
      throw failure(FailureType.IN_DOUBT);
    }
    return outcome;
  }

  private Outcome happened(String what, ChangeOrder change) {
    log.add(what);
    return Outcome.succeeded(change.object().value(), "");
  }

  private static Outcome stands(ChangeOrder change, String mark) {
    return mark.equals(change.attempt().id().value())
        ? Outcome.succeeded(change.object().value(), "")
        : Outcome.already(change.object().value(), "it stood before");
  }

  private static ApplicationFailure away(String call) {
    return failure(
        FailureType.UPSTREAM_AWAY, call.equals("lookUpShipment") ? "EasyPost" : "Stripe");
  }

  private static ApplicationFailure failure(FailureType type) {
    return failure(type, "Stripe");
  }

  private static ApplicationFailure failure(FailureType type, String system) {
    return ApplicationFailure.newFailure(
        "test",
        type.name(),
        new Trouble(FaultDomain.UPSTREAM, system, system + " does not answer", ""));
  }

  // ---- tickets and Temporal ----

  @Override
  public synchronized TicketReading readTicket(ReadTicketRequest request) {
    return new TicketReading(
        request.ticket(),
        true,
        CUSTOMER,
        (request.kind() == CaseKind.REFUND ? refundCommands : commands)
            .stream().filter(c -> !used.containsKey(c.id())).toList(),
        writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
        refunds(),
        policy(),
        null);
  }

  @Override
  public synchronized TicketShown showOnTicket(ShowRequest request) {
    writes.add(request);
    request.commands().forEach(id -> used.put(id, true));
    return new TicketShown(TicketShown.How.WRITTEN, false, "open");
  }

  @Override
  public String handOver(SettlementRequest request) {
    throw new IllegalStateException("a cancellation settles nothing");
  }

  @Override
  public Proof prove(Assertion assertion) {
    for (Command said : commands) {
      if (said.id().equals(assertion.proofRef())) {
        return Proof.of(said);
      }
    }
    List<Role> known = people.get(assertion.actor());
    if (known != null) {
      return Proof.of(known);
    }
    return assertion.actor().startsWith("lead")
        ? Proof.of(List.of(Role.APPROVER, Role.FINANCE, Role.REQUESTER))
        : Proof.refused("no proof");
  }

  @Override
  public String forward(ReadTicketRequest request) {
    forwarded.add(request.object().value());
    return request.object().value();
  }

  @Override
  public int sentAgain(SentAgain sent) {
    return 0;
  }

  @Override
  public int forwardToSettlements(SettlementHint hint) {
    return 0;
  }
}
