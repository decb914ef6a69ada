package io.caserail.quarantine;

/**
 * One line of the lasting record about an entry. Ids only.
 *
 * @param entryId the workflow id
 * @param decisionId the decision that it is about
 * @param kind {@code release} or {@code discard}
 * @param actor who decided
 * @param outcome {@code decided}, {@code understood}, {@code not_understood} or {@code not_read}
 * @param became a case's id; empty where there is none
 */
public record QuarantineWord(
    String entryId, String decisionId, String kind, String actor, String outcome, String became) {}
