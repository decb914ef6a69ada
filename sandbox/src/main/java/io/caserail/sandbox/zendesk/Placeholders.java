package io.caserail.sandbox.zendesk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands {@code {{…}}} in comments and in webhook bodies; what is unknown becomes empty. */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.]+)\\s*}}");

  private final Settings settings;
  private final Directory directory;

  Placeholders(Settings settings, Directory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  String expand(String template, Moment moment) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(m -> Matcher.quoteReplacement(value(m.group(1), moment)));
  }

  private String value(String name, Moment moment) {
    TicketState state = moment.now();
    return switch (name) {
      case "ticket.id" -> Long.toString(moment.ticketId());
      case "ticket.title" -> state.attribute("subject");
      case "ticket.status" -> state.status();
      case "ticket.external_id" -> state.attribute("external_id");
      case "ticket.requester.name" ->
          directory.name(Long.parseLong("0" + state.attribute("requester_id")));
      case "current_user.id" -> Long.toString(moment.actor());
      case "current_user.name" -> directory.name(moment.actor());
      default -> field(name, state);
    };
  }

  private String field(String name, TicketState state) {
    String title = "ticket.ticket_field_option_title_";
    String raw = "ticket.ticket_field_";
    if (name.matches(Pattern.quote(title) + "\\d{1,18}")) {
      long id = Long.parseLong(name.substring(title.length()));
      return settings.field(id).map(f -> f.shown(state.field(id))).orElse("");
    }
    if (name.matches(Pattern.quote(raw) + "\\d{1,18}")) {
      return state.field(Long.parseLong(name.substring(raw.length())));
    }
    return "";
  }
}
