package io.caserail.worker.provision;

import static io.caserail.worker.provision.Item.ref;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.zendesk.DecisionReasons;
import io.caserail.activities.zendesk.ZendeskFields;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionReason;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import io.caserail.worker.config.KindTags;
import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.messages.MessageKind;
import io.caserail.worker.messages.Messages;
import io.caserail.worker.messages.MessagesFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that an account should have, in the order in which it is made.
 *
 * @param items each refers only to those before it
 */
record Blueprint(List<Item> items) {
  /** Counted up whenever a released blueprint changes. */
  static final int VERSION = 1;

  static final String COMMAND = "field/command";
  static final String STATE = "field/state";
  static final String WAITS_FOR = "field/waits_for";
  static final String REFERENCE = "field/reference";
  static final String BY_HAND = "field/by_hand_reference";
  static final String FACTS = "field/facts";
  static final String WEBHOOK = "webhook/commands";

  /** Marks tickets whose silence was mailed, so that one silence is mailed once. */
  private static final String MAILED = "crl_not_picked_up";

  /** The states that can take too long: all in which somebody or something is waited for. */
  private static final List<TicketState> LATE =
      Arrays.stream(TicketState.values())
          .filter(state -> !state.isEnding() && state != TicketState.WORKING)
          .toList();

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  Blueprint {
    items = List.copyOf(items);
  }

  static Blueprint of(ProvisionConfig config) {
    return new Blueprint(new Draft(config, MessagesFile.load(config.messages())).draw());
  }

  /** The key of the field that names a kind's object. */
  static String object(CaseKind kind) {
    return "field/" + word(kind) + ".object";
  }

  static String field(CaseKind kind, String name) {
    return "field/" + word(kind) + "." + name;
  }

  static String macro(CaseKind kind, Enum<?> command) {
    return "macro/" + word(kind) + "." + word(command);
  }

  /** The key of the macro that pauses or resumes a kind. */
  static String control(CaseKind kind, String what) {
    return "macro/" + word(kind) + "." + what + "_all";
  }

  /** The key of the macro that holds or releases an outage. */
  static String outage(String what) {
    return "macro/outage." + what;
  }

