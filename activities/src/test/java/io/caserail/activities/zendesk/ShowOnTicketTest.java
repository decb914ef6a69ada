package io.caserail.activities.zendesk;

import static io.caserail.activities.zendesk.TicketScene.COMMAND;
import static io.caserail.activities.zendesk.TicketScene.failure;
import static io.caserail.activities.zendesk.TicketScene.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.ScriptedServer.Wire;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.port.RequestFields;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketShown.How;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import io.caserail.port.WaitsFor;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A view is written once, however often it runs and whoever else edits. */
class ShowOnTicketTest {
  private final TicketScene scene = new TicketScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_view_sets_our_fields_writes_an_internal_note_and_empties_the_command() {
    String command = scene.leadSends("pi_1", "24.90");

    TicketShown shown = scene.tickets.showOnTicket(view(1, "Refund sent.", command));

    assertThat(shown).isEqualTo(new TicketShown(How.WRITTEN, false, "open"));
    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_working");
    assertThat(scene.zendesk.value(TicketScene.WAITS)).isEqualTo("crl_waits_caserail");
    JsonNode update = scene.zendesk.updates().get(0);
    assertThat(update.path("comment").path("body").asText()).isEqualTo("Refund sent.");
    assertThat(update.path("comment").path("public").asBoolean(true)).isFalse();
    assertThat(update.path("metadata").path("caserail").path("commands").get(0).asText())
        .isEqualTo(command);
    assertThat(update.has("tags")).isFalse();
    assertThat(update.has("status")).isFalse();
  }

  // ---- a request that nobody has filled in ----

  @Test
  void a_request_that_no_person_filled_in_gets_its_fields_from_us() {
    scene.tickets.showOnTicket(naming(1, "pi_1", "24.9"));

    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEqualTo("pi_1");
    assertThat(scene.zendesk.value(TicketScene.AMOUNT)).isEqualTo("24.9");
  }

  @Test
  void a_macro_given_after_that_names_the_request() {
    scene.tickets.showOnTicket(naming(1, "pi_1", "24.9"));
    scene.clock.pass(Duration.ofSeconds(2));
    scene.leadApplies("crl_do_approve", "602");

    assertThat(scene.tickets.readTicket(TicketScene.reading()).commands())
        .extracting(c -> c.object(), c -> c.amount())
        .containsExactly(tuple("pi_1", "24.9"));
  }

  @Test
  void the_next_request_that_no_person_filled_in_takes_the_fields_over() {
    scene.tickets.showOnTicket(naming(1, "pi_1", "24.9"));

    scene.tickets.showOnTicket(naming(2, "pi_2", "9.9"));

    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEqualTo("pi_2");
    assertThat(scene.zendesk.value(TicketScene.AMOUNT)).isEqualTo("9.9");
  }

  @ParameterizedTest
  @ValueSource(longs = {TicketScene.PAYMENT_FIELD, TicketScene.AMOUNT})
  void what_a_person_typed_into_either_field_is_never_written_over(long field) {
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(field, "7"));

