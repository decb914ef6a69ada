package io.caserail.refund;

import io.caserail.model.Money;
import io.caserail.model.Role;
import java.util.List;

/**
 * What the rules say of a request.
 *
 * @param kind what may happen now
 * @param code the machine-readable cause; empty when it may go
 * @param amount what would be sent
 * @param needs the roles whose yes is needed, one person each
 * @param why clauses for people: why it needs them, or why not
 */
public record Ruling(Kind kind, String code, Money amount, List<Role> needs, List<String> why) {
  public Ruling {
    needs = List.copyOf(needs);
    why = List.copyOf(why);
  }

  /** What may happen. */
  public enum Kind {
    /** It may be sent, once the roles in {@code needs} have said yes. */
    GO,
    /** It is above what we send; a person may do it by hand. */
    BY_HAND,
    /** It can't be done, or must not be. */
    REJECT
  }

  /** The clauses as one. */
  public String because() {
    return String.join("; ", why);
  }

  static Ruling reject(String code, Money amount, String why) {
    return new Ruling(Kind.REJECT, code, amount, List.of(), List.of(why));
  }
}
