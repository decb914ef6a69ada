package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.fault.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketWriteTest {
  private final RunningZendesk zendesk = new RunningZendesk();

  @AfterEach
  void close() {
    zendesk.close();
  }

  private RunningZendesk.Reply update(long ticket, String body) {
    return zendesk.put("/api/v2/tickets/" + ticket + ".json", "{\"ticket\":" + body + "}");
  }

  @Test
  void an_update_answers_ticket_and_audit_and_keeps_the_metadata() {
    long ticket = zendesk.ticket();

    RunningZendesk.Reply reply =
        update(
            ticket,
            "{\"comment\":{\"body\":\"Hello\",\"public\":false},\"metadata\":{\"key\":\"k1\"}}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/ticket/id").asLong()).isEqualTo(ticket);
    assertThat(reply.json().at("/audit/metadata/custom/key").asText()).isEqualTo("k1");
    assertThat(zendesk.lastAudit(ticket).at("/metadata/custom/key").asText()).isEqualTo("k1");
    assertThat(zendesk.sandbox().look(ticket).internalNotes())
        .singleElement()
        .satisfies(n -> assertThat(n.body()).isEqualTo("Hello"))
        .satisfies(n -> assertThat(n.author()).isEqualTo("Caserail"));
  }

  @Test
  void the_books_hold_every_comment_with_its_call() {
    long ticket = zendesk.ticket();

    update(
        ticket, "{\"comment\":{\"body\":\"Paid\",\"public\":false},\"metadata\":{\"op\":\"a/b\"}}");

    List<BookEntry> comments = zendesk.surroundings().books().of("zendesk", "ticket.comment");
    BookEntry written = comments.get(comments.size() - 1);
    assertThat(written.object()).isEqualTo(Long.toString(ticket));
    assertThat(written.details()).containsEntry("body", "Paid").containsEntry("metadata.op", "a/b");
    assertThat(written.cause().kind()).isEqualTo(Cause.Kind.HTTP);
    assertThat(comments.get(0).cause().kind()).isEqualTo(Cause.Kind.HUMAN);
  }

  @Test
  void a_safe_update_with_an_old_stamp_is_a_conflict() {
    long ticket = zendesk.ticket();
    String stamp = zendesk.ticketJson(ticket).path("updated_at").asText();
    zendesk.surroundings().clock().advance(Duration.ofSeconds(2));
    zendesk.sandbox().agent("Lena").comment(ticket, "On it", false);

    RunningZendesk.Reply reply =
        update(
            ticket,
            "{\"status\":\"open\",\"safe_update\":true,\"updated_stamp\":\"" + stamp + "\"}");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().path("error").asText()).isEqualTo("UpdateConflict");
  }

  @Test
  void safe_update_false_counts_as_true() {
    long ticket = zendesk.ticket();

    RunningZendesk.Reply reply =
        update(
            ticket,
            "{\"status\":\"open\",\"safe_update\":false,\"updated_stamp\":\"2001-01-01T00:00:00Z\"}");

    assertThat(reply.status()).isEqualTo(409);
  }

  @Test
  void a_safe_update_with_the_current_stamp_passes() {
    long ticket = zendesk.ticket();
    String stamp = zendesk.ticketJson(ticket).path("updated_at").asText();

    RunningZendesk.Reply reply =
        update(
            ticket,
            "{\"status\":\"open\",\"safe_update\":true,\"updated_stamp\":\"" + stamp + "\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(stamp).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }

  @Test
  void a_database_conflict_comes_by_fault_and_leaves_nothing() {
    long ticket = zendesk.ticket();
    zendesk
        .surroundings()
        .faults()
        .add(
            Fault.on("zendesk")
                .endpoint("PUT /api/v2/tickets/{id}")
                .status(
                    409,
                    Map.of(),
                    "{\"error\":\"DatabaseConflict\",\"description\":\"Database collision\"}"));

    RunningZendesk.Reply reply = update(ticket, "{\"status\":\"open\"}");

    assertThat(reply.json().path("error").asText()).isEqualTo("DatabaseConflict");
    assertThat(zendesk.sandbox().look(ticket).status()).isEqualTo("new");
  }

  @Test
  void an_answer_lost_after_the_effect_leaves_comment_and_mark() {
    long ticket = zendesk.ticket();
    zendesk
        .surroundings()
        .faults()
        .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/{id}").answerLost());

    assertThatThrownBy(
            () ->
                update(
                    ticket,
                    "{\"comment\":{\"body\":\"Once\",\"public\":false},\"metadata\":{\"key\":\"k\"}}"))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(zendesk.lastAudit(ticket).at("/metadata/custom/key").asText()).isEqualTo("k");
    assertThat(zendesk.sandbox().look(ticket).internalNotes()).hasSize(1);
  }

  @Test
  void a_closed_ticket_takes_nothing_and_is_continued_by_a_follow_up() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").close(ticket);

    RunningZendesk.Reply refused = update(ticket, "{\"status\":\"open\"}");
    RunningZendesk.Reply followup = followUp(ticket);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/details/status/0/description").asText())
        .isEqualTo("Status: closed prevents ticket update");
    assertThat(followup.status()).isEqualTo(201);
    assertThat(followup.json().at("/ticket/via/source/rel").asText()).isEqualTo("follow_up");
    assertThat(zendesk.ticketJson(ticket).at("/followup_ids/0").asLong())
        .isEqualTo(followup.json().at("/ticket/id").asLong());
  }

  @Test
  void a_follow_up_inherits_the_tags_and_what_lists_show() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").setField(ticket, "Caserail state", "crl_state_done");
    zendesk.sandbox().agent("Lena").close(ticket);

    long followup = followUp(ticket).json().at("/ticket/id").asLong();

    assertThat(zendesk.sandbox().look(followup).tags()).contains("crl_state_done");
    assertThat(zendesk.sandbox().look(followup).field("Caserail state"))
        .isEqualTo("crl_state_done");
  }

  @Test
  void the_source_of_a_follow_up_has_no_effect_while_it_is_not_closed() {
    long ticket = zendesk.ticket();

    RunningZendesk.Reply plain = followUp(ticket);

    assertThat(plain.status()).isEqualTo(201);
    assertThat(plain.json().at("/ticket/via/source/rel").asText()).isNotEqualTo("follow_up");
    assertThat(zendesk.ticketJson(ticket).at("/followup_ids")).isEmpty();
  }

  private RunningZendesk.Reply followUp(long source) {
    return zendesk.post(
        "/api/v2/tickets.json",
        "{\"ticket\":{\"comment\":{\"body\":\"More\"},\"via_followup_source_id\":" + source + "}}");
  }

  @Test
  void a_field_required_on_solve_rejects_the_whole_write() {
    zendesk.sandbox().configure(zendesk.sandbox().field("Refund reason").required());
    long ticket = zendesk.ticket();

    RunningZendesk.Reply reply =
        update(ticket, "{\"status\":\"solved\",\"comment\":{\"body\":\"Done\"}}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().at("/details/base/0/ticket_field_id").asLong())
        .isEqualTo(zendesk.field("reason"));
    assertThat(reply.json().at("/details/base/0/ticket_field_type").asText())
        .isEqualTo("FieldTagger");
    assertThat(zendesk.sandbox().look(ticket).notes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "payment, pi_3Abc, 200",
    "payment, ch_3Abc, 422",
    "payment, 'pi_3Abc ', 422",
    "amount, 24.90, 200",
    "amount, lots, 422",
    "state, crl_state_done, 200",
    "state, crl_state_unheard, 422"
  })
  void fields_take_only_what_they_are_set_up_for(String key, String value, int status) {
    long ticket = zendesk.ticket();

    RunningZendesk.Reply reply =
        update(
            ticket,
            "{\"custom_fields\":[{\"id\":"
                + zendesk.field(key)
                + ",\"value\":\""
                + value
                + "\"}]}");

    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void an_unknown_field_is_ignored_without_a_word() {
    long ticket = zendesk.ticket();

    assertThat(update(ticket, "{\"custom_fields\":[{\"id\":1,\"value\":\"x\"}]}").status())
        .isEqualTo(200);
  }

  @Test
  void placeholders_in_a_comment_are_expanded() {
    long ticket = zendesk.ticket();

    update(
        ticket, "{\"comment\":{\"body\":\"This is {{ticket.id}}, {{ticket.title}}{{no.such}}.\"}}");

    List<Note> notes = zendesk.sandbox().look(ticket).notes();
    assertThat(notes.get(notes.size() - 1).body())
        .isEqualTo("This is " + ticket + ", Where is my money.");
  }

  @Test
  void a_comment_is_cut_at_64_kB_without_a_word() {
    long ticket = zendesk.ticket();

    RunningZendesk.Reply reply =
        update(ticket, "{\"comment\":{\"body\":\"" + "é".repeat(40_000) + "\"}}");

    assertThat(reply.status()).isEqualTo(200);
    List<Note> notes = zendesk.sandbox().look(ticket).notes();
    assertThat(notes.get(notes.size() - 1).body()).hasSize(32_767).endsWith("é");
  }

  @Test
  void a_deleted_ticket_is_not_found() {
    long ticket = zendesk.ticket();
    zendesk.sandbox().agent("Lena").delete(ticket);

    RunningZendesk.Reply reply = zendesk.get("/api/v2/tickets/" + ticket);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().path("error").asText()).isEqualTo("RecordNotFound");
  }

  @Test
  void an_unknown_endpoint_has_an_envelope_of_its_own() {
    RunningZendesk.Reply reply = zendesk.get("/api/v2/nonsense");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().path("error").asText()).isEqualTo("InvalidEndpoint");
  }

  @Test
  void a_body_that_is_no_json_is_a_bad_request() {
    long ticket = zendesk.ticket();

    RunningZendesk.Reply reply = zendesk.put("/api/v2/tickets/" + ticket, "{oops");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/code").asText()).isEqualTo("InvalidValue");
  }

  @Test
  void assigning_a_new_ticket_opens_it() {
    long ticket = zendesk.ticket();

    zendesk.sandbox().agent("Lena").assignToSelf(ticket);

    assertThat(zendesk.sandbox().look(ticket).status()).isEqualTo("open");
  }

  @Test
  void solving_a_problem_solves_its_incidents() {
    long problem = zendesk.ticket();
    long incident = zendesk.ticket();
    update(problem, "{\"type\":\"problem\"}");
    update(incident, "{\"type\":\"incident\",\"problem_id\":" + problem + "}");

    update(problem, "{\"status\":\"solved\"}");

    assertThat(zendesk.sandbox().look(incident).status()).isEqualTo("solved");
  }

  @Test
  void merging_closes_the_source() {
    long source = zendesk.ticket();
    long target = zendesk.ticket();

    zendesk.sandbox().agent("Lena").merge(source, target);

    assertThat(zendesk.sandbox().look(source).status()).isEqualTo("closed");
    assertThat(zendesk.sandbox().look(target).internalNotes()).hasSize(1);
  }
}
