package io.caserail.sandbox.zendesk;

/**
 * Requests that the account takes before it answers 429, by the vendor's documentation for an
 * Enterprise plan. A trial account has 20 updates a minute.
 */
public record ZendeskLimits(
    int perMinute,
    int updatesPerMinute,
    int updatesPerUserAndTicketInTenMinutes,
    int exportsPerMinute,
    int auditsPerMinute,
    int searchesPerMinute) {
  public ZendeskLimits {
    if (perMinute < 1
        || updatesPerMinute < 1
        || updatesPerUserAndTicketInTenMinutes < 1
        || exportsPerMinute < 1
        || auditsPerMinute < 1
        || searchesPerMinute < 1) {
      throw new IllegalArgumentException("every limit is 1 or more");
    }
  }

  public static ZendeskLimits enterprise() {
    return new ZendeskLimits(700, 100, 30, 10, 500, 100);
  }

  public static ZendeskLimits trial() {
    return new ZendeskLimits(200, 20, 30, 10, 500, 100);
  }

  /** For benchmarks, which would otherwise measure the vendor's limits. */
  public static ZendeskLimits none() {
    int any = 1_000_000_000;
    return new ZendeskLimits(any, any, any, any, any, any);
  }

  public ZendeskLimits updates(int aMinute) {
    return new ZendeskLimits(
        perMinute,
        aMinute,
        updatesPerUserAndTicketInTenMinutes,
        exportsPerMinute,
        auditsPerMinute,
        searchesPerMinute);
  }
}
