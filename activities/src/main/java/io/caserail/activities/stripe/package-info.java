/**
 * Stripe as the payment, billing and identity system: a thin client over its HTTP API, and on top
 * of it the find-then-send of refunds, of the end of billing and of verification sessions.
 */
@NullMarked
package io.caserail.activities.stripe;

import org.jspecify.annotations.NullMarked;
