package io.caserail.worker.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command that only talks to Temporal is told.
 *
 * @param oidc where its user signs in to sign a decision; null where nobody can
 */
public record StarterConfig(String account, TemporalConfig temporal, @Nullable OidcConfig oidc) {

  /**
   * Reads a command's configuration.
   *
   * @throws ConfigInvalid naming all that is wrong
   */
  public static StarterConfig load(Path yaml, Map<String, String> env) {
    return read(ConfigFile.open(yaml, env));
  }

  /** The same from a text; relative paths start in the given directory. */
  public static StarterConfig parse(String yaml, Path directory, Map<String, String> env) {
    return read(ConfigFile.of(YamlFile.parse("caserail.yaml", yaml), directory, env));
  }

  private static StarterConfig read(ConfigFile file) {
    return file.read(
        root -> {
          String account = file.account(root);
          boolean live = file.mode(root) == RunMode.LIVE;
          ConfigFile.Part<TemporalConfig> temporal = file.temporal(root);
          OidcConfig oidc = file.ifThere(root, "oidc", s -> OidcConfig.read(s, live));
          return new StarterConfig(account, temporal.orStop(), oidc);
        });
  }
}
