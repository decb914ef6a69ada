package io.caserail.verification;

import java.util.List;

/**
 * What the rules say of a request, or of a try that failed.
 *
 * @param kind what may happen now
 * @param code the machine-readable cause; empty when it may go
 * @param why clauses for people: why people are asked, or why not
 */
public record Ruling(Kind kind, String code, List<String> why) {
  public Ruling {
    why = List.copyOf(why);
  }

  /** What may happen. */
  public enum Kind {
    /** It goes on by itself. */
    GO,
    /** People must agree first, or have the last word. */
    ASK,
    /** It can't be done, or must not be. */
    REJECT
  }

  /** The clauses as one. */
  public String because() {
    return String.join("; ", why);
  }

  static Ruling go() {
    return new Ruling(Kind.GO, "", List.of());
  }

  static Ruling ask(String code, String why) {
    return new Ruling(Kind.ASK, code, List.of(why));
  }

  static Ruling reject(String code, String why) {
    return new Ruling(Kind.REJECT, code, List.of(why));
  }
}
