package io.caserail.demo;

import java.util.List;

/**
 * How one row of the table ended.
 *
 * @param status the request's ending
 * @param how the same with what people said, short enough for a cell
 * @param violations what is broken; empty when nothing is
 */
record FaultEnd(String status, String how, List<String> violations) {
  FaultEnd {
    violations = List.copyOf(violations);
  }

  /** Nothing can be said about the row: it is to be played again. */
  static FaultEnd again(String because) {
    return new FaultEnd("", "again", List.of(because));
  }

  boolean isToBePlayedAgain() {
    return how.equals("again");
  }
}
