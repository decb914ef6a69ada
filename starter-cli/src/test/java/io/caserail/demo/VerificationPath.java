package io.caserail.demo;

import java.util.List;

/**
 * The paths of a verification; what comes before a path's own calls has been tried by {@link
 * #VERIFIED}.
 */
enum VerificationPath implements FaultPath {
  /** Invited, verified, put on the account, erased. */
  VERIFIED(),
  /** The first try fails, the second one does not. */
  SECOND_TRY("POST /{collection}/{id}/changes"),
  /** People have the last word. */
  REVIEWED("POST /{collection}/{id}/changes"),
  /** It is withdrawn while the customer has not finished. */
  WITHDRAWN("POST /{collection}/{id}/changes");

  private final String after;

  VerificationPath(String... after) {
    this.after = String.join("|", after);
  }

  @Override
  public List<String> after() {
    return after.isEmpty() ? List.of() : List.of(after.split("\\|"));
  }

  @Override
  public Play prepare(Stage stage, String customer) {
    return new VerificationPlay(stage, this, customer);
  }
}
