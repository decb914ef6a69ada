package io.caserail.cancellation;

import io.caserail.model.Role;
import java.util.List;

/**
 * What the rules say of a request.
 *
 * @param kind what may happen now
 * @param code the machine-readable cause; empty when it may go
 * @param needs the roles whose yes is needed
 * @param why clauses for people: why it needs them, or why not
 * @param endsNow whether it takes effect at once, and not with the term that is paid for
 * @param moneyBack whether the customer may have everything back
 */
public record Ruling(
    Kind kind,
    String code,
    List<Role> needs,
    List<String> why,
    boolean endsNow,
    boolean moneyBack) {
  public Ruling {
    needs = List.copyOf(needs);
    why = List.copyOf(why);
  }

  /** What may happen. */
  public enum Kind {
    /** It may be done, once the roles in {@code needs} have said yes. */
    GO,
    /** There is nothing to do, or it must not be done. */
    REJECT
  }

  /** Whether it may be done, once the roles have agreed. */
  public boolean isGo() {
    return kind == Kind.GO;
  }

  /** Whether it may be a stranger's, of whom the ticket's people learn nothing. */
  boolean hides() {
    return code.equals(CancellationRules.OTHER_CUSTOMER)
        || code.equals(CancellationRules.UNKNOWN_CUSTOMER);
  }

  /** The clauses as one. */
  public String because() {
    return String.join("; ", why);
  }

  public static Ruling reject(String code, String why) {
    return new Ruling(Kind.REJECT, code, List.of(), List.of(why), false, false);
  }
}
