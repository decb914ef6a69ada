package io.caserail.port;

import io.caserail.model.PersonTag;

/**
 * Who a signed assertion speaks for: the same id and tag as in a ticket, so that one person is one
 * person by whichever way.
 *
 * @param actor the id in the ticket system
 * @param name as colleagues know them
 * @param tag the keyed hash of their address
 */
public record Speaker(String actor, String name, PersonTag tag) {}
