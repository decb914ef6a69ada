package io.caserail.activities.zendesk;

import static io.caserail.activities.zendesk.TicketScene.failure;
import static io.caserail.activities.zendesk.TicketScene.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.model.CaseKind;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.port.AuditFacts;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.port.SaidBy;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit log, read as commands. */
class ReadTicketTest {
  private static final long WHY = 31;

  private final TicketScene scene = new TicketScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void what_our_writes_say_has_ended_with_nothing_done_is_read_with_what_they_used_up() {
    String asked = scene.leadSends("pi_1", "24.90");
    scene.tickets.showOnTicket(TicketScene.view(1, "", asked));
    scene.leadSends("pi_1", "24.90");
    scene.tickets.showOnTicket(refund(2, TicketState.WITHDRAWN));
    scene.leadSends("pi_1", "24.90");
    scene.tickets.showOnTicket(refund(3, TicketState.DONE));

    List<ShownEnding> endings = scene.proofs.commands(TicketScene.TICKET).endings();

    assertThat(endings)
        .extracting(ShownEnding::about, ShownEnding::key, ShownEnding::used)
        .containsExactly(tuple(CaseKind.REFUND, TicketScene.KEY.value(), Set.of(asked)));
  }

  private static ShowRequest refund(long revision, TicketState state) {
    return new ShowRequest(
        TicketScene.TICKET,
        new TicketView(state, WaitsFor.NOBODY, "", List.of()),
        TicketScene.KEY,
        revision,
        List.of());
  }

