package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQueryTest {
  @Test
  void metrics_are_told_from_functions_operators_durations_and_texts() {
    PromQuery query =
        PromQuery.of(
            "sum by (a, b) (rate(one_total{x=\"by (z)\",y=~'5..'}[5m])) / max(two) > 0.2 or"
                + " (three offset 1h unless four{} == bool 1e3)");

    assertThat(query.metrics()).containsOnlyKeys("one_total", "two", "three", "four");
    assertThat(query.metrics()).containsEntry("one_total", Set.of("x", "y"));
    assertThat(query.groupedBy()).containsExactlyInAnyOrder("a", "b");
  }
}
