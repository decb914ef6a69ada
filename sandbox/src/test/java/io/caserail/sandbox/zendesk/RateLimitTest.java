package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final RunningZendesk zendesk =
      new RunningZendesk(ZendeskConfig.defaults().limits(new ZendeskLimits(12, 3, 2, 1, 500, 100)));

  @AfterEach
  void close() {
    zendesk.close();
  }

  private RunningZendesk.Reply comment(long ticket) {
    return zendesk.put("/api/v2/tickets/" + ticket, "{\"ticket\":{\"comment\":{\"body\":\"x\"}}}");
  }

  @Test
  void an_answer_tells_what_is_left() {
    RunningZendesk.Reply reply = comment(zendesk.ticket());

    assertThat(reply.header("x-rate-limit")).isEqualTo("12");
    assertThat(reply.header("x-rate-limit-remaining")).isEqualTo("11");
    assertThat(reply.header("ratelimit-remaining")).isEqualTo("11");
    assertThat(reply.header("zendesk-ratelimit-tickets-update"))
        .startsWith("total=3; remaining=2; resets=");
  }

  @Test
  void updates_are_shared_with_agents() {
    for (int i = 0; i < 3; i++) {
      zendesk.sandbox().agent("Lena").comment(zendesk.ticket(), "busy", false);
    }

    RunningZendesk.Reply reply = comment(zendesk.ticket());

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.json().path("error").asText()).isEqualTo("APIRateLimitExceeded");
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
  }

  @Test
  void who_comes_when_a_limit_is_used_up_is_on_record_and_an_agent_is_let_through() {
    long ticket = zendesk.ticket();
    for (int i = 0; i < 4; i++) {
      comment(zendesk.ticket());
    }

    zendesk.sandbox().agent("Lena").comment(ticket, "busy", false);

    assertThat(zendesk.sandbox().look(ticket).internalNotes()).hasSize(1);
    assertThat(zendesk.sandbox().overLimits())
        .extracting(OverLimit::limit, OverLimit::by)
        .containsExactly(tuple("tickets-update", "Caserail"), tuple("tickets-update", "Lena"));
  }

  @Test
  void a_limit_is_over_when_its_minute_is() {
    long ticket = zendesk.ticket();
    comment(zendesk.ticket());
    comment(zendesk.ticket());
    comment(zendesk.ticket());
    assertThat(comment(ticket).status()).isEqualTo(429);

    zendesk.surroundings().clock().advance(Duration.ofSeconds(61));

    assertThat(comment(ticket).status()).isEqualTo(200);
  }

  @Test
  void one_user_has_a_limit_on_one_ticket_for_ten_minutes() {
    long ticket = zendesk.ticket();
    comment(ticket);
    comment(ticket);
    zendesk.surroundings().clock().advance(Duration.ofMinutes(9));

    assertThat(comment(ticket).status()).isEqualTo(429);
    assertThat(comment(zendesk.ticket()).status()).isEqualTo(200);
  }

  @Test
  void the_export_has_a_limit_of_its_own() {
    String path = "/api/v2/incremental/tickets/cursor.json?start_time=0";

    assertThat(zendesk.get(path).status()).isEqualTo(200);
    assertThat(zendesk.get(path).status()).isEqualTo(429);
  }

  @Test
  void everything_counts_against_the_accounts_limit() {
    for (int i = 0; i < 12; i++) {
      assertThat(zendesk.get("/api/v2/groups.json").status()).isEqualTo(200);
    }

    assertThat(zendesk.get("/api/v2/groups.json").status()).isEqualTo(429);
  }
}
