package io.caserail.cli;

import io.caserail.client.CaseData;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which Temporal server to talk to. What is not given comes from Temporal's own environment
 * variables and profiles ({@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code
 * TEMPORAL_PROFILE}, TLS and API keys), then from their defaults.
 */
final class ServerOptions {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  private static final String DEFAULT_NAMESPACE = "default";

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Temporal's address (else TEMPORAL_ADDRESS, the profile, 127.0.0.1:7233)")
  private @Nullable String address;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Temporal's namespace (else TEMPORAL_NAMESPACE, the profile, default)")
  private @Nullable String namespace;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "profile of Temporal's configuration file (else TEMPORAL_PROFILE)")
  private @Nullable String profile;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = "${env:CASERAIL_ACCOUNT:-main}",
      description = "account in case ids (else CASERAIL_ACCOUNT; default: main)")
  private String account = "main";

  /** Connects; nothing is sent yet. */
  Server connect() {
    ClientConfigProfile found = profile();
    String target = first(address, found.getAddress(), DEFAULT_ADDRESS);
    String space = first(namespace, found.getNamespace(), DEFAULT_NAMESPACE);
    return Server.connect(
        WorkflowServiceStubsOptions.newBuilder(found.toWorkflowServiceStubsOptions())
            .setTarget(target)
            .build(),
        WorkflowClientOptions.newBuilder(found.toWorkflowClientOptions())
            .setNamespace(space)
            .setDataConverter(CaseData.converter())
            .build(),
        account);
  }

  private ClientConfigProfile profile() {
    try {
      LoadClientConfigProfileOptions.Builder options = LoadClientConfigProfileOptions.newBuilder();
      if (profile != null) {
        options.setConfigFileProfile(profile);
      }
      return ClientConfigProfile.load(options.build());
    } catch (IOException | IllegalArgumentException e) {
      throw Stopped.misused(
          "Temporal's configuration can't be read: "
              + e.getMessage()
              + "\nCheck TEMPORAL_CONFIG_FILE and --profile, or give --address and --namespace.");
    }
  }

  private static String first(@Nullable String given, @Nullable String found, String otherwise) {
    if (given != null && !given.isBlank()) {
      return given;
    }
    return found == null || found.isBlank() ? otherwise : found;
  }
}
