package io.caserail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.caserail.contract.LifecycleState;
import io.caserail.gateway.Senders;
import io.caserail.worker.contract.ContractFiles;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A contract, a secret and a source that change under a gateway to which all senders go on. */
final class ChangesUnderLoadTest {
  private static final String OLD = "the-old-secret-of-zendesk";
  private static final String NEXT = "the-next-secret-of-zendesk";
  private static final String SECRET = "whsec_c2hvcC1zZWNyZXQtb2YtdGhlLXRlc3RzLW5vdw==";
  private static final String STORE = "    store: { secrets: { now: " + SECRET + " } }";
  private static final String FIRST = "      - version: \"1\"\n";
  private static final String FIRST_AND_SECOND =
      "      - version: \"2\"\n        schema: { required: [data] }\n" + FIRST;
  private static final String SHOP_EVENTS = "  - source: shop\n";
  private static final String STORE_EVENTS =
      """
        - source: store
          type: order.updated
          effect: wake
          case: cancellation
          correlation: { object: /data/id }
          versions:
            - version: "1"
              schema: { properties: { data: { required: [id] } } }
      """
          + SHOP_EVENTS;
  private static final int SENDERS = 4;
  private static final long A_MOMENT = 10_000_000;

  @TempDir private Path folder;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicIntegerArray rounds = new AtomicIntegerArray(SENDERS);
  private final List<Future<?>> sending = new ArrayList<>();
  private volatile String secret = OLD;
  private volatile boolean isStoreOpen;
  private volatile boolean stopped;

  @Test
  @Timeout(180)
  void each_event_is_in_one_case_or_one_entry_whatever_changes_meanwhile() throws Exception {
    try (TemporalForTests temporal = new TemporalForTests()) {
      // What was started and put aside is to be found as it was.
      temporal.stopWorker();
      Path contract = contracts();
      Path config = config(temporal.address(), "old: " + OLD, "");
      try (Running gateway = new Running("gateway", "--config", config.toString())) {
        String line = gateway.firstLine();
        Senders senders = new Senders(Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
          int number = i;
          sending.add(threads.submit(() -> sendUntilStopped(senders, number)));
        }

        awaitAnswer("shop", "quarantined");
        String text = Files.readString(contract);
        put(contract, text.replace(FIRST, FIRST_AND_SECOND).replace(SHOP_EVENTS, STORE_EVENTS));
        awaitAnswer("shop", "ignored");
        config(temporal.address(), "old: " + OLD + ", next: " + NEXT, STORE);
        secret = NEXT;
        isStoreOpen = true;
        awaitRounds(10);
        config(temporal.address(), "next: " + NEXT, STORE);
        awaitRounds(10);
        stopped = true;

        for (Future<?> each : sending) {
          each.get();
        }
        threads.shutdownNow();
        assertThat(gateway.stop()).isZero();
      }

      assertThat(answered("zendesk").values()).containsOnly("accepted");
      assertThat(answered("store").values()).isNotEmpty().containsOnly("quarantined");
      assertThat(open(temporal, "refund-acme-")).isEqualTo(answered("zendesk").keySet());
      assertThat(open(temporal, "quarantine-acme-company-store-"))
          .isEqualTo(answered("store").keySet());
      Map<String, String> shop = answered("shop");
      shop.values().removeIf("ignored"::equals);
      assertThat(shop.values()).containsOnly("quarantined");
      assertThat(open(temporal, "quarantine-acme-company-shop-")).isEqualTo(shop.keySet());
    }
  }

  /** A request, an event of the version that is to come, and one without what it is about. */
  private void sendUntilStopped(Senders to, int number) {
    while (!stopped) {
      int n = count.incrementAndGet();
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      String payment = "pi_3Qload" + n;
      String ask =
          "{\"kind\":\"refund\",\"ticket\":\"%s\",\"object\":\"%s\"}".formatted(n, payment);
      keep("zendesk", payment, to.zendesk(secret, now, "i-" + n, ask.getBytes(UTF_8)), to);
      String news = "{\"type\":\"order.updated\",\"version\":2,\"data\":{\"id\":\"ord_1\"}}";
      keep("shop", "m-" + n, to.company("shop", "m-" + n, now, news, SECRET), to);
      if (isStoreOpen) {
        String none = "{\"type\":\"order.updated\",\"data\":{}}";
        keep("store", "s-" + n, to.company("store", "s-" + n, now, none, SECRET), to);
      }
      rounds.incrementAndGet(number);
    }
  }

  private void keep(String source, String id, HttpRequest.Builder event, Senders to) {
    HttpResponse<String> answer = to.send(event);
    assertThat(answer.statusCode()).as(source + " " + id + ": " + answer.body()).isEqualTo(202);
    answers.put(source + " " + id, answer.body().replaceAll(".*:\"|\"}", ""));
  }

  /** Until each sender has gone round so often: none signs with what it read before. */
  private void awaitRounds(int more) throws Exception {
    List<Integer> before = rounds();
    for (int i = 0; i < SENDERS; i++) {
      while (rounds.get(i) < before.get(i) + more) {
        if (sending.get(i).isDone()) {
          sending.get(i).get();
        }
        LockSupport.parkNanos(A_MOMENT);
      }
    }
  }

  private List<Integer> rounds() {
    return IntStream.range(0, SENDERS).mapToObj(rounds::get).toList();
  }

  private void awaitAnswer(String source, String word) throws Exception {
    while (!answered(source).containsValue(word)) {
      awaitRounds(1);
    }
  }

  /** The answer to each event of a source, by its id. */
  private Map<String, String> answered(String source) {
    Map<String, String> ids = new TreeMap<>();
    answers.forEach(
        (event, word) -> {
          if (event.startsWith(source + " ")) {
            ids.put(event.substring(source.length() + 1), word);
          }
        });
    return ids;
  }

  /** What each open workflow of a prefix is about; two of one would be no set. */
  private static Set<String> open(TemporalForTests temporal, String prefix) {
    List<String> ids = new ArrayList<>();
    ByteString page = ByteString.EMPTY;
    do {
      var listed =
          temporal
              .stubs()
              .blockingStub()
              .listOpenWorkflowExecutions(
                  ListOpenWorkflowExecutionsRequest.newBuilder()
                      .setNamespace("default")
                      .setNextPageToken(page)
                      .build());
      listed.getExecutionsList().forEach(run -> ids.add(run.getExecution().getWorkflowId()));
      page = listed.getNextPageToken();
    } while (!page.isEmpty());
    List<String> about =
        ids.stream()
            .filter(id -> id.startsWith(prefix))
            .map(id -> id.substring(prefix.length()))
            .toList();
    assertThat(about).doesNotHaveDuplicates();
    return new TreeSet<>(about);
  }

  private Path contracts() throws IOException {
    Path contracts = Files.createDirectory(folder.resolve("contracts"));
    for (LifecycleState state : LifecycleState.values()) {
      String name = state.word() + ".yaml";
      Files.writeString(contracts.resolve(name), ContractFiles.builtInText(name));
    }
    return contracts.resolve("cancellation.yaml");
  }

  private Path config(String temporal, String zendesk, String store) throws IOException {
    Path config = folder.resolve("caserail.yaml");
    put(
        config,
        """
        account: acme
        mode: sandbox
        contracts: contracts
        temporal: { target: '%s' }
        gateway:
          port: 0
          secrets: { zendesk: { %s } }
          company:
            shop: { secrets: { now: %s } }
        %s
        """
            .formatted(temporal, zendesk, SECRET, store));
    return config;
  }

  private void put(Path to, String text) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
