package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;

/**
 * Names a refund that already exists.
 *
 * @param ref its id in the payment system
 * @param payment the payment it must belong to
 * @param amount what it must amount to
 */
public record RefundRef(String ref, ObjectId payment, Money amount) {}
