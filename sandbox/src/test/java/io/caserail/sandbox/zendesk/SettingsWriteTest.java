package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.zendesk.RunningZendesk.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettingsWriteTest {
  private final RunningZendesk zendesk = new RunningZendesk(ZendeskConfig.defaults().bare());

  @BeforeEach
  void asTheProvisioner() {
    zendesk.useToken(
        zendesk
            .mint(ZendeskAddress.PROVISIONER, "read write")
            .json()
            .path("access_token")
            .asText());
  }

  @AfterEach
  void close() {
    zendesk.close();
  }

  @Test
  void an_account_that_was_only_just_opened_has_people_and_no_settings() {
    assertThat(zendesk.get("/api/v2/ticket_fields").json().path("ticket_fields")).isEmpty();
    assertThat(zendesk.get("/api/v2/macros").json().path("macros")).isEmpty();
    assertThat(zendesk.get("/api/v2/webhooks").json().path("webhooks")).isEmpty();
    assertThat(zendesk.sandbox().world().groups()).containsKey("Finance");
  }

  @Test
  void a_field_is_made_changed_in_part_and_removed() {
    Reply made =
        zendesk.post(
            "/api/v2/ticket_fields",
            """
            {"ticket_field":{"type":"tagger","title":"Colour","agent_description":"ours",
             "custom_field_options":[{"name":"Red","value":"red"}]}}
            """);
    assertThat(made.status()).isEqualTo(201);
    String path = "/api/v2/ticket_fields/" + made.json().path("ticket_field").path("id").asText();

    zendesk.put(path, "{\"ticket_field\":{\"title\":\"Hue\"}}");

    JsonNode field = zendesk.get(path).json().path("ticket_field");
    assertThat(field.path("title").asText()).isEqualTo("Hue");
    assertThat(field.path("agent_description").asText()).isEqualTo("ours");
    assertThat(field.path("custom_field_options").path(0).path("value").asText()).isEqualTo("red");
    assertThat(zendesk.delete(path, null).status()).isEqualTo(204);
    assertThat(zendesk.get(path).status()).isEqualTo(404);
  }

  @Test
  void a_tag_can_be_an_option_of_one_field_only() {
    String field =
        "{\"ticket_field\":{\"type\":\"tagger\",\"title\":\"A\","
            + "\"custom_field_options\":[{\"name\":\"Red\",\"value\":\"red\"}]}}";
    zendesk.post("/api/v2/ticket_fields", field);

    assertThat(zendesk.post("/api/v2/ticket_fields", field).status()).isEqualTo(422);
  }

  @Test
  void a_view_takes_its_conditions_bare_and_shows_them_wrapped() {
    Reply made =
        zendesk.post(
            "/api/v2/views",
            """
            {"view":{"title":"Open","all":[{"field":"status","operator":"is","value":"open"}]}}
            """);

    JsonNode view = made.json().path("view");
    assertThat(view.path("conditions").path("all").path(0).path("value").asText())
        .isEqualTo("open");
    assertThat(
            zendesk
                .post(
                    "/api/v2/views",
                    "{\"view\":{\"title\":\"Open\",\"conditions\":"
                        + view.path("conditions")
                        + "}}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void a_trigger_can_call_no_webhook_that_is_not_there() {
    Reply made =
        zendesk.post(
            "/api/v2/triggers",
            """
            {"trigger":{"title":"Call","conditions":{"all":[],"any":[]},
             "actions":[{"field":"notification_webhook","value":["nowhere","{}"]}]}}
            """);

    assertThat(made.status()).isEqualTo(422);
  }

  @Test
  void a_reader_can_change_no_settings() {
    zendesk.useToken(
        zendesk.mint(ZendeskAddress.READER, "read").json().path("access_token").asText());

    assertThat(
            zendesk
                .post(
                    "/api/v2/ticket_fields",
                    "{\"ticket_field\":{\"type\":\"text\",\"title\":\"A\"}}")
                .status())
        .isEqualTo(403);
  }
}
