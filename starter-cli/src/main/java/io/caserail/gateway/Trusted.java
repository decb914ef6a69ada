package io.caserail.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whom the gateway believes at one moment.
 *
 * @param secrets per source the active secrets; a source without any takes nothing. Sources are
 *     those of {@link #VENDORS} and {@code company-<name>}
 */
public record Trusted(Map<String, List<WebhookSecret>> secrets) {
  /** The senders whose events the gateway understands by itself. */
  public static final List<String> VENDORS =
      List.of(ZendeskHook.SOURCE, StripeHook.SOURCE, EasyPostHook.SOURCE);

  /** How the sources begin that are systems of the company's own. */
  public static final String COMPANY = "company-";

  private static final Pattern OWN = Pattern.compile(COMPANY + "[a-z0-9][a-z0-9-]{0,39}");

  public Trusted {
    Map<String, List<WebhookSecret>> copy = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    secrets.forEach(
        (source, active) -> {
          if (!VENDORS.contains(source) && !OWN.matcher(source).matches()) {
            wrong.add("there is no source of events called " + source);
          }
          if (new HashSet<>(active.stream().map(WebhookSecret::name).toList()).size()
              < active.size()) {
            wrong.add("two secrets of one sender have the same name");
          }
          if (source.startsWith(COMPANY)) {
            active.forEach(secret -> check(secret, wrong));
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

  private static void check(WebhookSecret secret, List<String> wrong) {
    try {
      var unused = StandardSignature.key(secret);
    } catch (IllegalArgumentException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
  }

  /** The active secrets of a source; none when it takes nothing. */
  List<WebhookSecret> of(String source) {
    return Objects.requireNonNullElse(secrets.get(source), List.of());
  }
}
