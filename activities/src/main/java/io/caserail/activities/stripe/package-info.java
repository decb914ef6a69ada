/**
 * Stripe as the payment system: a thin client over its HTTP API, and the refunds' find-then-send on
 * top of it.
 */
@NullMarked
package io.caserail.activities.stripe;

import org.jspecify.annotations.NullMarked;
