package io.caserail.refund;

import io.caserail.model.Money;
import io.caserail.model.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a request.
 *
 * @param kind what may happen now
 * @param code the machine-readable cause; empty when it may go
 * @param amount what would be sent
 * @param needs the roles whose yes is needed, one person each
 * @param why clauses for people: why it needs them, or why not
 * @param hold what must end first, unless somebody lifts it; null when nothing must
 */
public record Ruling(
    Kind kind, String code, Money amount, List<Role> needs, List<String> why, @Nullable Hold hold) {
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

  /**
   * Another system's people are looking at it, and a refund would decide for them.
   *
   * @param since when that began: a yes that is older was not said in knowledge of it
   * @param needs the roles that may send it nonetheless
   */
  public record Hold(Instant since, List<Role> needs) {
    public Hold {
      needs = List.copyOf(needs);
    }
  }

  /** The clauses as one. */
  public String because() {
    return String.join("; ", why);
  }

  static Ruling reject(String code, Money amount, String why) {
    return new Ruling(Kind.REJECT, code, amount, List.of(), List.of(why), null);
  }
}
