package io.caserail.activities.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.model.FaultDomain;
import io.caserail.model.TicketId;
import io.caserail.port.OutageTicket;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.TicketView;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ticket of an outage, in the sandbox's Zendesk. */
class OutageTicketTest {
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
  private final HttpCalls calls = new HttpCalls(HttpSettings.defaults("1"));
  private final WriteBudget budget = new WriteBudget(surroundings.clock(), 1);
  private final ZendeskSettings settings = settings();
  private final ZendeskClient client = client();
  private final ZendeskOutages outages = new ZendeskOutages(client, settings);

  @AfterEach
  void close() {
    calls.close();
    zendesk.close();
    surroundings.close();
  }

  @Test
  void notes_of_one_outage_stand_in_one_plain_ticket_each_once_and_in_order() {
    String made = outages.writeOutage(note(1, "begins", false));
    String again = outages.writeOutage(note(1, "begins", false));
    outages.writeOutage(note(3, "ends", true));
    String late = outages.writeOutage(note(2, "goes on", false));

    TicketView ticket = zendesk.look(Long.parseLong(made));
    assertThat(List.of(again, late)).containsOnly(made);
    assertThat(texts(ticket)).containsExactly("begins", "ends");
    assertThat(ticket.notes()).noneMatch(Note::isPublic);
    assertThat(ticket.status()).isEqualTo("solved");
    assertThat(ticket.tags()).containsExactly("crl_outage");
  }

  @Test
  void an_answer_that_was_lost_makes_no_second_ticket_and_no_second_note() {
    loseAnswer("POST /api/v2/tickets");
    assertThat(catchThrowable(() -> outages.writeOutage(note(1, "begins", false)))).isNotNull();
    String made = outages.writeOutage(note(1, "begins", false));

    loseAnswer("PUT /api/v2/tickets/*");
    assertThat(catchThrowable(() -> outages.writeOutage(note(2, "goes on", false)))).isNotNull();
    outages.writeOutage(note(2, "goes on", false));

    assertThat(zendesk.tickets()).hasSize(1);
    assertThat(texts(zendesk.look(Long.parseLong(made)))).containsExactly("begins", "goes on");
  }

  @Test
  void a_ticket_that_somebody_else_has_named_so_gets_no_note_and_keeps_its_status() {
    long stranger = zendesk.customer("tom@example.com").form("Hello", "Mine.");
    zendesk.agent("Lena").solve(stranger);
    client.update(
        new TicketId(Long.toString(stranger)),
        JsonNodeFactory.instance.objectNode().put("external_id", "caserail-outage-acme-stripe-1"));

    String made = outages.writeOutage(note(1, "begins", false));
    String again = outages.writeOutage(note(2, "goes on", false));

    assertThat(made).isNotEqualTo(Long.toString(stranger));
    assertThat(again).isEqualTo(made);
    assertThat(zendesk.look(stranger).internalNotes()).isEmpty();
    assertThat(zendesk.look(stranger).status()).isEqualTo("solved");
  }

  @Test
  void what_begins_again_opens_it_again() {
    String made = outages.writeOutage(note(1, "begins", false));
    outages.writeOutage(note(2, "ends", true));

    outages.writeOutage(note(3, "begins again", false));

    assertThat(zendesk.look(Long.parseLong(made)).status()).isEqualTo("open");
  }

  @Test
  void it_is_written_when_our_own_budget_is_used_up() {
    outages.writeOutage(note(1, "begins", false));
    outages.writeOutage(note(2, "goes on", false));
    String made = outages.writeOutage(note(3, "ends", true));

    assertThat(texts(zendesk.look(Long.parseLong(made)))).hasSize(3);
  }

  private static OutageTicket note(long revision, String text, boolean solved) {
    return new OutageTicket(
        "outage-acme-stripe-1", revision, "Outage: Stripe", List.of(text), solved);
  }

  private static List<String> texts(TicketView ticket) {
    return ticket.notes().stream().map(Note::body).toList();
  }

  private void loseAnswer(String endpoint) {
    surroundings.faults().add(Fault.on("zendesk").endpoint(endpoint).answerLost());
  }

  private ZendeskSettings settings() {
    ZendeskWorld world = zendesk.world();
    return new ZendeskSettings(
        zendesk.url(),
        ZendeskAddress.WRITER,
        new Secret(zendesk.address().secretOf(ZendeskAddress.WRITER)),
        "read write",
        Duration.ofHours(2),
        Long.toString(ZendeskWorld.id(world.users(), "Caserail")),
        Long.toString(ZendeskWorld.id(world.views(), "Not picked up")),
        "");
  }

  private ZendeskClient client() {
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            surroundings.clock(),
            budget,
            CallWatch.NONE);
    return new ZendeskClient(
        upstream, new ZendeskTokens(upstream, settings, surroundings.clock()), settings);
  }
}
