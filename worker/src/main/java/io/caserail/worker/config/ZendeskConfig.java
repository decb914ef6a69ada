package io.caserail.worker.config;

import io.caserail.activities.zendesk.KindFields;
import io.caserail.activities.zendesk.ZendeskFields;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Zendesk account.
 *
 * @param settings how to reach it and as whom
 * @param fields what it calls things
 * @param macros the macros of each command of each kind of case; a command without one can't be
 *     given in a ticket
 * @param groups names for group ids; the policy gives roles to these names
 * @param writesPerMinute our share of the account's ticket updates, which agents need too
 */
public record ZendeskConfig(
    ZendeskSettings settings,
    ZendeskFields fields,
    Map<CaseKind, Map<CommandKind, List<String>>> macros,
    Map<String, String> groups,
    int writesPerMinute) {
  private static final List<String> REASONS =
      List.of(
          "duplicate_charge",
          "not_received",
          "damaged",
          "cancelled_in_window",
          "price_error",
          "goodwill",
          "fraud_claim");

  public ZendeskConfig {
    macros = Map.copyOf(macros);
    groups = Map.copyOf(groups);
    for (Map.Entry<String, String> group : groups.entrySet()) {
      if (!group.getValue().matches("[0-9]{1,19}")) {
        throw new IllegalArgumentException(
            "groups." + group.getKey() + " is no group id: " + group.getValue());
      }
    }
    if (writesPerMinute < 1) {
      throw new IllegalArgumentException("writesPerMinute is below 1");
    }
  }

  static ZendeskConfig read(Section section) {
    Map<CommandKind, List<String>> macros = macros(section.section("macros"));
    Map<CommandKind, String> commands =
        options(section, "commands", CommandKind.class, ZendeskConfig::commandTag);
    ZendeskFields fields = fields(section, commands, macros);
    Map<String, String> groups = groups(section.section("groups"));
    int writes = (int) section.number("writesPerMinute", 60, 1, 2_500);
    ZendeskSettings settings = section.attempt(() -> settings(section, commands.values()));
    if (settings == null || fields == null) {
      throw new IllegalArgumentException("settings or fields are wrong");
    }
    return new ZendeskConfig(settings, fields, Map.of(CaseKind.REFUND, macros), groups, writes);
  }

  private static ZendeskSettings settings(Section section, Iterable<String> commandTags) {
    String view = section.text("sweepView", "");
    String search = section.text("sweepSearch", view.isEmpty() ? anyOf(commandTags) : "");
    return new ZendeskSettings(
        section.uri("baseUrl", ""),
        section.text("clientId"),
        section.secret("clientSecret"),
        section.text("scope", "read write"),
        section.duration("tokenLife", Duration.ofHours(2)),
        section.text("integrationUser"),
        view,
        search);
  }

  private static String anyOf(Iterable<String> tags) {
    List<String> terms = new ArrayList<>();
    for (String tag : tags) {
      terms.add("tags:" + tag);
    }
    return String.join(" ", terms);
  }

  private static @Nullable ZendeskFields fields(
      Section section, Map<CommandKind, String> commands, Map<CommandKind, List<String>> macros) {
    Section ids = section.section("fields");
    Map<TicketState, String> states =
        options(section, "states", TicketState.class, s -> "crl_state_" + Section.key(s));
    Map<WaitsFor, String> waits =
        options(section, "waits", WaitsFor.class, ZendeskConfig::waitsTag);
    Map<String, String> reasons = reasons(section.section("reasons"));
    Map<String, CommandKind> byTag = new LinkedHashMap<>();
    commands.forEach(
        (kind, tag) -> {
          if (byTag.put(tag, kind) != null) {
            section.problem("commands", "two commands have the option " + tag);
          }
        });
    return ids.build(
        f ->
            new ZendeskFields(
                id(f, "command"),
                id(f, "state"),
                id(f, "waitsFor"),
                id(f, "reference"),
                id(f, "byHandReference"),
                states,
                waits,
                Map.of(
                    CaseKind.REFUND,
                    new KindFields(
                        id(f, "payment"),
                        id(f, "amount"),
                        id(f, "reason"),
                        0,
                        byTag,
                        reasons,
                        Map.of(),
                        macros.values().stream().flatMap(List::stream).toList()))));
  }

  private static long id(Section section, String key) {
    if (!section.has(key)) {
      section.problem(key, "is missing; give the id of the ticket field");
      return 0;
    }
    return section.number(key, 0, 1, Long.MAX_VALUE);
  }

  private static <E extends Enum<E>> Map<E, String> options(
      Section section, String key, Class<E> type, Function<E, String> usual) {
    Section options = section.section(key);
    Map<E, String> tags = options.build(o -> o.perConstant(type, usual));
    return tags == null ? Map.of() : tags;
  }

  private static String commandTag(CommandKind kind) {
    return "crl_do_refund_"
        + switch (kind) {
          case SEND_AND_TELL -> "send_tell";
          case DONE_BY_HAND -> "by_hand";
          case WHERE_IS_IT -> "where";
          default -> Section.key(kind);
        };
  }

  private static String waitsTag(WaitsFor who) {
    return "crl_waits_" + (who == WaitsFor.PAYMENT_SYSTEM ? "stripe" : Section.key(who));
  }

  /** Written as code and option, like the others; kept as option and code. */
  private static Map<String, String> reasons(Section section) {
    Map<String, String> byTag = new LinkedHashMap<>();
    var names = new TreeSet<>(section.names());
    for (String code : names.isEmpty() ? REASONS : names) {
      byTag.put(section.text(code, "crl_reason_" + code), code);
    }
    return byTag;
  }

  private static Map<CommandKind, List<String>> macros(Section section) {
    Map<CommandKind, List<String>> macros = new LinkedHashMap<>();
    var unused =
        section.build(
            s -> {
              for (CommandKind kind : CommandKind.values()) {
                List<String> ids = s.texts(Section.key(kind), List.of());
                if (!ids.isEmpty()) {
                  macros.put(kind, List.copyOf(ids));
                }
              }
              return macros;
            });
    return macros;
  }

  private static Map<String, String> groups(Section section) {
    Map<String, String> groups = new LinkedHashMap<>();
    section.names().forEach(name -> groups.put(name, section.text(name)));
    return groups;
  }
}
