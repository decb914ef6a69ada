package io.caserail.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A keyed hash of a person's address: two are equal when the people are, and nobody reads an
 * address from it.
 */
public record PersonTag(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16,64}|none");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PersonTag {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a person tag is a hash in hexadecimal, or none");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
