package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import java.util.List;

/**
 * What a ticket's request fields should hold where no person has filled them: by them the macros
 * about a request find its case, and a yes says what it is for.
 *
 * @param kind whose fields
 * @param object the object
 * @param amount the decimal; empty for all
 * @param reason the reason's code; empty leaves the list of reasons as it is
 * @param otherwise the note where the fields can't hold that, since a person has put something else
 *     there or the list has no such reason; empty where the view's own note fits then too
 */
public record RequestFields(
    CaseKind kind, ObjectId object, String amount, String reason, List<String> otherwise) {
  public RequestFields {
    // Older histories hold fields without these.
    reason = reason == null ? "" : reason;
    otherwise = otherwise == null ? List.of() : List.copyOf(otherwise);
  }

  /** Fields without a reason, and a note that fits whatever they hold. */
  public RequestFields(CaseKind kind, ObjectId object, String amount) {
    this(kind, object, amount, "", List.of());
  }
}
