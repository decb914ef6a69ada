package io.caserail.activities.zendesk;

import io.caserail.model.PersonTag;
import java.time.Instant;
import java.util.List;

/**
 * A macro that somebody applied to the ticket of controls, without judgement.
 *
 * @param audit the number of the ticket's audit
 * @param at when
 * @param channel how it came
 * @param macro the macro's id
 * @param author who, by their id
 * @param person the tag of their address
 * @param isStaff whether they are an active agent now
 * @param groups their groups now
 */
public record ControlClick(
    String audit,
    Instant at,
    String channel,
    String macro,
    String author,
    PersonTag person,
    boolean isStaff,
    List<String> groups) {
  public ControlClick {
    groups = List.copyOf(groups);
  }
}
