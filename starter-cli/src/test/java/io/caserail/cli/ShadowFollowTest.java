package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** {@code shadow --follow} beside the stand-ins, over HTTP, until it is told to stop. */
final class ShadowFollowTest {
  private static final String OLGA = "olga@acme.example";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder = Path.of(".");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final StripeSandbox stripe =
      StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
  private final List<Following> running = new ArrayList<>();

  @AfterEach
  void close() {
    running.forEach(Following::close);
    stripe.close();
    zendesk.close();
    surroundings.close();
  }

  /** A payment of 50 EUR whose ticket can be found. */
  private String paid() {
    Payment payment = stripe.payment().amount(5_000, "eur").customerEmail(OLGA).create();
    zendesk.customer(OLGA).email("My order", "Please refund " + payment.id() + ".");
    surroundings.clock().advance(Duration.ofMinutes(3));
    return payment.id();
  }

  private Following follow(String... more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("caserail.yaml"),
            """
            account: acme
            stripe: { baseUrl: %s }
            zendesk: { baseUrl: %s }
            shadow: { stripeKey: %s, clientId: %s, clientSecret: %s }
            """
                .formatted(
                    stripe.url(),
                    zendesk.url(),
                    stripe.readOnlyKey(),
                    ZendeskAddress.READER,
                    zendesk.address().secretOf(ZendeskAddress.READER)));
    List<String> args =
        new ArrayList<>(
            List.of("shadow", "--follow", "--every", "1s", "--config", file.toString()));
    args.addAll(Arrays.asList(more));
    Following following = new Following(args.toArray(String[]::new));
    running.add(following);
    following.await(following.err, "Following: ");
    return following;
  }

  @Test
  void a_refund_by_hand_is_told_once_and_stands_on_the_page() throws Exception {
    String payment = paid();
    Path page = folder.resolve("shadow.md");
    Following following = follow("--out", page.toString());
    String report = following.out.toString();

    Refund first = stripe.refundByHand(payment, 1_000);
    following.await(following.out, first.id());
    Refund again = stripe.refundByHand(payment, 1_000);
    following.await(following.out, again.id());
    int code = following.stop();

    assertThat(report).contains("People refunded 0 refunds by hand.");
    List<String> lines = following.out.toString().substring(report.length()).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains(first.id(), "it would have paid it, asking nobody");
    assertThat(lines.get(1)).contains("May be a double: ", "(" + first.id() + ")");
    assertThat(page).content().contains("| " + first.id() + " |", "| " + again.id() + " |");
    assertThat(code).isZero();
    assertThat(following.err.toString())
        .contains("Ended. Followed: 2 refunds by hand, 0 subscriptions ended, 0 requests by macro.")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void started_again_it_says_that_it_reports_again_and_does_so_in_the_report_only()
      throws Exception {
    String payment = paid();
    Following before = follow();
    Refund made = stripe.refundByHand(payment, 1_000);
    before.await(before.out, made.id());
    assertThat(before.stop()).isZero();
    // The stand-ins' clock runs ahead of ours.
    surroundings.clock().advance(Duration.ofMinutes(1));

    Following after = follow("--output", "json");
    Refund next = stripe.refundByHand(payment, 1_500);
    after.await(after.out, next.id());
    assertThat(after.stop()).isZero();

    assertThat(before.err.toString())
        .contains("Nothing is kept: started again, it reports all since --since again.");
    List<String> lines = after.out.toString().lines().toList();
    ObjectMapper json = new ObjectMapper();
    for (String line : lines) {
      json.readTree(line);
    }
    assertThat(lines.stream().filter(line -> line.contains(next.id()))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.contains(made.id()))).hasSize(1);
  }

  @Test
  void systems_that_are_away_for_a_while_are_named_once_and_nothing_is_left_out() throws Exception {
    String payment = paid();
    Following following = follow();

    surroundings.faults().down("zendesk");
    Refund made = stripe.refundByHand(payment, 1_000);
    following.await(following.err, "Zendesk can't be reached. It is asked again");
    surroundings.faults().up("zendesk");
    following.await(following.out, made.id());
    following.await(following.err, "All systems answer again. Nothing was left out.");
    surroundings.faults().add(Fault.on("stripe").endpoint("GET /v1/refunds").times(5).status(503));
    Refund meanwhile = stripe.refundByHand(payment, 1_500);
    following.await(following.err, "Stripe");
    following.await(following.out, meanwhile.id());

    assertThat(following.stop()).isZero();
    assertThat(following.err.toString()).containsOnlyOnce("Zendesk can't be reached.");
    assertThat(following.out.toString()).containsOnlyOnce(made.id()).containsOnlyOnce("15.00 EUR");
  }

  @Test
  void told_to_stop_while_a_system_is_away_it_ends_at_once_and_says_what_is_missing()
      throws Exception {
    Following following = follow();
    surroundings.faults().down("stripe");
    following.await(following.err, "Stripe can't be reached.");

    int code = following.stop();

    assertThat(code).isZero();
    assertThat(following.err.toString())
        .contains("Stripe can't be reached: what came since then was not looked at.")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void a_key_that_is_taken_away_ends_it_with_what_to_do() throws Exception {
    Following following = follow();

    surroundings.faults().add(Fault.on("stripe").endpoint("GET /v1/refunds").always().status(401));

    assertThat(following.exitCode.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(following.err.toString())
        .contains("Stripe does not accept our credentials", "check the addresses and the keys");
  }

  @Test
  void it_writes_nothing_and_its_keys_could_not() throws Exception {
    String payment = paid();
    surroundings.calls().clear();
    Following following = follow();
    Refund made = stripe.refundByHand(payment, 1_000);
    following.await(following.out, made.id());
    following.stop();

    assertThat(surroundings.calls().all())
        .filteredOn(call -> !call.facts().method().equals("GET"))
        .extracting(CallRecord::endpoint)
        .containsOnly("POST /oauth/tokens");
    assertThat(
            status(
                stripe.url() + "/v1/refunds",
                "POST",
                stripe.readOnlyKey(),
                "application/x-www-form-urlencoded",
                "payment_intent=" + payment))
        .isEqualTo(403);
    assertThat(
            status(
                zendesk.url() + "/api/v2/tickets/1",
                "PUT",
                token(),
                "application/json",
                "{\"ticket\":{\"comment\":{\"body\":\"hello\"}}}"))
        .isEqualTo(403);
    assertThat(stripe.refundsOf(payment)).hasSize(1);
  }

  @Test
  void looks_without_a_pause_are_not_taken() {
    Shell.Printed printed = new Shell().type("shadow", "--follow", "--every", "0s");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("--every is a second or more.");
  }

  /** The reader's token, asked for with all that the client would be glad to have. */
  private String token() throws Exception {
    String body =
        """
        {"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","scope":"read"}\
        """
            .formatted(ZendeskAddress.READER, zendesk.address().secretOf(ZendeskAddress.READER));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(zendesk.url() + "/oauth/tokens"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .path("access_token")
        .textValue();
  }

  private static int status(String url, String method, String key, String type, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The command in a thread of its own; an interrupt is its Ctrl-C. */
  private static final class Following implements AutoCloseable {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread thread;

    Following(String... args) {
      thread =
          new Thread(
              () ->
                  exitCode.complete(
                      Caserail.run(
                          () -> null, new PrintWriter(out), new PrintWriter(err), Ansi.OFF, args)));
      thread.start();
    }

    void await(StringWriter where, String text) {
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (!where.toString().contains(text)) {
        assertThat(System.nanoTime() < until && !exitCode.isDone())
            .as("no '%s' in:\n%s\n%s", text, out, err)
            .isTrue();
        LockSupport.parkNanos(20_000_000);
      }
    }

    int stop() throws Exception {
      thread.interrupt();
      return exitCode.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
