/**
 * A stateful stand-in for the part of Stripe's API that Caserail's cases touch: customers, payment
 * intents, charges, refunds, disputes, subscriptions, invoices, verification sessions, events and
 * the balance, with the idempotency layer, the error codes and the signed webhooks of the real one.
 * {@link io.caserail.sandbox.stripe.StripeSandbox} is the way in; {@link
 * io.caserail.sandbox.stripe.TestCard} is the table of behaviours.
 */
@NullMarked
package io.caserail.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
