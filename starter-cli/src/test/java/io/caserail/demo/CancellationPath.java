package io.caserail.demo;

import java.util.List;

/**
 * The paths of a cancellation; what comes before a path's own calls has been tried by {@link #NOW}.
 */
enum CancellationPath implements FaultPath {
  /** An order with a label, a subscription, access and a payment, all of it at once. */
  NOW(),
  /** The customer changes their mind while there is time, and gets everything back. */
  CHANGED_MIND("POST /{collection}/{id}/changes", "POST /v1/subscriptions/{id}"),
  /** A subscription in a later term, which ends with the one that is paid for. */
  TERM_END("POST /v1/subscriptions/{id}"),
  /** The parcel is on its way: it is brought back, and only then the money goes. */
  PARCEL_GONE("POST /{collection}/{id}/changes", "POST /v1/subscriptions/{id}");

  private final String after;

  CancellationPath(String... after) {
    this.after = String.join("|", after);
  }

  @Override
  public List<String> after() {
    return after.isEmpty() ? List.of() : List.of(after.split("\\|"));
  }

  @Override
  public Play prepare(Stage stage, String customer) {
    return new CancellationPlay(stage, this, customer);
  }
}
