package io.caserail.demo;

import io.caserail.decision.Block;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.RequestView;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.easypost.Shipment;
import io.caserail.sandbox.stripe.Subscription;
import io.caserail.sandbox.stripe.SubscriptionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A cancellation, played once. */
final class CancellationPlay extends Play {
  private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
  private static final String PRICE = "24.90";
  private static final String TERM_PRICE = "19.90";

  /** Where two troubles are in its way, a case needs longer to be ready for the end of its term. */
  private static final Duration TERM_LEFT =
      Duration.ofSeconds(Integer.getInteger("faults.term", 6));

  private static final Duration LONG_AGO = Duration.ofDays(20);

  private final CancellationPath path;
  private final Bought bought;

  /** What the customer has; empty where they don't have it. */
  private record Bought(
      String order, String subscription, String parcel, String access, String payment) {
    String object() {
      return order.isEmpty() ? subscription : order;
    }
  }

  CancellationPlay(Stage stage, CancellationPath path, String customer) {
    this(stage, path, customer, buy(stage, path, customer));
  }

  private CancellationPlay(Stage stage, CancellationPath path, String customer, Bought bought) {
    super(stage, customer, bought.object());
    this.path = path;
    this.bought = bought;
  }

  private static Bought buy(Stage stage, CancellationPath path, String customer) {
    Sandbox world = stage.sandbox();
    int number = NUMBERS.incrementAndGet();
    String access = world.scim().addUser("user-" + number).id();
    SubscriptionBuilder subscription =
        world.stripe().subscription(world.stripe().customer(customer).id());
    if (path == CancellationPath.TERM_END) {
      return new Bought(
          "",
          subscription
              .price(990, "eur", Subscription.Interval.DAY)
              .startedAt(world.clock().instant().minus(LONG_AGO).plus(TERM_LEFT))
              .metadata("access", access)
              .create()
              .id(),
          "",
          access,
          "");
    }
    Bought all =
        new Bought(
            "ord_" + number,
            subscription.create().id(),
            world.easypost().buy("ord_" + number).id(),
            access,
            stage.payment(PRICE, customer));
    if (path == CancellationPath.PARCEL_GONE) {
      var unused = world.easypost().scan(all.parcel());
    }
    world
        .company()
        .add(
            world
                .company()
                .order(all.order(), customer)
                .subscription(all.subscription())
                .shipment(all.parcel())
                .access(access)
                .payment(all.payment(), Stage.minor(PRICE), "EUR"));
    return all;
  }

  @Override
  long ask(String email) {
    long ticket = stage().write(email);
    stage()
        .cancel("Lena", ticket, object(), path == CancellationPath.TERM_END ? "term_end" : "now");
    return ticket;
  }

  @Override
  List<String> cases() {
    List<String> cases = new ArrayList<>();
    cases.add(stage().cases().caseId(CaseKind.CANCELLATION, new ObjectId(object())));
    for (String payment : payments()) {
      cases.add(stage().cases().caseId(CaseKind.REFUND, new ObjectId(payment)));
      world()
          .stripe()
          .refundsOf(payment)
          .forEach(refund -> cases.add(stage().cases().settlementId(refund.id())));
    }
    return cases;
  }

  /** The order's own, and what was paid for the running term. */
  List<String> payments() {
    List<String> terms = world().stripe().paymentsFor(bought.subscription());
    String term = terms.get(terms.size() - 1);
    return bought.payment().isEmpty() ? List.of(term) : List.of(bought.payment(), term);
  }

  /** What goes back of a payment, in minor units; nothing of a later term that runs to its end. */
  private long due(String payment) {
    return path == CancellationPath.TERM_END
        ? 0
        : Stage.minor(payment.equals(bought.payment()) ? PRICE : TERM_PRICE);
  }

  /**
   * The carrier takes the label back. Where a worker was dead until the next term had begun, whose
   * end is a day away, the provider ends it at once.
   */
  @Override
  void meanwhile(String state) {
    if (path == CancellationPath.TERM_END && endsAfter(TERM_LEFT.multipliedBy(2))) {
      world().stripe().endByHand(bought.subscription());
    }
    if (!bought.parcel().isEmpty()) {
      Shipment parcel = world().easypost().shipment(bought.parcel());
      if (parcel.refundStatus() == RefundStatus.SUBMITTED) {
        var unused = world().easypost().grant(bought.parcel());
      }
    }
  }

  /** Whether billing is to end, and not within this time. */
  private boolean endsAfter(Duration least) {
    Subscription subscription = world().stripe().subscriptionOf(bought.subscription());
    Instant end = subscription.ending().at();
    return !subscription.status().over()
        && end != null
        && end.isAfter(world().clock().instant().plus(least));
  }

  /** The carrier does not take the label back, or has the parcel already. */
  void carrierSpeaks(boolean gone) {
    if (bought.parcel().isEmpty()) {
      return;
    }
    if (gone) {
      var unused = world().easypost().scan(bought.parcel());
    } else if (world().easypost().shipment(bought.parcel()).refundStatus()
        == RefundStatus.SUBMITTED) {
      var unused = world().easypost().reject(bought.parcel());
    }
  }

  /** The subscription that pays for an access, by the access. */
  Map<String, String> billedBy() {
    return Map.of(bought.access(), bought.subscription());
  }

  @Override
  @Nullable DecisionKind wish(Block block) {
    return switch (path) {
      case CHANGED_MIND -> block.step().equals("undo-window") ? DecisionKind.WITHDRAW : null;
      case PARCEL_GONE ->
          block.step().equals("intercept") || block.step().equals("goods-back")
              ? DecisionKind.DONE_BY_HAND
              : null;
      case NOW, TERM_END -> null;
    };
  }

