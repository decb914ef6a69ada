package io.caserail.decision;

import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.Command;
import io.caserail.port.Proof;
import io.caserail.port.Speaker;
import java.util.List;

/**
 * Somebody whose proof was judged.
 *
 * @param actor their id
 * @param name as colleagues know them, and whose place they take
 * @param tag the keyed hash of their address
 * @param roles what they may act as
 * @param grant what they stand in for by a grant, where that matters; see {@link Proof}
 */
public record Person(String actor, String name, PersonTag tag, List<Role> roles, String grant) {
  public Person {
    roles = List.copyOf(roles);
  }

  /** Somebody who has their roles by themselves. */
  public Person(String actor, String name, PersonTag tag, List<Role> roles) {
    this(actor, name, tag, roles, "");
  }

  /** Whoever gave a command in a ticket. */
  public static Person of(Command command) {
    return of(
        new Speaker(command.actor(), command.actorName(), command.person()),
        command.roles(),
        command.grant());
  }

  /** Whoever has signed. */
  public static Person of(Speaker speaker, List<Role> roles, String grant) {
    String name =
        grant.isEmpty() ? speaker.name() : speaker.name() + ", who stands in for " + grant;
    return new Person(speaker.actor(), name, speaker.tag(), roles, grant);
  }
}
