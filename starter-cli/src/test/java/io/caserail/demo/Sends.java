package io.caserail.demo;

/** Counts the refunds that were asked of Stripe from some moment on, answered or not. */
final class Sends {
  static final String ENDPOINT = "POST /v1/refunds";

  private final Stage stage;
  private final int before;

  private Sends(Stage stage) {
    this.stage = stage;
    this.before = all(stage);
  }

  static Sends from(Stage stage) {
    return new Sends(stage);
  }

  int count() {
    return all(stage) - before;
  }

  /** How many there were since the sandbox began. */
  int total() {
    return all(stage);
  }

  private static int all(Stage stage) {
    return stage.sandbox().calls().of("stripe", ENDPOINT).size();
  }
}