  @Override
  String macro(DecisionKind kind) {
    return switch (kind) {
      case CHECKED_FOUND -> "Cancellation: I checked: found";
      case CHECKED_NONE -> "Cancellation: I checked: none";
      default -> "Cancellation: " + Lead.words(kind);
    };
  }

  /** Nobody can stop the billing of what has ended meanwhile. */
  @Override
  String doByHand(Block block) {
    try {
      return changeByHand(block);
    } catch (IllegalStateException tooLate) {
      return "";
    }
  }

  private String changeByHand(Block block) {
    Sandbox world = world();
    switch (block.step()) {
      case "close-order" -> stage(CompanyOrder.Stage.CANCELLED);
      case "close-order-undo" -> stage(CompanyOrder.Stage.OPEN);
      case "stop-billing" -> world.stripe().scheduleEndByHand(bought.subscription());
      case "stop-billing-undo" -> world.stripe().keepByHand(bought.subscription());
      case "end-billing", "billing-ended" -> world.stripe().endByHand(bought.subscription());
      case "void-label", "label-void" -> world.easypost().refundByHand(bought.parcel());
      case "revoke-access" -> world.scim().deactivate(bought.access());
      case "revoke-access-undo" -> world.scim().activate(bought.access());
      case "refund", "refund@2" -> {
        String payment =
            payments().stream().filter(p -> block.cause().contains(p)).findFirst().orElseThrow();
        return world.stripe().refundByHand(payment, due(payment)).id();
      }
      default -> {
        // What is done with goods stands in no books of ours.
      }
    }
    return "by hand " + block.id();
  }

  private void stage(CompanyOrder.Stage stage) {
    var unused = world().company().add(world().company().order(bought.order()).stage(stage));
  }

  @Override
  Optional<String> find(Block block) {
    Subscription subscription = world().stripe().subscriptionOf(bought.subscription());
    boolean found =
        switch (block.step()) {
          case "close-order" ->
              world().company().order(bought.order()).stage() == CompanyOrder.Stage.CANCELLED;
          case "stop-billing" -> subscription.ending().at() != null;
          case "end-billing" -> subscription.status().over();
          case "void-label" -> world().easypost().shipment(bought.parcel()).refundStatus() != null;
          case "revoke-access" -> !world().scim().user(bought.access()).active();
          default -> false;
        };
    return found ? Optional.of("seen " + block.id()) : Optional.empty();
  }

  @Override
  boolean owns(BookEntry entry) {
    return entry.object().equals(Long.toString(ticket()))
        || List.of(bought.order(), bought.subscription(), bought.parcel(), bought.access())
            .contains(entry.object())
        || payments().contains(entry.details().getOrDefault("payment_intent", "none"));
  }

  @Override
  List<String> violations(RequestView request, CaseRecords records, List<BookEntry> books) {
    List<String> wrong = new ArrayList<>();
    for (String once :
        List.of(
            "order.cancelled",
            "order.reopened",
            "subscription.end_scheduled",
            "subscription.end_taken_back",
            "subscription.ended",
            "label.submitted",
            "user.deactivated",
            "user.activated")) {
      long times = books.stream().filter(e -> e.kind().equals(once)).count();
      if (times > 1) {
        wrong.add(once + " happened " + times + " times");
      }
    }
    RequestView own = records.last(cases().get(0)).orElse(request);
    if (own.status() == CaseStatus.COMPLETED) {
      made(wrong);
    } else {
      asBefore(own, wrong);
    }
    return wrong;
  }

  private void made(List<String> wrong) {
    wrong.addAll(unmade());
    for (String payment : payments()) {
      long moved = world().stripe().moneyMoved(payment);
      require(
          wrong,
          moved == due(payment),
          moved + " of " + payment + " went back instead of " + due(payment));
    }
  }

  /** What of the change was not made, money apart. */
  List<String> unmade() {
    List<String> wrong = new ArrayList<>();
    require(wrong, !world().scim().user(bought.access()).active(), "access is still open");
    require(
        wrong,
        world().stripe().subscriptionOf(bought.subscription()).status().over(),
        "billing goes on");
    if (!bought.order().isEmpty()) {
      require(
          wrong,
          world().company().order(bought.order()).stage() == CompanyOrder.Stage.CANCELLED,
          "the order is open");
    }
    return wrong;
  }

  private void asBefore(RequestView own, List<String> wrong) {
    String end = "it is " + own.status() + ", and ";
    wrong.addAll(changed(end));
    for (String payment : payments()) {
      require(wrong, world().stripe().moneyMoved(payment) == 0, end + payment + " went back");
    }
  }

  /** What is not as it was before, money apart; each in a sentence that begins so. */
  List<String> changed(String end) {
    List<String> wrong = new ArrayList<>();
    Subscription subscription = world().stripe().subscriptionOf(bought.subscription());
    require(wrong, world().scim().user(bought.access()).active(), end + "access is closed");
    require(
        wrong,
        !subscription.status().over() && subscription.ending().at() == null,
        end + "billing ends");
    if (!bought.order().isEmpty()) {
      require(
          wrong,
          world().company().order(bought.order()).stage() == CompanyOrder.Stage.OPEN,
          end + "the order is closed");
      require(
          wrong,
          world().easypost().shipment(bought.parcel()).refundStatus() == null,
          end + "the label was asked back");
    }
    return wrong;
  }

  private static void require(List<String> wrong, boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private Sandbox world() {
    return stage().sandbox();
  }
}
