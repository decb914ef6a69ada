package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Routes;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import io.caserail.sandbox.core.VirtualClock;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;

/**
 * A Stripe account of our own. Programs reach it over HTTP with {@link #secretKey}; tests and the
 * demo set the scene and look behind it with the methods here, which stand for what payers, banks
 * and people in the dashboard do.
 *
 * <p>Unknown ids are answered with {@link IllegalArgumentException}, a change that the state of a
 * refund does not allow with {@link IllegalStateException}.
 */
public final class StripeSandbox implements AutoCloseable {
  /** What faults, calls and books call this stand-in. */
  public static final String SYSTEM = "stripe";

  private static final long TICK_MILLIS = 500;

  private final VirtualClock clock;
  private final Ids ids;
  private final Account account = new Account();
  private final Agenda agenda = new Agenda();
  private final Agenda checks = new Agenda();
  private final PaymentDesk payments;
  private final RefundDesk refunds;
  private final SubscriptionDesk subscriptions;
  private final SessionDesk sessions;
  private final RiskDesk risks;
  private final EventDelivery delivery;
  private final EventLog events;
  private final RateLimit rateLimit;
  private final ApiKeys keys;
  private final String webhookSecret;
  private final SystemServer server;
  private final Timer ticker;

  private StripeSandbox(StripeOptions options, int port, Surroundings surroundings) {
    this.clock = surroundings.clock();
    this.ids = new Ids(options.seed());
    String mode = options.livemode() ? "live" : "test";
    this.keys = new ApiKeys(ids.key("sk_" + mode), ids.key("rk_" + mode));
    this.webhookSecret = ids.key("whsec");
    StripeJson json = new StripeJson(account, options.livemode());
    this.risks = new RiskDesk(account, clock, ids);
    this.payments = new PaymentDesk(account, clock, ids, risks);
    this.refunds = new RefundDesk(account, agenda, clock, ids, options.settleAfter());
    this.subscriptions = new SubscriptionDesk(account, payments, agenda, clock, ids);
    this.sessions = new SessionDesk(account, checks, clock, ids);
    this.delivery = new EventDelivery(surroundings.webhooks(), json, webhookSecret);
    SubscriptionJson subscriptionJson = new SubscriptionJson(account, json, options.livemode());
    SessionJson sessionJson = new SessionJson(options.livemode());
    RiskJson riskJson = new RiskJson(account, options.livemode());
    this.events =
        new EventLog(
            account, json, subscriptionJson, sessionJson, riskJson, clock, ids, delivery::deliver);
    account.observe(new BookKeeper(surroundings.books()));
    account.observe(events);
    this.rateLimit = new RateLimit(options.requestsPerSecond(), clock);
    Runnable upToDate = this::catchUp;
    StripeApi api = new StripeApi(keys, rateLimit, new IdempotencyLayer(clock), ids, upToDate);
    Routes routes = new Routes();
    new ReadEndpoints(account, events, json).addTo(routes, api);
    new WriteEndpoints(payments, refunds, json).addTo(routes, api);
    new SubscriptionEndpoints(account, subscriptions, subscriptionJson).addTo(routes, api);
    new RiskEndpoints(account, risks, riskJson).addTo(routes, api);
    new SessionEndpoints(account, sessions, sessionJson).addTo(routes, api);
    this.server = SystemServer.start(SYSTEM, port, surroundings, routes, api.unknown());
    this.ticker = new Timer("sandbox-stripe-agenda", true);
    this.ticker.schedule(task(upToDate), TICK_MILLIS, TICK_MILLIS);
  }

  /**
   * Starts an empty account.
   *
   * @param port a free port is taken if it is 0
   */
  public static StripeSandbox start(StripeOptions options, int port, Surroundings surroundings) {
    return new StripeSandbox(options, port, surroundings);
  }

  private static TimerTask task(Runnable work) {
    return new TimerTask() {
      @Override
      public void run() {
        work.run();
      }
    };
  }

  /** Where the API listens, without a path and without a slash at the end. */
  public URI url() {
    return server.url();
  }

  /** The key that may do everything. */
  public String secretKey() {
    return keys.secret();
  }

  /** The restricted key that may only read; a write with it is answered with 403. */
  public String readOnlyKey() {
    return keys.readOnly();
  }

  /** What events are signed with. */
  public String webhookSecret() {
    return webhookSecret;
  }

  /** Begins the description of a payment. */
  public PaymentBuilder payment() {
    return new PaymentBuilder(order -> plainly(() -> payments.take(order, Origin.PAYER)));
  }

