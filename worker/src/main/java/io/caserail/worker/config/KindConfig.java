package io.caserail.worker.config;

import io.caserail.activities.zendesk.KindFields;
import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of case is asked for in a ticket.
 *
 * @param fields its fields and their options
 * @param macros the macros of each command; a command without one can't be given in a ticket
 */
record KindConfig(KindFields fields, Map<CommandKind, List<String>> macros) {
  private static final String OPTION = "when";
  private static final String DECISION_REASON = "decisionReason";
  private static final List<String> OPTIONS = List.of("term_end", "now");

  KindConfig {
    macros = Map.copyOf(macros);
  }

  /**
   * The names that a kind has in the file.
   *
   * @param object the key of the field that names the object
   * @param amount whether it asks for an amount
   * @param when whether it asks for a time
   * @param reason what the tags of its reasons begin with
   * @param reasons its reasons where the file lists none
   */
  private record Names(
      String object, boolean amount, boolean when, String reason, List<String> reasons) {
    private static final Names REFUND =
        new Names(
            "payment",
            true,
            false,
            "crl_reason_",
            List.of(
                "duplicate_charge",
                "not_received",
                "damaged",
                "cancelled_in_window",
                "price_error",
                "goodwill",
                "fraud_claim"));
    private static final Names CANCELLATION =
        new Names(
            "object",
            false,
            true,
            "crl_cancellation_reason_",
            List.of("changed_mind", "ordered_twice", "late_delivery", "not_needed", "goodwill"));
    private static final Names VERIFICATION =
        new Names(
            "account",
            false,
            false,
            "crl_verification_reason_",
            List.of("new_customer", "high_value", "suspicious_login", "account_recovery"));

    static Names of(CaseKind kind) {
      return switch (kind) {
        case REFUND, SETTLEMENT -> REFUND;
        case CANCELLATION -> CANCELLATION;
        case VERIFICATION -> VERIFICATION;
      };
    }
  }

  /** Reads a kind's section; null when anything is wrong with it, which is then noted. */
  static @Nullable KindConfig read(Section section, CaseKind kind) {
    return section.build(s -> read(s, kind, Names.of(kind)));
  }

  /** The tags alone, which are there before the account has any field. */
  static KindTags tags(Section section, CaseKind kind) {
    Names names = Names.of(kind);
    return new KindTags(
        commands(section, kind),
        reasons(section.section("reasons"), names),
        names.when() ? options(section.section("options")) : Map.of());
  }

  private static KindConfig read(Section section, CaseKind kind, Names names) {
    Map<String, CommandKind> commands = commands(section, kind);
    Map<String, String> reasons = reasons(section.section("reasons"), names);
    Map<CommandKind, List<String>> macros = macros(section.section("macros"));
    Section ids = section.section("fields");
    boolean timed = names.when() && ids.has(OPTION);
    Map<String, String> options = timed ? options(section.section("options")) : Map.of();
    if (names.when() && !timed && section.has("options")) {
      section.problem("options", "is of no use without fields." + OPTION);
    }
    KindFields fields =
        ids.build(
            f ->
                new KindFields(
                    ZendeskConfig.id(f, names.object()),
                    names.amount() ? ZendeskConfig.id(f, "amount") : 0,
                    ZendeskConfig.id(f, "reason"),
                    timed ? ZendeskConfig.id(f, OPTION) : 0,
                    commands,
                    reasons,
                    options,
                    macros,
                    kind == CaseKind.REFUND && f.has(DECISION_REASON)
                        ? ZendeskConfig.id(f, DECISION_REASON)
                        : 0));
    if (fields == null) {
      throw new IllegalArgumentException("its fields are wrong");
    }
    return new KindConfig(fields, macros);
  }

  /** Written as command and option; kept as option and command. */
  private static Map<String, CommandKind> commands(Section section, CaseKind kind) {
    Map<String, CommandKind> byTag = new LinkedHashMap<>();
    Map<CommandKind, String> tags =
        section
            .section("commands")
            .build(c -> c.perConstant(CommandKind.class, command -> tag(kind, command)));
    for (CommandKind command : CommandKind.values()) {
      // What is wrong with an option is noted; the others go on with what is usual.
      String tag = tags == null ? tag(kind, command) : tags.getOrDefault(command, "");
      if (byTag.put(tag, command) != null) {
        section.problem("commands", "two commands have the option " + tag);
      }
    }
    return byTag;
  }

  private static String tag(CaseKind kind, CommandKind command) {
    return "crl_do_"
        + Section.key(kind)
        + "_"
        + switch (command) {
          case SEND_AND_TELL -> "send_tell";
          case DONE_BY_HAND -> "by_hand";
          case WHERE_IS_IT -> "where";
          default -> Section.key(command);
        };
  }

  /** Written as code and option, like the others; kept as option and code. */
  private static Map<String, String> reasons(Section section, Names names) {
    Map<String, String> byTag = new LinkedHashMap<>();
    var given = new TreeSet<>(section.names());
    for (String code : given.isEmpty() ? names.reasons() : given) {
      byTag.put(section.text(code, names.reason() + code), code);
    }
    return byTag;
  }

  /** When a cancellation takes effect; the codes are those that its cases know. */
  private static Map<String, String> options(Section section) {
    Map<String, String> byTag = new LinkedHashMap<>();
    var unused =
        section.build(
            s -> {
              for (String code : OPTIONS) {
                if (byTag.put(s.text(code, "crl_when_" + code), code) != null) {
                  s.problem(code, "has the same option as another");
                }
              }
              return byTag;
            });
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
}
