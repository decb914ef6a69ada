package io.caserail.worker.config;

import java.nio.file.Path;
import java.util.Map;

/** The names of Zendesk groups in a configuration, of which nothing else is read. */
public final class GroupIds {
  private GroupIds() {}

  /**
   * Reads {@code zendesk.groups}.
   *
   * @return the id of each name
   * @throws ConfigInvalid when the file can't be read, or the groups are no mapping
   */
  public static Map<String, String> load(Path yaml, Map<String, String> env) {
    return ConfigFile.open(yaml, env)
        .read(root -> ZendeskConfig.groups(root.section("zendesk").section("groups")));
  }
}
