package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TagTest {
  private final RunningZendesk zendesk = new RunningZendesk();

  @AfterEach
  void close() {
    zendesk.close();
  }

  private JsonNode action(long ticket) {
    JsonNode found = Json.MAPPER.missingNode();
    for (JsonNode field : zendesk.ticketJson(ticket).path("custom_fields")) {
      if (field.path("id").asLong() == zendesk.field("action")) {
        found = field.path("value");
      }
    }
    return found;
  }

  private String tags(long ticket) {
    return zendesk.ticketJson(ticket).path("tags").toString();
  }

  @Test
  void adding_an_options_tag_by_hand_selects_the_option() {
    long ticket = zendesk.ticket();

    zendesk.put("/api/v2/tickets/" + ticket + "/tags", "{\"tags\":[\"crl_do_refund_send\"]}");

    assertThat(action(ticket).asText()).isEqualTo("crl_do_refund_send");
  }

  @Test
  void selecting_another_option_swaps_the_tags() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").addTags(ticket, "vip", "crl_do_refund_send");

    zendesk.sandbox().agent("Lena").setField(ticket, "Caserail action", "crl_do_refund_withdraw");

    assertThat(tags(ticket)).isEqualTo("[\"vip\",\"crl_do_refund_withdraw\"]");
  }

  @Test
  void removing_the_tag_empties_the_field() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").addTags(ticket, "crl_do_refund_send");

    zendesk.delete("/api/v2/tickets/" + ticket + "/tags", "{\"tags\":[\"crl_do_refund_send\"]}");

    assertThat(action(ticket).isNull()).isTrue();
    assertThat(tags(ticket)).isEqualTo("[]");
  }

  @Test
  void tags_in_an_update_replace_all_tags_and_empty_the_drop_downs() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").addTags(ticket, "vip", "crl_do_refund_send");

    zendesk.put("/api/v2/tickets/" + ticket, "{\"ticket\":{\"tags\":[\"mine\"]}}");

    assertThat(tags(ticket)).isEqualTo("[\"mine\"]");
    assertThat(action(ticket).isNull()).isTrue();
  }

  @Test
  void posting_tags_replaces_them_with_201() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").addTags(ticket, "vip");

    RunningZendesk.Reply reply =
        zendesk.post("/api/v2/tickets/" + ticket + "/tags", "{\"tags\":[\"mine\"]}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("tags").toString()).isEqualTo("[\"mine\"]");
  }
}
