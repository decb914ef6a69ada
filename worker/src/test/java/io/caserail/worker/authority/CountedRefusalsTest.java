package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.zendesk.FieldValues;
import io.caserail.port.AuditFacts;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.worker.audit.AuditSink;
import io.caserail.worker.audit.AuditedAuthority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused is counted by the clause that has refused it; there are few of them. */
final class CountedRefusalsTest {
  private final List<String> counted = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "web, 1, false, counted",
    "web, 1, true, at_creation",
    "email, 1, false, channel",
    "web, 2, false, no_role",
    "web, 999, false, no_role"
  })
  void an_audit_by_the_first_clause_that_it_fails(
      String channel, String group, boolean creation, String verdict, @TempDir Path folder) {
    Scene scene = new Scene();
    FieldValues values = scene.values;
    AuditFacts facts =
        scene
            .command("700", CommandKind.SEND, "7", Scene.LENA, group, Scene.NOW, channel, values)
            .facts();

    try (AuditSink sink = new AuditSink(folder.resolve("audit.jsonl"))) {
      var unused = counting(scene, sink).prove(creation ? atCreation(facts) : facts);
    }

    assertThat(counted).containsExactly("audit " + verdict);
  }

  static Stream<Arguments> stops() {
    return Stream.of(
        stop("the ticket was deleted", s -> s.found = false, "request_not_proven"),
        stop("its command was never given", s -> s.commands.remove(0), "request_not_proven"),
        stop("who asked would get the money", s -> s.payer = Scene.LENA, "own_money"),
        stop("nobody has agreed", s -> s.approvals(), "approval_missing"),
        stop("all is well", s -> {}, "cleared"));
  }

  private static Arguments stop(String about, Consumer<Scene> change, String verdict) {
    return Arguments.of(about, change, verdict);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stops")
  void an_order_by_the_code_of_its_stop(
      String about, Consumer<Scene> change, String verdict, @TempDir Path folder) {
    Scene scene = new Scene();
    change.accept(scene);

    Outcome outcome;
    try (AuditSink sink = new AuditSink(folder.resolve("audit.jsonl"))) {
      outcome = counting(scene, sink).clear(scene.order, scene.payment()).stopped();
    }

    assertThat(counted).containsExactly("second_look " + verdict);
    if (!verdict.equals("cleared")) {
      assertThat(Objects.requireNonNull(outcome).kind()).isEqualTo(Outcome.Kind.STOPPED);
    }
  }

  private AuditedAuthority counting(Scene scene, AuditSink sink) {
    return new AuditedAuthority(
        scene.authority(),
        sink,
        () -> Scene.NOW,
        (question, verdict) -> counted.add(question + " " + verdict));
  }

  private static AuditFacts atCreation(AuditFacts facts) {
    return new AuditFacts(
        facts.auditId(),
        facts.at(),
        facts.channel(),
        true,
        facts.changedByRule(),
        facts.macroId(),
        facts.about(),
        facts.kind(),
        facts.authorId(),
        facts.authorIsStaff(),
        facts.authorGroups());
  }
}