  static String view(String name) {
    return "view/" + name;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** {@code cancelled_in_window} is {@code Cancelled in window}. */
  private static String spoken(String code) {
    String words = code.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A blueprint while it is drawn. */
  private static final class Draft {
    private final ProvisionConfig config;
    private final Messages messages;
    private final List<Item> items = new ArrayList<>();

    Draft(ProvisionConfig config, Messages messages) {
      this.config = config;
      this.messages = messages;
    }

    List<Item> draw() {
      sharedFields();
      config.kinds().forEach(this::fieldsOf);
      if (config.webhook() != null) {
        webhook(config.webhook().toString());
        config.kinds().forEach(this::commandTrigger);
      }
      mails();
      config.kinds().forEach(this::macrosOf);
      customerTexts();
      config.kinds().keySet().forEach(this::controls);
      outage("hold", "What waits shall not be sent yet. Why: ");
      outage("release", "What is held may be sent. Why: ");
      views();
      deadMan();
      return items;
    }

    // ---- fields ----

    private void sharedFields() {
      ArrayNode commands = JSON.arrayNode();
      config
          .kinds()
          .forEach(
              (kind, tags) ->
                  tags.commands()
                      .forEach(
                          (tag, command) -> {
                            Wording wording = Wording.of(kind, command);
                            if (wording != null) {
                              option(commands, wording.option(), tag);
                            }
                          }));
      list(COMMAND, "Caserail action", "What is asked for. Filled by macros, emptied by Caserail.")
          .set("custom_field_options", commands);
      Map<String, String> states = new LinkedHashMap<>();
      for (TicketState state : TicketState.values()) {
        states.putIfAbsent(
            config.states().getOrDefault(state, ""),
            state == TicketState.NEEDS_PERSON ? "Needs a person" : spoken(word(state)));
      }
      LATE.forEach(state -> late(states, state));
      list(STATE, "Caserail state", "Where the case is. Written by Caserail only.")
          .set("custom_field_options", options(states));
      Map<String, String> waits = new LinkedHashMap<>();
      for (WaitsFor who : WaitsFor.values()) {
        waits.putIfAbsent(config.waits().getOrDefault(who, ""), waiting(who));
      }
      list(WAITS_FOR, "Caserail waits for", "Who has to act. Written by Caserail only.")
          .set("custom_field_options", options(waits));
      field(REFERENCE, "text", "Caserail reference", "What was done. Written by Caserail only.");
      field(BY_HAND, "text", "By-hand reference", "The reference of what a person has done.");
      field(
          FACTS,
          "textarea",
          "Caserail facts",
          "What a case has to mind: what, seen since when, who says so. Written by Caserail only.");
    }

    /** Whoever looks for what is late, and whoever looks for what needs them, both find it. */
    private void late(Map<String, String> states, TicketState state) {
      String tag = config.states().getOrDefault(state, "");
      states.putIfAbsent(ZendeskFields.lateTag(tag), states.getOrDefault(tag, "") + ", late");
    }

    private static String waiting(WaitsFor who) {
      return switch (who) {
        case LEAD -> "Duty lead";
        case PAYMENT_SYSTEM -> "Stripe";
        default -> spoken(word(who));
      };
    }

    private void fieldsOf(CaseKind kind, KindTags tags) {
      String name = spoken(word(kind));
      field(object(kind), "regexp", kind.field(), "The id of what it is about, and nothing else.")
          .put("regexp_for_validation", config.patterns().get(kind));
      if (kind == CaseKind.REFUND) {
        field(Blueprint.field(kind, "amount"), "decimal", "Refund amount", "Empty for all of it.");
        Map<String, String> why = new LinkedHashMap<>();
        for (DecisionReason reason : DecisionReason.values()) {
          why.put(DecisionReasons.tag(reason), spoken(reason.words()));
        }
        list(
                Blueprint.field(kind, "decision_reason"),
                DecisionReasons.TITLE,
                "Why it is refused, or how it was done by hand. Emptied by Caserail.")
            .set("custom_field_options", options(why));
      }
      Map<String, String> reasons = new LinkedHashMap<>();
      tags.reasons().forEach((tag, code) -> reasons.put(tag, spoken(code)));
      list(Blueprint.field(kind, "reason"), name + " reason", "Why.")
          .set("custom_field_options", options(reasons));
      if (!tags.options().isEmpty()) {
        Map<String, String> when = new LinkedHashMap<>();
        tags.options()
            .forEach(
                (tag, code) ->
                    when.put(
                        tag, code.equals("term_end") ? "At the end of the term" : spoken(code)));
        list(Blueprint.field(kind, "when"), name + " takes effect", "From when on.")
            .set("custom_field_options", options(when));
      }
    }

    private ObjectNode list(String key, String title, String says) {
      return field(key, "tagger", title, says);
    }

    /** Closed to the portal: what a customer writes must never be a command. */
    private ObjectNode field(String key, String type, String title, String says) {
      ObjectNode body = JSON.objectNode().put("type", type).put("title", title);
      body.put("active", true).put("required", false);
      body.put("visible_in_portal", false).put("editable_in_portal", false);
      return add(Part.FIELD, key, body, says);
    }

    private static ArrayNode options(Map<String, String> nameByTag) {
      ArrayNode options = JSON.arrayNode();
      nameByTag.forEach((tag, name) -> option(options, name, tag));
      return options;
    }

    private static void option(ArrayNode options, String name, String tag) {
      if (!tag.isEmpty()) {
        options.addObject().put("name", name).put("value", tag);
      }
    }

    // ---- webhook and triggers ----

    private void webhook(String endpoint) {
      ObjectNode body = JSON.objectNode().put("name", "Caserail").put("endpoint", endpoint);
      body.put("http_method", "POST").put("request_format", "json").put("status", "active");
      body.putArray("subscriptions").add("conditional_ticket_events");
      add(Part.WEBHOOK, WEBHOOK, body, "Tells Caserail that a command was given.");
    }

    /**
     * Sends ids only, since nobody says whether placeholders are escaped; and nothing that the
     * integration itself has written.
     */
    private void commandTrigger(CaseKind kind, KindTags tags) {
      ObjectNode body = rule("Caserail: " + word(kind) + " command");
      condition(all(body), custom(COMMAND), "changed", "");
      condition(all(body), "current_user", "is_not", config.access().integrationUser());
      tags.commands()
          .forEach(
              (tag, command) -> {
                if (Wording.of(kind, command) != null) {
                  condition(any(body), custom(COMMAND), "is", tag);
                }
              });
      ObjectNode sent = JSON.objectNode().put("kind", word(kind)).put("ticket", "{{ticket.id}}");
      sent.put("object", "{{ticket.ticket_field_" + ref(object(kind)) + "}}");
      action(body, "notification_webhook", ref(WEBHOOK), sent.toString());
      add(Part.TRIGGER, "trigger/" + word(kind) + ".command", body, "Sends a command's ids.");
    }

    private void mails() {
      if (!config.approvers().isEmpty()) {
        String tag = config.states().getOrDefault(TicketState.NEEDS_APPROVAL, "");
        ObjectNode body = rule("Caserail: approval needed");
        condition(all(body), custom(STATE), "changed", "");
        condition(all(body), custom(STATE), "is", tag);
        any(body);
        action(
            body,
            "notification_group",
            config.approvers(),
            "Approval needed: ticket {{ticket.id}}",
            "Ticket {{ticket.id}} needs an approval. What and why stands in its last note:"
                + " {{ticket.link}}");
        add(Part.TRIGGER, "trigger/approval_needed", body, "Mails the approvers' group.");
      }
      if (!config.watch().isEmpty()) {
        ObjectNode body = rule("Caserail: command picked up");
        condition(all(body), custom(COMMAND), "not_present", "");
        condition(all(body), "current_tags", "includes", MAILED);
        any(body);
        action(body, "remove_tags", MAILED);
        add(Part.TRIGGER, "trigger/picked_up", body, "Lets the next silence be mailed again.");
      }
    }

    // ---- macros ----

    private void macrosOf(CaseKind kind, KindTags tags) {
      tags.commands()
          .forEach(
              (tag, command) -> {
                Wording wording = Wording.of(kind, command);
                if (wording != null) {
                  ObjectNode body = rule(wording.macro());
                  action(body, custom(COMMAND), tag);
                  add(Part.MACRO, macro(kind, command), body, "Gives a command.");
                }
              });
    }

    /** Said by an agent: a bot's public comment would stop the clocks of service levels. */
    private void customerTexts() {
      tell("sent", MessageKind.TELL_SENT);
      tell("delayed", MessageKind.TELL_DELAYED);
      tell("we are checking", MessageKind.TELL_CHECKING);
      if (config.kinds().containsKey(CaseKind.CANCELLATION)) {
        tell("cancellation delayed", MessageKind.TELL_CANCELLATION_DELAYED);
        tell("cancelled", MessageKind.TELL_CANCELLED);
      }
      if (config.kinds().containsKey(CaseKind.VERIFICATION)) {
        tell("link sent", MessageKind.TELL_LINK_SENT);
        tell("verification delayed", MessageKind.TELL_VERIFICATION_DELAYED);
        tell("verified", MessageKind.TELL_VERIFIED);
        tell("not verified", MessageKind.TELL_NOT_VERIFIED);
      }
    }

    /** A macro for each language: an agent sees which one a customer reads. */
    private void tell(String what, MessageKind kind) {
      messages
          .languages()
          .forEach(
              (name, language) -> {
                boolean usual = name.equals(messages.usual());
                ObjectNode body = rule("Tell customer: " + what + (usual ? "" : " (" + name + ")"));
                action(body, "comment_value", language.text(kind));
                action(body, "comment_mode_is_public", "true");
                String key = "macro/tell." + what.replace(' ', '_') + (usual ? "" : "." + name);
                add(Part.MACRO, key, body, "Tells the customer.");
              });
    }

    /** For the ticket of controls only, where the agent goes on with the comment. */
    private void controls(CaseKind kind) {
      control(kind, "pause", " shall stop. Why: ");
      control(kind, "resume", " may go on. Why: ");
    }

    private void control(CaseKind kind, String what, String text) {
      String plural = spoken(word(kind)) + "s";
      ObjectNode body = rule(plural + ": " + what);
      action(body, "comment_value", plural + text);
      action(body, "comment_mode_is_public", "false");
      add(
          Part.MACRO,
          Blueprint.control(kind, what),
          body,
          "To be applied to the ticket of controls.");
    }

    private void outage(String what, String text) {
      ObjectNode body = rule("Outage: " + what);
      action(body, "comment_value", text);
      action(body, "comment_mode_is_public", "false");
      add(Part.MACRO, Blueprint.outage(what), body, "To be applied to an outage's ticket.");
    }

    // ---- views and the dead-man automation ----

    private void views() {
      view("not_picked_up", "Not picked up", COMMAND, "present", "");
      view("to_approve", "To approve", TicketState.NEEDS_APPROVAL);
      view("needs_a_person", "Needs a person", TicketState.NEEDS_PERSON);
      String stripe = config.waits().getOrDefault(WaitsFor.PAYMENT_SYSTEM, "");
      if (!stripe.isEmpty()) {
        view("waiting_for_stripe", "Waiting for Stripe", WAITS_FOR, "is", stripe);
      }
      view("check_needed", "Check needed", TicketState.CHECK_NEEDED);
      List<String> late =
          LATE.stream()
              .map(state -> ZendeskFields.lateTag(config.states().getOrDefault(state, "")))
              .filter(tag -> !tag.isEmpty())
              .distinct()
              .toList();
      if (!late.isEmpty()) {
        view("late", "Late", late);
      }
    }

    private void view(String name, String title, TicketState state) {
      String tag = config.states().getOrDefault(state, "");
      if (!tag.isEmpty()) {
        view(name, title, List.of(tag, ZendeskFields.lateTag(tag)));
      }
    }

    private void view(String name, String title, List<String> states) {
      ObjectNode body = rule(title);
      condition(all(body), "status", "less_than", "closed");
      states.forEach(tag -> condition(any(body), custom(STATE), "is", tag));
      add(Part.VIEW, Blueprint.view(name), body, "Lists tickets by what Caserail shows.");
    }

    private void view(String name, String title, String field, String operator, String value) {
      ObjectNode body = rule(title);
      condition(all(body), custom(field), operator, value);
      condition(all(body), "status", "less_than", "closed");
      any(body);
      add(Part.VIEW, Blueprint.view(name), body, "Lists tickets by what Caserail shows.");
    }

    /** Works when all of ours is down: the account itself says that nobody picks commands up. */
    private void deadMan() {
      if (config.watch().isEmpty()) {
        return;
      }
      String key = "automation/not_picked_up";
      ObjectNode body = rule("Caserail: command not picked up " + new Mark(key, VERSION));
      condition(all(body), custom(COMMAND), "present", "");
      condition(all(body), "status", "less_than", "closed");
      condition(all(body), "updated_at", "greater_than", "1");
      condition(all(body), "current_tags", "not_includes", MAILED);
      any(body);
      action(
          body,
          "notification_group",
          config.watch(),
          "Caserail has not picked up a command: ticket {{ticket.id}}",
          "Ticket {{ticket.id}} has asked for something for more than an hour, and nothing has"
              + " answered: {{ticket.link}}");
      action(body, "current_tags", MAILED);
      items.add(new Item(Part.AUTOMATION, key, body));
    }

    // ---- how rules are written ----

    private static ObjectNode rule(String title) {
      return JSON.objectNode().put("title", title).put("active", true);
    }

    private static String custom(String field) {
      return "custom_fields_" + ref(field);
    }

    private static ArrayNode all(ObjectNode rule) {
      return rule.withObject("/conditions").withArray("all");
    }

    private static ArrayNode any(ObjectNode rule) {
      return rule.withObject("/conditions").withArray("any");
    }

    private static void condition(
        ArrayNode conditions, String field, String operator, String value) {
      conditions.addObject().put("field", field).put("operator", operator).put("value", value);
    }

    private static void action(ObjectNode rule, String field, String... values) {
      ObjectNode action = rule.withArray("actions").addObject().put("field", field);
      if (values.length == 1) {
        action.put("value", values[0]);
      } else {
        List.of(values).forEach(action.putArray("value")::add);
      }
    }

    private ObjectNode add(Part part, String key, ObjectNode body, String says) {
      String mark = says + " Made by Caserail, which mends it. " + new Mark(key, VERSION);
      items.add(new Item(part, key, body.put(part.marked(), mark)));
      return body;
    }
  }
}
