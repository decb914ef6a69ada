package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseGaugesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

  private static CaseSummary aCase(
      String status, String domain, Duration age, @Nullable Instant due, boolean open) {
    return new CaseSummary(
        "refund-acme-pi_1",
        "REFUND",
        status,
        "",
        domain,
        domain.equals("UPSTREAM") ? "Stripe" : "",
        domain.equals("UPSTREAM") ? "upstream_away" : "",
        List.of(),
        NOW.minus(age),
        due,
        false,
        open);
  }

  private static CaseCensus census() {
    return CaseCensus.of(
        List.of(
            aCase("BLOCKED", "PEOPLE", Duration.ofHours(2), NOW.minusSeconds(1), true),
            aCase("BLOCKED", "UPSTREAM", Duration.ofHours(1), NOW.plusSeconds(1), true),
            aCase("RUNNING", "", Duration.ofMinutes(1), null, true),
            aCase("COMPLETED", "", Duration.ofDays(9), null, false)),
        NOW);
  }

  @Test
  void open_cases_are_counted_by_status_and_fault_with_the_oldest_and_the_late() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      metrics.cases(CaseGaugesTest::census, Duration.ofSeconds(1)).refresh();

      assertThat(metrics.scrape())
          .contains("caserail_cases{kind=\"REFUND\",status=\"BLOCKED\"} 2.0")
          .contains("caserail_cases{kind=\"REFUND\",status=\"RUNNING\"} 1.0")
          .contains("caserail_cases_blocked{fault_domain=\"PEOPLE\"} 1.0")
          .contains("caserail_cases_blocked{fault_domain=\"UPSTREAM\"} 1.0")
          .contains("caserail_upstream_waiting{system=\"Stripe\"} 1.0")
          .contains("caserail_oldest_case_seconds{status=\"BLOCKED\"} 7200.0")
          .contains("caserail_cases_late 1.0")
          .contains("caserail_cases_read 1.0")
          .doesNotContain("COMPLETED");
    }
  }

  @Test
  void a_status_that_no_case_has_any_more_disappears() {
    List<CaseCensus> counts = List.of(census(), CaseCensus.of(List.of(), NOW));
    AtomicInteger look = new AtomicInteger();
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      CaseGauges gauges =
          metrics.cases(() -> counts.get(look.getAndIncrement()), Duration.ofNanos(1));
      gauges.refresh();

      gauges.refresh();

      assertThat(metrics.scrape()).doesNotContain("status=\"BLOCKED\"");
    }
  }

  @Test
  void a_fresh_count_is_not_counted_again() {
    AtomicInteger looks = new AtomicInteger();
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      CaseGauges gauges =
          metrics.cases(
              () -> {
                looks.incrementAndGet();
                return census();
              },
              Duration.ofHours(1));

      gauges.refresh();
      gauges.refresh();

      assertThat(looks).hasValue(1);
    }
  }

  @Test
  void a_failed_count_says_so() {
    try (WorkerMetrics metrics = new WorkerMetrics()) {
      metrics
          .cases(
              () -> {
                throw new IllegalStateException("away");
              },
              Duration.ofSeconds(1))
          .refresh();

      assertThat(metrics.scrape()).contains("caserail_cases_read 0.0");
    }
  }
}
