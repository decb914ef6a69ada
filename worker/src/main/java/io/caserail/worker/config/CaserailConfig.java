package io.caserail.worker.config;

import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.model.CaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a worker is told, read once at start.
 *
 * @param directory where the file lies; relative paths start here
 * @param account the installation's name in workflow ids and metadata
 * @param mode sandbox or live
 * @param trust what makes a claim of the command line believable
 * @param personKey the key of the tags that tell whether two people are the same; one for all
 *     workers, never changed while cases are open
 * @param policy where the policy is
 * @param messages the texts for customers; null for those that are built in
 * @param contracts the folder of the contracts; null for those that are built in
 * @param audit the append-only file of decisions and sends
 * @param outages when waiting cases are an outage, and how often it is spoken of
 * @param sweepEvery the pause between two looks of the sweep
 * @param reconciliation when a day is compared with the sources of truth
 * @param http time-outs and limits of calls to vendors
 * @param company the company's own API; null where no connected kind needs it
 * @param easypost parcels and labels; there whenever cancellations are connected
 * @param oidc who signs decisions by command line; null where nobody does
 * @param scim what customers may use; null where the company's own API says it, or nobody asks
 * @param watchdog how the watchdog looks, and whether it does so here
 * @param expires the first day on which a credential is no good any more, by its name; as far as
 *     somebody has said so
 * @param quarantine whose an event is that the sweep can't read, by the rules of the gateway
 */
public record CaserailConfig(
    Path directory,
    String account,
    RunMode mode,
    Trust trust,
    Secret personKey,
    PolicySource policy,
    @Nullable Path messages,
    @Nullable Path contracts,
    Path audit,
    Duration sweepEvery,
    ReconcileConfig reconciliation,
    OutageConfig outages,
    HttpSettings http,
    TemporalConfig temporal,
    ZendeskConfig zendesk,
    StripeConfig stripe,
    @Nullable CompanyConfig company,
    @Nullable EasyPostConfig easypost,
    @Nullable ScimConfig scim,
    @Nullable OidcConfig oidc,
    WorkerConfig worker,
    WatchdogConfig watchdog,
    QuarantineConfig quarantine,
    Map<String, LocalDate> expires) {

  /**
   * Reads a worker's configuration.
   *
   * @param env the environment that {@code ${NAME}} refers to
   * @throws ConfigInvalid naming all that is wrong
   */
  public static CaserailConfig load(Path yaml, Map<String, String> env) {
    return read(ConfigFile.open(yaml, env));
  }

  /** The same from a text; relative paths start in the given directory. */
  public static CaserailConfig parse(String yaml, Path directory, Map<String, String> env) {
    return read(ConfigFile.of(YamlFile.parse("caserail.yaml", yaml), directory, env));
  }

  /** Whether tickets can ask for cases of this kind. */
  public boolean connects(CaseKind kind) {
    return zendesk.fields().kinds().containsKey(kind);
  }

  /** The kinds of cases that tickets can ask for. */
  public Set<CaseKind> kinds() {
    return zendesk.fields().kinds().keySet();
  }

  private static CaserailConfig read(ConfigFile file) {
    return file.read(root -> read(file, root));
  }

  private static CaserailConfig read(ConfigFile file, Section root) {
    String account = file.account(root);
    RunMode mode = file.mode(root);
    boolean live = mode == RunMode.LIVE;
    Trust trust = root.choice("trust", Trust.PROOF);
    if (live && trust == Trust.LOCAL) {
      root.problem("trust", "is local, which live mode refuses; remove it");
    }
    ConfigFile.Part<PolicySource> policy = file.part(root, "policy", PolicySource::read);
    ConfigFile.Part<HttpSettings> http = file.part(root, "http", CaserailConfig::http);
    ConfigFile.Part<OutageConfig> outages = file.part(root, "outages", OutageConfig::read);
    ConfigFile.Part<ReconcileConfig> reconciliation =
        file.part(root, "reconciliation", ReconcileConfig::read);
    ConfigFile.Part<TemporalConfig> temporal = file.temporal(root);
    ConfigFile.Part<ZendeskConfig> zendesk = file.part(root, "zendesk", ZendeskConfig::read);
    ConfigFile.Part<StripeConfig> stripe =
        file.part(root, "stripe", s -> StripeConfig.read(s, account, live));
    HttpSettings common = http.value() == null ? HttpSettings.defaults("0.1") : http.value();
    CompanyConfig company = file.ifThere(root, "company", s -> CompanyConfig.read(s, common, live));
    EasyPostConfig easypost = file.ifThere(root, "easypost", s -> EasyPostConfig.read(s, live));
    ScimConfig scim = file.ifThere(root, "scim", s -> ScimConfig.read(s, live));
    OidcConfig oidc = file.ifThere(root, "oidc", s -> OidcConfig.read(s, live));
    Connected.of(root).check();
    ConfigFile.Part<WorkerConfig> worker = file.part(root, "worker", WorkerConfig::read);
    ConfigFile.Part<WatchdogConfig> watchdog = file.part(root, "watchdog", WatchdogConfig::read);
    ConfigFile.Part<QuarantineConfig> quarantine =
        file.part(root.section("gateway"), "quarantine", QuarantineConfig::read);
    Map<String, LocalDate> expires = expires(root.section("expires"));
    Secret personKey = personKey(root);
    Path audit = file.directory().resolve(root.text("auditFile", "caserail-audit.jsonl"));
    Duration sweepEvery = root.duration("sweepEvery", Duration.ofSeconds(30));
    if (live) {
      LiveMode.check(root, zendesk.value(), stripe.value(), easypost);
    }
    return new CaserailConfig(
        file.directory(),
        account,
        mode,
        trust,
        personKey,
        policy.orStop(),
        file.messages(root),
        file.contracts(root),
        audit,
        sweepEvery,
        reconciliation.orStop(),
        outages.orStop(),
        http.orStop(),
        temporal.orStop(),
        zendesk.orStop(),
        stripe.orStop(),
        company,
        easypost,
        scim,
        oidc,
        worker.orStop(),
        watchdog.orStop(),
        quarantine.orStop(),
        expires);
  }

  private static Map<String, LocalDate> expires(Section section) {
    Map<String, LocalDate> days = new LinkedHashMap<>();
    section
        .names()
        .forEach(name -> days.put(name, section.read(name, LocalDate.MAX, CaserailConfig::day)));
    return Collections.unmodifiableMap(days);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no day such as 2027-03-01", e);
    }
  }

  private static Secret personKey(Section root) {
    Secret key = root.secret("personKey");
    if (root.has("personKey") && key.value().length() < 16 && !key.value().equals("missing")) {
      root.problem(
          "personKey", "is shorter than 16 characters; make one with: openssl rand -hex 32");
    }
    return key;
  }

  static HttpSettings http(Section section) {
    HttpSettings defaults = HttpSettings.defaults("0.1");
    return new HttpSettings(
        section.duration("connect", defaults.connect()),
        section.duration("read", defaults.read()),
        section.duration("call", defaults.call()),
        section.number("maxAnswerBytes", defaults.maxAnswerBytes(), 1024, 64 << 20),
        section.text("userAgent", defaults.userAgent()));
  }
}
