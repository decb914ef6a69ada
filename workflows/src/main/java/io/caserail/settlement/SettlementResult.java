package io.caserail.settlement;

import io.caserail.model.CaseStatus;

/**
 * The final word.
 *
 * @param ref the refund
 * @param status COMPLETED when the money arrived at the customer's bank; otherwise how a person
 *     resolved it
 * @param reason why, for people
 * @param dealtWith whether word of its failure would be no news: it was dealt with, or the refund
 *     is not ours
 */
public record SettlementResult(String ref, CaseStatus status, String reason, boolean dealtWith) {}
