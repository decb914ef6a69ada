package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Names a refund that already exists.
 *
 * @param ref its id in the payment system
 * @param payment the payment it must belong to
 * @param amount what it must amount to
 * @param request the request that it is to have fulfilled; null where it is only followed
 * @param since when that was asked for: an older refund can't be its doing; null for any time
 */
public record RefundRef(
    String ref,
    ObjectId payment,
    Money amount,
    @Nullable RequestKey request,
    @Nullable Instant since) {

  /** A refund that is only followed. */
  public RefundRef(String ref, ObjectId payment, Money amount) {
    this(ref, payment, amount, null, null);
  }
}
