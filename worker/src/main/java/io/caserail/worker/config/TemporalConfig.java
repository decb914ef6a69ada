package io.caserail.worker.config;

import java.util.Map;

/**
 * Where Temporal is. With a target, a plain connection to it; otherwise the named profile of
 * Temporal's own configuration file and environment variables, which also knows TLS and API keys.
 *
 * @param target {@code host:port}; empty to use a profile
 * @param namespace empty for the profile's, or {@code default}
 * @param profile the profile's name; empty for the default one
 * @param profileFile the file of profiles; empty for where Temporal's tools look
 * @param env the environment that may override a profile
 */
public record TemporalConfig(
    String target, String namespace, String profile, String profileFile, Map<String, String> env) {
  public TemporalConfig {
    env = Map.copyOf(env);
    if (!target.isEmpty() && !target.matches("[^\\s/:]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}")) {
      throw new IllegalArgumentException("target is no host:port: " + target);
    }
    if (!target.isEmpty() && !(profile.isEmpty() && profileFile.isEmpty())) {
      throw new IllegalArgumentException("give a target or a profile, not both");
    }
    if (!namespace.matches("[A-Za-z0-9._-]{0,64}")) {
      throw new IllegalArgumentException("namespace is malformed: " + namespace);
    }
  }

  static TemporalConfig read(Section section, Map<String, String> env) {
    return new TemporalConfig(
        section.text("target", ""),
        section.text("namespace", ""),
        section.text("profile", ""),
        section.text("profileFile", ""),
        env);
  }

  /** Shows no environment: it holds secrets. */
  @Override
  public String toString() {
    return "TemporalConfig[target="
        + target
        + ", namespace="
        + namespace
        + ", profile="
        + profile
        + "]";
  }
}
