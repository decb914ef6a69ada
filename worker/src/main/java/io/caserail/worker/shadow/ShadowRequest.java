package io.caserail.worker.shadow;

import io.caserail.worker.shadow.ShadowRow.Verdict;
import java.time.Instant;

/**
 * One refund that somebody has asked for by macro and nobody has served, and what the rules say of
 * it.
 *
 * @param command the audit by which it was asked for
 * @param amount what was typed; empty for all
 * @param verdict what Caserail would do; {@link Verdict#REFUSED} also where the request does not
 *     count
 * @param because why, in words for people; empty where nothing stands against it
 */
public record ShadowRequest(
    String command,
    String ticket,
    String payment,
    String amount,
    Instant at,
    Verdict verdict,
    String because) {}
