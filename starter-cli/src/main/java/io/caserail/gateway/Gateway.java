package io.caserail.gateway;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server for webhooks: {@code POST /hooks/zendesk}, {@code /hooks/stripe}, {@code
 * /hooks/easypost}, {@code /hooks/company/<name>}; and {@code /healthz}, {@code /readyz}, {@code
 * /metrics}. An event is answered with 202 only once Temporal has it; while Temporal is away the
 * answer is 503 with {@code Retry-After: 10}, which all senders repeat on.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final long IDLE_MILLIS = 10_000;

  /** The crowd, and as many as the three other sources with the most places have. */
  private static final int MOST_REQUESTS = Doorkeeper.MOST_IN_CROWD + 200;

  /** Those that take no webhook answer about health. */
  private static final int THREADS = MOST_REQUESTS + 50;

  /** What a delivery may take, and a second for its answer. */
  private static final Duration LAST_ANSWERS = Sources.LONGEST.plusSeconds(1);

  private final Javalin server;
  private final Requests requests;
  private final Crowd crowd;

  private Gateway(Javalin server, Requests requests, Crowd crowd) {
    this.server = server;
    this.requests = requests;
    this.crowd = crowd;
  }

  /**
   * Binds and listens.
   *
   * @param clock what the age of a signature is measured by
   * @throws IllegalArgumentException when the address can't be bound
   */
  public static Gateway start(GatewaySettings settings, CaseInbox inbox, Clock clock) {
    return start(settings, QuarantineSettings.DEFAULTS, DeliveryLog.none(), inbox, clock);
  }

  /**
   * The same, with rules of its own for what is not understood.
   *
   * @param deliveries where each delivery is logged; whoever opened it closes it after the gateway
   * @throws IllegalArgumentException when the address can't be bound
   */
  public static Gateway start(
      GatewaySettings settings,
      QuarantineSettings aside,
      DeliveryLog deliveries,
      CaseInbox inbox,
      Clock clock) {
    WebhookMetrics metrics = new WebhookMetrics();
    metrics.watch(deliveries);
    String api = ApiDocument.text();
    Requests requests = new Requests(MOST_REQUESTS);
    Crowd crowd = new Crowd(inbox, Sources.LONGEST);
    Sources sources =
        new Sources(settings, new Reception(crowd, aside), crowd, deliveries, metrics, clock);
    Javalin server =
        Javalin.create(
            config -> {
              serveOn(config, settings);
              for (String vendor : Trusted.VENDORS) {
                config.routes.post(
                    "/hooks/" + vendor,
                    ctx -> take(sources.route(vendor), requests, ctx, settings.bodyCap()));
              }
              config.routes.post(
                  "/hooks/company/{name}",
                  ctx ->
                      take(
                          sources.route(Trusted.COMPANY + ctx.pathParam("name")),
                          requests,
                          ctx,
                          settings.bodyCap()));
              config.routes.get("/healthz", ctx -> ctx.result("ok\n"));
              config.routes.get("/readyz", ctx -> ready(inbox, ctx));
              config.routes.get(
                  "/metrics",
                  ctx -> ctx.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
              config.routes.get(
                  "/openapi.yaml", ctx -> ctx.contentType("application/yaml").result(api));
              refuseInOneForm(config);
            });
    bind(server, settings);
    log.info("Gateway listens host={} port={}", settings.host(), server.port());
    return new Gateway(server, requests, crowd);
  }

  private static void bind(Javalin server, GatewaySettings settings) {
    try {
      server.start(settings.host(), settings.port());
    } catch (JavalinBindException e) {
      throw new IllegalArgumentException(
          settings.host()
              + ":"
              + settings.port()
              + " can't be bound: another process has it, or the address is not this machine's",
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Accepts no connection any more, answers what has arrived, and stops. */
  @Override
  public void close() {
    for (Connector connector : server.jettyServer().server().getConnectors()) {
      if (connector instanceof NetworkConnector listening) {
        listening.close();
      }
    }
    if (!requests.close(LAST_ANSWERS)) {
      log.warn("Some webhooks could not be answered before the stop; their senders repeat them");
    }
    server.stop();
    crowd.close();
  }

  private static void serveOn(JavalinConfig config, GatewaySettings settings) {
    config.startup.showJavalinBanner = false;
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = settings.bodyCap();
    config.jetty.modifyServer(server -> server.setErrorHandler(new Problems()));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setIdleTimeout(IDLE_MILLIS);
        });
  }

  private static void take(WebhookRoute hook, Requests requests, Context ctx, int cap) {
    Result result = hook.answer(() -> arrive(requests, ctx, cap));
    ctx.status(202).contentType("application/json").result(answer(result));
  }

  private static Delivery arrive(Requests requests, Context ctx, int cap) {
    requests.enter();
    // Only then the answer is on its way, whatever it is.
    Request.addCompletionListener(
        ServletContextRequest.getServletContextRequest(ctx.req()), failure -> requests.leave());
    return new Delivery(ctx::header, RawBody.read(ctx.req(), cap));
  }

  private static String answer(Result result) {
    return "{\"result\":\"" + result.word() + "\"}";
  }

  private static void ready(CaseInbox inbox, Context ctx) {
    if (!inbox.reachable()) {
      throw Refusal.unavailable();
    }
    ctx.result("ready\n");
  }

  private static void refuseInOneForm(JavalinConfig config) {
    config.routes.exception(Refusal.class, Problems::write);
    config.routes.exception(
        HttpResponseException.class, (e, ctx) -> Problems.write(refusal(e, ctx), ctx));
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          log.error("A request could not be answered path={}", ctx.path(), e);
          Problems.write(Refusal.unavailable(), ctx);
        });
  }

  private static Refusal refusal(HttpResponseException e, Context ctx) {
    return switch (e.getStatus()) {
      case 404 -> Refusal.of(404, "Unknown address");
      case 405 ->
          Refusal.of(405, "Wrong method")
              .with("Allow", ctx.path().startsWith("/hooks/") ? "POST" : "GET");
      default -> Refusal.of(e.getStatus(), "Not taken");
    };
  }
}
