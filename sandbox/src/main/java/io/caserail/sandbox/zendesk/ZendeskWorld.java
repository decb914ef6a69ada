package io.caserail.sandbox.zendesk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ids of the default world, by names that do not change, so that they can be written into a
 * worker's configuration.
 *
 * @param users by name
 * @param groups by name
 * @param fields by key: {@code action, state, waitsFor, reference, byHandReference}; of a refund
 *     {@code payment, amount, reason}; {@code cancellationObject, cancellationReason,
 *     cancellationWhen}; {@code verificationAccount, verificationReason}
 * @param macros by title
 * @param views by title
 * @param triggers by the kind of case whose commands they fire on
 */
public record ZendeskWorld(
    Map<String, Long> users,
    Map<String, Long> groups,
    Map<String, Long> fields,
    Map<String, Long> macros,
    Map<String, Long> views,
    Map<String, Long> triggers,
    String webhook) {
  public ZendeskWorld {
    users = ordered(users);
    groups = ordered(groups);
    fields = ordered(fields);
    macros = ordered(macros);
    views = ordered(views);
    triggers = ordered(triggers);
  }

  private static Map<String, Long> ordered(Map<String, Long> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * An id of one of the maps.
   *
   * @throws IllegalArgumentException if the name is not in it
   */
  public static long id(Map<String, Long> map, String name) {
    Long id = map.get(name);
    if (id == null) {
      throw new IllegalArgumentException(name + " is none of " + map.keySet());
    }
    return id;
  }
}
