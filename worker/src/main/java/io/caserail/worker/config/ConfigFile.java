package io.caserail.worker.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One {@code caserail.yaml}, read in the part that a process needs: a gateway needs no vendor's
 * key, so a reference to one in a part that it does not read is left alone.
 *
 * @param used all files that values came from so far; it grows with each part that is read
 */
record ConfigFile(YamlFile yaml, Path directory, Map<String, String> env, Set<Path> used) {
  private static final String[] TOP_LEVEL = {
    "account",
    "mode",
    "trust",
    "personKey",
    "policy",
    "messages",
    "contracts",
    "auditFile",
    "sweepEvery",
    "reconciliation",
    "expires",
    "outages",
    "http",
    "temporal",
    "zendesk",
    "stripe",
    "company",
    "easypost",
    "access",
    "scim",
    "worker",
    "watchdog",
    "gateway",
    "oidc",
    "shadow"
  };

  ConfigFile {
    env = Map.copyOf(env);
  }

  static ConfigFile open(Path file, Map<String, String> env) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    ConfigFile opened = of(YamlFile.read(file), directory == null ? Path.of("") : directory, env);
    opened.used.add(file.toAbsolutePath().normalize());
    return opened;
  }

  static ConfigFile of(YamlFile yaml, Path directory, Map<String, String> env) {
    return new ConfigFile(yaml, directory, env, new LinkedHashSet<>());
  }

  <T> T read(Function<Section, T> reader) {
    Section root = Section.root(yaml, new Interpolation(env, directory, used::add)::fill);
    root.allow(TOP_LEVEL);
    T read = root.build(reader);
    if (read == null) {
      throw new ConfigInvalid(yaml.name(), root.problems());
    }
    return read;
  }

  String account(Section root) {
    String account = root.text("account");
    if (!account.isBlank() && !account.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      root.problem("account", "takes 1 to 40 lower-case letters, digits and dashes");
    }
    return account.matches("[a-z0-9][a-z0-9-]{0,39}") ? account : "missing";
  }

  RunMode mode(Section root) {
    return root.choice("mode", RunMode.SANDBOX);
  }

  /** Where the texts for customers are; null for those that are built in. */
  @Nullable Path messages(Section root) {
    return root.has("messages") ? directory.resolve(root.text("messages")) : null;
  }

  /** The policy's file; null for the one that is built in. */
  @Nullable Path policy(Section root) {
    Section policy = root.section("policy");
    policy.allow("hash");
    return policy.has("file") ? directory.resolve(policy.text("file")) : null;
  }

  /** The folder of the contracts; null for those that are built in. */
  @Nullable Path contracts(Section root) {
    return root.has("contracts") ? directory.resolve(root.text("contracts")).normalize() : null;
  }

  Part<TemporalConfig> temporal(Section root) {
    return part(root, "temporal", section -> TemporalConfig.read(section, env));
  }

  <T> Part<T> part(Section root, String key, Function<Section, T> reader) {
    return new Part<>(root.section(key).build(reader));
  }

  /** A part that may be left out; what is wrong with it is noted, and then nothing is read. */
  <T> @Nullable T ifThere(Section root, String key, Function<Section, T> reader) {
    return root.has(key) ? part(root, key, reader).value() : null;
  }

  /**
   * One concern's record.
   *
   * @param value null when something is wrong with it, which is noted
   */
  record Part<T>(@Nullable T value) {
    T orStop() {
      if (value == null) {
        throw new IllegalArgumentException("a part is incomplete");
      }
      return value;
    }
  }
}
