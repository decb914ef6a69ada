package io.caserail.sandbox.fault;

import java.time.Instant;

/**
 * What is known of an HTTP call when it arrives.
 *
 * @param ordinal position among all calls of the sandbox, from 1
 * @param ordinalInSystem position among the calls of this system, from 1
 * @param ordinalAtEndpoint position among the calls of this system's endpoint, from 1
 * @param endpoint method and path template, such as {@code POST /v1/refunds}
 * @param path the path as called, without the query
 * @param query the raw query, empty if there is none
 * @param at virtual time of arrival
 */
public record CallFacts(
    long ordinal,
    String system,
    long ordinalInSystem,
    long ordinalAtEndpoint,
    String endpoint,
    String method,
    String path,
    String query,
    Instant at) {}
