package io.caserail.port;

import io.caserail.model.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proof is worth.
 *
 * @param roles what its author may act as; empty when refused
 * @param refusal why it does not count, in words for its author; null when it counts
 * @param said what an audit that was named as proof shows to have been said, and by whom; null for
 *     other proofs
 * @param speaker whom a signed assertion speaks for; null for other proofs
 * @param code the clause that refused it, one of few, for counting; empty where it counts, and
 *     where no clause has a name
 * @param grant what its author stands in for by a grant of the policy, as far as it matters for
 *     what they said: {@code approver until 3 Jan 2027}; empty where their own role is enough
 */
public record Proof(
    List<Role> roles,
    @Nullable String refusal,
    @Nullable Command said,
    @Nullable Speaker speaker,
    String code,
    String grant) {
  public Proof {
    roles = List.copyOf(roles);
    // Older histories hold proofs without these.
    code = code == null ? "" : code;
    grant = grant == null ? "" : grant;
  }

  public static Proof of(List<Role> roles) {
    return new Proof(roles, null, null, null, "", "");
  }

  /** A signed assertion proves who has signed. */
  public static Proof of(List<Role> roles, Speaker speaker) {
    return new Proof(roles, null, null, speaker, "", "");
  }

  /** An audit proves what stands in it, whoever points at it. */
  public static Proof of(Command said) {
    return new Proof(said.roles(), null, said, null, "", said.grant());
  }

  public static Proof refused(String why) {
    return refused("", why);
  }

  /** Refused by a clause that has a name. */
  public static Proof refused(String code, String why) {
    return new Proof(List.of(), why, null, null, code, "");
  }

  /** The same, of somebody who stands in for others. */
  public Proof byGrant(String words) {
    return new Proof(roles, refusal, said, speaker, code, words);
  }
}
