package io.caserail.worker.config;

import io.caserail.model.CaseKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is told. Vendors' keys in the same file are not read: the process that listens to
 * the world has none.
 *
 * @param kinds the kinds of cases that tickets may ask for
 * @param writer the id of the user as whom the worker writes into tickets; empty when it is not
 *     said
 * @param contracts the folder of the contracts; null for those that are built in
 * @param files all files that this was read from, those of secrets too
 */
public record FrontConfig(
    String account,
    RunMode mode,
    TemporalConfig temporal,
    GatewayConfig gateway,
    Set<CaseKind> kinds,
    String writer,
    @Nullable Path contracts,
    Set<Path> files) {

  public FrontConfig {
    kinds = Set.copyOf(kinds);
    files = Set.copyOf(files);
  }

  /**
   * Reads a gateway's configuration.
   *
   * @throws ConfigInvalid naming all that is wrong
   */
  public static FrontConfig load(Path yaml, Map<String, String> env) {
    return read(ConfigFile.open(yaml, env));
  }

  /** The same from a text; relative paths start in the given directory. */
  public static FrontConfig parse(String yaml, Path directory, Map<String, String> env) {
    return read(ConfigFile.of(YamlFile.parse("caserail.yaml", yaml), directory, env));
  }

  private static FrontConfig read(ConfigFile file) {
    return file.read(
        root -> {
          String account = file.account(root);
          RunMode mode = file.mode(root);
          ConfigFile.Part<TemporalConfig> temporal = file.temporal(root);
          ConfigFile.Part<GatewayConfig> gateway =
              file.part(root, "gateway", s -> GatewayConfig.read(s, mode == RunMode.LIVE));
          return new FrontConfig(
              account,
              mode,
              temporal.orStop(),
              gateway.orStop(),
              kinds(root),
              writer(root),
              file.contracts(root),
              file.used());
        });
  }

  private static String writer(Section root) {
    return root.section("zendesk").text("integrationUser", "");
  }

  /** Only whether their sections stand there; what is in them is the worker's. */
  private static Set<CaseKind> kinds(Section root) {
    Section zendesk = root.section("zendesk");
    return ZendeskConfig.KINDS.stream()
        .filter(kind -> kind == CaseKind.REFUND || zendesk.has(Section.key(kind)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
