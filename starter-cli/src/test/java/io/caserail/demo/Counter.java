package io.caserail.demo;

import io.caserail.gateway.Senders;
import java.util.Arrays;

/**
 * A counter that a process of the stage shows, and how far it went since it was first looked at.
 */
final class Counter {
  private final Senders http;
  private final String path;
  private final String name;
  private final String[] labels;
  private final double before;

  private Counter(Senders http, String path, String name, String... labels) {
    this.http = http;
    this.path = path;
    this.name = name;
    this.labels = labels;
    this.before = total();
  }

  /** One of the worker's, with all of these labels, each as {@code name="value"}. */
  static Counter ofWorker(Stage stage, String name, String... labels) {
    return new Counter(new Senders(stage.metrics().getPort()), "/metrics", name, labels);
  }

  /** The gateway's answers with this status. */
  static Counter ofGateway(Stage stage, int status) {
    return new Counter(
        new Senders(stage.gatewayUrl().getPort()),
        "/metrics",
        "caserail_webhook_answers_seconds_count",
        "status=\"" + status + "\"");
  }

  /** Answers of the authority. */
  static Counter ofAnswers(Stage stage, String question, String verdict) {
    return ofWorker(
        stage,
        "caserail_answers_total",
        "question=\"" + question + "\"",
        "verdict=\"" + verdict + "\"");
  }

  /** How many more there are. */
  double more() {
    return total() - before;
  }

  /** How many there are. */
  double total() {
    return http.send(http.to(path).GET())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
