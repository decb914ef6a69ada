package io.caserail.activities.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepCursor;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event that no version of the API would list stalls none of the others. */
class PoisonedEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String GOOD =
      """
      {"id": "evt_%s", "type": "refund.updated", "livemode": false,
       "data": {"object": {"id": "re_%s"}}}
      """;

  private final HttpCalls calls =
      new HttpCalls(
          new HttpSettings(
              Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "t"));
  private final TestActivityEnvironment env = TestActivityEnvironment.newInstance();
  private final List<String> told = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();
  private String poison = "";
  private int lists;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/events", this::list);
    server.start();
  }

  @AfterEach
  void stop() {
    env.close();
    calls.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'refund.updated', 'livemode': false, 'pending_webhooks': #} | id is missing, or"
            + " no event's id",
        "{'id': {}, 'type': 'refund.updated', 'livemode': false} | id is missing, or no event's id",
        "{'id': 'evt_bad', 'type': 'refund.updated', 'data': {}} | livemode is missing",
        "{'id': 'evt_bad', 'livemode': false, 'data': {}} | type is missing"
      },
      quoteCharacter = '`')
  void an_event_without_what_names_it_is_put_aside_and_all_others_are_told(
      String event, String flaw) {
    poison = event.replace('\'', '"');
    PaymentSweepActivities sweep = sweep();

    ApplicationFailure look = look(sweep);
    look(sweep);

    assertThat(look.getType()).isEqualTo("NOT_YET");
    assertThat(aside).containsExactly(flaw);
    assertThat(told).containsExactlyInAnyOrder("re_newer", "re_older");
  }

  /** Two pages, of which the first ends with the poison. */
  private void list(HttpExchange call) throws IOException {
    String query = Objects.requireNonNull(call.getRequestURI().getQuery());
    boolean first = !query.contains("starting_after");
    String events =
        first
            ? GOOD.formatted("newer", "newer") + "," + poison()
            : (query.contains("starting_after=evt_newer") ? poison() + "," : "")
                + GOOD.formatted("older", "older");
    byte[] body =
        "{\"object\": \"list\", \"has_more\": %s, \"data\": [%s]}"
            .formatted(first, events)
            .getBytes(UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private String poison() {
    lists++;
    return poison.replace("#", Integer.toString(lists));
  }

  private PaymentSweepActivities sweep() {
    StripeNews news =
        new StripeNews() {
          @Override
          public void failed(String refund, String eventId) {
            throw new IllegalStateException("nothing has failed");
          }

          @Override
          public boolean wake(CaseKind kind, ObjectId object, String eventId) {
            told.add(object.value());
            return true;
          }

          @Override
          public boolean hasCase(ObjectId payment) {
            return true;
          }

          @Override
          public void foreign(ForeignRefund refund) {
            throw new IllegalStateException("nothing is foreign");
          }

          @Override
          public void notUnderstood(String eventId, String flaw, String body) {
            assertThat(eventId).matches("evt_bad|[0-9a-f]{32}");
            aside.add(flaw);
          }
        };
    StripeSettings settings =
        new StripeSettings(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            new Secret("sk_test_x"),
            false,
            "acme",
            Duration.ofMinutes(5));
    Upstream upstream =
        new Upstream(
            calls, new Failures("Stripe", FaultDomain.UPSTREAM), () -> NOW, null, CallWatch.NONE);
    env.registerActivitiesImplementations(
        new StripeSweep(
            new StripeClient(upstream, settings),
            news,
            Duration.ofSeconds(30),
            () -> NOW,
            (system, upTo) -> {},
            false));
    return env.newActivityStub(
        PaymentSweepActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** One look at the last minute. */
  private static ApplicationFailure look(PaymentSweepActivities sweep) {
    ActivityFailure failure =
        Objects.requireNonNull(
            catchThrowableOfType(
                ActivityFailure.class,
                () -> sweep.sweepPayments(new SweepCursor(NOW.minusSeconds(60).toString()))));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }
}
