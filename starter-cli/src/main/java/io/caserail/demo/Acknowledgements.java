package io.caserail.demo;

import io.caserail.demo.BenchReport.Row;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * How long a sender waits until its webhook is acknowledged, beside the one call that has to be
 * waited for: a raw signal-with-start of the same content, by a client of the same settings, on the
 * same server. An empty round trip to the gateway says what HTTP alone takes.
 */
final class Acknowledgements {
  /** Short ones, so that the weather of the machine is the same for all. */
  private static final int ROUNDS = 10;

  /** The compiler has its turn before, and not while, something is measured. */
  private static final int WARM_UP = 10;

  private static final double GOAL = 1.3;

  /** Too much at once: whoever sends it has to send it again. */
  private static final int BUSY = 429;

  private static final TicketHint HINT = new TicketHint(new TicketId("1"), "webhook");
  private static final byte[] EMPTY = HttpLine.get("/healthz");

  private final Stage stage;
  private final BareCases bare;
  private final int perRound;
  private final AtomicInteger turnedAway = new AtomicInteger();
  private int payments = 100_000;

  Acknowledgements(Stage stage, BareCases bare, int perRound) {
    this.stage = stage;
    this.bare = bare;
    this.perRound = perRound;
  }

  /** Measures with so many senders at once. */
  List<Row> measure(int senders) {
    warmUp(senders);
    turnedAway.set(0);
    List<Double> hooks = new ArrayList<>();
    List<Double> raws = new ArrayList<>();
    List<Double> empties = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      hooks.addAll(hooks(senders, perRound));
      raws.addAll(raws(senders, perRound));
      empties.addAll(empties(senders, perRound));
    }
    return rows(senders, Samples.of(hooks), Samples.of(raws), Samples.of(empties));
  }

  private void warmUp(int senders) {
    for (int round = 0; round < WARM_UP; round++) {
      List<Double> unused = hooks(senders, perRound);
      unused = raws(senders, perRound);
      unused = empties(senders, perRound);
    }
  }

  private List<Row> rows(int senders, Samples hooks, Samples raws, Samples empties) {
    String crowd = ", " + senders + " at once, ms p50";
    double signal = raws.median();
    return List.of(
        Row.beside("webhook acknowledged, beside a raw signal" + crowd, hooks.median(), signal)
            .ratioAtMost(GOAL),
        Row.beside(
                "webhook acknowledged, beside a raw signal, " + senders + " at once, ms p99",
                hooks.quantile(0.99),
                raws.quantile(0.99))
            .ratioAtMost(GOAL),
        Row.beside(
            "  beside a raw signal and an empty answer" + crowd,
            hooks.median(),
            signal + empties.median()),
        Row.of(
            "  of " + ROUNDS * perRound + ", turned away and sent again, " + senders + " at once",
            turnedAway.get()));
  }

  private List<Double> hooks(int senders, int count) {
    SignedHooks hooks = stage.hooks();
    List<byte[]> requests =
        Stream.generate(this::payment)
            .limit(count)
            .map(payment -> hooks.request(1, payment, "ack-" + payment))
            .toList();
    return overHttp(senders, requests, 202);
  }

  private List<Double> empties(int senders, int count) {
    return overHttp(senders, Collections.nCopies(count, EMPTY), 200);
  }

  private List<Double> raws(int senders, int count) {
    List<ObjectId> payments =
        Stream.generate(this::payment).limit(count).map(ObjectId::new).toList();
    return Crowd.run(senders, count, i -> timed(() -> bare.raw(payments.get(i), HINT))).values();
  }

  /** Over connections that are open and in use already, as a sender's are that keeps them. */
  private List<Double> overHttp(int senders, List<byte[]> requests, int status) {
    Queue<HttpLine> lines = new ConcurrentLinkedQueue<>();
    try {
      for (int sender = 0; sender < senders; sender++) {
        HttpLine line = new HttpLine(stage.gatewayUrl());
        lines.add(line);
        line.call(EMPTY, 200);
      }
      return Crowd.run(
              senders,
              requests.size(),
              i -> {
                HttpLine line = lines.remove();
                double millis = timed(() -> send(line, requests.get(i), status));
                lines.add(line);
                return millis;
              })
          .values();
    } finally {
      lines.forEach(HttpLine::close);
    }
  }

  /**
   * A sender waits before it sends again what was turned away. Here that takes no time: what is
   * measured is the gateway's own, from the first try on.
   */
  private void send(HttpLine line, byte[] request, int status) {
    int answer = line.call(request);
    while (answer == BUSY) {
      turnedAway.incrementAndGet();
      answer = line.call(request);
    }
    if (answer != status) {
      throw new SceneFailed("the gateway answered " + answer + ", and not " + status);
    }
  }

  private static double timed(Runnable call) {
    long began = System.nanoTime();
    call.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private String payment() {
    return "pi_ack" + ++payments;
  }
}
