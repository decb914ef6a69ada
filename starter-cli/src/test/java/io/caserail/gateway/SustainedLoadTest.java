package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.VirtualClock;
import io.caserail.sandbox.fault.Faults;
import io.caserail.sandbox.hook.Delivery;
import io.caserail.sandbox.hook.HookAttempt;
import io.caserail.sandbox.hook.Result;
import io.caserail.sandbox.hook.RetryTable;
import io.caserail.sandbox.hook.WebhookSender;
import io.caserail.sandbox.zendesk.ZendeskRetries;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Zendesk, by its own table of retries and with its own breaker, sends twice what Temporal takes
 * one by one, and is never made to stop. Real time; the sender's pauses are a twentieth of what
 * they are.
 */
final class SustainedLoadTest {
  private static final int AT_ONCE = 2;
  private static final Duration A_CALL = Duration.ofMillis(100);

  /** Temporal takes 20 a second. */
  private static final Duration BETWEEN = Duration.ofMillis(25);

  /** Ten seconds of it; the breaker judges by a hundred requests. */
  private static final int EVENTS = 400;

  private static final double PAUSES = 0.05;

  @Test
  void twice_what_temporal_takes_opens_no_breaker_and_loses_no_hint() throws Exception {
    VirtualClock clock = new VirtualClock();
    Breaker breaker = new Breaker(new ZendeskRetries(clock));
    try (RunningGateway running = new RunningGateway(settings());
        WebhookSender zendesk =
            new WebhookSender(clock, new Faults(), PAUSES, Duration.ofSeconds(12))) {
      running.inbox().takes(A_CALL);
      zendesk.sendAtOnce(100);

      send(i -> zendesk.send(hint(running, i, breaker)));

      assertThat(zendesk.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(breaker.opened()).as("answers by status: %s", statuses(zendesk)).isZero();
      assertThat(taken(zendesk)).hasSize(EVENTS);
      assertThat(zendesk.attempts().size())
          .as("a gust is shed, and comes again")
          .isLessThan(EVENTS * 3 / 2);
      assertThat(objects(running.inbox().said)).hasSize(EVENTS);
      assertThat(running.inbox().bundles.get()).isPositive();
      assertThat(running.inbox().calls()).as("calls of Temporal").isLessThan(EVENTS);
    }
  }

  private interface Sending {
    void send(int event);
  }

  private static void send(Sending sending) throws InterruptedException {
    ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    try {
      AtomicInteger sent = new AtomicInteger();
      CountDownLatch left = new CountDownLatch(EVENTS);
      var unused =
          pace.scheduleAtFixedRate(
              () -> {
                if (left.getCount() > 0) {
                  sending.send(sent.incrementAndGet());
                  left.countDown();
                }
              },
              0,
              BETWEEN.toMillis(),
              TimeUnit.MILLISECONDS);
      assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      pace.shutdownNow();
    }
  }

  private static Delivery hint(RunningGateway running, int number, RetryTable retries) {
    byte[] body =
        "{\"kind\":\"refund\",\"ticket\":\"%d\",\"object\":\"pi_3Q%06d\"}"
            .formatted(number, number)
            .getBytes(UTF_8);
    return new Delivery(
        "zendesk",
        "hook",
        "i-" + number,
        URI.create("http://127.0.0.1:" + running.port() + "/hooks/zendesk"),
        body,
        (at, bytes) -> headers(running, number, bytes),
        retries);
  }

  private static Map<String, String> headers(RunningGateway running, int number, byte[] body) {
    HttpRequest signed =
        running
            .senders()
            .zendesk(Senders.ZENDESK_SECRET, RunningGateway.NOW, "i-" + number, body)
            .build();
    return signed.headers().map().entrySet().stream()
        .filter(header -> header.getKey().startsWith("x-"))
        .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().get(0)));
  }

  private static Map<Integer, Long> statuses(WebhookSender sender) {
    return sender.attempts().stream()
        .map(HookAttempt::result)
        .collect(Collectors.groupingBy(Result::status, Collectors.counting()));
  }

  private static Set<String> taken(WebhookSender sender) {
    return sender.attempts().stream()
        .filter(attempt -> attempt.result().accepted())
        .map(HookAttempt::id)
        .collect(Collectors.toSet());
  }

  private static Set<String> objects(List<String> said) {
    Set<String> objects = new HashSet<>();
    for (String one : said) {
      objects.add(one.split(" ")[2]);
    }
    return objects;
  }

  private static GatewaySettings settings() {
    return new GatewaySettings(
        "127.0.0.1",
        0,
        false,
        GatewaySettings.FORMS,
        GatewaySettings.BODY_CAP,
        GatewaySettings.FRESHNESS,
        AT_ONCE,
        "",
        RunningGateway.TERMS,
        Keyring.fixed(
            new Trusted(
                Map.of("zendesk", List.of(new WebhookSecret("now", Senders.ZENDESK_SECRET))))));
  }

  /** The vendor's table; it counts how often its breaker was seen open. */
  private static final class Breaker implements RetryTable {
    private final ZendeskRetries vendor;
    private final AtomicInteger opened = new AtomicInteger();

    Breaker(ZendeskRetries vendor) {
      this.vendor = vendor;
    }

    @Override
    public Optional<Duration> pauseAfter(int attempt, Result result) {
      return vendor.pauseAfter(attempt, result);
    }

    @Override
    public void attempted(Result result) {
      vendor.attempted(result);
      if (!vendor.heldFor().isZero()) {
        opened.incrementAndGet();
      }
    }

    @Override
    public Duration heldFor() {
      return vendor.heldFor();
    }

    int opened() {
      return opened.get();
    }
  }
}
