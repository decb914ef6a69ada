package io.caserail.worker.config;

import io.caserail.activities.http.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The webhook gateway.
 *
 * @param host where it listens; loopback unless a proxy asks from elsewhere
 * @param port its port; 0 for a free one
 * @param secrets per source ({@code zendesk}, {@code stripe}, {@code easypost}) the signing secrets
 *     in force, by a name of yours; several while one is being replaced. A source without any takes
 *     nothing
 * @param company the same for systems of the company's own that send Standard Webhooks, by the name
 *     that the contracts call them
 * @param bodyCap the most bytes of a body
 * @param atOnce how many events of one source are handed to Temporal at once; as many wait a moment
 * @param freshness how far a signature's time may be from now, either way
 * @param quarantine what becomes of events that are not understood
 * @param deliveries where deliveries are logged
 */
public record GatewayConfig(
    String host,
    int port,
    Map<String, Map<String, Secret>> secrets,
    Map<String, Map<String, Secret>> company,
    int bodyCap,
    int atOnce,
    Duration freshness,
    QuarantineConfig quarantine,
    DeliveryLogConfig deliveries) {
  /** The sources that the gateway knows. */
  public static final List<String> SOURCES = List.of("zendesk", "stripe", "easypost");

  /**
   * What Zendesk signs test deliveries with before a webhook exists: known to everybody.
   *
   * @see <a href="https://developer.zendesk.com/documentation/webhooks/verifying/">Zendesk:
   *     verifying webhooks</a>
   */
  public static final String PUBLIC_ZENDESK_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

  private static final Set<String> VENDORS = Set.of("zendesk", "stripe", "easypost");

  public GatewayConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is no port: " + port);
    }
    if (bodyCap < 1024) {
      throw new IllegalArgumentException("bodyCap is below 1024 bytes: " + bodyCap);
    }
    secrets = copy(secrets);
    company = copy(company);
  }

  private static Map<String, Map<String, Secret>> copy(Map<String, Map<String, Secret>> secrets) {
    Map<String, Map<String, Secret>> copy = new LinkedHashMap<>();
    secrets.forEach(
        (source, keys) -> copy.put(source, Collections.unmodifiableMap(new LinkedHashMap<>(keys))));
    return Collections.unmodifiableMap(copy);
  }

  static GatewayConfig read(Section section, boolean live) {
    Section secrets = section.section("secrets");
    Map<String, Map<String, Secret>> bySource = new LinkedHashMap<>();
    var unused =
        secrets.build(
            s -> {
              SOURCES.forEach(source -> bySource.put(source, keys(s.section(source), live)));
              return bySource;
            });
    ConfigFile.Part<QuarantineConfig> quarantine =
        new ConfigFile.Part<>(section.section("quarantine").build(QuarantineConfig::read));
    ConfigFile.Part<DeliveryLogConfig> deliveries =
        new ConfigFile.Part<>(section.section("deliveryLog").build(DeliveryLogConfig::read));
    return new GatewayConfig(
        section.text("host", "127.0.0.1"),
        (int) section.number("port", 8085, 0, 65_535),
        bySource,
        company(section.section("company"), live),
        (int) section.number("bodyCap", 256 * 1024, 1024, 16 << 20),
        (int) section.number("atOnce", 32, 1, 64),
        section.duration("freshness", Duration.ofMinutes(5)),
        quarantine.orStop(),
        deliveries.orStop());
  }

  private static Map<String, Map<String, Secret>> company(Section section, boolean live) {
    Map<String, Map<String, Secret>> systems = new LinkedHashMap<>();
    var unused =
        section.build(
            all -> {
              for (String name : all.names()) {
                if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
                  all.problem(name, "takes 1 to 40 lower-case letters, digits and dashes");
                }
                if (VENDORS.contains(name)) {
                  all.problem(name, "is a vendor's name, by whose contracts its events were read");
                }
                Map<String, Secret> signing =
                    all.section(name).build(system -> keys(system.section("secrets"), live));
                if (signing != null) {
                  systems.put(name, signing);
                }
              }
              return systems;
            });
    return systems;
  }

  private static Map<String, Secret> keys(Section section, boolean live) {
    Map<String, Secret> keys = new LinkedHashMap<>();
    for (String name : section.names()) {
      Secret secret = section.secret(name);
      if (live && secret.value().equals(PUBLIC_ZENDESK_SECRET)) {
        section.problem(
            name, "is the secret that Zendesk publishes for tests; fetch the webhook's own");
      }
      keys.put(name, secret);
    }
    return keys;
  }
}
