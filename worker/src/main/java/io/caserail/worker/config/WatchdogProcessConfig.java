package io.caserail.worker.config;

import io.caserail.activities.http.HttpSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a watchdog in a process of its own is told. It needs Temporal and the ticket system, and no
 * other system's key.
 *
 * @param account the installation's name in workflow ids
 * @param http time-outs and limits of calls to Zendesk
 */
public record WatchdogProcessConfig(
    String account,
    HttpSettings http,
    TemporalConfig temporal,
    ZendeskConfig zendesk,
    WatchdogConfig watchdog) {

  /**
   * Reads its configuration from the file of all processes.
   *
   * @param env the environment that {@code ${NAME}} refers to
   * @throws ConfigInvalid naming all that is wrong
   */
  public static WatchdogProcessConfig load(Path yaml, Map<String, String> env) {
    return read(ConfigFile.open(yaml, env));
  }

  /** The same from a text; relative paths start in the given directory. */
  public static WatchdogProcessConfig parse(String yaml, Path directory, Map<String, String> env) {
    return read(ConfigFile.of(YamlFile.parse("caserail.yaml", yaml), directory, env));
  }

  private static WatchdogProcessConfig read(ConfigFile file) {
    return file.read(
        root -> {
          String account = file.account(root);
          boolean live = file.mode(root) == RunMode.LIVE;
          ConfigFile.Part<HttpSettings> http = file.part(root, "http", CaserailConfig::http);
          ConfigFile.Part<TemporalConfig> temporal = file.temporal(root);
          ConfigFile.Part<ZendeskConfig> zendesk = file.part(root, "zendesk", ZendeskConfig::read);
          ConfigFile.Part<WatchdogConfig> watchdog =
              file.part(root, "watchdog", WatchdogConfig::read);
          if (live) {
            LiveMode.check(root, zendesk.value(), null, null);
          }
          return new WatchdogProcessConfig(
              account, http.orStop(), temporal.orStop(), zendesk.orStop(), watchdog.orStop());
        });
  }
}
