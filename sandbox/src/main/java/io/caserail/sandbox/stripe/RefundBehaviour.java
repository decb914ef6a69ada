package io.caserail.sandbox.stripe;

/**
 * What happens to the refunds of a payment. A payment gets its behaviour from the {@link TestCard}
 * it is made with, or from {@link PaymentBuilder#refundsWill}.
 *
 * <table>
 *   <caption>Answer to the creation of a refund, and what follows</caption>
 *   <tr><th>behaviour</th><th>answer</th><th>later</th></tr>
 *   <tr><td>SUCCEED</td><td>succeeded</td><td></td></tr>
 *   <tr><td>PEND_THEN_SUCCEED</td><td>pending, processing</td><td>succeeded when due</td></tr>
 *   <tr><td>PEND_THEN_FAIL</td><td>pending, processing</td><td>failed (declined) when due</td></tr>
 *   <tr><td>PEND_FOR_EVER</td><td>pending, processing</td><td>nothing until settled or failed by hand</td></tr>
 *   <tr><td>PEND_FOR_FUNDS</td><td>pending, insufficient_funds</td><td>succeeded when due</td></tr>
 *   <tr><td>PEND_FOR_CHARGE</td><td>pending, charge_pending</td><td>succeeded when due</td></tr>
 *   <tr><td>FAIL_AFTER_SUCCESS</td><td>succeeded</td><td>failed (expired_or_canceled_card) when due</td></tr>
 *   <tr><td>FAIL_AT_ONCE</td><td>200 with status failed (declined)</td><td></td></tr>
 *   <tr><td>NEED_ACTION</td><td>requires_action with next_action</td><td>nothing; may be cancelled</td></tr>
 *   <tr><td>BE_DECLINED</td><td>402 card_declined</td><td>the same each time</td></tr>
 *   <tr><td>BE_DECLINED_ONCE</td><td>402 card_declined</td><td>a request under another key succeeds</td></tr>
 *   <tr><td>LACK_BALANCE</td><td>400 balance_insufficient</td><td>the same each time</td></tr>
 *   <tr><td>BE_LOCKED_ONCE</td><td>429 lock_timeout</td><td>the next request succeeds</td></tr>
 *   <tr><td>CRASH_ONCE</td><td>500, no effect</td><td>a request under another key succeeds</td></tr>
 *   <tr><td>CRASH_ONCE_AFTER_EFFECT</td><td>500 although the refund was made</td><td>a request under another key makes a second one</td></tr>
 * </table>
 *
 * 'When due' is {@link StripeOptions#settleAfter} on the sandbox's clock after the creation. Both
 * 500s and the declines are kept by the idempotency layer: the same key gets them again for 24
 * hours.
 */
public enum RefundBehaviour {
  SUCCEED,
  PEND_THEN_SUCCEED,
  PEND_THEN_FAIL,
  PEND_FOR_EVER,
  PEND_FOR_FUNDS,
  PEND_FOR_CHARGE,
  FAIL_AFTER_SUCCESS,
  FAIL_AT_ONCE,
  NEED_ACTION,
  BE_DECLINED,
  BE_DECLINED_ONCE,
  LACK_BALANCE,
  BE_LOCKED_ONCE,
  CRASH_ONCE,
  CRASH_ONCE_AFTER_EFFECT
}
