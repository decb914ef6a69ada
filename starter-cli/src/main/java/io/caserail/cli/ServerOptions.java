package io.caserail.cli;

import io.caserail.worker.config.OidcConfig;
import io.caserail.worker.config.StarterConfig;
import io.caserail.worker.config.TemporalConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which Temporal server to talk to, and for which account. What is not given comes from the
 * configuration file if one is named, then from Temporal's own environment variables and profiles
 * ({@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_PROFILE}, TLS, API keys).
 */
final class ServerOptions {
  private static final String DEFAULT_ACCOUNT = "main";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-" + Option.NULL_VALUE + "}",
      description = "caserail.yaml, for Temporal and the account (else CASERAIL_CONFIG)")
  private @Nullable Path config;

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
      description = "account in case ids (else CASERAIL_ACCOUNT; default: " + DEFAULT_ACCOUNT + ")")
  private @Nullable String account;

  /**
   * Connects, and asks once whether somebody is there.
   *
   * @throws io.caserail.client.TemporalUnavailable when nobody is
   */
  Server connect() {
    Map<String, String> env = System.getenv();
    StarterConfig file = config == null ? null : StarterConfig.load(config, env);
    TemporalConfig temporal =
        file == null ? new TemporalConfig("", "", "", "", env) : file.temporal();
    Server server = Server.open(merged(temporal), Server.PATIENCE, account(file, env));
    try {
      server.probe();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Where its user signs in; null where the configuration says nothing about it. */
  @Nullable OidcConfig oidc() {
    return config == null ? null : StarterConfig.load(config, System.getenv()).oidc();
  }

  /** The same options as words, for a command that is printed to be given next. */
  String words() {
    StringBuilder words = new StringBuilder();
    word(words, "--config", config);
    word(words, "--address", address);
    word(words, "--namespace", namespace);
    word(words, "--profile", profile);
    word(words, "--account", account);
    return words.toString();
  }

  private static void word(StringBuilder words, String option, @Nullable Object value) {
    if (value != null) {
      words.append(' ').append(option).append(' ').append(Words.quoted(value.toString()));
    }
  }

  /** An address given here replaces the profile's and keeps its TLS and keys. */
  private TemporalConfig merged(TemporalConfig file) {
    Map<String, String> env = new HashMap<>(file.env());
    if (address != null) {
      env.put("TEMPORAL_ADDRESS", address);
    }
    boolean elsewhere = address != null || profile != null;
    return new TemporalConfig(
        elsewhere ? "" : file.target(),
        namespace != null ? namespace : file.namespace(),
        profile != null ? profile : file.profile(),
        file.profileFile(),
        env);
  }

  private String account(@Nullable StarterConfig file, Map<String, String> env) {
    if (account != null) {
      return account;
    }
    return file == null ? env.getOrDefault("CASERAIL_ACCOUNT", DEFAULT_ACCOUNT) : file.account();
  }
}
