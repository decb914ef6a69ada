package io.caserail.sandbox.zendesk;

import java.time.Duration;

/**
 * One rate limit.
 *
 * @param name as in the vendor's {@code zendesk-ratelimit-<name>} header; empty for the account's
 *     own
 * @param key what shares it, such as one user and ticket
 */
record Bucket(String name, String key, int limit, Duration window) {
  static Bucket minute(String name, int limit) {
    return new Bucket(name, "", limit, Duration.ofMinutes(1));
  }
}