  @Test
  void a_macro_is_a_command_with_the_values_of_its_moment() {
    String first = scene.leadSends("pi_1", "24.90");
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.AMOUNT, "99.00"));

    TicketReading reading = scene.tickets.readTicket(reading());

    assertThat(reading.found()).isTrue();
    assertThat(reading.requester()).isEqualTo(TicketScene.TAGS.of("user55@example.com"));
    assertThat(reading.commands()).hasSize(1);
    Command command = reading.commands().get(0);
    assertThat(command.id()).isEqualTo(first);
    assertThat(command.kind()).isEqualTo(CommandKind.SEND);
    assertThat(command.object()).isEqualTo("pi_1");
    assertThat(command.amount()).isEqualTo("24.90");
    assertThat(command.reason()).isEqualTo("damaged");
    assertThat(command.actor()).isEqualTo("77");
    assertThat(command.actorName()).isEqualTo("User 77");
    assertThat(command.person()).isEqualTo(TicketScene.TAGS.of("user77@example.com"));
    assertThat(command.roles()).containsExactly(Role.REQUESTER);
    assertThat(command.seen()).isZero();
    assertThat(scene.proofs.commands(TicketScene.TICKET).values(CaseKind.REFUND).amount())
        .isEqualTo("99.00");
  }

  @Test
  void a_log_that_names_the_customer_only_when_another_one_comes_tells_whose_it_was() {
    scene.leadSends("pi_1", "24.90");
    boolean unnamed = isTheirs(0);
    scene.zendesk.becomesTheirs("56");
    scene.leadApplies("crl_do_approve", "602");

    assertThat(unnamed).isTrue();
    assertThat(isTheirs(0)).isFalse();
    assertThat(isTheirs(1)).isTrue();
  }

  private boolean isTheirs(int command) {
    return scene.proofs.commands(TicketScene.TICKET).commands().get(command).sameCustomer();
  }

  @Test
  void the_authority_hears_what_the_log_says() {
    scene.leadSends("pi_1", "");

    scene.tickets.readTicket(reading());

    AuditFacts facts = scene.authority.audits().get(0);
    assertThat(facts.channel()).isEqualTo("web");
    assertThat(facts.creation()).isFalse();
    assertThat(facts.changedByRule()).isFalse();
    assertThat(facts.macroId()).isEqualTo(TicketScene.SEND_MACRO);
    assertThat(facts.authorIsStaff()).isTrue();
    assertThat(facts.authorGroups()).containsExactly("31");
  }

  @Test
  void a_command_that_does_not_count_is_read_with_the_reason() {
    scene.leadSends("pi_1", "");
    scene.authority.judge(facts -> Proof.refused("not in the group"));

    Command command = scene.tickets.readTicket(reading()).commands().get(0);

    assertThat(command.refusal()).isEqualTo("not in the group");
    assertThat(command.roles()).isEmpty();
  }

  @Test
  void the_same_macro_twice_in_a_row_is_two_commands() {
    String first = scene.leadSends("pi_1", "");
    String second = scene.leadApplies("crl_do_send", TicketScene.SEND_MACRO);

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::id)
        .containsExactly(first, second);
  }

  @Test
  void a_macro_that_is_not_ours_and_changes_nothing_is_no_command() {
    String first = scene.leadSends("pi_1", "");
    scene.leadApplies("crl_do_send", TicketScene.OTHER_MACRO);

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::id)
        .containsExactly(first);
  }

  @ParameterizedTest
  @CsvSource({"602, 601", "601, 602", "702, 601", "666, 601"})
  void of_two_macros_in_one_update_the_one_counts_whose_command_stands_in_the_field(
      String first, String second) {
    scene.zendesk.editsByMacros(
        TinyZendesk.LEAD,
        "web",
        List.of(first, second),
        Map.of(TicketScene.PAYMENT_FIELD, "pi_1", TicketScene.COMMAND, "crl_do_send"));

    scene.tickets.readTicket(reading());

    assertThat(scene.authority.audits().get(0).macroId()).isEqualTo(TicketScene.SEND_MACRO);
  }

  @Test
  void a_trigger_that_fills_the_field_is_told_from_a_person() {
    scene.zendesk.triggerEdits(TinyZendesk.CUSTOMER, TicketScene.COMMAND, "crl_do_send");

    scene.tickets.readTicket(reading());

    AuditFacts facts = scene.authority.audits().get(0);
    assertThat(facts.changedByRule()).isTrue();
    assertThat(facts.authorIsStaff()).isFalse();
    assertThat(facts.macroId()).isNull();
  }

  @Test
  void a_command_that_one_of_our_writes_names_is_read_no_more() {
    String used = scene.leadSends("pi_1", "");
    scene.tickets.showOnTicket(TicketScene.view(3, "", used));
    scene.clock.pass(Duration.ofSeconds(2));
    String next = scene.leadApplies("crl_do_approve", "602");

    TicketReading reading = scene.tickets.readTicket(reading());

    assertThat(reading.commands()).extracting(Command::id).containsExactly(next);
    assertThat(reading.commands().get(0).seen()).isEqualTo(3);
    assertThat(reading.revision()).isEqualTo(3);
    assertThat(scene.proofs.commands(TicketScene.TICKET).commands())
        .extracting(TicketCommand::used)
        .containsExactly(true, false);
  }

  @Test
  void a_mark_that_somebody_else_wrote_uses_nothing_up() {
    String command = scene.leadSends("pi_1", "");
    scene.zendesk.forgesMark(TinyZendesk.LEAD, command);

    TicketReading reading = scene.tickets.readTicket(reading());

    assertThat(reading.commands()).extracting(Command::id).containsExactly(command);
    assertThat(reading.revision()).isZero();
  }

  @Test
  void a_command_for_another_object_is_read_with_its_own_object() {
    scene.leadSends("pi_2", "");

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::object)
        .containsExactly("pi_2");
  }

  @Test
  void each_kind_of_case_reads_its_own_commands_with_the_values_of_its_own_fields() {
    String refund = scene.leadSends("pi_1", "24.90");
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.BY_HAND, "note 7"));
    String cancellation = scene.leadCancels("ord_1");

    TicketReading refunds = scene.tickets.readTicket(reading());
    TicketReading cancellations = scene.tickets.readTicket(TicketScene.readingCancellations());

    assertThat(refunds.commands())
        .extracting(Command::id, Command::object, Command::amount, Command::reason, Command::option)
        .containsExactly(tuple(refund, "pi_1", "24.90", "damaged", ""));
    assertThat(cancellations.commands())
        .extracting(Command::id, Command::object, Command::amount, Command::reason, Command::option)
        .containsExactly(tuple(cancellation, "ord_1", "", "regret", "now"));
    assertThat(cancellations.commands().get(0).reference()).isEqualTo("note 7");
    assertThat(scene.authority.audits())
        .extracting(AuditFacts::about)
        .containsExactly(CaseKind.REFUND, CaseKind.CANCELLATION);
  }

  @Test
  void what_people_could_read_counts_by_the_kind_that_they_speak_about() {
    scene.tickets.showOnTicket(TicketScene.cancellation(9, TicketState.NEEDS_APPROVAL));
    scene.clock.pass(Duration.ofSeconds(2));

    scene.leadSends("pi_1", "");
    scene.leadApplies("crl_do_cancel_ok", "702");

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::seen)
        .containsExactly(0L);
    assertThat(scene.tickets.readTicket(reading()).revision()).isEqualTo(9);
    assertThat(scene.tickets.readTicket(TicketScene.readingCancellations()).commands())
        .extracting(Command::seen)
        .containsExactly(9L);
  }

  @Test
  void what_another_case_of_the_kind_has_shown_is_no_question_of_this_one() {
    String refund = "refund-acme-pi_1";
    String settlement = "settlement-acme-re_1";
    scene.tickets.showOnTicket(saidBy(refund, TicketScene.KEY, 5));
    scene.tickets.showOnTicket(saidBy(settlement, new RequestKey("cccccccccccccccc"), 1_005));
    scene.clock.pass(Duration.ofSeconds(2));

    scene.leadSends("pi_1", "");

    assertThat(List.of(seenBy(refund), seenBy(settlement), seenBy("refund-acme-pi_2")))
        .containsExactly(5L, 1_005L, 0L);
    assertThat(scene.tickets.readTicket(reading().readBy(refund)).revision()).isEqualTo(1_005);
  }

  private long seenBy(String caseId) {
    return scene.tickets.readTicket(reading().readBy(caseId)).commands().get(0).seen();
  }

  private static ShowRequest saidBy(String caseId, RequestKey key, long revision) {
    TicketView view = new TicketView(TicketState.NEEDS_APPROVAL, null, "", List.of());
    return new ShowRequest(TicketScene.TICKET, view, key, revision, List.of())
        .saidBy(SaidBy.of(caseId, "run-1"));
  }

  @Test
  void a_word_is_about_the_only_case_that_can_wait_for_it() {
    String payment = "refund-acme-pi_1";
    scene.tickets.showOnTicket(
        shows(payment, "pi_1", "aaaaaaaaaaaaaaaa", TicketState.NEEDS_APPROVAL));
    scene.tickets.showOnTicket(
        shows("settlement-acme-re_1", "re_1", "cccccccccccccccc", TicketState.FAILED));
    scene.leadApplies("crl_do_approve", "602");

    assertThat(scene.tickets.readTicket(reading().readBy(payment)).commands())
        .extracting(Command::object, Command::named, Command::refusal)
        .containsExactly(tuple("pi_1", "pi_1", null));
  }

  @Test
  void a_word_that_several_cases_can_wait_for_counts_for_none_unless_its_author_names_one() {
    scene.tickets.showOnTicket(
        shows("refund-acme-pi_1", "pi_1", "aaaaaaaaaaaaaaaa", TicketState.WAITING));
    scene.tickets.showOnTicket(
        shows("settlement-acme-re_1", "re_1", "cccccccccccccccc", TicketState.FAILED));
    scene.tickets.showOnTicket(
        shows("settlement-acme-re_2", "re_2", "dddddddddddddddd", TicketState.PENDING));
    byHand("transfer 7");
    byHand("re_1 transfer 7");
    byHand("pi_1");

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::named, Command::reference, Command::refusal)
        .containsExactly(
            tuple(
                "",
                "transfer 7",
                "more than one case of this ticket can be meant. Begin By-hand reference with the"
                    + " number of the one it is about (pi_1 or re_1) and apply the macro again"),
            tuple("re_1", "transfer 7", null),
            tuple("pi_1", "", null));
  }

  @Test
  void a_number_that_contradicts_the_payment_field_counts_for_neither() {
    scene.tickets.showOnTicket(
        shows("settlement-acme-re_1", "re_1", "cccccccccccccccc", TicketState.FAILED));
    scene.tickets.showOnTicket(
        showsOf("pi_2", "settlement-acme-re_2", "re_2", "dddddddddddddddd", TicketState.FAILED));
    scene.leadSends("pi_1", "5");
    byHand("re_2 transfer 77");

    assertThat(scene.tickets.readTicket(reading()).commands().get(1))
        .extracting(Command::named, Command::refusal)
        .containsExactly(
            "",
            "By-hand reference begins with re_2, and Refund payment holds pi_1; make both name the"
                + " same one and apply the macro again");
  }

  @Test
  void whoever_withdraws_means_no_case_that_has_ended_whatever_was_left_in_the_reference() {
    scene.tickets.showOnTicket(
        shows("settlement-acme-re_1", "re_1", "cccccccccccccccc", TicketState.DONE));
    scene.tickets.showOnTicket(
        shows("refund-acme-pi_1", "pi_1", "aaaaaaaaaaaaaaaa", TicketState.NEEDS_APPROVAL));
    scene.zendesk.edits(
        TinyZendesk.LEAD, "web", null, Map.of(TicketScene.BY_HAND, "re_1 bank transfer 77"));
    scene.leadApplies("crl_do_withdraw", "604");

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::named, Command::refusal)
        .containsExactly(tuple("pi_1", null));
  }

  @Test
  void a_word_right_after_a_request_may_be_about_that_one() {
    scene.tickets.showOnTicket(
        shows("settlement-acme-re_1", "re_1", "cccccccccccccccc", TicketState.FAILED));
    scene.leadSends("pi_1", "5");
    byHand("transfer 7");

    assertThat(scene.tickets.readTicket(reading()).commands().get(1).refusal())
        .contains("(re_1 or pi_1)");
  }

  @Test
  void work_by_hand_needs_a_reason_where_the_account_has_a_list_of_them() {
    TicketProofs proofs =
        new TicketProofs(scene.client, TicketScene.fields(WHY), scene.settings, TicketScene.TAGS);
    byHand("re_7");
    because("crl_refund_because_suspicious");
    byHand("re_8");
    because("crl_refund_because_paid_another_way");
    byHand("transfer 7");

    List<TicketCommand> said = proofs.commands(TicketScene.TICKET).commands();
    assertThat(said)
        .extracting(command -> refusal(command, Role.FINANCE))
        .containsExactly(
            "it needs a reason; choose one in Refund decision reason (done in Stripe, paid another"
                + " way) and apply the macro again",
            "the reason given is none for it; choose one in Refund decision reason (done in"
                + " Stripe, paid another way) and apply the macro again",
            null);
    assertThat(said.get(2).values().reason()).isEqualTo("paid_another_way");
  }

  private static @Nullable String refusal(TicketCommand command, Role role) {
    return command.judged(TicketScene.TICKET, Proof.of(List.of(role))).refusal();
  }

  private void because(String option) {
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(WHY, option));
  }

  private void byHand(String reference) {
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.BY_HAND, reference));
    scene.leadApplies("crl_do_by_hand", "603");
  }

  private static ShowRequest shows(String caseId, String number, String key, TicketState state) {
    return showsOf("pi_1", caseId, number, key, state);
  }

  private static ShowRequest showsOf(
      String payment, String caseId, String number, String key, TicketState state) {
    return new ShowRequest(
            TicketScene.TICKET,
            new TicketView(state, null, "", List.of()),
            new RequestKey(key),
            1,
            List.of())
        .saidBy(SaidBy.of(caseId, "run-1").named(number, payment));
  }

  @Test
  void every_page_of_the_log_is_read() {
    scene.zendesk.pagesOf(2);
    for (int i = 0; i < 5; i++) {
      scene.leadSends("pi_1", Integer.toString(i + 1));
    }

    assertThat(scene.tickets.readTicket(reading()).commands())
        .extracting(Command::amount)
        .isEqualTo(List.of("1", "2", "3", "4", "5"));
  }

  @Test
  void a_ticket_that_is_gone_is_an_answer() {
    scene.zendesk.deletes();

    TicketReading reading = scene.tickets.readTicket(reading());

    assertThat(reading.found()).isFalse();
    assertThat(reading.commands()).isEmpty();
  }

  @Test
  void a_token_without_the_scope_is_named_at_once() {
    scene.zendesk.grants("write");

    var failure = failure(() -> scene.tickets.readTicket(reading()));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(failure.getOriginalMessage()).contains("without the scope read");
    assertThat(scene.zendesk.asked("GET")).isEmpty();
  }

  @Test
  void a_token_that_was_revoked_is_replaced_once() {
    scene.tickets.readTicket(reading());
    scene.zendesk.revokesTokens();

    assertThat(scene.tickets.readTicket(reading()).found()).isTrue();
    assertThat(scene.zendesk.tokensMinted()).isEqualTo(2);
  }

  @Test
  void a_token_is_kept_until_shortly_before_its_end() {
    scene.tickets.readTicket(reading());
    scene.clock.pass(Duration.ofMinutes(118));
    scene.tickets.readTicket(reading());
    assertThat(scene.zendesk.tokensMinted()).isEqualTo(1);
    scene.clock.pass(Duration.ofMinutes(2));

    scene.tickets.readTicket(reading());

    assertThat(scene.zendesk.tokensMinted()).isEqualTo(2);
  }
}
