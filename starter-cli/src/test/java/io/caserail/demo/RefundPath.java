package io.caserail.demo;

import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import java.util.List;

/** The paths of a refund; what comes before a path's own calls has been tried by {@link #HAPPY}. */
enum RefundPath implements FaultPath {
  /** Asked for, sent, told. */
  HAPPY("24.90", RefundBehaviour.SUCCEED),
  /** Zendesk's token is good no longer. */
  NEW_TOKEN("24.90", RefundBehaviour.SUCCEED),
  /** Above the limit: somebody else says yes. */
  APPROVAL(
      "180.00",
      RefundBehaviour.SUCCEED,
      "PUT /api/v2/tickets/{id}",
      "GET /v1/payment_intents/{id}"),
  /**
   * Stripe keeps answering with the error of the first send, until finance has looked. Counted from
   * the second send on, since each look is like the one before.
   */
  DOUBT(
      "24.90",
      RefundBehaviour.CRASH_ONCE,
      "PUT /api/v2/tickets/{id}",
      "POST /v1/refunds",
      "POST /v1/refunds"),
  /** Accepted, and final only later. */
  SETTLEMENT(
      "24.90", RefundBehaviour.PEND_FOR_EVER, "PUT /api/v2/tickets/{id}", "POST /v1/refunds"),
  /** Accepted, and failed later: another way is found. */
  FAILURE("24.90", RefundBehaviour.PEND_FOR_EVER, "PUT /api/v2/tickets/{id}", "POST /v1/refunds");

  private static final String TOKENS = "POST /oauth/tokens";

  private final String amount;
  private final RefundBehaviour behaviour;
  private final String after;

  RefundPath(String amount, RefundBehaviour behaviour, String... after) {
    this.amount = amount;
    this.behaviour = behaviour;
    this.after = String.join("|", after);
  }

  String amount() {
    return amount;
  }

  @Override
  public List<String> after() {
    return after.isEmpty() ? List.of() : List.of(after.split("\\|"));
  }

  @Override
  public boolean isAbout(RecordedCall call) {
    return this != NEW_TOKEN || call.endpoint().equals(TOKENS);
  }

  /** The final word on a pending refund. */
  void bankSpeaks(Stage stage, String refund) {
    if (this == FAILURE) {
      var unused = stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);
    } else {
      var unused = stage.sandbox().stripe().settle(refund);
    }
  }

  @Override
  public Play prepare(Stage stage, String customer) {
    if (this == NEW_TOKEN) {
      stage.sandbox().zendesk().revokeTokens();
    }
    return new RefundPlay(
        stage,
        this,
        customer,
        stage.paymentOf(amount, customer).refundsWill(behaviour).create().id());
  }
}
