package io.caserail.cancellation;

/** What became of the goods of a cancelled order. */
enum Parcel {
  /** There are none, or they stay where they are. */
  NONE,
  /** The carrier was asked to take the label back, and has not given its final word. */
  VOIDING,
  /** The label is void: nothing leaves. */
  VOIDED,
  /** It is back. */
  BACK,
  /** It was intercepted, or is on its way back. */
  COMES_BACK,
  /** The customer has it or will have it, and must send it back. */
  TO_RETURN;

  /** Whether the goods are with the customer or on the way. */
  boolean isOut() {
    return this == COMES_BACK || this == TO_RETURN;
  }
}
