package io.caserail.worker.config;

import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.model.CaseKind;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever sets a Zendesk account up is told: the credential of {@code zendesk.provisioner},
 * which no worker reads, and the names that the worker will look for. Fields and macros need no ids
 * yet: they are what is made.
 *
 * @param access how to reach the account, as the provisioner
 * @param messages the texts for customers; null for those that are built in
 * @param policy the policy's file, which says who stands in for approvers; null for the one that is
 *     built in
 * @param webhook where the account sends commands to, the gateway's public address; null where the
 *     sweep alone finds them
 * @param groups ids of groups by the names that the policy has for them
 * @param approvers the id of the group that is mailed when an approval is needed; empty for nobody
 * @param watch the id of the group that the account itself mails when nobody picks commands up;
 *     empty for nobody
 * @param controls the number of the ticket by which people pause and resume; empty while there is
 *     none
 * @param patterns what an object's id looks like, for each kind, in the vendor's regular
 *     expressions
 */
public record ProvisionConfig(
    HttpSettings http,
    ZendeskSettings access,
    @Nullable Path messages,
    @Nullable Path policy,
    @Nullable URI webhook,
    Map<String, String> groups,
    String approvers,
    String watch,
    String controls,
    Map<TicketState, String> states,
    Map<WaitsFor, String> waits,
    Map<CaseKind, KindTags> kinds,
    Map<CaseKind, String> patterns) {
  private static final Map<CaseKind, String> USUAL =
      Map.of(
          CaseKind.REFUND, "\\Api_[A-Za-z0-9]{3,}\\z",
          CaseKind.CANCELLATION, "\\A(ord|sub)_[A-Za-z0-9_-]{1,60}\\z",
          CaseKind.VERIFICATION, "\\Aacct?_[A-Za-z0-9_-]{1,60}\\z");

  public ProvisionConfig {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    states = Collections.unmodifiableMap(new EnumMap<>(states));
    waits = Collections.unmodifiableMap(new EnumMap<>(waits));
    kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
    patterns = Collections.unmodifiableMap(new EnumMap<>(patterns));
  }

  /**
   * Reads a provisioner's configuration.
   *
   * @throws ConfigInvalid naming all that is wrong
   */
  public static ProvisionConfig load(Path yaml, Map<String, String> env) {
    return read(ConfigFile.open(yaml, env));
  }

  /** The same from a text; relative paths start in the given directory. */
  public static ProvisionConfig parse(String yaml, Path directory, Map<String, String> env) {
    return read(ConfigFile.of(YamlFile.parse("caserail.yaml", yaml), directory, env));
  }

  /** The same account, asked for no more than reading. */
  public ProvisionConfig readOnly() {
    ZendeskSettings reader = access(access, "read");
    return new ProvisionConfig(
        http, reader, messages, policy, webhook, groups, approvers, watch, controls, states, waits,
        kinds, patterns);
  }

  private static ZendeskSettings access(ZendeskSettings from, String scope) {
    return new ZendeskSettings(
        from.base(),
        from.clientId(),
        from.clientSecret(),
        scope,
        from.tokenLife(),
        from.integrationUser(),
        from.sweepView(),
        from.sweepSearch());
  }

  private static ProvisionConfig read(ConfigFile file) {
    return file.read(
        root -> {
          boolean live = file.mode(root) == RunMode.LIVE;
          ConfigFile.Part<HttpSettings> http = file.part(root, "http", CaserailConfig::http);
          // Only a part of the section is read, so nothing in it is unknown.
          Section zendesk = root.section("zendesk");
          if (!zendesk.has("provisioner")) {
            zendesk.problem(
                "provisioner", "is missing; give clientId and clientSecret of an OAuth client");
          }
          return read(http.orStop(), file.messages(root), file.policy(root), zendesk, live);
        });
  }

  private static ProvisionConfig read(
      HttpSettings http,
      @Nullable Path messages,
      @Nullable Path policy,
      Section zendesk,
      boolean live) {
    URI base = zendesk.uri("baseUrl", "");
    String user = zendesk.text("integrationUser");
    if (live && !"https".equals(base.getScheme())) {
      zendesk.problem("baseUrl", "is not https, which live mode wants");
    }
    Map<String, String> groups = ZendeskConfig.groups(zendesk.section("groups"));
    Map<TicketState, String> states = ZendeskConfig.states(zendesk);
    Map<WaitsFor, String> waits = ZendeskConfig.waits(zendesk);
    Map<CaseKind, KindTags> kinds = new EnumMap<>(CaseKind.class);
    for (CaseKind kind : ZendeskConfig.KINDS) {
      String key = Section.key(kind);
      if (kind == CaseKind.REFUND || zendesk.has(key)) {
        kinds.put(kind, KindConfig.tags(zendesk.section(key), kind));
      }
    }
    String controls = zendesk.has("controls") ? zendesk.section("controls").text("ticket", "") : "";
    ProvisionConfig config =
        zendesk
            .section("provisioner")
            .build(
                own -> {
                  Map<CaseKind, String> patterns = new EnumMap<>(CaseKind.class);
                  Section given = own.section("patterns");
                  kinds
                      .keySet()
                      .forEach(
                          kind ->
                              patterns.put(
                                  kind,
                                  given.text(
                                      Section.key(kind), USUAL.getOrDefault(kind, "\\A.+\\z"))));
                  return new ProvisionConfig(
                      http,
                      new ZendeskSettings(
                          base,
                          own.text("clientId"),
                          own.secret("clientSecret"),
                          own.text("scope", "read write"),
                          Duration.ofMinutes(10),
                          user,
                          "",
                          "not swept"),
                      messages,
                      policy,
                      own.has("webhook") ? own.uri("webhook", "") : null,
                      groups,
                      group(own, "approvers", groups, "approvers"),
                      group(own, "watch", groups, "operators"),
                      controls,
                      states,
                      waits,
                      kinds,
                      patterns);
                });
    if (config == null) {
      throw new IllegalArgumentException("the provisioner is incomplete");
    }
    return config;
  }

  /** The id of a group that a key names; of the usual one where it names none. */
  private static String group(Section own, String key, Map<String, String> groups, String usual) {
    String name = own.text(key, usual);
    if (own.has(key) && !groups.containsKey(name)) {
      own.problem(key, "'" + name + "' is none of zendesk.groups: " + groups.keySet());
    }
    return groups.getOrDefault(name, "");
  }
}
