package io.caserail.worker.config;

import java.nio.file.Path;
import java.util.Map;

/** What a command that only talks to Temporal is told. */
public record StarterConfig(String account, TemporalConfig temporal) {

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
          return new StarterConfig(account, file.temporal(root).orStop());
        });
  }
}
