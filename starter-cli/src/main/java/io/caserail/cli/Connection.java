package io.caserail.cli;

import io.caserail.client.CaseData;
import io.caserail.worker.config.TemporalConfig;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Temporal, made of what was configured and what Temporal's own tools would use.
 *
 * @param stubs address, TLS, keys and patience
 * @param client namespace and how payloads are written
 */
record Connection(WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  private static final String DEFAULT_NAMESPACE = "default";

  /**
   * Merges a configuration with the profile that it names.
   *
   * @param patience how long a call is tried again while the server is away
   */
  static Connection of(TemporalConfig config, Duration patience) {
    ClientConfigProfile profile = profile(config);
    return new Connection(
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .setTarget(first(config.target(), profile.getAddress(), DEFAULT_ADDRESS))
            .setRpcTimeout(patience)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(patience).validateBuildWithDefaults())
            .build(),
        WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
            .setNamespace(first(config.namespace(), profile.getNamespace(), DEFAULT_NAMESPACE))
            .setDataConverter(CaseData.converter())
            .build());
  }

  private static ClientConfigProfile profile(TemporalConfig config) {
    try {
      LoadClientConfigProfileOptions.Builder options =
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(config.env());
      if (!config.profile().isEmpty()) {
        options.setConfigFileProfile(config.profile());
      }
      if (!config.profileFile().isEmpty()) {
        options.setConfigFilePath(config.profileFile());
      }
      return ClientConfigProfile.load(options.build());
    } catch (IOException | IllegalArgumentException e) {
      throw Stopped.misused(
          "Temporal's configuration can't be read: "
              + e.getMessage()
              + "\nCheck TEMPORAL_CONFIG_FILE and --profile, or give --address and --namespace.");
    }
  }

  private static String first(String given, @Nullable String found, String otherwise) {
    if (!given.isBlank()) {
      return given;
    }
    return found == null || found.isBlank() ? otherwise : found;
  }
}
