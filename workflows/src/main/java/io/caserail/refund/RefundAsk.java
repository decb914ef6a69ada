package io.caserail.refund;

import io.caserail.model.TicketId;

/**
 * A refund asked for by command line.
 *
 * @param id unique; the same id is the same request
 * @param ticket the ticket that will show it
 * @param amount a decimal such as {@code 24.90}; empty for all
 * @param reason a reason's code
 * @param actor who asks
 * @param proofRef the proof offered; empty for none
 */
public record RefundAsk(
    String id, TicketId ticket, String amount, String reason, String actor, String proofRef) {}
