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
  private final WebhookMetrics metrics;
  private final Clock clock;
  private final Duration freshness;

  WebhookRoute(
      String source,
      Prover prover,
      Hook hook,
      WebhookMetrics metrics,
      Clock clock,
      Duration freshness) {
    this.source = source;
    this.prover = prover;
    this.hook = hook;
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
    try {
      Result result = take(arrival);
      metrics.answered(source, 202, result.word(), since(start));
      return result;
    } catch (Refusal e) {
      log.info("Webhook refused source={} status={} reason={}", source, e.status(), e.getMessage());
      metrics.answered(source, e.status(), "refused", since(start));
      throw e;
    }
  }

  private Result take(Arrival arrival) {
    Delivery delivery = arrival.read();
    Proof proof = prover.prove(delivery);
    if (!proof.isFresh(clock.instant(), freshness)) {
      throw Refusal.notAuthentic("the signed time is too far from now");
    }
    metrics.authentic(source, proof.key(), clock.instant());
    try {
      return hook.take(delivery);
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
