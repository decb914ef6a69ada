package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingTest {
  private final RunningZendesk zendesk = new RunningZendesk();

  @AfterEach
  void close() {
    zendesk.close();
  }

  private JsonNode export(String query) {
    return zendesk.get("/api/v2/incremental/tickets/cursor.json?" + query).json();
  }

  private void wait(Duration time) {
    zendesk.surroundings().clock().advance(time);
  }

  @Test
  void the_export_is_blind_for_its_last_minute() {
    long ticket = zendesk.ticket();
    wait(Duration.ofSeconds(30));
    JsonNode early = export("start_time=0");
    wait(Duration.ofSeconds(31));

    JsonNode late = export("cursor=" + early.path("after_cursor").asText());

    assertThat(early.path("tickets")).isEmpty();
    assertThat(early.path("end_of_stream").asBoolean()).isTrue();
    assertThat(late.at("/tickets/0/id").asLong()).isEqualTo(ticket);
  }

  @Test
  void the_export_goes_on_from_its_cursor() {
    zendesk.ticket();
    long second = zendesk.ticket();
    wait(Duration.ofSeconds(61));

    JsonNode first = export("start_time=0&per_page=1");
    JsonNode rest = export("cursor=" + first.path("after_cursor").asText());

    assertThat(first.path("end_of_stream").asBoolean()).isFalse();
    assertThat(rest.path("tickets")).hasSize(1);
    assertThat(rest.at("/tickets/0/id").asLong()).isEqualTo(second);
    assertThat(rest.path("end_of_stream").asBoolean()).isTrue();
  }

  @Test
  void the_export_shows_a_change_that_updated_at_hides() {
    long ticket = zendesk.ticket();
    String stamp = zendesk.ticketJson(ticket).path("updated_at").asText();
    wait(Duration.ofSeconds(61));
    String cursor = export("start_time=0").path("after_cursor").asText();

    zendesk.sandbox().touch(ticket);
    wait(Duration.ofSeconds(61));

    JsonNode seen = export("cursor=" + cursor);
    assertThat(seen.at("/tickets/0/id").asLong()).isEqualTo(ticket);
    assertThat(seen.at("/tickets/0/updated_at").asText()).isEqualTo(stamp);
  }

  @Test
  void the_export_includes_deletions() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").delete(ticket);
    wait(Duration.ofSeconds(61));

    assertThat(export("start_time=0").at("/tickets/0/status").asText()).isEqualTo("deleted");
  }

  @Test
  void a_view_lists_filled_command_fields_at_once() {
    zendesk.ticket();
    long asked = zendesk.ticket();
    zendesk.sandbox().agent("Lena").applyMacro(asked, "Refund: send");
    long view = ZendeskWorld.id(zendesk.sandbox().world().views(), "Not picked up");

    JsonNode tickets = zendesk.get("/api/v2/views/" + view + "/tickets.json").json();
    JsonNode rows = zendesk.get("/api/v2/views/" + view + "/execute.json").json();

    assertThat(tickets.path("tickets")).hasSize(1);
    assertThat(tickets.at("/tickets/0/id").asLong()).isEqualTo(asked);
    assertThat(rows.at("/rows/0/ticket/id").asLong()).isEqualTo(asked);
  }

  @Test
  void search_lags_behind() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").applyMacro(ticket, "Refund: send");
    String path =
        "/api/v2/search.json?query=type:ticket%20custom_field_"
            + zendesk.field("action")
            + ":crl_do_refund_send";

    JsonNode now = zendesk.get(path).json();
    wait(Duration.ofMinutes(3));
    JsonNode later = zendesk.get(path).json();

    assertThat(now.path("results")).isEmpty();
    assertThat(later.at("/results/0/id").asLong()).isEqualTo(ticket);
  }

  @Test
  void memberships_and_people_can_be_read() {
    long ana = zendesk.sandbox().agent("Ana").id();
    long approvers = ZendeskWorld.id(zendesk.sandbox().world().groups(), "Refund approvers");

    JsonNode memberships = zendesk.get("/api/v2/users/" + ana + "/group_memberships.json").json();

    assertThat(memberships.path("group_memberships")).hasSize(1);
    assertThat(memberships.at("/group_memberships/0/group_id").asLong()).isEqualTo(approvers);
    assertThat(zendesk.get("/api/v2/users/" + ana).json().at("/user/role").asText())
        .isEqualTo("agent");
    assertThat(
            zendesk
                .get("/api/v2/users/search.json?query=mia@example.com")
                .json()
                .at("/users/0/name")
                .asText())
        .isEqualTo("Mia");
    assertThat(zendesk.get("/api/v2/groups/" + approvers).json().at("/group/name").asText())
        .isEqualTo("Refund approvers");
  }

  @Test
  void fields_and_macros_can_be_read() {
    JsonNode fields = zendesk.get("/api/v2/ticket_fields.json").json().path("ticket_fields");
    JsonNode macros = zendesk.get("/api/v2/macros.json").json().path("macros");

    assertThat(fields).hasSize(14);
    assertThat(fields.at("/0/custom_field_options/0/value").asText())
        .isEqualTo("crl_do_refund_send");
    assertThat(macros.at("/0/title").asText()).isEqualTo("Refund: send");
    assertThat(macros.at("/0/actions/0/field").asText())
        .isEqualTo("custom_fields_" + zendesk.field("action"));
  }
}
