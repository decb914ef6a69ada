package io.caserail.sandbox.easypost;

import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.SystemServer;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;

/**
 * An EasyPost account of our own. Programs reach it over HTTP with {@link #apiKey}; tests and the
 * demo set the scene and look behind it with the methods here, which stand for what carriers and
 * people in the dashboard do.
 *
 * <p>Unknown ids are answered with {@link IllegalArgumentException}, a change that the state of a
 * shipment does not allow with {@link IllegalStateException}.
 */
public final class EasyPostSandbox implements AutoCloseable {
  /** What faults, calls and books call this stand-in. */
  public static final String SYSTEM = "easypost";

  private static final long TICK_MILLIS = 500;

  private final String apiKey;
  private final String webhookSecret = Shipments.id("");
  private final EasyPostEvents events;
  private final Shipments shipments;
  private final EasyPostApi api;
  private final SystemServer server;
  private final Timer ticker = new Timer("sandbox-easypost-carriers", true);

  private EasyPostSandbox(EasyPostOptions options, Surroundings surroundings) {
    this.apiKey = Shipments.id(options.production() ? "EZAK" : "EZTK");
    EasyPostJson json = new EasyPostJson(options.production());
    this.events = new EasyPostEvents(surroundings.webhooks(), json, webhookSecret);
    this.shipments =
        new Shipments(surroundings.clock(), options.refundsTake(), surroundings.books(), events);
    this.api = new EasyPostApi(apiKey, shipments, json);
    this.server =
        SystemServer.start(SYSTEM, options.port(), surroundings, api.routes(), api.unknown());
    this.ticker.schedule(task(shipments::catchUp), TICK_MILLIS, TICK_MILLIS);
  }

  /** Starts an empty account. */
  public static EasyPostSandbox start(EasyPostOptions options, Surroundings surroundings) {
    return new EasyPostSandbox(options, surroundings);
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

  /** The key that may do everything; EasyPost knows no others. */
  public String apiKey() {
    return apiKey;
  }

  /** What events are signed with. */
  public String webhookSecret() {
    return webhookSecret;
  }

  /** The shop buys a label for this order of its own; the carrier will take it back if asked. */
  public Shipment buy(String reference) {
    return buy(reference, CarrierAnswer.REFUND);
  }

  /** The shop buys a label, whose carrier answers so when it is asked to take it back. */
  public Shipment buy(String reference, CarrierAnswer carrier) {
    return shipments.buy(reference, carrier, Cause.human("the shop"));
  }

  /** The carrier takes the parcel. */
  public Shipment scan(String shipmentId) {
    return track(shipmentId, TrackerStatus.IN_TRANSIT);
  }

  /** The customer has the parcel. */
  public Shipment deliver(String shipmentId) {
    return track(shipmentId, TrackerStatus.DELIVERED);
  }

  /** The parcel comes back. */
  public Shipment sendBack(String shipmentId) {
    return track(shipmentId, TrackerStatus.RETURN_TO_SENDER);
  }

  /** The carrier says this of the parcel. */
  public Shipment track(String shipmentId, TrackerStatus status) {
    return now(() -> shipments.track(shipmentId, status));
  }

  /** A person asks in the dashboard for the label to be taken back. */
  public Shipment refundByHand(String shipmentId) {
    return now(() -> shipments.refund(shipmentId, Cause.human("in the EasyPost dashboard")));
  }

  /** The carrier takes the label back before its time. */
  public Shipment grant(String shipmentId) {
    return now(() -> shipments.resolve(shipmentId, RefundStatus.REFUNDED));
  }

  /** The carrier says no before its time. */
  public Shipment reject(String shipmentId) {
    return now(() -> shipments.resolve(shipmentId, RefundStatus.REJECTED));
  }

  /** A shipment as it stands now. */
  public Shipment shipment(String shipmentId) {
    return now(() -> shipments.find(shipmentId));
  }

  /** All shipments, oldest first. */
  public List<Shipment> shipments() {
    return now(shipments::list);
  }

  /** From now on every request is answered with 429, or none is. */
  public void throttle(boolean on) {
    api.throttle(on);
  }

  /** Lets carriers answer what is due by now; every request and every method here begins so. */
  public void catchUp() {
    shipments.catchUp();
  }

  /**
   * Sends every event from now on, signed, to this address.
   *
   * @param types the types that are wanted; all if none is named
   * @return the webhook's id, by which webhook faults choose it
   */
  public String sendEventsTo(URI url, String... types) {
    return events.add(url, Set.of(types));
  }

  /** Forgets all webhooks. */
  public void sendNoEvents() {
    events.clear();
  }

  @Override
  public void close() {
    ticker.cancel();
    server.close();
  }

  /** Only HTTP callers see EasyPost's errors; Java callers get Java's. */
  private <T> T now(Supplier<T> action) {
    try {
      shipments.catchUp();
      return action.get();
    } catch (EasyPostError e) {
      throw e.code().equals("NOT_FOUND")
          ? new IllegalArgumentException(e.text(), e)
          : new IllegalStateException(e.text(), e);
    }
  }
}
