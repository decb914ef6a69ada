package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;

/**
 * What settlement takes over.
 *
 * @param ref the refund's id in the payment system
 * @param payment its payment
 * @param amount how much
 * @param ticket the ticket to keep truthful
 * @param key the request it fulfils
 * @param revision the last revision that the refund's case wrote; settlement goes on above it
 * @param policy the policy it was judged by
 * @param tells whether the customer is to be told once it is final
 */
public record SettlementRequest(
    String ref,
    ObjectId payment,
    Money amount,
    TicketId ticket,
    RequestKey key,
    long revision,
    RefundPolicy policy,
    boolean tells) {}
