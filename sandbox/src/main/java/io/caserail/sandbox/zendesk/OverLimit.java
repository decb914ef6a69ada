package io.caserail.sandbox.zendesk;

import java.time.Instant;

/**
 * A call that came when a limit was used up. A caller of the API got 429 for it; an agent did not,
 * and would have.
 *
 * @param limit as in the vendor's {@code zendesk-ratelimit-<name>} header; {@code requests} for the
 *     account's own
 * @param by the user's name
 */
public record OverLimit(String limit, String by, Instant at) {}
