package io.caserail.worker;

import com.uber.m3.tally.Scope;
import io.caserail.client.CaseData;
import io.caserail.worker.config.TemporalConfig;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens a connection to Temporal; whoever asked for it closes its stubs. */
@FunctionalInterface
public interface TemporalConnector {
  /**
   * A client with stubs of its own and {@link CaseData#converter()}. Need not have spoken to the
   * server yet.
   *
   * @param metrics where the SDK's metrics go
   */
  WorkflowClient connect(Scope metrics);

  /**
   * By configuration: a target, or a profile.
   *
   * @throws IllegalArgumentException when the profile can't be read; says which and why
   */
  static TemporalConnector of(TemporalConfig config) {
    ClientConfigProfile profile = profile(config);
    return metrics ->
        client(
            WorkflowServiceStubs.newServiceStubs(
                stubs(config, profile).setMetricsScope(metrics).build()),
            first(config.namespace(), profile.getNamespace(), "default"));
  }

  /** A client over stubs that are there already. */
  static WorkflowClient client(WorkflowServiceStubs stubs, String namespace) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setDataConverter(CaseData.converter())
            .build());
  }

  private static WorkflowServiceStubsOptions.Builder stubs(
      TemporalConfig config, ClientConfigProfile profile) {
    if (!config.target().isEmpty()) {
      return WorkflowServiceStubsOptions.newBuilder().setTarget(config.target());
    }
    return WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
        .setTarget(first("", profile.getAddress(), "127.0.0.1:7233"));
  }

  private static ClientConfigProfile profile(TemporalConfig config) {
    if (!config.target().isEmpty()) {
      return ClientConfigProfile.getDefaultInstance();
    }
    var options = LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(config.env());
    if (!config.profile().isEmpty()) {
      options.setConfigFileProfile(config.profile());
    }
    if (!config.profileFile().isEmpty()) {
      options.setConfigFilePath(config.profileFile());
    }
    try {
      return ClientConfigProfile.load(options.build());
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "Temporal's profile can't be read: "
              + e.getMessage()
              + "; check temporal.profile and temporal.profileFile, or give temporal.target",
          e);
    }
  }

  private static String first(String given, @Nullable String found, String otherwise) {
    if (!given.isBlank()) {
      return given;
    }
    return found == null || found.isBlank() ? otherwise : found;
  }
}
