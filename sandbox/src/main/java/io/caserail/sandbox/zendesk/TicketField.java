package io.caserail.sandbox.zendesk;

import java.util.List;

/**
 * A custom ticket field.
 *
 * @param regexp what a {@link Type#REGEXP} field takes; empty for the others
 * @param requiredToSolve an agent or an API caller cannot solve a ticket while it is empty
 * @param editableInPortal whether an end user may fill it in a form
 */
public record TicketField(
    long id,
    Type type,
    String title,
    List<FieldOption> options,
    String regexp,
    boolean requiredToSolve,
    boolean editableInPortal) {
  /** The kinds of fields that the stand-in knows, with the vendor's names for them. */
  public enum Type {
    TEXT("text", "FieldText"),
    TEXTAREA("textarea", "FieldTextarea"),
    DECIMAL("decimal", "FieldDecimal"),
    REGEXP("regexp", "FieldRegexp"),
    TAGGER("tagger", "FieldTagger");

    private final String api;
    private final String inErrors;

    Type(String api, String inErrors) {
      this.api = api;
      this.inErrors = inErrors;
    }

    public String api() {
      return api;
    }

    String inErrors() {
      return inErrors;
    }
  }

  public TicketField {
    options = List.copyOf(options);
  }

  public static TicketField dropDown(long id, String title, List<FieldOption> options) {
    return new TicketField(id, Type.TAGGER, title, options, "", false, false);
  }

  public static TicketField text(long id, String title) {
    return new TicketField(id, Type.TEXT, title, List.of(), "", false, false);
  }

  /** A text of several lines. */
  public static TicketField lines(long id, String title) {
    return new TicketField(id, Type.TEXTAREA, title, List.of(), "", false, false);
  }

  public static TicketField decimal(long id, String title) {
    return new TicketField(id, Type.DECIMAL, title, List.of(), "", false, false);
  }

  public static TicketField regexp(long id, String title, String regexp) {
    return new TicketField(id, Type.REGEXP, title, List.of(), regexp, false, false);
  }

  public TicketField required() {
    return new TicketField(id, type, title, options, regexp, true, editableInPortal);
  }

  public TicketField inPortal() {
    return new TicketField(id, type, title, options, regexp, requiredToSolve, true);
  }

  boolean offers(String tag) {
    return options.stream().anyMatch(o -> o.value().equals(tag));
  }

  /** What a person sees for a value: an option's name, or the value itself. */
  String shown(String value) {
    return options.stream()
        .filter(o -> o.value().equals(value))
        .map(FieldOption::name)
        .findFirst()
        .orElse(value);
  }

  boolean takes(String value) {
    return switch (type) {
      case TEXT, TEXTAREA -> true;
      case DECIMAL -> value.matches("-?\\d+([.,]\\d+)?");
      case REGEXP -> value.matches(regexp);
      case TAGGER -> offers(value);
    };
  }
}
