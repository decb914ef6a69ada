package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
  private final RunningZendesk zendesk = new RunningZendesk();

  @AfterEach
  void close() {
    zendesk.close();
  }

  @Test
  void a_macro_leaves_one_audit_with_its_reference_and_the_changes() {
    long ticket = zendesk.ticket();

    zendesk
        .sandbox()
        .agent("Lena")
        .applyMacro(ticket, "Refund: send", Map.of("Refund payment", "pi_3Abc"));

    JsonNode audit = zendesk.lastAudit(ticket);
    assertThat(zendesk.audits(ticket)).hasSize(2);
    assertThat(audit.at("/via/channel").asText()).isEqualTo("web");
    assertThat(audit.path("author_id").asLong()).isEqualTo(zendesk.sandbox().agent("Lena").id());
    assertThat(RunningZendesk.events(audit, "AgentMacroReference"))
        .singleElement()
        .satisfies(
            e ->
                assertThat(e.path("macro_id").asLong())
                    .isEqualTo(zendesk.sandbox().world().macros().get("Refund: send")))
        .satisfies(e -> assertThat(e.path("macro_title").asText()).isEqualTo("Refund: send"));
    JsonNode change = RunningZendesk.change(audit, "" + zendesk.field("action"));
    assertThat(change.path("value").asText()).isEqualTo("crl_do_refund_send");
    assertThat(change.path("previous_value").isNull()).isTrue();
    assertThat(change.has("via")).isFalse();
    assertThat(RunningZendesk.change(audit, "tags").path("value").toString())
        .isEqualTo("[\"crl_do_refund_send\"]");
  }

  @Test
  void the_same_macro_twice_leaves_a_reference_and_no_change() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").applyMacro(ticket, "Refund: send");

    zendesk.sandbox().agent("Omar").applyMacro(ticket, "Refund: send");

    JsonNode audit = zendesk.lastAudit(ticket);
    assertThat(RunningZendesk.events(audit, "AgentMacroReference")).hasSize(1);
    assertThat(RunningZendesk.events(audit, "Change")).isEmpty();
  }

  @Test
  void an_api_caller_can_name_a_macro_and_only_the_channel_tells() {
    long ticket = zendesk.ticket();
    long macro = ZendeskWorld.id(zendesk.sandbox().world().macros(), "Refund: send");

    zendesk.put(
        "/api/v2/tickets/" + ticket,
        "{\"ticket\":{\"macro_id\":"
            + macro
            + ",\"custom_fields\":[{\"id\":"
            + zendesk.field("action")
            + ",\"value\":\"crl_do_refund_send\"}]}}");

    JsonNode audit = zendesk.lastAudit(ticket);
    assertThat(RunningZendesk.events(audit, "AgentMacroReference")).hasSize(1);
    assertThat(audit.at("/via/channel").asText()).isEqualTo("api");
  }

  @Test
  void a_creation_is_told_by_create_events() {
    long ticket =
        zendesk
            .sandbox()
            .customer("mia@example.com")
            .form(
                "Refund",
                "please",
                Map.of("Caserail action", "crl_do_refund_send"),
                List.of("crl_do_refund_send"));

    JsonNode audit = zendesk.lastAudit(ticket);

    assertThat(RunningZendesk.events(audit, "Change")).isEmpty();
    assertThat(RunningZendesk.events(audit, "Create"))
        .anySatisfy(
            e -> assertThat(e.path("field_name").asText()).isEqualTo("" + zendesk.field("action")));
    assertThat(audit.path("author_id").asLong())
        .isEqualTo(zendesk.sandbox().customer("mia@example.com").id());
  }

  @Test
  void a_trigger_writes_into_the_authors_audit_with_a_via_of_its_own() {
    String state = "custom_fields_" + zendesk.field("state");
    zendesk
        .sandbox()
        .configure(
            new Trigger(
                7,
                "Late",
                true,
                Conditions.allOf(new Condition("current_tags", "includes", "vip")),
                List.of(new RuleAction(state, List.of("crl_state_waiting_late")))));
    long ticket = zendesk.ticket();

    zendesk.sandbox().agent("Lena").addTags(ticket, "vip");

    JsonNode audit = zendesk.lastAudit(ticket);
    JsonNode change = RunningZendesk.change(audit, "" + zendesk.field("state"));
    assertThat(audit.path("author_id").asLong()).isEqualTo(zendesk.sandbox().agent("Lena").id());
    assertThat(change.at("/via/channel").asText()).isEqualTo("rule");
    assertThat(change.at("/via/source/from/id").asLong()).isEqualTo(7);
    assertThat(change.at("/via/source/rel").asText()).isEqualTo("trigger");
  }

  @ParameterizedTest
  @CsvSource({"WEB,web", "EMAIL,email", "API,api", "BULK,bulk_edit", "MOBILE,mobile"})
  void the_channel_shows_how_an_agent_came_in(Channel channel, String via) {
    long ticket = zendesk.ticket();

    zendesk.sandbox().agent("Ana").over(channel).applyMacro(ticket, "Refund: approve");

    assertThat(zendesk.lastAudit(ticket).at("/via/channel").asText()).isEqualTo(via);
  }

  @Test
  void audits_are_paged_by_cursor() {
    long ticket = zendesk.ticket();
    for (int i = 0; i < 4; i++) {
      zendesk.sandbox().agent("Lena").comment(ticket, "note " + i, false);
    }
    String path = "/api/v2/tickets/" + ticket + "/audits.json?page%5Bsize%5D=2";

    JsonNode first = zendesk.get(path).json();
    JsonNode second =
        zendesk.get(path + "&page%5Bafter%5D=" + first.at("/meta/after_cursor").asText()).json();
    JsonNode third =
        zendesk.get(path + "&page%5Bafter%5D=" + second.at("/meta/after_cursor").asText()).json();

    assertThat(first.path("audits")).hasSize(2);
    assertThat(first.at("/meta/has_more").asBoolean()).isTrue();
    assertThat(second.path("audits")).hasSize(2);
    assertThat(third.path("audits")).hasSize(1);
    assertThat(third.at("/meta/has_more").asBoolean()).isFalse();
    assertThat(first.at("/audits/1/id").asLong()).isLessThan(second.at("/audits/0/id").asLong());
  }
}
