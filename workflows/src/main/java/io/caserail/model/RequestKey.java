package io.caserail.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The identity of one wish: equal for the same ticket, object, amount, reason and copy number,
 * whoever asks and however often.
 */
public record RequestKey(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RequestKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a request key is 16 hexadecimal digits: " + value);
    }
  }

  /**
   * The key of a wish. The currency is the object's own, and so needs no place in it.
   *
   * @param amount the amount as it was asked for; empty for all that can be refunded
   * @param copy 0, and higher only when a person has said that a second one is meant
   */
  public static RequestKey of(
      TicketId ticket, ObjectId object, String amount, String reason, int copy) {
    return new RequestKey(
        Digest.hex(16, ticket.value(), object.value(), amount, reason, Integer.toString(copy)));
  }

  /**
   * The key of what is said in a ticket for a case of this kind that has said nothing itself yet.
   * It holds until one of them does.
   */
  public static RequestKey unheard(CaseKind kind) {
    return new RequestKey(Digest.hex(16, "unheard", kind.name()));
  }

  /** The key of what is answered in a ticket to a command that was given there. */
  public static RequestKey answer(String command) {
    return new RequestKey(Digest.hex(16, "answer", command));
  }

  @Override
  public String toString() {
    return value;
  }
}
