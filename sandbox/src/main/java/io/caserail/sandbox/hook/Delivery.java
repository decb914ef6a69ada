package io.caserail.sandbox.hook;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One webhook on its way.
 *
 * @param hook the vendor's id of the webhook or endpoint
 * @param id the vendor's id of this invocation or event
 * @param signer headers for one attempt, made from its time and the raw body
 * @param retries the vendor's table
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the signature is made on these bytes
public record Delivery(
    String system,
    String hook,
    String id,
    URI url,
    byte[] body,
    BiFunction<Instant, byte[], Map<String, String>> signer,
    RetryTable retries) {}
