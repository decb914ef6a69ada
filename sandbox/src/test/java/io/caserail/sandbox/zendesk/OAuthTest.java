package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuthTest {
  private final RunningZendesk zendesk = new RunningZendesk();

  @AfterEach
  void close() {
    zendesk.close();
  }

  @Test
  void a_token_for_known_scopes_opens_what_they_name() {
    RunningZendesk.Reply minted = zendesk.mint(ZendeskAddress.READER, "read");

    assertThat(minted.status()).isEqualTo(200);
    assertThat(minted.json().path("scope").asText()).isEqualTo("read");
    zendesk.useToken(minted.json().path("access_token").asText());
    assertThat(zendesk.get("/api/v2/tickets.json").status()).isEqualTo(200);
  }

  @Test
  void an_unknown_scope_still_yields_a_token_with_which_every_call_is_refused() {
    RunningZendesk.Reply minted = zendesk.mint(ZendeskAddress.READER, "read tickets:raed");

    assertThat(minted.status()).isEqualTo(200);
    zendesk.useToken(minted.json().path("access_token").asText());
    RunningZendesk.Reply refused = zendesk.get("/api/v2/tickets.json");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().at("/error/title").asText()).isEqualTo("Forbidden");
  }

  @Test
  void a_reader_is_not_granted_write() {
    RunningZendesk.Reply minted = zendesk.mint(ZendeskAddress.READER, "read write");

    assertThat(minted.json().path("scope").asText()).isEqualTo("read");
    zendesk.useToken(minted.json().path("access_token").asText());
    long ticket = zendesk.ticket();
    assertThat(zendesk.put("/api/v2/tickets/" + ticket, "{\"ticket\":{}}").status()).isEqualTo(403);
  }

  @Test
  void audits_need_the_global_read_scope() {
    long ticket = zendesk.ticket();
    zendesk.useToken(
        zendesk.mint(ZendeskAddress.READER, "tickets:read").json().path("access_token").asText());

    assertThat(zendesk.get("/api/v2/tickets/" + ticket).status()).isEqualTo(200);
    assertThat(zendesk.get("/api/v2/tickets/" + ticket + "/audits").status()).isEqualTo(403);
  }

  @Test
  void a_token_expires_on_the_virtual_clock() {
    zendesk.surroundings().clock().advance(Duration.ofSeconds(7201));

    RunningZendesk.Reply refused = zendesk.get("/api/v2/tickets");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("error").asText()).isEqualTo("Couldn't authenticate you");
  }

  @Test
  void me_answers_200_to_anybody() {
    zendesk.useToken("");

    RunningZendesk.Reply me = zendesk.get("/api/v2/users/me.json");

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.json().at("/user/id").isNull()).isTrue();
  }

  @Test
  void a_wrong_secret_is_refused() {
    assertThat(zendesk.mint(ZendeskAddress.READER, "wrong", "read", 7200).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"300,400", "301,200", "172799,200", "172800,400"})
  void a_life_is_more_than_five_minutes_and_less_than_two_days(int seconds, int status) {
    String secret = zendesk.sandbox().address().secretOf(ZendeskAddress.READER);

    assertThat(zendesk.mint(ZendeskAddress.READER, secret, "read", seconds).status())
        .isEqualTo(status);
  }

  @Test
  void the_webhook_client_reads_the_signing_secret_and_no_tickets() {
    zendesk.useToken(
        zendesk
            .mint(ZendeskAddress.WEBHOOKS, "webhooks:read")
            .json()
            .path("access_token")
            .asText());
    String hook = zendesk.sandbox().world().webhook();

    assertThat(
            zendesk
                .get("/api/v2/webhooks/" + hook + "/signing_secret")
                .json()
                .at("/signing_secret/secret")
                .asText())
        .isEqualTo(zendesk.sandbox().address().webhookSecret());
    assertThat(zendesk.get("/api/v2/tickets").status()).isEqualTo(403);
  }
}
