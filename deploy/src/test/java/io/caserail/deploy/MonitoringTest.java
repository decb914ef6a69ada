package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  @Test
  void the_dashboard_reads_only_listed_metrics_and_labels() {
    MetricList metrics = new MetricList();

    List<String> expressions = DeployFiles.yaml("grafana/caserail.json").findValuesAsText("expr");

    assertThat(expressions).hasSizeGreaterThan(8);
    assertThat(expressions).allSatisfy(one -> assertThat(metrics.missingIn(one)).isEmpty());
  }

  @Test
  void prometheus_loads_the_rules_and_asks_the_ports_that_compose_has() {
    JsonNode prometheus = DeployFiles.yaml("prometheus/prometheus.yaml");

    assertThat(DeployFiles.texts(prometheus.path("rule_files"))).containsExactly("rules.yaml");
    assertThat(
            prometheus
                .path("scrape_configs")
                .valueStream()
                .map(
                    job ->
                        job.path("job_name").asText()
                            + " "
                            + job.at("/static_configs/0/targets/0").asText()))
        .containsExactly(
            "caserail-worker worker:8086",
            "caserail-watchdog watchdog:8087",
            "caserail-gateway gateway:8085");
  }
}
