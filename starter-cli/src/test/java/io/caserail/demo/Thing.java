package io.caserail.demo;

import io.caserail.model.CaseKind;

/**
 * What cases of a script are about, before it exists.
 *
 * @param kind which kind of case changes it
 * @param variety what it is like: a {@link CancellationPath}, a {@link VerificationPath}, or a
 *     refund's behaviour
 * @param price of a payment, as people write it; empty for others
 * @param customer which of the script's customers it belongs to
 */
record Thing(CaseKind kind, String variety, String price, int customer) {}
