package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TicketCreateTest {
  private static final String BODY =
      "{\"ticket\":{\"subject\":\"Outage\",\"external_id\":\"outage-1\",\"comment\":{\"body\":\"Stripe is away\",\"public\":false}}}";

  private final RunningZendesk zendesk = new RunningZendesk();

  @AfterEach
  void close() {
    zendesk.close();
  }

  private RunningZendesk.Reply create(String key, String body) {
    return zendesk.send("POST", "/api/v2/tickets.json", body, Map.of("Idempotency-Key", key));
  }

  @Test
  void the_same_key_and_body_make_one_ticket() {
    RunningZendesk.Reply first = create("k", BODY);
    RunningZendesk.Reply second = create("k", BODY);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("x-idempotency-lookup")).isEqualTo("miss");
    assertThat(second.header("x-idempotency-lookup")).isEqualTo("hit");
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(zendesk.sandbox().tickets()).hasSize(1);
  }

  @Test
  void another_body_under_the_key_is_an_error() {
    create("k", BODY);

    RunningZendesk.Reply reply = create("k", BODY.replace("Outage", "Another"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("error").asText()).isEqualTo("IdempotentRequestError");
  }

  @Test
  void a_key_is_forgotten_after_two_hours_and_the_external_id_is_not() {
    create("k", BODY);
    zendesk.surroundings().clock().advance(Duration.ofMinutes(119));
    assertThat(create("k", BODY).header("x-idempotency-lookup")).isEqualTo("hit");
    zendesk.surroundings().clock().advance(Duration.ofMinutes(1));
    zendesk.useToken(
        zendesk.mint(ZendeskAddress.WRITER, "read write").json().path("access_token").asText());

    RunningZendesk.Reply late = create("k", BODY);

    assertThat(late.header("x-idempotency-lookup")).isEqualTo("miss");
    assertThat(zendesk.get("/api/v2/tickets.json?external_id=outage-1").json().path("tickets"))
        .hasSize(2);
    assertThat(zendesk.get("/api/v2/tickets.json?external_id=other").json().path("tickets"))
        .isEmpty();
  }
}
