package io.caserail.worker.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.worker.contract.SchemaClauses.Clause;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every clause of the schema, missing and wrong: made from the schema, so that a new clause has its
 * cases by itself, and fails here until a sample has it.
 */
class ContractClausesTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir Path directory;

  /** A clause in the first sample that has it. */
  private record Place(LifecycleState state, String pointer) {
    String parent() {
      return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    String name() {
      return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    String words() {
      return pointer.substring(1).replace('/', '.');
    }
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void a_sample_has_the_clause(Clause clause) {
    assertThat(place(clause).pointer()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("required")
  void a_clause_that_is_missing_is_named(Clause clause) {
    Place place = place(clause);

    Contracts contracts =
        ContractFolder.in(directory)
            .withTree(
                place.state(), tree -> ((ObjectNode) tree.at(place.parent())).remove(place.name()))
            .read();

    assertNamed(contracts, place, place.words());
    assertThat(contracts.flaws()).extracting(Flaw::what).anyMatch(what -> what.contains("missing"));
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void a_clause_that_is_wrong_is_named(Clause clause) {
    Place place = place(clause);

    Contracts contracts =
        ContractFolder.in(directory)
            .withTree(place.state(), tree -> set(tree, place, clause.wrong()))
            .read();

    assertNamed(contracts, place, place.words());
  }

  @ParameterizedTest
  @MethodSource("closed")
  void a_key_that_nobody_knows_is_named(Clause clause) {
    Place place = place(clause);

    Contracts contracts =
        ContractFolder.in(directory)
            .withTree(
                place.state(), tree -> ((ObjectNode) tree.at(place.pointer())).put("nonsense", 1))
            .read();

    assertNamed(contracts, place, place.words() + ".nonsense");
  }

  private static void assertNamed(Contracts contracts, Place place, String clause) {
    assertThat(contracts.flawsOf(place.state()))
        .anySatisfy(
            flaw -> {
              assertThat(flaw.clause()).isEqualTo(clause);
              assertThat(flaw.file()).isEqualTo(place.state().word() + ".yaml");
            });
    assertThat(place.state().cases()).noneMatch(contracts::allows);
  }

  private static void set(JsonNode tree, Place place, JsonNode value) {
    if (tree.at(place.parent()) instanceof ArrayNode array) {
      array.set(Integer.parseInt(place.name()), value);
    } else {
      ((ObjectNode) tree.at(place.parent())).set(place.name(), value);
    }
  }

  private static Place place(Clause clause) {
    for (LifecycleState state : LifecycleState.values()) {
      String pointer = SchemaClauses.find(sample(state), clause.path());
      if (pointer != null) {
        return new Place(state, pointer);
      }
    }
    throw new AssertionError("no sample has the clause " + clause + "; add it to one");
  }

  private static JsonNode sample(LifecycleState state) {
    try {
      return YAML.readTree(ContractFiles.builtInText(state.word() + ".yaml"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Clause> clauses() {
    return SchemaClauses.of(ContractFiles.builtInText("contract.schema.json"));
  }

  static Stream<Clause> required() {
    return clauses().stream().filter(Clause::required);
  }

  static Stream<Clause> closed() {
    return clauses().stream().filter(Clause::isClosed);
  }
}
