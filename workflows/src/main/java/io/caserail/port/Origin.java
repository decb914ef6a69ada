package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import java.util.Locale;
import java.util.Objects;

/**
 * What a refund follows from when no click of its own has asked for it: another case's change. The
 * command that asked for that change is the refund's claim; the process that holds the payment key
 * looks itself what the object's own systems say was paid.
 *
 * @param kind which kind of case
 * @param object its object
 * @param operation the step of that case which waits for the refund
 * @param copy 0, and higher when a person has asked for it again after a no
 */
public record Origin(CaseKind kind, ObjectId object, OperationId operation, int copy) {

  public Origin {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(object);
    Objects.requireNonNull(operation);
  }

  /** Names this one refund among all that ever follow from the step. */
  public String name() {
    return operation + "#" + copy;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " of " + object + " (" + name() + ")";
  }
}
