package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Zendesk sends by itself, beside our triggers. */
final class TicketEventTest {
  private final RunningGateway running = RunningGateway.ofAll();

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom_field_changed", "merged", "soft_deleted", "marked_as_spam"})
  void a_change_of_a_ticket_makes_its_open_cases_look(String name) {
    running.inbox().waiting.add("35436");

    var answer = running.zendesk(event(name, "\"77\""));

    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).containsExactly("hintOpen 35436");
  }

  @Test
  void a_ticket_without_an_open_case_is_left_to_the_sweep() {
    assertThat(running.zendesk(event("merged", "77")).body()).isEqualTo("{\"result\":\"ignored\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"38010", "\"38010\""})
  void our_own_write_starts_nothing_and_is_counted(String actor) {
    running.inbox().waiting.add("35436");

    var answer = running.zendesk(event("custom_field_changed", actor));

    assertThat(answer.body()).isEqualTo("{\"result\":\"own\"}");
    assertThat(running.inbox().said).isEmpty();
    assertThat(running.get("/metrics").body())
        .contains("{result=\"own\",source=\"zendesk\",status=\"202\"} 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"comment_added", "status_changed", "tags_changed", "invented"})
  void what_changes_nothing_that_a_case_waits_for_is_ignored(String name) {
    running.inbox().waiting.add("35436");

    assertThat(running.zendesk(event(name, "77")).body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void an_event_without_its_ticket_is_put_aside() {
    var answer = running.zendesk(event("merged", "77").replace("35436", "x"));

    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
  }

  private static String event(String name, String actor) {
    return "{\"type\":\"zen:event-type:ticket."
        + name
        + "\",\"account_id\":1,\"id\":\"e-1\",\"subject\":\"zen:ticket:35436\","
        + "\"detail\":{\"id\":\"35436\",\"actor_id\":"
        + actor
        + "},\"event\":{\"meta\":{}}}";
  }
}
