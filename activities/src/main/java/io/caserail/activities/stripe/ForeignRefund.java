package io.caserail.activities.stripe;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;

/**
 * A refund that no case has made, and that no person has named to one: made in the dashboard, or by
 * another program.
 *
 * @param ref the refund
 * @param payment what it refunds
 */
public record ForeignRefund(String ref, ObjectId payment, Money amount) {}
