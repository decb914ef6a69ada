package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {
  private static final List<String> INSTRUCTIONS = instructions();

  @Test
  void every_stage_starts_from_a_pinned_image() {
    List<String> bases = arguments("FROM");

    assertThat(bases).isNotEmpty();
    assertThat(bases).allMatch(base -> PinnedImage.matches(base.split(" ", -1)[0]));
  }

  @Test
  void the_image_runs_as_a_numbered_user_who_is_not_root() {
    List<String> users =
        lastStage().stream()
            .filter(one -> one.startsWith("USER "))
            .map(one -> one.substring(5))
            .toList();

    assertThat(users).hasSize(1);
    assertThat(users.get(0)).matches("[1-9][0-9]*:[1-9][0-9]*");
  }

  @Test
  void nothing_is_done_as_root_after_the_user_is_set() {
    List<String> stage = lastStage();

    List<String> after = stage.subList(indexOf(stage, "USER ") + 1, stage.size());

    assertThat(after).noneMatch(one -> one.startsWith("RUN ") || one.startsWith("COPY "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"caserail-sandbox", "temporal-testing", "temporal-test-server"})
  void jars_that_play_another_system_are_kept_out_twice(String jar) {
    List<String> removals =
        INSTRUCTIONS.stream().filter(one -> one.startsWith("RUN rm -f ")).toList();

    assertThat(removals).hasSize(1);
    assertThat(removals.get(0)).contains(" /jars/" + jar + "*");
    assertThat(DeployFiles.lines("../.dockerignore"))
        .contains("starter-cli/target/lib/" + jar + "*");
  }

  @Test
  void jars_reach_the_last_stage_only_through_the_one_that_sorts_them_out() {
    List<String> copies = lastStage().stream().filter(one -> one.startsWith("COPY ")).toList();

    assertThat(copies).contains("COPY --from=jars /jars/ /opt/caserail/lib/");
    assertThat(copies).noneMatch(one -> one.contains("target/lib"));
  }

  @Test
  void the_context_is_empty_but_for_what_is_named() {
    List<String> patterns =
        DeployFiles.lines("../.dockerignore").stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(patterns.get(0)).isEqualTo("*");
    assertThat(patterns.stream().filter(line -> line.startsWith("!")))
        .containsExactlyInAnyOrder(
            "!starter-cli",
            "!starter-cli/target",
            "!starter-cli/target/lib",
            "!deploy",
            "!deploy/healthcheck",
            "!LICENSE");
  }

  private static List<String> lastStage() {
    int start = 0;
    for (int i = 0; i < INSTRUCTIONS.size(); i++) {
      if (INSTRUCTIONS.get(i).startsWith("FROM ")) {
        start = i;
      }
    }
    return INSTRUCTIONS.subList(start, INSTRUCTIONS.size());
  }

  private static int indexOf(List<String> stage, String start) {
    for (int i = 0; i < stage.size(); i++) {
      if (stage.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError("no line starts with " + start);
  }

  private static List<String> arguments(String instruction) {
    return INSTRUCTIONS.stream()
        .filter(one -> one.startsWith(instruction + " "))
        .map(one -> one.substring(instruction.length() + 1))
        .toList();
  }

  /** Without comments; a line that goes on is one. */
  private static List<String> instructions() {
    String joined =
        String.join(
                "\n",
                DeployFiles.lines("Dockerfile").stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList())
            .replaceAll("\\s*\\\\\n\\s*", " ");
    return joined.lines().toList();
  }
}
