package io.caserail.decision;

import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import java.util.List;

/**
 * Somebody whose proof was judged.
 *
 * @param actor their id
 * @param name as colleagues know them
 * @param tag the keyed hash of their address
 * @param roles what they may act as
 */
public record Person(String actor, String name, PersonTag tag, List<Role> roles) {
  public Person {
    roles = List.copyOf(roles);
  }
}
