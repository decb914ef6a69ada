package io.caserail;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.caserail.port.RefundPolicy;
import io.caserail.refund.offence.Offences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.caserail");
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern MARKED =
      Pattern.compile("^/\\*\\*\\s.*\\w.*?\\*/\\s*@NullMarked\\s*package ", Pattern.DOTALL);

  @ParameterizedTest
  @MethodSource("rules")
  void the_code_keeps_the_rule(String rule) {
    rule(rule).check(OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "clocks, AsksInstant",
    "clocks, RefersToInstant",
    "clocks, AsksLocalDate",
    "clocks, KeepsAClock",
    "clocks, AsksTheSystem",
    "clocks, AsksTheSystemFinely",
    "clocks, MakesADate",
    "randomness, ThrowsDice",
    "randomness, ThrowsThreadsDice",
    "randomness, MakesAnId",
    "randomness, AsksMath",
    "threads, Sleeps",
    "threads, Locks",
    "threads, Hurries",
    "threads, RunsInParallel",
    "synchronized, Synchronizes",
    "io, OpensAFile",
    "io, KnowsTheNet",
    "io, ReadsTheEnvironment",
    "unordered, MakesAnUnorderedSet",
    "unordered, CopiesAMap",
    "unordered, CollectsToASet",
    "unordered, MakesAHashMap",
    "map walk, WalksThroughThePolicy",
    "map walk, PassesTheMapsWalk",
    "implementations, HiddenWorkflowImpl",
    "names, ZendeskUtil",
    "vendors, ZendeskUtil"
  })
  void each_rule_sees_who_breaks_it(String rule, String offence) throws ClassNotFoundException {
    Class<?> offender = Class.forName(Offences.class.getName() + "$" + offence);

    EvaluationResult result = rule(rule).evaluate(new ClassFileImporter().importClasses(offender));

    assertThat(result.hasViolation()).isTrue();
  }

  @Test
  void the_engine_leaves_the_maps_of_the_policy_to_the_rules() {
    noClasses()
        .that()
        .resideInAnyPackage(WorkflowRules.FOUNDATION)
        .should()
        .callMethod(RefundPolicy.class, "tiers")
        .orShould()
        .callMethod(RefundPolicy.class, "windows")
        .check(OURS);
  }

  @Test
  void terms_and_ports_know_nothing_of_the_cases() {
    classes()
        .that()
        .resideInAnyPackage("io.caserail.model..", "io.caserail.port..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.caserail.model..", "io.caserail.port..")
                .or(resideOutsideOfPackage("io.caserail..")))
        .check(OURS);
  }

  @Test
  void what_cases_stand_on_knows_no_case() {
    noClasses()
        .that()
        .resideInAnyPackage(WorkflowRules.FOUNDATION)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WorkflowRules.CASES)
        .check(OURS);
  }

  @Test
  void no_case_knows_another() {
    slices()
        .matching(
            "io.caserail.(refund|settlement|cancellation|verification|sweep|hints|outage|quarantine|reconcile|tracking|watchdog)..")
        .should()
        .notDependOnEachOther()
        .check(OURS);
  }

  @Test
  void only_starters_know_the_client() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.caserail.client..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.caserail.client..")
        .check(OURS);
  }

  @Test
  void packages_form_no_circle() {
    slices().matching("io.caserail.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void every_package_says_what_it_is_and_that_null_is_marked() throws IOException {
    for (Path folder : packages()) {
      assertThat(folder.resolve("package-info.java")).content().containsPattern(MARKED);
    }
  }

  @Test
  void no_workflow_code_holds_a_monitor() throws IOException {
    for (Path source : sources(MAIN)) {
      assertThat(code(source)).as("%s", source).doesNotContainPattern("\\bsynchronized\\b");
    }
  }

  static List<String> rules() {
    return WorkflowRules.byName().keySet().stream().sorted().toList();
  }

  private static ArchRule rule(String name) {
    ArchRule rule = WorkflowRules.byName().get(name);
    if (rule == null) {
      throw new IllegalArgumentException("no rule is called " + name);
    }
    return rule;
  }

  private static List<Path> packages() throws IOException {
    return Stream.concat(sources(MAIN).stream(), sources(TEST).stream())
        .map(Path::getParent)
        .distinct()
        .toList();
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      return sources;
    }
  }

  private static String code(Path source) throws IOException {
    return COMMENT.matcher(Files.readString(source)).replaceAll("");
  }
}
