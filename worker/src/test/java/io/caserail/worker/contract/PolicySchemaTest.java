package io.caserail.worker.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.caserail.worker.contract.SchemaClauses.Clause;
import io.caserail.worker.policy.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema by which editors help with a policy, and what reads it, know the same names. */
class PolicySchemaTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<String, String> GROUPS =
      Map.of("requesters", "1", "approvers", "2", "finance", "3");

  @TempDir Path directory;

  @Test
  void the_sample_fits_the_schema_and_names_it() throws IOException {
    assertThat(JsonSchema.of(new ObjectMapper().readTree(schema())).misfits(sample())).isEmpty();
    assertThat(PolicyFile.builtInText())
        .startsWith("# yaml-language-server: $schema=./policy.schema.json\n");
  }

  @ParameterizedTest
  @MethodSource("closed")
  void a_key_that_nobody_knows_is_refused_by_both(Clause clause) throws IOException {
    ObjectNode policy = sample();
    String pointer = Objects.requireNonNull(SchemaClauses.find(policy, clause.path()));
    ((ObjectNode) policy.at(pointer)).put("nonsense", "1");

    List<String> read = read(policy);

    assertThat(JsonSchema.of(new ObjectMapper().readTree(schema())).misfits(policy))
        .extracting(JsonSchema.Misfit::pointer)
        .contains(pointer + "/nonsense");
    List<String> unknown = read.stream().filter(one -> one.contains(".nonsense: is not")).toList();
    assertThat(unknown).singleElement().asString().contains("known here: ");
    assertThat(known(unknown.get(0))).isEqualTo(names(clause.schema()));
  }

  @Test
  void a_section_that_nobody_knows_is_refused_by_both() throws IOException {
    ObjectNode policy = sample();
    policy.put("nonsense", "1");

    List<String> read = read(policy);

    assertThat(JsonSchema.of(new ObjectMapper().readTree(schema())).misfits(policy))
        .extracting(JsonSchema.Misfit::pointer)
        .containsExactly("/nonsense");
    assertThat(known(read.get(0))).isEqualTo(names(new ObjectMapper().readTree(schema())));
  }

  private List<String> read(JsonNode policy) throws IOException {
    Path file =
        Files.writeString(directory.resolve("policy.yaml"), YAML.writeValueAsString(policy));
    return PolicyFile.check(file, GROUPS);
  }

  /** What the reader says that it knows there. */
  private static Set<String> known(String problem) {
    String list = problem.substring(problem.indexOf("known here: ") + "known here: ".length());
    return new TreeSet<>(List.of(list.split(", ")));
  }

  private static Set<String> names(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return new TreeSet<>(names);
  }

  static Stream<Clause> closed() throws IOException {
    return SchemaClauses.of(schema()).stream().filter(Clause::isClosed);
  }

  /** What is built in, and somebody stands in for somebody. */
  private static ObjectNode sample() {
    String grant =
        "grants: [{ person: 8, role: finance, from: 2026-12-20, to: 2027-01-03, reason: a, by: 9"
            + " }]";
    try {
      return (ObjectNode)
          YAML.readTree(PolicyFile.builtInText().replace("\ngrants: []\n", "\n" + grant + "\n"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String schema() throws IOException {
    try (InputStream in = PolicyFile.class.getResourceAsStream("/caserail/policy.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
