package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookProofTest {
  private final RunningGateway running = new RunningGateway();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void every_active_secret_counts_while_secrets_are_rotated() {
    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(
                        Senders.ZENDESK_NEXT,
                        RunningGateway.NOW,
                        "i-1",
                        RunningGateway.REFUND.getBytes(UTF_8)));

    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @Test
  void a_wrong_signature_is_not_authentic() {
    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(
                        "some-other-secret-entirely",
                        RunningGateway.NOW,
                        "i-1",
                        RunningGateway.REFUND.getBytes(UTF_8)));

    running.assertRefused(answer, 401);
  }

  @Test
  void a_changed_body_is_not_authentic() {
    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(
                        Senders.ZENDESK_SECRET,
                        RunningGateway.NOW,
                        "i-1",
                        RunningGateway.REFUND.getBytes(UTF_8))
                    .POST(
                        BodyPublishers.ofString(RunningGateway.REFUND.replace("35436", "35437"))));

    running.assertRefused(answer, 401);
  }

  @Test
  void an_unsigned_body_is_refused_before_anybody_parses_it() {
    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .to("/hooks/zendesk")
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString("{not json")));

    running.assertRefused(answer, 401);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, -86_400, 86_400})
  void a_signature_more_than_five_minutes_off_is_stale_even_from_the_future(long seconds) {
    Instant then = RunningGateway.NOW.plusSeconds(seconds);

    var ticket =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(
                        Senders.ZENDESK_SECRET,
                        then,
                        "i-1",
                        RunningGateway.REFUND.getBytes(UTF_8)));
    var payment =
        running
            .senders()
            .send(
                running
                    .senders()
                    .stripe(
                        Senders.STRIPE_SECRET, then, RunningGateway.refundEvent("refund.updated")));

    running.assertRefused(ticket, 401);
    running.assertRefused(payment, 401);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 300})
  void a_signature_at_most_five_minutes_off_is_fresh(long seconds) {
    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(
                        Senders.ZENDESK_SECRET,
                        RunningGateway.NOW.plusSeconds(seconds),
                        "i-1",
                        RunningGateway.REFUND.getBytes(UTF_8)));

    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "t=", "v1=zz", "t=99999999999999999999,v1=00", "t=1", "t=1,v1=", "\u00e9"})
  void a_malformed_payment_signature_is_not_authentic(String header) {
    var answer =
        running
            .senders()
            .send(
                running
                    .senders()
                    .to("/hooks/stripe")
                    .header("content-type", "application/json")
                    .header("Stripe-Signature", header)
                    .POST(BodyPublishers.ofString("{}")));

    running.assertRefused(answer, 401);
  }
}
