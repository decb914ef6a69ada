package io.caserail.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of one effect, {@code object/requestKey/step}: it stands in the vendor's metadata, and
 * an effect with the same name is the same effect, however often and from wherever it is sent.
 */
public record OperationId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OperationId {
    if (value.split("/", -1).length != 3) {
      throw new IllegalArgumentException("an operation id is object/requestKey/step: " + value);
    }
  }

  public static OperationId of(ObjectId object, RequestKey request, String step) {
    return new OperationId(object + "/" + request + "/" + step);
  }

  /**
   * The object of the case that the effect belongs to; what is changed may be a part of it.
   *
   * @throws IllegalArgumentException when it names none
   */
  public ObjectId object() {
    return new ObjectId(value.split("/", -1)[0]);
  }

  /** The request that the effect belongs to. */
  public RequestKey requestKey() {
    return new RequestKey(value.split("/", -1)[1]);
  }

  /** The step, with what tells one command's from another's. */
  public String step() {
    return value.split("/", -1)[2];
  }

  @Override
  public String toString() {
    return value;
  }
}
