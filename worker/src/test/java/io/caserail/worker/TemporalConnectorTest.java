package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.m3.tally.NoopScope;
import io.caserail.worker.config.TemporalConfig;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalConnectorTest {
  private static String reached(TemporalConfig config) {
    WorkflowClient client = TemporalConnector.of(config).connect(new NoopScope());
    client.getWorkflowServiceStubs().shutdownNow();
    return client.getWorkflowServiceStubs().getOptions().getTarget()
        + " "
        + client.getOptions().getNamespace();
  }

  @Test
  void a_target_is_taken_as_it_is_whatever_the_environment_says() {
    Map<String, String> env = Map.of("TEMPORAL_ADDRESS", "elsewhere:1");

    assertThat(reached(new TemporalConfig("127.0.0.1:7", "support", "", "", env)))
        .isEqualTo("127.0.0.1:7 support");
    assertThat(reached(new TemporalConfig("127.0.0.1:7", "", "", "", env)))
        .isEqualTo("127.0.0.1:7 default");
  }

  @Test
  void a_profile_brings_address_and_namespace(@TempDir Path directory) throws IOException {
    Path profiles =
        Files.writeString(
            directory.resolve("temporal.toml"),
            """
            [profile.prod]
            address = "temporal.example:7233"
            namespace = "refunds"
            """);

    assertThat(reached(new TemporalConfig("", "", "prod", profiles.toString(), Map.of())))
        .isEqualTo("temporal.example:7233 refunds");
    assertThat(reached(new TemporalConfig("", "other", "prod", profiles.toString(), Map.of())))
        .isEqualTo("temporal.example:7233 other");
  }

  @Test
  void a_profile_that_is_not_there_is_refused_with_what_to_do(@TempDir Path directory)
      throws IOException {
    Path empty = Files.createFile(directory.resolve("temporal.toml"));

    assertThatThrownBy(
            () ->
                TemporalConnector.of(
                    new TemporalConfig("", "", "prod", empty.toString(), Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("temporal.profile");
  }
}
