package io.caserail.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A ticket's number in the ticket system. */
public record TicketId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,19}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TicketId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a ticket id is a number");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