  /** A new customer with this address. */
  public Customer customer(String email) {
    return payments.addCustomer(email, null, Map.of(), Origin.PAYER);
  }

  /** A person refunds in the dashboard: no metadata, no idempotency key. */
  public Refund refundByHand(String paymentIntentId, long minorUnits) {
    catchUp();
    RefundOrder order = RefundOrder.of(known(paymentIntentId), minorUnits);
    return plainly(() -> refunds.create(order, Origin.DASHBOARD));
  }

  /** A pending refund, or one that required action, reaches the customer. */
  public Refund settle(String refundId) {
    catchUp();
    return plainly(() -> refunds.settle(refundId, Origin.BANK));
  }

  /** A refund comes back, be it pending or already succeeded. */
  public Refund fail(String refundId, RefundFailureReason reason) {
    catchUp();
    return plainly(() -> refunds.fail(refundId, reason, Origin.BANK));
  }

  /** The payer disputes all of a payment. */
  public Dispute dispute(String paymentIntentId, DisputeStatus status) {
    return dispute(paymentIntentId, status, known(paymentIntentId).amountCaptured());
  }

  /** The payer disputes a part of a payment, in minor units. */
  public Dispute dispute(String paymentIntentId, DisputeStatus status, long minorUnits) {
    catchUp();
    return payments.dispute(known(paymentIntentId), status, minorUnits);
  }

  /** A dispute moves on. */
  public Dispute changeDispute(String disputeId, DisputeStatus status) {
    catchUp();
    return plainly(() -> payments.change(disputeId, status));
  }

  /** A person in the dashboard, or a rule, has a payment looked at. */
  public Review openReview(String paymentIntentId) {
    catchUp();
    return risks.open(known(paymentIntentId), "manual", Origin.DASHBOARD);
  }

  /**
   * A person in the dashboard closes the open review of a payment; whoever refunds it as fraud
   * refunds all that is left.
   */
  public Review closeReview(String paymentIntentId, ReviewEnd end) {
    catchUp();
    Payment payment = known(paymentIntentId);
    Review review =
        account
            .reviewOf(payment.id())
            .orElseThrow(() -> new IllegalArgumentException(payment.id() + " has no review"));
    if (end == ReviewEnd.REFUNDED || end == ReviewEnd.REFUNDED_AS_FRAUD) {
      String reason = end == ReviewEnd.REFUNDED ? "requested_by_customer" : "fraudulent";
      RefundOrder order = RefundOrder.of(payment, 0).because(reason);
      var unused = plainly(() -> refunds.create(order, Origin.DASHBOARD));
      return plainly(() -> risks.find(review.id()));
    }
    return plainly(() -> risks.close(review.id(), end, Origin.DASHBOARD));
  }

  /** The card's bank warns that a payment may be fraudulent. */
  public FraudWarning warnOfFraud(String paymentIntentId) {
    catchUp();
    return risks.warn(known(paymentIntentId), "unauthorized_use_of_card");
  }

  /** A refund as it stands now. */
  public Refund refund(String refundId) {
    catchUp();
    return plainly(() -> refunds.find(refundId));
  }

  /** All refunds of a payment, newest first. */
  public List<Refund> refundsOf(String paymentIntentId) {
    catchUp();
    return account.refundsOf(known(paymentIntentId).id());
  }

  /** What of a payment is refunded or on its way back, in minor units. */
  public long moneyMoved(String paymentIntentId) {
    catchUp();
    return account.refunded(known(paymentIntentId).id());
  }

  /** Begins the description of a customer's subscription. */
  public SubscriptionBuilder subscription(String customerId) {
    return new SubscriptionBuilder(
        customerId, order -> plainly(() -> subscriptions.create(order, Origin.PAYER)));
  }

  /** A subscription as it stands now. */
  public Subscription subscriptionOf(String subscriptionId) {
    catchUp();
    return plainly(() -> subscriptions.find(subscriptionId));
  }

