package io.caserail.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whom the gateway believes at one moment.
 *
 * @param secrets per source the active secrets; a source without any takes nothing. Sources are
 *     those of {@link #VENDORS}
 */
public record Trusted(Map<String, List<WebhookSecret>> secrets) {
  /** The senders whose events the gateway understands by itself. */
  public static final List<String> VENDORS = List.of(ZendeskHook.SOURCE, StripeHook.SOURCE);

  public Trusted {
    Map<String, List<WebhookSecret>> copy = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    secrets.forEach(
        (source, active) -> {
          if (!VENDORS.contains(source)) {
            wrong.add("there is no source of events called " + source);
          }
          if (new HashSet<>(active.stream().map(WebhookSecret::name).toList()).size()
              < active.size()) {
            wrong.add("two secrets of one sender have the same name");
          }
          if (!active.isEmpty()) {
            copy.put(source, List.copyOf(active));
          }
        });
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    secrets = Map.copyOf(copy);
  }

  /** The active secrets of a source; none when it takes nothing. */
  List<WebhookSecret> of(String source) {
    return Objects.requireNonNullElse(secrets.get(source), List.of());
  }
}