    TicketShown shown = scene.tickets.showOnTicket(naming(1, "pi_1", "24.9"));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(scene.zendesk.value(field)).isEqualTo("7");
    assertThat(scene.zendesk.updates().get(0).path("custom_fields").findValuesAsText("id"))
        .doesNotContain(
            Long.toString(TicketScene.PAYMENT_FIELD), Long.toString(TicketScene.AMOUNT));
  }

  @Test
  void where_a_person_typed_something_else_the_note_says_what_to_do_instead() {
    scene.zendesk.edits(
        TinyZendesk.LEAD, "web", null, Map.of(TicketScene.PAYMENT_FIELD, "pi_other"));

    scene.tickets.showOnTicket(naming(1, "pi_1", "24.9", "By command line."));

    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEqualTo("pi_other");
    assertThat(scene.zendesk.updates().get(0).at("/comment/body").asText())
        .isEqualTo("By command line.");
  }

  @Test
  void what_a_person_typed_is_no_hindrance_where_it_says_the_same() {
    scene.zendesk.edits(
        TinyZendesk.LEAD,
        "web",
        null,
        Map.of(TicketScene.PAYMENT_FIELD, "pi_1", TicketScene.AMOUNT, "24.90"));

    scene.tickets.showOnTicket(naming(1, "pi_1", "24.9", "By command line."));

    assertThat(scene.zendesk.updates().get(0).has("comment")).isFalse();
    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEqualTo("pi_1");
  }

  @Test
  void where_the_fields_are_refused_the_view_is_written_without_them() {
    scene.zendesk.nextUpdateIsRefusedWith(
        422,
        "{\"error\":\"RecordInvalid\",\"details\":{\"base\":[{\"ticket_field_id\":"
            + TicketScene.PAYMENT_FIELD
            + "}]}}");

    TicketShown shown = scene.tickets.showOnTicket(naming(1, "pi_1", "24.9"));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_working");
  }

  @Test
  void a_reason_goes_into_the_list_of_reasons_with_the_rest() {
    scene.tickets.showOnTicket(becauseOf("damaged", "By command line."));

    assertThat(scene.zendesk.value(TicketScene.REASON)).isEqualTo("crl_reason_damaged");
    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEqualTo("pi_1");
    assertThat(scene.zendesk.updates().get(0).has("comment")).isFalse();
  }

  @Test
  void where_the_list_has_no_such_reason_nothing_is_filled_and_the_note_says_what_to_do_instead() {
    scene.tickets.showOnTicket(becauseOf("goodwill", "By command line."));

    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEmpty();
    assertThat(scene.zendesk.value(TicketScene.AMOUNT)).isEmpty();
    assertThat(scene.zendesk.updates().get(0).at("/comment/body").asText())
        .isEqualTo("By command line.");
  }

  private static ShowRequest becauseOf(String reason, String... otherwise) {
    return naming(1, "pi_1", "24.9", reason, List.of(otherwise));
  }

  private static ShowRequest naming(
      long revision, String payment, String amount, String... otherwise) {
    return naming(revision, payment, amount, "", List.of(otherwise));
  }

  private static ShowRequest naming(
      long revision, String payment, String amount, String reason, List<String> otherwise) {
    ShowRequest plain = view(revision, "");
    return new ShowRequest(
        plain.ticket(),
        plain
            .view()
            .naming(
                new RequestFields(
                    CaseKind.REFUND, new ObjectId(payment), amount, reason, otherwise)),
        plain.key(),
        revision,
        List.of());
  }

  @Test
  void what_is_late_is_shown_so_and_in_time_where_the_account_has_no_option_for_it() {
    ShowRequest first = view(1, "Late: one.");
    ShowRequest second = view(2, "Late: two.");

    scene.tickets.showOnTicket(late(first));
    String shown = scene.zendesk.value(TicketScene.STATE);
    stateIsRefused();
    TicketShown refused = scene.tickets.showOnTicket(late(second));

    assertThat(shown).isEqualTo("crl_state_working_late");
    assertThat(refused.how()).isEqualTo(How.WRITTEN);
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_working");
  }

  @Test
  void what_is_late_names_its_request_too_where_the_account_has_no_option_for_it() {
    stateIsRefused();

    scene.tickets.showOnTicket(late(naming(1, "pi_1", "24.9", "By command line.")));

    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_working");
    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEqualTo("pi_1");
    assertThat(scene.zendesk.updates().get(0).has("comment")).isFalse();
  }

  @Test
  void what_is_late_and_can_not_name_its_request_is_late_still_and_says_what_to_do_instead() {
    stateIsRefused();
    scene.zendesk.beforeNextUpdate(() -> scene.zendesk.beforeNextUpdate(this::stateIsRefused));

    scene.tickets.showOnTicket(late(naming(1, "pi_1", "24.9", "By command line.")));

    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_working_late");
    assertThat(scene.zendesk.value(TicketScene.PAYMENT_FIELD)).isEmpty();
    assertThat(scene.zendesk.updates().get(0).at("/comment/body").asText())
        .isEqualTo("By command line.");
  }

  private void stateIsRefused() {
    scene.zendesk.nextUpdateIsRefusedWith(
        422,
        "{\"error\":\"RecordInvalid\",\"details\":{\"base\":[{\"ticket_field_id\":"
            + TicketScene.STATE
            + "}]}}");
  }

  private static ShowRequest late(ShowRequest plain) {
    return new ShowRequest(
        plain.ticket(), plain.view().beingLate(), plain.key(), plain.revision(), List.of());
  }

  @Test
  void a_view_without_a_note_makes_no_comment() {
    scene.tickets.showOnTicket(view(1, ""));

    assertThat(scene.zendesk.updates().get(0).has("comment")).isFalse();
  }

  @Test
  void the_same_view_is_written_once_however_often_it_runs() {
    scene.tickets.showOnTicket(view(1, "Hello."));
    TicketShown again = scene.tickets.showOnTicket(view(1, "Hello."));

    assertThat(again.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @Test
  void a_view_is_not_hidden_by_another_that_has_the_same_number() {
    scene.tickets.showOnTicket(view(5, "By a refund."));

    TicketShown shown = scene.tickets.showOnTicket(view(5, "By its settlement."));
    TicketShown first = scene.tickets.showOnTicket(view(5, "By a refund."));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(first.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(scene.zendesk.updates()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"LOST", "TRUNCATED", "NEVER"})
  void a_write_whose_answer_got_lost_is_found_and_not_repeated(Wire wire) {
    scene.zendesk.nextUpdateTravels(wire);

    ApplicationFailure first = failure(() -> scene.tickets.showOnTicket(view(1, "Hello.")));
    TicketShown second = scene.tickets.showOnTicket(view(1, "Hello."));

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(first.isNonRetryable()).isFalse();
    assertThat(second.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @Test
  void a_command_given_behind_a_lost_answer_and_read_since_is_marked_with_the_same_view() {
    String first = scene.leadSends("pi_1", "");
    scene.zendesk.nextUpdateTravels(Wire.LOST);
    failure(() -> scene.tickets.showOnTicket(view(3, "Hello.", first)));
    scene.clock.pass(Duration.ofSeconds(2));
    String second = scene.leadApplies("crl_do_approve", "602");

    TicketShown shown = scene.tickets.showOnTicket(view(3, "Hello.", first, second));
    TicketShown again = scene.tickets.showOnTicket(view(3, "Hello.", first, second));
    scene.tickets.showOnTicket(answer(4));

    assertThat(shown).isEqualTo(new TicketShown(How.ALREADY_THERE, false, "open"));
    assertThat(again).isEqualTo(shown);
    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.tickets.readTicket(TicketScene.reading()).commands()).isEmpty();
    assertThat(scene.zendesk.updates()).filteredOn(u -> u.has("comment")).hasSize(2);
    assertThat(scene.zendesk.updates()).hasSize(3);
  }

  @Test
  void a_mark_that_a_view_gets_later_hides_no_state_that_was_shown_since() {
    String first = scene.leadSends("pi_1", "");
    scene.tickets.showOnTicket(view(3, "Hello.", first));
    scene.tickets.showOnTicket(ending(5));
    String second = scene.leadApplies("crl_do_approve", "602");

    scene.tickets.showOnTicket(view(3, "Hello.", first, second));
    scene.tickets.showOnTicket(TicketScene.cancellation(6, TicketState.DONE));

    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_done");
  }

  @Test
  void the_reason_of_a_decision_is_taken_out_with_its_command() {
    long why = 31;
    ZendeskFields fields = TicketScene.fields(why);
    ZendeskTickets tickets =
        new ZendeskTickets(
            scene.client,
            fields,
            new TicketProofs(scene.client, fields, scene.settings, TicketScene.TAGS),
            scene.authority,
            (notice, locale) -> notice.text().name(),
            (kind, ticket, object) -> {});
    scene.zendesk.edits(
        TinyZendesk.LEAD, "web", null, Map.of(why, "crl_refund_because_done_in_stripe"));
    String command = scene.leadApplies("crl_do_by_hand", "603");

    tickets.showOnTicket(view(1, "Done.", command));

    assertThat(scene.zendesk.updates().get(0).at("/custom_fields").toString())
        .contains("{\"id\":31,\"value\":\"\"}");
  }

  @Test
  void what_two_cases_answer_to_one_command_is_said_once_whoever_is_first() {
    String command = scene.leadSends("pi_1", "");
    scene.tickets.showOnTicket(answering(command, 7, "Not counted."));

    TicketShown lower = scene.tickets.showOnTicket(answering(command, 2, "Not counted."));
    TicketShown higher = scene.tickets.showOnTicket(answering(command, 1_002, "Not counted."));
    TicketShown other = scene.tickets.showOnTicket(answering(command, 8, "Nothing waits here."));
    String more = scene.leadSends("pi_1", "5");
    TicketShown both =
        scene.tickets.showOnTicket(answering(command, 9, "Two not counted.", command, more));

    assertThat(List.of(lower.how(), higher.how(), other.how(), both.how()))
        .containsExactly(How.ALREADY_THERE, How.ALREADY_THERE, How.ALREADY_THERE, How.WRITTEN);
    assertThat(scene.zendesk.updates())
        .extracting(update -> update.at("/comment/body").asText())
        .containsExactly("Not counted.", "Two not counted.");
  }

  private static ShowRequest answering(String command, long revision, String note) {
    return answering(command, revision, note, command);
  }

  private static ShowRequest answering(
      String command, long revision, String note, String... commands) {
    return new ShowRequest(
        TicketScene.TICKET,
        new TicketView(null, null, "", List.of(note)),
        new RequestKey(Digest.hex(16, "answer", command)),
        revision,
        List.of(commands));
  }

  @Test
  void a_key_that_is_left_since_is_left_by_the_next_view_where_the_lists_are_right_already() {
    RequestKey renewed = new RequestKey("cccccccccccccccc");
    scene.tickets.showOnTicket(view(1, ""));
    scene.tickets.showOnTicket(renewed(renewed, 2, TicketState.WORKING));

    TicketShown shown =
        scene.tickets.showOnTicket(renewed(renewed, 2, TicketState.WORKING, TicketScene.KEY));

    assertThat(shown.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(shown.unmarked()).isTrue();
  }

  private static ShowRequest answer(long revision, String... commands) {
    return new ShowRequest(
        TicketScene.TICKET,
        new TicketView(null, null, "", List.of("Not counted.")),
        new RequestKey("aaaaaaaaaaaaaaaa"),
        revision,
        List.of(commands));
  }

  @Test
  void an_older_view_never_replaces_a_newer_one() {
    scene.tickets.showOnTicket(view(5, "New."));

    TicketShown shown = scene.tickets.showOnTicket(view(4, "Old."));

    assertThat(shown.how()).isEqualTo(How.OVERTAKEN);
    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @Test
  void an_agent_who_edits_meanwhile_wins_and_the_view_is_written_by_the_next_try() {
    scene.clock.pass(Duration.ofSeconds(5));
    scene.zendesk.beforeNextUpdate(
        () -> scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(99L, "x")));

    ApplicationFailure conflict = failure(() -> scene.tickets.showOnTicket(view(1, "Hello.")));
    TicketShown next = scene.tickets.showOnTicket(view(1, "Hello."));

    assertThat(conflict.getType()).isEqualTo("CONFLICT");
    assertThat(conflict.isNonRetryable()).isFalse();
    assertThat(conflict.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(next.how()).isEqualTo(How.WRITTEN);
    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @Test
  void a_database_collision_is_tried_again() {
    scene.zendesk.nextUpdateIsRefusedWith(
        409, "{\"error\":\"DatabaseConflict\",\"description\":\"Database collision\"}");

    assertThat(failure(() -> scene.tickets.showOnTicket(view(1, "Hello."))).getType())
        .isEqualTo("CONFLICT");
  }

  @Test
  void a_command_that_nobody_has_read_stays_in_the_field_and_is_reported() {
    String read = scene.leadSends("pi_1", "");
    scene.leadApplies("crl_do_approve", "602");

    TicketShown shown = scene.tickets.showOnTicket(view(1, "Hello.", read));

    assertThat(shown.unread()).isTrue();
    assertThat(scene.zendesk.value(COMMAND)).isEqualTo("crl_do_approve");
  }

  @Test
  void a_command_for_another_kind_of_case_stays_in_the_field_and_is_not_ours_to_read() {
    String refund = scene.leadSends("pi_1", "");
    String cancellation = scene.leadCancels("ord_1");

    TicketShown shown = scene.tickets.showOnTicket(view(1, "Hello.", refund));

    assertThat(shown).isEqualTo(new TicketShown(How.WRITTEN, false, "open"));
    assertThat(scene.zendesk.value(COMMAND)).isEqualTo("crl_do_cancel");
    assertThat(scene.hints).isEmpty();
    scene.clock.pass(Duration.ofSeconds(2));
    scene.tickets.showOnTicket(TicketScene.cancellation(2, TicketState.WORKING, cancellation));
    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.proofs.commands(TicketScene.TICKET).commands())
        .extracting(TicketCommand::used)
        .containsExactly(true, true);
  }

  @Test
  void a_command_for_another_kind_that_a_later_one_has_pushed_out_is_brought_to_its_case() {
    scene.leadSends("pi_1", "");
    String cancellation = scene.leadCancels("ord_1");
    ShowRequest view = TicketScene.cancellation(1, TicketState.WORKING, cancellation);

    TicketShown shown = scene.tickets.showOnTicket(view);
    scene.tickets.showOnTicket(view);

    assertThat(shown.unread()).isFalse();
    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.hints).containsExactly("REFUND 4711 pi_1", "REFUND 4711 pi_1");
  }

  @Test
  void a_command_for_another_kind_that_the_write_itself_has_wiped_is_brought_to_its_case() {
    String refund = scene.leadSends("pi_1", "");
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.ORDER_FIELD, "ord_1"));
    scene.zendesk.beforeNextUpdate(
        () ->
            scene.zendesk.edits(TinyZendesk.LEAD, "web", "701", Map.of(COMMAND, "crl_do_cancel")));

    scene.tickets.showOnTicket(view(1, "", refund));

    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.hints).containsExactly("CANCELLATION 4711 ord_1");
  }

  @ParameterizedTest
  @CsvSource({
    // A cancellation's state, then a refund's view: what the lists show.
    "WORKING, WORKING, WORKING, CASERAIL",
    "NEEDS_APPROVAL, WORKING, NEEDS_APPROVAL, REQUESTER",
    "WORKING, NEEDS_APPROVAL, NEEDS_APPROVAL, CASERAIL",
    "NEEDS_PERSON, NEEDS_APPROVAL, NEEDS_PERSON, REQUESTER",
    "NEEDS_APPROVAL, NEEDS_PERSON, NEEDS_PERSON, CASERAIL",
    "FAILED, CHECK_NEEDED, CHECK_NEEDED, CASERAIL",
    "WAITING, PENDING, WAITING, REQUESTER",
    "PENDING, DONE, PENDING, REQUESTER",
    "WORKING, REJECTED, WORKING, REQUESTER",
    "DONE, WORKING, WORKING, CASERAIL",
    "REJECTED, PENDING, PENDING, CASERAIL",
    "REJECTED, DONE, DONE, CASERAIL",
    "DONE, WITHDRAWN, WITHDRAWN, CASERAIL",
  })
  void several_requests_show_the_worst_that_is_open_or_else_the_last_ending(
      TicketState before, TicketState now, String state, String waits) {
    scene.tickets.showOnTicket(TicketScene.cancellation(1, TicketState.CHECK_NEEDED));
    scene.tickets.showOnTicket(TicketScene.cancellation(2, before));

    ShowRequest view =
        new ShowRequest(
            TicketScene.TICKET,
            new TicketView(now, WaitsFor.CASERAIL, "", List.of()),
            TicketScene.KEY,
            3,
            List.of());
    scene.tickets.showOnTicket(view);

    assertThat(scene.zendesk.value(TicketScene.STATE))
        .isEqualTo("crl_state_" + state.toLowerCase(Locale.ROOT));
    assertThat(scene.zendesk.value(TicketScene.WAITS))
        .isEqualTo("crl_waits_" + waits.toLowerCase(Locale.ROOT));
    assertThat(scene.tickets.showOnTicket(view).how()).isEqualTo(How.ALREADY_THERE);
  }

  @Test
  void two_endings_written_without_sight_of_each_other_leave_no_request_open_in_the_lists() {
    scene.tickets.showOnTicket(TicketScene.cancellation(1, TicketState.WORKING));
    scene.tickets.showOnTicket(view(2, ""));
    scene.clock.pass(Duration.ofSeconds(2));
    // The stamp of a safe update has seconds: of three writes in one second none is refused.
    scene.zendesk.edits(TinyZendesk.CUSTOMER, "web", null, Map.of(99L, "just now"));
    scene.zendesk.beforeNextUpdate(
        () -> scene.tickets.showOnTicket(TicketScene.cancellation(3, TicketState.DONE)));
    ShowRequest ending = ending(4);

    TicketShown shown = scene.tickets.showOnTicket(ending);

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_done");
    assertThat(scene.zendesk.value(TicketScene.WAITS)).isEqualTo("crl_waits_requester");
    assertThat(scene.tickets.showOnTicket(ending).how()).isEqualTo(How.ALREADY_THERE);
    assertThat(scene.zendesk.updates()).hasSize(5);
  }

  @Test
  void what_was_written_without_sight_of_another_is_mended_behind_a_lost_answer_too() {
    scene.tickets.showOnTicket(TicketScene.cancellation(1, TicketState.WORKING));
    scene.tickets.showOnTicket(view(2, ""));
    scene.clock.pass(Duration.ofSeconds(2));
    scene.zendesk.edits(TinyZendesk.CUSTOMER, "web", null, Map.of(99L, "just now"));
    scene.zendesk.beforeNextUpdate(
        () -> {
          scene.tickets.showOnTicket(TicketScene.cancellation(3, TicketState.DONE));
          scene.zendesk.nextUpdateTravels(Wire.LOST);
        });
    failure(() -> scene.tickets.showOnTicket(ending(4)));

    TicketShown shown = scene.tickets.showOnTicket(ending(4));

    assertThat(shown.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_done");
  }

  private static ShowRequest ending(long revision) {
    return new ShowRequest(
        TicketScene.TICKET,
        new TicketView(TicketState.DONE, WaitsFor.REQUESTER, "", List.of("Refund sent.")),
        TicketScene.KEY,
        revision,
        List.of());
  }

  @Test
  void an_answer_beside_the_requests_changes_no_list_and_hides_no_request() {
    scene.tickets.showOnTicket(TicketScene.cancellation(1, TicketState.NEEDS_PERSON));
    scene.tickets.showOnTicket(answer(2));

    scene.tickets.showOnTicket(view(3, ""));

    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_needs_person");
  }

  @Test
  void a_request_that_has_got_another_key_counts_under_that_one_only() {
    RequestKey renewed = new RequestKey("cccccccccccccccc");
    scene.tickets.showOnTicket(view(1, ""));
    scene.tickets.showOnTicket(renewed(renewed, 2, TicketState.NEEDS_APPROVAL, TicketScene.KEY));

    scene.tickets.showOnTicket(renewed(renewed, 3, TicketState.WITHDRAWN));

    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_withdrawn");
    scene.tickets.showOnTicket(view(4, ""));
    scene.tickets.showOnTicket(TicketScene.cancellation(5, TicketState.DONE));
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_working");
  }

  private static ShowRequest renewed(
      RequestKey key, long revision, TicketState state, RequestKey... left) {
    return new ShowRequest(
        TicketScene.TICKET,
        new TicketView(state, WaitsFor.REQUESTER, "", List.of()),
        key,
        revision,
        List.of(),
        CaseKind.REFUND,
        List.of(left));
  }

  @Test
  void marks_of_before_say_nothing_about_states_and_were_of_refunds() {
    String command = scene.leadSends("pi_1", "");
    scene.zendesk.forgesMark(TinyZendesk.INTEGRATION, command);
    scene.clock.pass(Duration.ofSeconds(2));
    scene.leadApplies("crl_do_approve", "602");

    scene.tickets.showOnTicket(TicketScene.cancellation(100, TicketState.DONE));

    assertThat(scene.zendesk.value(TicketScene.STATE)).isEqualTo("crl_state_done");
    assertThat(scene.proofs.commands(TicketScene.TICKET).commands())
        .extracting(TicketCommand::used, TicketCommand::seen)
        .containsExactly(tuple(true, 0L), tuple(false, 99L));
  }

  @Test
  void a_value_that_no_macro_of_ours_put_there_is_left_alone() {
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(COMMAND, "something_else"));

    TicketShown shown = scene.tickets.showOnTicket(view(1, ""));

    assertThat(shown.unread()).isFalse();
    assertThat(scene.zendesk.value(COMMAND)).isEqualTo("something_else");
  }

  @Test
  void a_command_given_in_the_second_of_the_write_is_reported_and_still_in_the_log() {
    String read = scene.leadSends("pi_1", "");
    scene.zendesk.edits(TinyZendesk.CUSTOMER, "web", null, Map.of(99L, "just now"));
    scene.zendesk.beforeNextUpdate(
        () ->
            scene.zendesk.edits(TinyZendesk.LEAD, "web", "602", Map.of(COMMAND, "crl_do_approve")));

    TicketShown shown = scene.tickets.showOnTicket(view(1, "", read));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(shown.unread()).isTrue();
    assertThat(scene.tickets.readTicket(TicketScene.reading()).commands()).hasSize(1);
  }

  @Test
  void a_command_given_behind_a_lost_answer_is_reported_too() {
    String read = scene.leadSends("pi_1", "");
    scene.zendesk.nextUpdateTravels(Wire.LOST);
    failure(() -> scene.tickets.showOnTicket(view(1, "", read)));
    scene.leadApplies("crl_do_approve", "602");

    TicketShown shown = scene.tickets.showOnTicket(view(1, "", read));

    assertThat(shown.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(shown.unread()).isTrue();
  }

  @Test
  void a_closed_ticket_takes_nothing_any_more() {
    scene.zendesk.closes();

    assertThat(scene.tickets.showOnTicket(view(1, "")))
        .isEqualTo(new TicketShown(How.CLOSED, false, "closed"));
  }

  @Test
  void a_ticket_that_closes_or_goes_during_the_write_takes_nothing_any_more() {
    scene.zendesk.beforeNextUpdate(scene.zendesk::closes);
    assertThat(scene.tickets.showOnTicket(view(1, "")).how()).isEqualTo(How.CLOSED);
    scene.zendesk.deletes();

    assertThat(scene.tickets.showOnTicket(view(1, "")).how()).isEqualTo(How.CLOSED);
  }

  @Test
  void a_field_that_zendesk_does_not_take_is_named_without_its_content() {
    scene.zendesk.nextUpdateIsRefusedWith(
        422,
        "{\"error\":\"RecordInvalid\",\"details\":{\"base\":[{\"description\":\"Amount 24.90:"
            + " no\",\"ticket_field_id\":17}]}}");

    ApplicationFailure failure = failure(() -> scene.tickets.showOnTicket(view(1, "")));

    assertThat(failure.getType()).isEqualTo("BAD_ANSWER");
    Trouble trouble = failure.getDetails().get(Trouble.class);
    assertThat(trouble.evidence()).contains("fields 17").doesNotContain("24.90");
  }

  @Test
  void what_became_of_the_money_is_said_even_where_zendesk_does_not_take_our_fields() {
    String command = scene.leadSends("pi_1", "24.90");
    scene.zendesk.nextUpdateIsRefusedWith(
        422, "{\"error\":\"RecordInvalid\",\"details\":{\"base\":[{\"ticket_field_id\":12}]}}");

    TicketShown shown =
        scene.tickets.showOnTicket(
            new ShowRequest(
                TicketScene.TICKET,
                new TicketView(TicketState.DONE, WaitsFor.NOBODY, "re_1", List.of("Sent.", "Two.")),
                TicketScene.KEY,
                2,
                List.of(command)));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(body())
        .isEqualTo("Sent. The fields here are old, Zendesk does not take them, fields 12.\nTwo.");
    assertThat(scene.zendesk.value(TicketScene.STATE)).isEmpty();
    assertThat(scene.zendesk.value(COMMAND)).isEmpty();
    assertThat(scene.zendesk.updates()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"429, UPSTREAM_AWAY", "500, IN_DOUBT", "503, IN_DOUBT", "403, OUR_FAULT"})
  void other_refusals_are_what_the_table_says(int status, String type) {
    scene.zendesk.nextUpdateIsRefusedWith(status, "{}");

    assertThat(failure(() -> scene.tickets.showOnTicket(view(1, ""))).getType()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{ticket.requester.email}} | { {ticket.requester.email}}",
        "{{{x}}} | { { {x}}}",
        "{% if x %} | { % if x %}",
        "<img src=x> | < img src=x>",
        "![](https://x.example/seen.png) | ![] (https://x.example/seen.png)",
      })
  void placeholders_and_markup_lose_their_meaning(String text, String shown) {
    scene.tickets.showOnTicket(view(1, text));

    assertThat(body()).isEqualTo(shown).doesNotContain("{{");
  }

  @Test
  void control_characters_are_not_shown() {
    scene.tickets.showOnTicket(view(1, "a\u001b[31mb\u202ec\u0000d\ne"));

    assertThat(body()).isEqualTo("a[31mbcd e");
  }

  private String body() {
    return scene.zendesk.updates().get(0).path("comment").path("body").asText();
  }
}