  /** The payments that were made for the terms of a subscription, oldest first. */
  public List<String> paymentsFor(String subscriptionId) {
    catchUp();
    return account.invoices().stream()
        .filter(invoice -> invoice.subscriptionId().equals(subscriptionId))
        .sorted(Comparator.comparing(Invoice::created))
        .map(Invoice::paymentId)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * A subscription moves on by itself: a payment fails or comes in, a trial ends without a card.
   */
  public Subscription subscriptionBecomes(String subscriptionId, SubscriptionStatus status) {
    catchUp();
    return plainly(() -> subscriptions.become(subscriptionId, status));
  }

  /** A person lets a subscription end with its term: no metadata, no idempotency key. */
  public Subscription scheduleEndByHand(String subscriptionId) {
    return updateByHand(subscriptionId, "cancel_at_period_end=true");
  }

  /** A person lets a subscription end at a date of its own. */
  public Subscription scheduleEndByHand(String subscriptionId, Instant at) {
    return updateByHand(subscriptionId, "cancel_at=" + at.getEpochSecond());
  }

  /** A person takes a scheduled end back, whoever asked for it; the metadata stay. */
  public Subscription keepByHand(String subscriptionId) {
    return updateByHand(subscriptionId, "cancel_at=");
  }

  /** A person ends a subscription at once. */
  public Subscription endByHand(String subscriptionId) {
    catchUp();
    return plainly(() -> subscriptions.cancel(subscriptionId, Form.parse(""), Origin.DASHBOARD));
  }

  /** A verification session as it stands now. */
  public VerificationSession verificationSession(String sessionId) {
    catchUp();
    return plainly(() -> sessions.find(sessionId));
  }

  /**
   * The customer follows the link of a session, and with that uses it up.
   *
   * @return the session's id
   * @throws IllegalStateException if the link has been used, is older than 48 hours, or leads to a
   *     session that takes no input
   */
  public String followLink(String url) {
    catchUp();
    return sessions.follow(url);
  }

  /** The customer submits what proves who they are; half a minute later the session is verified. */
  public VerificationSession submit(String sessionId) {
    catchUp();
    return plainly(() -> sessions.submit(sessionId, null));
  }

  /** The customer submits something that will not do; half a minute later the session says so. */
  public VerificationSession submitBadly(String sessionId, SessionError error) {
    catchUp();
    return plainly(() -> sessions.submit(sessionId, error));
  }

  /** A person closes a session in the dashboard. */
  public VerificationSession closeSessionByHand(String sessionId) {
    catchUp();
    return plainly(() -> sessions.cancel(sessionId, Origin.DASHBOARD));
  }

  /** A person has a session erased in the dashboard; it takes a day. */
  public VerificationSession redactByHand(String sessionId) {
    catchUp();
    return plainly(() -> sessions.redact(sessionId, Origin.DASHBOARD));
  }

  private Subscription updateByHand(String subscriptionId, String form) {
    catchUp();
    return plainly(() -> subscriptions.update(subscriptionId, Form.parse(form), Origin.DASHBOARD));
  }

  /** From now on so many requests a second are let in; 0 answers each with 429. */
  public void limitRequests(int perSecond) {
    rateLimit.change(perSecond);
  }

  /** Does what has become due by now; every request and every method here begins with it. */
  public void catchUp() {
    agenda.runUntil(clock.instant());
    checks.runUntil(clock.instant());
  }

  /** What is being checked is judged now, and what is being erased is gone. */
  public void finishChecks() {
    checks.runUntil(Instant.MAX);
  }

  /**
   * Sends every event from now on, signed, to this address.
   *
   * @param types the types that are wanted; all if none is named
   * @return the endpoint's id, by which webhook faults choose it
   */
  public String sendEventsTo(URI url, String... types) {
    String id = ids.endpoint();
    delivery.add(id, url, Set.of(types));
    return id;
  }

  /**
   * Sends, and lists, an event of this type as no version of the API has it: its object has no id.
   */
  public void sendMisshapen(String type) {
    sendMisshapen(type, JsonNodeFactory.instance.objectNode().put("object", "refund"));
  }

  /** The same, about whatever this is. */
  public void sendMisshapen(String type, ObjectNode object) {
    events.publishMisshapen(type, object, Origin.DASHBOARD);
  }

  /** Forgets all endpoints; events are only listed then. */
  public void sendNoEvents() {
    delivery.clear();
  }

  @Override
  public void close() {
    ticker.cancel();
    server.close();
  }

  /** Only HTTP callers see Stripe's errors; Java callers get Java's. */
  private static <T> T plainly(Supplier<T> action) {
    try {
      return action.get();
    } catch (StripeError e) {
      throw "resource_missing".equals(e.code())
          ? new IllegalArgumentException(e.text(), e)
          : new IllegalStateException(e.text(), e);
    }
  }

  private Payment known(String paymentIntentId) {
    return account
        .payment(paymentIntentId)
        .orElseThrow(() -> new IllegalArgumentException("no payment " + paymentIntentId));
  }
}
