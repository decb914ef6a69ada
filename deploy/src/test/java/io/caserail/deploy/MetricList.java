package io.caserail.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The one list of metrics: {@code prometheus/metrics.yaml}. */
final class MetricList {
  private static final List<String> ALWAYS = List.of("job", "instance");
  private final JsonNode list = DeployFiles.yaml("prometheus/metrics.yaml");

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    list.fieldNames().forEachRemaining(names::add);
    return names;
  }

  JsonNode entry(String name) {
    return list.path(name);
  }

  /** What the expression reads and the list does not have: metrics, or {@code metric{label}}. */
  Set<String> missingIn(String expression) {
    PromQuery query = PromQuery.of(expression);
    Set<String> missing = new TreeSet<>();
    Set<String> groupable = new LinkedHashSet<>(ALWAYS);
    for (Map.Entry<String, Set<String>> use : query.metrics().entrySet()) {
      Set<String> labels = new LinkedHashSet<>(ALWAYS);
      labels.addAll(DeployFiles.texts(entry(use.getKey()).path("labels")));
      groupable.addAll(labels);
      if (!names().contains(use.getKey())) {
        missing.add(use.getKey());
      }
      use.getValue().stream()
          .filter(label -> !labels.contains(label))
          .forEach(label -> missing.add(use.getKey() + "{" + label + "}"));
    }
    query.groupedBy().stream()
        .filter(label -> !groupable.contains(label))
        .forEach(label -> missing.add("by (" + label + ")"));
    return missing;
  }
}
