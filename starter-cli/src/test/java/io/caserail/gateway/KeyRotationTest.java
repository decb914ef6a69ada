package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that change under a gateway that goes on. */
final class KeyRotationTest {
  private static final String OLD = "the-old-secret-of-the-sender";
  private static final String NEXT = "the-next-secret-of-the-sender";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write_the_first() {
    file = folder.resolve("zendesk");
    put("old=" + OLD);
  }

  @Test
  void a_rotation_under_load_loses_nothing() throws Exception {
    try (RunningGateway running = new RunningGateway(keyring(this::read))) {
      SenderUnderLoad sender = new SenderUnderLoad(running, OLD);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<List<Integer>>> sent = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        sent.add(threads.submit(sender::sendUntilStopped));
      }

      sender.awaitMore(40);
      put("old=" + OLD + "\nnext=" + NEXT);
      sender.change(NEXT);
      sender.awaitMore(40);
      put("next=" + NEXT);
      sender.awaitMore(40);
      sender.stop();

      for (Future<List<Integer>> answers : sent) {
        assertThat(answers.get()).containsOnly(202);
      }
      threads.shutdownNow();
      assertThat(running.get("/metrics").body())
          .contains("caserail_webhook_proofs_total{key=\"old\",source=\"zendesk\"}")
          .contains("caserail_webhook_proofs_total{key=\"next\",source=\"zendesk\"}");
    }
  }

  @Test
  void a_secret_that_was_taken_away_counts_no_more() {
    try (RunningGateway running = new RunningGateway(keyring(this::read))) {
      put("next=" + NEXT);

      // The first that the new secret has signed is what makes it look at once.
      assertThat(send(running, NEXT, "i-1").statusCode()).isEqualTo(202);
      assertThat(send(running, OLD, "i-2").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void what_can_not_be_used_keeps_the_old_ones_and_raises_a_metric_until_it_can() {
    try (RunningGateway running = new RunningGateway(keyring(this::read))) {
      put("next=short");

      assertThat(send(running, NEXT, "i-1").statusCode()).isEqualTo(401);
      assertThat(send(running, OLD, "i-2").statusCode()).isEqualTo(202);
      assertThat(running.get("/metrics").body()).contains("caserail_webhook_secrets_stuck 1");

      put("next=" + NEXT);

      assertThat(send(running, NEXT, "i-3").statusCode()).isEqualTo(202);
      assertThat(running.get("/metrics").body()).contains("caserail_webhook_secrets_stuck 0");
    }
  }

  @Test
  void the_first_event_of_a_source_that_is_added_is_taken() {
    Path added = folder.resolve("stripe");
    try (RunningGateway running = new RunningGateway(keyring(() -> readWith(added)))) {
      int before = running.stripe(RunningGateway.refundEvent("refund.updated")).statusCode();

      put(added, Senders.STRIPE_SECRET);

      assertThat(before).isEqualTo(404);
      assertThat(running.stripe(RunningGateway.refundEvent("refund.updated")).statusCode())
          .isEqualTo(202);
    }
  }

  @Test
  void files_that_have_not_changed_are_not_read_again() {
    AtomicInteger readings = new AtomicInteger();
    Keyring keyring =
        keyring(
            () -> {
              readings.incrementAndGet();
              return read();
            });
    int first = readings.get();

    for (int i = 0; i < 100; i++) {
      assertThat(keyring.again().of("zendesk")).hasSize(1);
    }

    assertThat(readings).hasValue(first);
  }

  private static Keyring keyring(Supplier<LiveFiles.Reading<Trusted>> reader) {
    return Keyring.of(new LiveFiles<>("secrets", reader));
  }

  private static HttpResponse<String> send(RunningGateway running, String secret, String id) {
    Senders senders = running.senders();
    return senders.send(
        senders.zendesk(secret, RunningGateway.NOW, id, RunningGateway.REFUND.getBytes(UTF_8)));
  }

  private LiveFiles.Reading<Trusted> read() {
    try {
      List<WebhookSecret> secrets =
          Files.readAllLines(file).stream()
              .map(line -> line.split("=", 2))
              .map(pair -> new WebhookSecret(pair[0], pair[1]))
              .toList();
      return new LiveFiles.Reading<>(new Trusted(Map.of("zendesk", secrets)), Set.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, and Stripe's once its file is there. */
  private LiveFiles.Reading<Trusted> readWith(Path stripe) {
    LiveFiles.Reading<Trusted> zendesk = read();
    Map<String, List<WebhookSecret>> secrets = new HashMap<>(zendesk.value().secrets());
    if (Files.exists(stripe)) {
      secrets.put("stripe", List.of(RunningGateway.STRIPE));
    }
    return new LiveFiles.Reading<>(new Trusted(secrets), Set.of(file, stripe));
  }

  private void put(String lines) {
    put(file, lines);
  }

  private void put(Path to, String lines) {
    try {
      Path fresh = Files.writeString(folder.resolve("fresh"), lines);
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sender that signs with one secret at a time and never stops. */
  private static final class SenderUnderLoad {
    private final RunningGateway running;
    private final AtomicInteger count = new AtomicInteger();
    private volatile String secret;
    private volatile boolean stopped;
    private volatile CountDownLatch more = new CountDownLatch(0);

    SenderUnderLoad(RunningGateway running, String secret) {
      this.running = running;
      this.secret = secret;
    }

    List<Integer> sendUntilStopped() {
      List<Integer> answers = new ArrayList<>();
      while (!stopped) {
        answers.add(send(running, secret, "i-" + count.incrementAndGet()).statusCode());
        more.countDown();
      }
      return answers;
    }

    void awaitMore(int deliveries) throws InterruptedException {
      CountDownLatch latch = new CountDownLatch(deliveries);
      more = latch;
      latch.await();
    }

    void change(String to) {
      secret = to;
    }

    void stop() {
      stopped = true;
    }
  }
}
