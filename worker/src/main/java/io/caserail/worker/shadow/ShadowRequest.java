package io.caserail.worker.shadow;

import io.caserail.model.CaseKind;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import java.time.Instant;

/**
 * What somebody has asked for by macro and nobody has served, and what the rules say of it.
 *
 * @param kind what was asked for
 * @param command the audit by which it was asked for
 * @param object what it is about: a payment, an order, a subscription, an account
 * @param amount of a refund, as it was typed; empty for all, and for what is no refund
 * @param verdict what Caserail would do; {@link Verdict#REFUSED} also where the request does not
 *     count
 * @param because why, in words for people; empty where nothing stands against it
 */
public record ShadowRequest(
    CaseKind kind,
    String command,
    String ticket,
    String object,
    String amount,
    Instant at,
    Verdict verdict,
    String because) {}
