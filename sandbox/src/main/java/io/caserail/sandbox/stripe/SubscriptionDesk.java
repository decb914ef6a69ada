package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes, renews and ends subscriptions. Terms follow the sandbox's clock: when one ends,
 * the subscription ends with it or is billed for the next.
 *
 * <p>Whether unused time is credited and a last invoice made is only noted: the stand-in has no
 * metered usage and no credit.
 */
final class SubscriptionDesk {
  private final Account account;
  private final PaymentDesk payments;
  private final Agenda agenda;
  private final InstantSource clock;
  private final Ids ids;
  private final Set<String> planned = new HashSet<>();

  SubscriptionDesk(
      Account account, PaymentDesk payments, Agenda agenda, InstantSource clock, Ids ids) {
    this.account = account;
    this.payments = payments;
    this.agenda = agenda;
    this.clock = clock;
    this.ids = ids;
  }

  Subscription create(SubscriptionOrder order, Origin origin) {
    synchronized (account) {
      if (account.customer(order.customerId()).isEmpty()) {
        throw StripeError.missingInBody("customer", order.customerId(), "customer");
      }
      String id = Optional.ofNullable(order.id()).orElseGet(ids::subscription);
      if (account.subscription(id).isPresent()) {
        throw new IllegalArgumentException("there is a subscription " + id + " already");
      }
      Instant start = Optional.ofNullable(order.start()).orElseGet(clock::instant);
      Subscription.Term term =
          new Subscription.Term(start, order.price().interval().endAfter(start, start));
      Subscription made =
          new Subscription(
              id,
              ids.subscriptionItem(),
              order.customerId(),
              order.price(),
              order.status(),
              term,
              order.status().over()
                  ? Subscription.Ending.NONE.reached(start)
                  : Subscription.Ending.NONE,
              null,
              order.scheduled() ? ids.subscriptionSchedule() : null,
              order.metadata(),
              start);
      @Nullable String first =
          made.status() == SubscriptionStatus.TRIALING
              ? null
              : bill(made, term, "subscription_create", isPaid(made.status()), origin);
      account.add(made.with(made.status(), term, first), origin);
      return upToDate(id);
    }
  }

  /** Sets metadata, the comment, and whether and when it ends, by the parameters of the form. */
  Subscription update(String id, Form form, Origin origin) {
    synchronized (account) {
      Subscription before = find(id);
      boolean aboutItsEnd =
          form.text("cancel_at_period_end").isPresent() || form.text("cancel_at").isPresent();
      if (before.status().over() && aboutItsEnd) {
        throw StripeError.refused(
            "invalid_canceled_subscription_fields",
            null,
            "A canceled subscription can only update its cancellation_details and metadata.");
      }
      if (before.scheduleId() != null && aboutItsEnd) {
        throw StripeError.refused(
            null,
            null,
            "The subscription is managed by the subscription schedule `"
                + before.scheduleId()
                + "`, and updating any cancelation behavior directly is not allowed."
                + " Please update the schedule instead.");
      }
      Subscription.Ending ending =
          (aboutItsEnd ? asked(before, form) : before.ending()).withComment(comment(before, form));
      account.replace(before.with(Metadata.apply(before.metadata(), form), ending), origin);
      return upToDate(id);
    }
  }

  /** Ends it now. */
  Subscription cancel(String id, Form form, Origin origin) {
    synchronized (account) {
      Subscription before = find(id);
      if (before.status().over()) {
        throw StripeError.missing("subscription", id, "id");
      }
      Instant now = clock.instant();
      Subscription.Ending ending =
          new Subscription.Ending(
              before.ending().atPeriodEnd(),
              before.ending().at(),
              now,
              now,
              comment(before, form),
              form.isTrue("prorate"),
              form.isTrue("invoice_now"));
      return replace(before.with(SubscriptionStatus.CANCELED, ending), origin);
    }
  }

  /** Bills a paused one again, from now on. */
  Subscription resume(String id, Origin origin) {
    synchronized (account) {
      Subscription before = find(id);
      if (before.status() != SubscriptionStatus.PAUSED) {
        throw StripeError.refused(
            null,
            null,
            "Only a paused subscription can be resumed; this one is "
                + before.status().wire()
                + ".");
      }
      Instant now = clock.instant();
      Subscription.Term term =
          new Subscription.Term(now, before.price().interval().endAfter(now, now));
      String invoice = bill(before, term, "subscription_cycle", true, origin);
      account.replace(before.with(SubscriptionStatus.ACTIVE, term, invoice), origin);
      return upToDate(id);
    }
  }

  /** A payment fails or comes in, a trial ends without a card: what Stripe does by itself. */
  Subscription become(String id, SubscriptionStatus status) {
    synchronized (account) {
      Subscription before = find(id);
      if (before.status().over() || status.over()) {
        throw new IllegalStateException(id + " is " + before.status().wire());
      }
      @Nullable String invoice = before.latestInvoice();
      if (isPaid(before.status()) && !isPaid(status) && status != SubscriptionStatus.PAUSED) {
        invoice = bill(before, before.term(), "subscription_cycle", false, Origin.BILLING);
      }
      account.replace(before.with(status, before.term(), invoice), Origin.BILLING);
      return upToDate(id);
    }
  }

