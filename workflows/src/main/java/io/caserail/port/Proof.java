package io.caserail.port;

import io.caserail.model.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proof is worth.
 *
 * @param roles what its author may act as; empty when refused
 * @param refusal why it does not count, in words for its author; null when it counts
 */
public record Proof(List<Role> roles, @Nullable String refusal) {
  public Proof {
    roles = List.copyOf(roles);
  }

  public static Proof of(List<Role> roles) {
    return new Proof(roles, null);
  }

  public static Proof refused(String why) {
    return new Proof(List.of(), why);
  }
}
