package io.caserail.activities.stripe;

import java.time.Instant;

/**
 * A session that a request has opened, for whoever holds the request's changes against it.
 *
 * @param verified whether Stripe says that the customer is who they say
 * @param opened when, to the second
 */
public record OpenedSession(String id, boolean verified, Instant opened) {}
