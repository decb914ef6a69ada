package io.caserail.model;

/**
 * One named move of a case.
 *
 * @param name stands in operation ids and block ids; never renamed
 * @param words what it does, for people: "pay", "read the ticket"
 * @param optional whether a person may leave it out when it can't be done
 */
public record Step(String name, String words, boolean optional) {
  /** A step that the case can't do without. */
  public Step(String name, String words) {
    this(name, words, false);
  }

  /** The same step, which a person may leave out. */
  public Step orSkipped() {
    return new Step(name, words, true);
  }
}
