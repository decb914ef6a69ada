package io.caserail.port;

import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;

/**
 * An account as its source of truth shows it now.
 *
 * @param system the account system's name as people know it
 * @param account its id
 * @param found false when there is no such account; the rest is then empty
 * @param customer whose it is
 * @param verdict {@code verified}, {@code not_verified}; empty when nobody has looked yet
 */
public record AccountFacts(
    String system, ObjectId account, boolean found, PersonTag customer, String verdict) {}
