package io.caserail.cli;

import io.caserail.activities.http.Secret;
import io.caserail.gateway.CaseInbox;
import io.caserail.gateway.DeliveryLog;
import io.caserail.gateway.Gateway;
import io.caserail.gateway.GatewaySettings;
import io.caserail.gateway.Keyring;
import io.caserail.gateway.LiveContracts;
import io.caserail.gateway.LiveFiles;
import io.caserail.gateway.QuarantineSettings;
import io.caserail.gateway.ReplayWorker;
import io.caserail.gateway.TemporalInbox;
import io.caserail.gateway.Terms;
import io.caserail.gateway.Trusted;
import io.caserail.gateway.WebhookSecret;
import io.caserail.model.CaseKind;
import io.caserail.worker.config.DeliveryLogConfig;
import io.caserail.worker.config.FrontConfig;
import io.caserail.worker.config.GatewayConfig;
import io.caserail.worker.config.QuarantineConfig;
import io.caserail.worker.config.RunMode;
import io.caserail.worker.contract.BodyForms;
import io.caserail.worker.contract.ContractFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail gateway}: the process that takes webhooks. */
@Command(name = "gateway", description = "Takes webhooks and hands them to the cases.")
final class GatewayCommand implements Callable<Integer> {
  /** Under the two seconds in which a webhook is to be answered, and Zendesk's twelve at worst. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Mixin private final Screen screen = new Screen();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-caserail.yaml}",
      description = "the configuration (else CASERAIL_CONFIG, caserail.yaml)")
  private Path config = Path.of("caserail.yaml");

  @Option(
      names = "--object-form",
      paramLabel = "KIND=REGEX",
      description =
          "the form of an object's id in a hint (default: refund takes a payment intent's, the"
              + " others any)")
  private Map<CaseKind, Pattern> forms = new EnumMap<>(CaseKind.class);

  @Override
  public Integer call() {
    FrontConfig front = FrontConfig.load(config, System.getenv());
    Keyring keyring = Keyring.of(new LiveFiles<>("the webhooks' secrets", this::reading));
    GatewaySettings settings = settings(front, forms, terms(front), keyring);
    Server server = Server.open(front.temporal(), PATIENCE, front.account());
    CaseInbox cases = new TemporalInbox(server.cases(), server.stubs());
    DeliveryLog deliveries = deliveries(front.gateway().deliveries());
    Gateway gateway =
        listen(settings, aside(front.gateway().quarantine()), deliveries, cases, server);
    ReplayWorker replays = new ReplayWorker(server.client(), settings, cases);
    screen.line("Gateway listens at http://%s:%s", settings.host(), gateway.port());
    Lifetime.untilStopped(server, deliveries, replays, gateway);
    return ExitCode.OK;
  }

  /** The secrets as they stand in the files now. */
  private LiveFiles.Reading<Trusted> reading() {
    FrontConfig front = FrontConfig.load(config, System.getenv());
    Trusted trusted = trusted(front);
    if (trusted.secrets().isEmpty()) {
      // A start refuses this; a file that is read half-written looks like it.
      throw new IllegalArgumentException(config + " holds no signing secret");
    }
    return new LiveFiles.Reading<>(trusted, front.files());
  }

  private static Gateway listen(
      GatewaySettings settings,
      QuarantineSettings aside,
      DeliveryLog deliveries,
      CaseInbox cases,
      Server server) {
    try {
      return Gateway.start(settings, aside, deliveries, cases, Clock.systemUTC());
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private DeliveryLog deliveries(DeliveryLogConfig log) {
    if (log.isOff()) {
      return DeliveryLog.none();
    }
    Path folder = config.toAbsolutePath().normalize().resolveSibling(log.folder());
    return DeliveryLog.in(folder, log.mostBytes(), log.keepFor(), Clock.systemUTC());
  }

  private static QuarantineSettings aside(QuarantineConfig config) {
    return new QuarantineSettings(
        config.owner(),
        config.owners(),
        config.escalateAfter(),
        config.escalateTo(),
        config.mostOpen());
  }

  /**
   * What of the configuration the gateway itself is told; nothing of it opens another system.
   *
   * @throws Stopped when a form is given for what no ticket can ask for here
   */
  static GatewaySettings settings(
      FrontConfig front, Map<CaseKind, Pattern> forms, Terms terms, Keyring keyring) {
    GatewayConfig gateway = front.gateway();
    Map<CaseKind, Pattern> objects = new EnumMap<>(GatewaySettings.FORMS);
    objects.putAll(forms);
    if (!front.kinds().containsAll(forms.keySet())) {
      throw Stopped.misused(
          "--object-form names a kind of case that has no section under zendesk in the"
              + " configuration.");
    }
    objects.keySet().retainAll(front.kinds());
    return new GatewaySettings(
        gateway.host(),
        gateway.port(),
        front.mode() == RunMode.LIVE,
        objects,
        gateway.bodyCap(),
        gateway.freshness(),
        gateway.atOnce(),
        front.writer(),
        terms,
        keyring);
  }

  /** The contracts that the configuration names, or those that are built in. */
  static Terms terms(FrontConfig front) {
    Path folder = front.contracts();
    LiveContracts contracts =
        new LiveContracts(
            () ->
                new LiveFiles.Reading<>(
                    ContractFiles.forRouting(folder), ContractFiles.in(folder)));
    return new Terms(contracts, new BodyForms()::misfit);
  }

  /** Whom the configuration believes. */
  static Trusted trusted(FrontConfig front) {
    Map<String, List<WebhookSecret>> secrets = new LinkedHashMap<>();
    front.gateway().secrets().forEach((source, keys) -> secrets.put(source, secrets(keys)));
    front
        .gateway()
        .company()
        .forEach((name, keys) -> secrets.put(Trusted.COMPANY + name, secrets(keys)));
    return new Trusted(secrets);
  }

  private static List<WebhookSecret> secrets(Map<String, Secret> keys) {
    return keys.entrySet().stream()
        .map(key -> new WebhookSecret(key.getKey(), key.getValue().value()))
        .toList();
  }
}
