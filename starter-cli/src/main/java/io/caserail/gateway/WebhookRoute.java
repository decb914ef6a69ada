package io.caserail.gateway;

import io.caserail.client.TemporalUnavailable;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender's way in: first the proof, then the meaning, then the answer. */
final class WebhookRoute {
  private static final Logger log = LoggerFactory.getLogger(WebhookRoute.class);

  private final String source;
  private final Prover prover;
  private final Hook hook;
  private final Reception reception;
  private final DeliveryLog deliveries;
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final Duration freshness;

  WebhookRoute(
      String source,
      Prover prover,
      Hook hook,
      Reception reception,
      DeliveryLog deliveries,
      WebhookMetrics metrics,
      Clock clock,
      Duration freshness) {
    this.source = source;
    this.prover = prover;
    this.hook = hook;
    this.reception = reception;
    this.deliveries = deliveries;
    this.metrics = metrics;
    this.clock = clock;
    this.freshness = freshness;
  }

  String source() {
    return source;
  }

  /** Something that yields a delivery, or refuses to. */
  interface Arrival {
    Delivery read();
  }

  /**
   * Takes one delivery.
   *
   * @throws Refusal when it is not taken
   */
  Result answer(Arrival arrival) {
    long start = System.nanoTime();
    Note note = new Note(source, clock.instant());
    try {
      Result result = take(arrival, note);
      metrics.answered(source, 202, result.word(), since(start));
      deliveries.add(note.line(result.word(), ""));
      return result;
    } catch (Refusal e) {
      log.info("Webhook refused source={} status={} reason={}", source, e.status(), e.getMessage());
      metrics.answered(source, e.status(), e.result(), since(start));
      deliveries.add(note.line(e.result(), String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private Result take(Arrival arrival, Note note) {
    Delivery delivery = arrival.read();
    Proof proof = prover.prove(delivery);
    if (!proof.isFresh(clock.instant(), freshness)) {
      throw Refusal.notAuthentic("the signed time is too far from now");
    }
    metrics.authentic(source, proof.key(), clock.instant());
    note.proven(delivery, proof);
    try {
      return reception.take(hook, delivery, note);
    } catch (Refusal e) {
      throw e;
    } catch (TemporalUnavailable e) {
      log.warn("Temporal did not take the event source={}", source, e);
      throw Refusal.unavailable();
    } catch (RuntimeException e) {
      // Zendesk never repeats after a 500, so whatever went wrong is answered with 'again'.
      log.error("The event could not be handed on source={}", source, e);
      throw Refusal.unavailable();
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
