package io.caserail.port;

import io.caserail.model.TicketId;

/**
 * Says that a ticket is worth reading.
 *
 * @param ticket which
 * @param source what noticed it: {@code webhook}, {@code sweep} or {@code forward}
 */
public record TicketHint(TicketId ticket, String source) {}
