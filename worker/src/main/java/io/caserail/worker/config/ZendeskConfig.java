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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The Zendesk account.
 *
 * @param settings how to reach it and as whom
 * @param fields what it calls things
 * @param macros the macros of each command of each kind of case; a command without one can't be
 *     given in a ticket
 * @param groups names for group ids; the policy gives roles to these names
 * @param controls by which ticket people pause and resume; null where nobody can
 * @param facts the text field of several lines that shows what cases have to mind; 0 for none
 * @param outages by which macros leads hold and release an outage in its ticket; null where only
 *     the command line can
 * @param writesPerMinute our share of the account's ticket updates, which agents need too
 */
public record ZendeskConfig(
    ZendeskSettings settings,
    ZendeskFields fields,
    Map<CaseKind, Map<CommandKind, List<String>>> macros,
    Map<String, String> groups,
    @Nullable ControlsConfig controls,
    long facts,
    @Nullable OutageMacros outages,
    int writesPerMinute) {
  /** The kinds of cases that can be asked for in a ticket; refunds always can. */
  static final List<CaseKind> KINDS =
      List.of(CaseKind.REFUND, CaseKind.CANCELLATION, CaseKind.VERIFICATION);

  public ZendeskConfig {
    macros = Map.copyOf(macros);
    groups = Map.copyOf(groups);
    for (Map.Entry<String, String> group : groups.entrySet()) {
      if (!group.getValue().matches("[0-9]{1,19}")) {
        throw new IllegalArgumentException(
            "groups." + group.getKey() + " is no group id: " + group.getValue());
      }
    }
    if (facts > 0 && ids(fields).anyMatch(id -> id == facts)) {
      throw new IllegalArgumentException("fields.facts is the id of another field: " + facts);
    }
    if (writesPerMinute < 1) {
      throw new IllegalArgumentException("writesPerMinute is below 1");
    }
  }

  private static LongStream ids(ZendeskFields fields) {
    LongStream kinds =
        fields.kinds().values().stream()
            .flatMapToLong(k -> LongStream.of(k.object(), k.amount(), k.reason(), k.option()));
    return LongStream.concat(
        LongStream.of(
            fields.command(),
            fields.state(),
            fields.waitsFor(),
            fields.reference(),
            fields.byHand()),
        kinds);
  }

  static ZendeskConfig read(Section section) {
    return read(section, section);
  }

  /**
   * Reads the account as somebody else than a worker.
   *
   * @param as holds {@code clientId} and {@code clientSecret} of an OAuth client that may read
   */
  static ZendeskConfig readAs(Section section, Section as) {
    section.allow("clientId", "clientSecret", "scope");
    return read(section, as);
  }

  private static ZendeskConfig read(Section section, Section as) {
    // Another credential, and another process: what sets the account up is never the worker.
    section.allow("provisioner");
    Map<CaseKind, KindConfig> kinds = kinds(section);
    ZendeskFields fields = fields(section, kinds);
    Section shared = section.section("fields");
    long facts = shared.has("facts") ? id(shared, "facts") : 0;
    Map<String, String> groups = groups(section.section("groups"));
    int writes = (int) section.number("writesPerMinute", 30, 1, 2_500);
    // Where no kind is right, that is what is wrong, and not the search for its tags.
    List<String> tags = kinds.isEmpty() ? List.of("none") : tags(kinds);
    ZendeskSettings settings = section.attempt(() -> settings(section, as, tags));
    if (settings == null || fields == null) {
      throw new IllegalArgumentException("settings or fields are wrong");
    }
    Map<CaseKind, Map<CommandKind, List<String>>> macros = new EnumMap<>(CaseKind.class);
    kinds.forEach((kind, config) -> macros.put(kind, config.macros()));
    ControlsConfig controls =
        section.has("controls") ? section.section("controls").build(ControlsConfig::read) : null;
    OutageMacros outages =
        section.has("outages") ? section.section("outages").build(OutageMacros::read) : null;
    return new ZendeskConfig(settings, fields, macros, groups, controls, facts, outages, writes);
  }

  /** The kinds whose sections stand there, as far as nothing is wrong with them. */
  private static Map<CaseKind, KindConfig> kinds(Section section) {
    Map<CaseKind, KindConfig> kinds = new EnumMap<>(CaseKind.class);
    for (CaseKind kind : KINDS) {
      String key = Section.key(kind);
      if (section.has(key)) {
        KindConfig config = KindConfig.read(section.section(key), kind);
        if (config != null) {
          kinds.put(kind, config);
        }
      } else if (kind == CaseKind.REFUND) {
        section.problem(key, "is missing; say by which fields and macros refunds are asked for");
      }
    }
    return kinds;
  }

  private static List<String> tags(Map<CaseKind, KindConfig> kinds) {
    List<String> tags = new ArrayList<>();
    for (KindConfig kind : kinds.values()) {
      kind.fields().commands().entrySet().stream()
          .sorted(Map.Entry.comparingByValue())
          .forEach(option -> tags.add(option.getKey()));
    }
    return tags;
  }

  private static ZendeskSettings settings(
      Section section, Section as, Iterable<String> commandTags) {
    String view = section.text("sweepView", "");
    String search = section.text("sweepSearch", view.isEmpty() ? anyOf(commandTags) : "");
    return new ZendeskSettings(
        section.uri("baseUrl", ""),
        as.text("clientId"),
        as.secret("clientSecret"),
        as == section ? section.text("scope", "read write") : "read",
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

  private static @Nullable ZendeskFields fields(Section section, Map<CaseKind, KindConfig> kinds) {
    Map<TicketState, String> states = states(section);
    Map<WaitsFor, String> waits = waits(section);
    Map<CaseKind, KindFields> byKind = new EnumMap<>(CaseKind.class);
    kinds.forEach((kind, config) -> byKind.put(kind, config.fields()));
    return section
        .section("fields")
        .build(
            f -> {
              long command = id(f, "command");
              long state = id(f, "state");
              long waitsFor = id(f, "waitsFor");
              long reference = id(f, "reference");
              long byHand = id(f, "byHandReference");
              // No case's own view needs it: it is read apart.
              f.allow("facts");
              // What is wrong with the kinds is noted where it stands.
              return byKind.containsKey(CaseKind.REFUND)
                  ? new ZendeskFields(
                      command, state, waitsFor, reference, byHand, states, waits, byKind)
                  : null;
            });
  }

  static Map<TicketState, String> states(Section section) {
    return options(section, "states", TicketState.class, s -> "crl_state_" + Section.key(s));
  }

  static Map<WaitsFor, String> waits(Section section) {
    return options(section, "waits", WaitsFor.class, ZendeskConfig::waitsTag);
  }

  static long id(Section section, String key) {
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

  private static String waitsTag(WaitsFor who) {
    return "crl_waits_" + (who == WaitsFor.PAYMENT_SYSTEM ? "stripe" : Section.key(who));
  }

  static Map<String, String> groups(Section section) {
    Map<String, String> groups = new LinkedHashMap<>();
    section.names().forEach(name -> groups.put(name, section.text(name)));
    return groups;
  }
}