  Subscription find(String id) {
    return account
        .subscription(id)
        .orElseThrow(() -> StripeError.missing("subscription", id, "id"));
  }

  private Subscription.Ending asked(Subscription before, Form form) {
    Instant now = clock.instant();
    Optional<String> atPeriodEnd = form.text("cancel_at_period_end");
    Optional<String> at = form.text("cancel_at");
    if (atPeriodEnd.isPresent() && at.isPresent()) {
      throw StripeError.invalidParameter(
          null, "cancel_at", "Only one of cancel_at and cancel_at_period_end is allowed.");
    }
    if (atPeriodEnd.isPresent()) {
      return switch (atPeriodEnd.get()) {
        case "true" -> ending(true, before.term().end(), now);
        // A date of its own was not asked by this parameter, so it isn't taken back by it.
        case "false" -> before.ending().atPeriodEnd() ? Subscription.Ending.NONE : before.ending();
        default ->
            throw StripeError.invalidParameter(
                "parameter_invalid_boolean", "cancel_at_period_end", "Invalid boolean");
      };
    }
    if (at.orElseThrow().isEmpty()) {
      return Subscription.Ending.NONE;
    }
    Instant when = Instant.ofEpochSecond(form.integer("cancel_at").orElseThrow());
    if (!when.isAfter(now)) {
      throw StripeError.invalidParameter(
          null, "cancel_at", "`cancel_at` must be a timestamp in the future.");
    }
    return ending(false, when, now);
  }

  private static Subscription.Ending ending(boolean atPeriodEnd, Instant at, Instant asked) {
    return new Subscription.Ending(atPeriodEnd, at, asked, null, null, false, false);
  }

  private static @Nullable String comment(Subscription before, Form form) {
    return form.text("cancellation_details[comment]").orElse(before.ending().comment());
  }

  /** Does what has become due of one subscription, and plans what comes next. */
  private Subscription upToDate(String id) {
    synchronized (account) {
      Subscription now = find(id);
      while (true) {
        @Nullable Instant due = due(now);
        if (due == null) {
          return now;
        }
        if (due.isAfter(clock.instant())) {
          plan(id, due);
          return now;
        }
        now = due.equals(now.ending().at()) ? reachEnd(now, due) : renew(now, due);
      }
    }
  }

  private void plan(String id, Instant due) {
    String item = id + " " + due;
    if (planned.add(item)) {
      agenda.at(
          due,
          () -> {
            synchronized (account) {
              planned.remove(item);
              upToDate(id);
            }
          });
    }
  }

  private static @Nullable Instant due(Subscription subscription) {
    if (subscription.status().over()) {
      return null;
    }
    @Nullable Instant end = subscription.ending().at();
    Instant termEnd = subscription.term().end();
    if (!subscription.status().renews()) {
      return end;
    }
    return end != null && !end.isAfter(termEnd) ? end : termEnd;
  }

  private Subscription reachEnd(Subscription before, Instant due) {
    return replace(
        before.with(SubscriptionStatus.CANCELED, before.ending().reached(due)), Origin.BILLING);
  }

  private Subscription renew(Subscription before, Instant due) {
    SubscriptionStatus status =
        before.status() == SubscriptionStatus.TRIALING
            ? SubscriptionStatus.ACTIVE
            : before.status();
    Subscription.Term next =
        new Subscription.Term(due, before.price().interval().endAfter(before.start(), due));
    String invoice = bill(before, next, "subscription_cycle", isPaid(status), Origin.BILLING);
    return replace(before.with(status, next, invoice), Origin.BILLING);
  }

  private String bill(
      Subscription subscription,
      Subscription.Term term,
      String reason,
      boolean paid,
      Origin origin) {
    Subscription.Price price = subscription.price();
    Invoice invoice =
        new Invoice(
            ids.invoice(),
            subscription.id(),
            subscription.customerId(),
            price.amount(),
            price.currency(),
            reason,
            term,
            ids.invoicePayment(),
            paid ? pay(subscription, term.start(), origin) : null,
            term.start());
    account.add(invoice);
    return invoice.id();
  }

  private String pay(Subscription subscription, Instant at, Origin origin) {
    Subscription.Price price = subscription.price();
    PaymentOrder order =
        new PaymentOrder(
            null,
            price.amount(),
            price.amount(),
            price.currency(),
            subscription.customerId(),
            null,
            TestCard.VISA,
            null,
            TestCard.VISA.refunds(),
            Map.of(),
            at);
    return payments.take(order, origin).id();
  }

  private Subscription replace(Subscription after, Origin origin) {
    account.replace(after, origin);
    return after;
  }

  private static boolean isPaid(SubscriptionStatus status) {
    return status == SubscriptionStatus.ACTIVE || status.over();
  }
}
