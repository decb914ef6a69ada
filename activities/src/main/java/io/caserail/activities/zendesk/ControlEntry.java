package io.caserail.activities.zendesk;

import io.caserail.model.PersonTag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A macro that somebody applied to the ticket of controls, or a mark that we left there; without
 * judgement.
 *
 * @param audit the number of the ticket's audit
 * @param at when
 * @param channel how it came
 * @param macro the macro's id; empty for a mark
 * @param author who, by their id
 * @param name what they are called; for people's eyes only
 * @param person the tag of their address
 * @param isStaff whether they are an active agent now
 * @param groups their groups now
 * @param mark what it says; null for a macro
 */
public record ControlEntry(
    String audit,
    Instant at,
    String channel,
    String macro,
    String author,
    String name,
    PersonTag person,
    boolean isStaff,
    List<String> groups,
    @Nullable ControlMark mark) {
  public ControlEntry {
    groups = List.copyOf(groups);
  }
}
