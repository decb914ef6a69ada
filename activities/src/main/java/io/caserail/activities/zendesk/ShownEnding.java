package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import java.time.Instant;

/**
 * That a ticket says of a request that it has ended and nothing came of it: withdrawn, refused,
 * rejected or expired.
 *
 * @param about the request's kind of case
 * @param key the request's key
 * @param at when we wrote it, in whole seconds
 * @param commands how many commands stood in the ticket before it
 */
public record ShownEnding(CaseKind about, String key, Instant at, int commands) {}
