package io.caserail.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import picocli.CommandLine.Command;

@AnalyzeClasses(
    packages = {"io.caserail.gateway", "io.caserail.cli"},
    importOptions = ImportOption.DoNotIncludeTests.class)
final class GatewayRulesTest {
  @ArchTest
  static final ArchRule the_gateway_knows_no_upstream_client_and_no_configuration_with_keys =
      noClasses()
          .that()
          .resideInAPackage("io.caserail.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.caserail.activities..",
              "io.caserail.sandbox..",
              "io.caserail.worker..",
              "io.caserail.cli..");

  @ArchTest
  static final ArchRule commands_load_in_a_build_without_sandbox_and_test_server =
      noClasses()
          .that()
          .areAnnotatedWith(Command.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.caserail.sandbox..",
              "io.temporal.testing..",
              "io.temporal.testserver..",
              "io.temporal.internal.testservice..");

  @ArchTest
  static final ArchRule the_command_line_imports_no_client_of_a_vendor =
      noClasses()
          .that()
          .resideInAPackage("io.caserail.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.caserail.activities.stripe..", "io.caserail.activities.zendesk..");

  @ArchTest
  static final ArchRule commands_are_named_so =
      classes().that().haveSimpleNameEndingWith("Command").should().beAnnotatedWith(Command.class);
}
