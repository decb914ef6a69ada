package io.caserail.activities.zendesk;

import static io.caserail.activities.zendesk.TicketScene.TICKET;
import static io.caserail.activities.zendesk.TicketScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.ScriptedServer.Wire;
import io.caserail.port.FactsShown;
import io.caserail.port.FailureType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The field for what cases have to mind says what is known, and nothing else is touched. */
class ShowFactsTest {
  private static final long FACTS = 19;
  private static final String PARCEL =
      "Parcel shp_1: delivered, seen since 26 Nov 14:02 (EasyPost)";
  private static final String RISK = "Risk pi_1: under review, seen since 26 Nov 14:02 (Stripe)";

  private final TicketScene scene = new TicketScene();
  private final ZendeskFacts facts =
      new ZendeskFacts(scene.client, scene.fields, scene.settings, FACTS);

  @AfterEach
  void close() {
    scene.close();
  }

  private static FactsShown parcel(String line) {
    return new FactsShown(TICKET, List.of("Parcel shp_1:"), List.of(line));
  }

  private static FactsShown risk(String line) {
    return new FactsShown(TICKET, List.of("Risk pi_1:"), List.of(line));
  }

  @Test
  void the_field_is_written_without_a_note_and_the_command_stays() {
    scene.leadSends("pi_1", "24.90");

    assertThat(facts.showFacts(parcel(PARCEL))).isTrue();

    assertThat(scene.zendesk.value(FACTS)).isEqualTo(PARCEL);
    assertThat(scene.zendesk.value(TicketScene.COMMAND)).isEqualTo("crl_do_send");
    var update = scene.zendesk.updates().get(0);
    assertThat(update.has("comment")).isFalse();
    assertThat(update.has("status")).isFalse();
    assertThat(update.path("custom_fields")).hasSize(1);
    assertThat(scene.tickets.readTicket(TicketScene.reading()).commands()).hasSize(1);
  }

  @Test
  void what_the_field_says_already_is_not_written_again() {
    facts.showFacts(parcel(PARCEL));

    assertThat(facts.showFacts(parcel(PARCEL))).isTrue();

    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @Test
  void a_write_whose_answer_was_lost_is_found_in_the_field() {
    scene.zendesk.nextUpdateTravels(Wire.LOST);
    assertThat(failure(() -> facts.showFacts(parcel(PARCEL))).isNonRetryable()).isFalse();

    assertThat(facts.showFacts(parcel(PARCEL))).isTrue();

    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @Test
  void two_cases_on_a_ticket_keep_their_lines_apart() {
    facts.showFacts(parcel(PARCEL));
    scene.clock.pass(Duration.ofSeconds(2));
    facts.showFacts(risk(RISK));
    scene.clock.pass(Duration.ofSeconds(2));

    facts.showFacts(parcel("Parcel shp_1: not known yet"));

    assertThat(scene.zendesk.value(FACTS).lines())
        .containsExactly(RISK, "Parcel shp_1: not known yet");
  }

  @Test
  void of_two_cases_that_write_at_once_one_starts_again() {
    scene.zendesk.beforeNextUpdate(
        () -> {
          scene.clock.pass(Duration.ofSeconds(2));
          scene.zendesk.edits(TinyZendesk.INTEGRATION, "api", null, Map.of(FACTS, RISK));
        });

    assertThat(failure(() -> facts.showFacts(parcel(PARCEL))).getType())
        .isEqualTo(FailureType.CONFLICT.name());
    facts.showFacts(parcel(PARCEL));

    assertThat(scene.zendesk.value(FACTS).lines()).containsExactly(RISK, PARCEL);
  }

  @Test
  void what_a_person_typed_into_it_goes_with_the_next_write() {
    scene.zendesk.edits(
        TinyZendesk.LEAD, "web", null, Map.of(FACTS, "All is well.\nRisk pi_1: none, I am sure"));

    facts.showFacts(risk(RISK));

    assertThat(scene.zendesk.value(FACTS)).isEqualTo(RISK);
  }

  @Test
  void a_closed_or_deleted_ticket_takes_nothing_any_more() {
    scene.zendesk.closes();
    assertThat(facts.showFacts(parcel(PARCEL))).isFalse();
    scene.zendesk.deletes();
    assertThat(facts.showFacts(parcel(PARCEL))).isFalse();

    assertThat(scene.zendesk.updates()).isEmpty();
  }

  @Test
  void an_account_without_the_field_is_shown_nothing() {
    ZendeskFacts none = new ZendeskFacts(scene.client, scene.fields, scene.settings, 0);

    assertThat(none.showFacts(parcel(PARCEL))).isFalse();

    assertThat(scene.zendesk.asked()).isEmpty();
  }
}
