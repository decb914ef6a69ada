package io.caserail.demo;

import java.util.List;

/**
 * How one row of the table ended.
 *
 * @param status the request's ending
 * @param how the same with what people said, short enough for a cell
 * @param violations what is broken; empty when nothing is
 * @param after what came after its first trouble
 */
record FaultEnd(String status, String how, List<String> violations, Aftermath after) {
  private static final String UNMET = "unmet";
  private static final String FORGOTTEN = "forgotten";
  private static final String FEWER = "fewer tasks";

  /**
   * The calls that came after the first trouble and that it did not strike.
   *
   * @param calls how many
   * @param writes how many of them were no reads
   * @param second the one that met the second trouble; empty where none did
   */
  record Aftermath(int calls, int writes, String second) {
    static final Aftermath NONE = new Aftermath(0, 0, "");
  }

  FaultEnd {
    violations = List.copyOf(violations);
  }

  /** Its call never came: it was one that comes by the clock. */
  static FaultEnd unmet() {
    return new FaultEnd("", UNMET, List.of(), Aftermath.NONE);
  }

  /** The server has lost the case on the way; how it would have ended can't be said. */
  static FaultEnd forgotten() {
    return new FaultEnd("", FORGOTTEN, List.of(), Aftermath.NONE);
  }

  /**
   * It has ended, undisturbed, in fewer workflow tasks than the one that was to be killed: how many
   * there are is for the server to choose, by what arrives while one is under way.
   */
  static FaultEnd fewerTasks(List<String> violations) {
    return new FaultEnd(FEWER, FEWER, violations, Aftermath.NONE);
  }

  /** Whether another try might meet its trouble; if none does, this is an answer. */
  boolean isOfFewerTasks() {
    return how.equals(FEWER);
  }

  /** Whether it says nothing about the product, and is to be played again. */
  boolean isNone() {
    return how.equals(UNMET) || how.equals(FORGOTTEN);
  }
}
