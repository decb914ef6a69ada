package io.caserail.demo;

/** What a scene expected did not come; the message says what came instead. */
final class SceneFailed extends RuntimeException {
  SceneFailed(String message) {
    super(message);
  }
}
