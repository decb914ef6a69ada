package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaserailTest {
  @Test
  void the_help_lists_the_commands() {
    var printed = new Shell().type("--help");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("case ", "worker ", "gateway ", "sandbox ");
  }

  @Test
  void the_version_is_one_line() {
    var printed = new Shell().type("--version");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).startsWith("caserail ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "case", "cace", "case lst", "case show", "case list --nonsense"})
  void what_is_no_command_is_exit_code_2_and_says_what_to_do(String line) {
    var printed = new Shell().type(line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).startsWith("caserail: ").containsAnyOf("Do: ", "Did you mean");
    printed.assertNoTrace();
  }

  @Test
  void a_server_that_is_not_there_is_exit_code_3_and_no_stack_trace() {
    String nobody = "127.0.0.1:" + TemporalForTests.freePort();

    var printed = new Shell().type("case", "list", "--address", nobody);

    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.err()).contains("Temporal can't be reached: no answer from " + nobody);
    printed.assertNoTrace();
  }

  @Test
  void a_stack_trace_is_for_those_who_ask_for_it() {
    String nobody = "127.0.0.1:" + TemporalForTests.freePort();

    var printed = new Shell().type("case", "list", "--address", nobody, "--verbose");

    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.err()).contains("\tat ");
  }

  @Test
  void a_configuration_that_is_not_there_is_named() {
    var printed = new Shell().type("gateway", "--config", "/nowhere/caserail.yaml");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("/nowhere/caserail.yaml");
    printed.assertNoTrace();
  }
}
