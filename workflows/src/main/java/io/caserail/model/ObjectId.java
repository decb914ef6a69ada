package io.caserail.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The business object that a case locks: a payment, an order, a person's account. */
public record ObjectId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{2,99}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ObjectId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("an object id has 3 to 100 letters, digits, '_' or '-'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
