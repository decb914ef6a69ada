package io.caserail.verification;

import static io.caserail.verification.Scene.blocks;
import static io.caserail.verification.Scene.end;
import static io.caserail.verification.Scene.hint;
import static io.caserail.verification.Scene.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.decision.Verdict;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.Tracked;
import io.caserail.verification.FakeWorld.Fault;
import io.caserail.verification.FakeWorld.Held;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCaseTest {
  private final Scene scene = new Scene();
  private final FakeWorld world = scene.world;

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void verified_at_the_first_try_and_news_makes_it_look_at_once() {
    WorkflowStub stub = invited();

    world.last().succeeds();
    stub.signal("wake", "evt_1");
    scene.untilTold(TicketState.DONE);

    assertThat(world.verdict).isEqualTo("verified");
    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.last().state).isEqualTo(State.REDACTED);
    assertThat(world.views())
        .extracting(TicketView::state)
        .containsExactly(TicketState.WORKING, TicketState.PENDING, TicketState.DONE);
  }

  @Test
  void what_an_earlier_run_has_left_after_the_verdict_is_erased_and_the_ticket_told() {
    world.left(State.VERIFIED);
    world.verdict = "verified";
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    WorkflowStub stub = scene.submit(1);

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(end(stub).ref()).isEqualTo("vs_1");
    assertThat(world.sessions).hasSize(1);
    assertThat(world.last().state).isEqualTo(State.REDACTED);
    assertThat(world.applied).isEmpty();
    assertThat(world.notes())
        .anySatisfy(note -> assertThat(note).contains("DONE [Verified already: account acct_fake."))
        .last()
        .asString()
        .contains("DONE [Erased: Stripe keeps nothing of what it collected for account acct_fake");
  }

  @Test
  void what_an_earlier_run_has_left_open_is_erased_before_the_customer_is_invited() {
    world.left(State.FAILED);
    world.customer = session -> assertThat(world.sessions.get(0).isErasing()).isTrue();
    WorkflowStub stub = invited();

    world.last().succeeds();
    stub.signal("wake", "evt_1");

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.sessions).hasSize(2).allMatch(session -> session.state == State.REDACTED);
    assertThat(world.mailed).hasSize(1);
    assertThat(world.applied).hasSize(1);
  }

  @Test
  void nobody_looks_for_what_was_left_unless_there_is_a_verdict_or_another_session() {
    WorkflowStub stub = invited();
    world.last().succeeds();
    stub.signal("wake", "evt_1");

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.count("standingSessions")).isZero();
  }

  @Test
  void an_account_that_is_verified_and_of_which_nothing_is_left_is_turned_down_as_before() {
    world.verdict = "verified";
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);

    assertThat(end(scene.submit(1)).status()).isEqualTo(CaseStatus.REJECTED);
    assertThat(world.count("standingSessions")).isEqualTo(1);
    assertThat(world.sessions).isEmpty();
  }

  @Test
  void verified_without_any_news_by_asking_now_and_then() {
    WorkflowStub stub = invited();
    assertThat(world.writes.get(world.writes.size() - 1).minds())
        .containsExactly(new Tracked(Tracked.State.IDENTITY, "vs_1"));
    scene.env.sleep(Duration.ofHours(20));
    world.last().succeeds();

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.applied).hasSize(1);
  }

  @Test
  void the_customer_fails_twice_and_is_sent_a_fresh_link_to_the_same_session_each_time() {
    WorkflowStub stub = invited();
    failsTry(stub, "document_expired");
    failsTry(stub, "selfie_face_mismatch");
    world.last().succeeds();
    stub.signal("wake", "evt_3");

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.sessions).hasSize(1);
    assertThat(world.mailed).hasSize(3);
  }

  @Test
  void a_failed_try_that_the_customer_leaves_for_a_while_is_told_to_the_agent() {
    WorkflowStub stub = invited();
    failsTry(stub, "document_expired");
    scene.env.sleep(Duration.ofMinutes(20));
    scene.untilNote("Not verified yet");

    assertThat(scene.shown().note().get(0))
        .isEqualTo(
            "Not verified yet: account acct_fake, try 1 of 3 failed: it says document expired.");
  }

  @Test
  void when_no_try_is_left_a_person_who_did_not_ask_for_it_decides() {
    WorkflowStub stub = reviewed();

    world.says(1, CommandKind.APPROVE, "lena", Role.REQUESTER, Role.APPROVER);
    hint(stub, 1);
    scene.untilNote("not counted: the same person asked for this verification.");
    scene.untilNote("Someone else in Refund approvers must decide.");
    assertThat(world.verdict).isEmpty();

    world.says(1, CommandKind.APPROVE, "ana", Role.APPROVER);
    hint(stub, 1);

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.verdict).isEqualTo("verified");
    assertThat(world.last().state).isEqualTo(State.REDACTED);
    assertThat(scene.shown().note().get(0))
        .startsWith("Verified: account acct_fake, by ana (vs_1)");
  }

  @Test
  void whoever_asked_for_it_may_not_say_no_in_the_review_either() {
    WorkflowStub stub = reviewed();

    world.says(1, CommandKind.REFUSE, "lena", Role.REQUESTER, Role.APPROVER);
    hint(stub, 1);
    scene.untilNote("Refusal by lena not counted: the same person asked for this verification.");

    assertThat(end(stub).status()).isEqualTo(CaseStatus.EXPIRED);
    assertThat(world.applied).isEmpty();
  }

  @Test
  void a_refused_review_is_a_verdict_that_reaches_the_account() {
    WorkflowStub stub = reviewed();

    assertThat(scene.decide(stub, DecisionKind.REFUSE, "lead-1").accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.verdict).isEqualTo("not_verified");
    assertThat(scene.shown().note().get(0))
        .startsWith("Not verified: account acct_fake, by lead-1");
    assertThat(world.last().state).isEqualTo(State.REDACTED);
  }

  @Test
  void a_review_that_nobody_decides_expires_and_nothing_of_the_session_stays() {
    WorkflowStub stub = reviewed();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.EXPIRED);
    assertThat(world.verdict).isEmpty();
    assertThat(world.last().isErasing()).isTrue();
    assertThat(scene.shown().state()).isEqualTo(TicketState.EXPIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "document_type_not_supported, another try can't mend that",
    "selfie_manipulated, it may be fraud"
  })
  void what_another_try_cannot_mend_goes_to_people_at_once(String code, String why) {
    WorkflowStub stub = invited();
    world.last().fails(code);
    stub.signal("wake", "evt_1");
    scene.untilNote("Review needed");

    assertThat(scene.shown().note().get(1)).contains(why);
    assertThat(scene.decide(stub, DecisionKind.REFUSE, "lead-1").accepted()).isTrue();
    assertThat(end(stub).code()).isEqualTo("not_verified");
  }

  @Test
  void for_some_reasons_people_have_the_last_word_whatever_the_provider_says() {
    world.says(1, CommandKind.SEND, "lena", "high_risk", Role.REQUESTER);
    world.customer = Held::succeeds;
    WorkflowStub stub = scene.submit(1);
    scene.untilNote("Stripe says verified");

    assertThat(world.verdict).isEmpty();
    assertThat(scene.decide(stub, DecisionKind.REFUSE, "lead-1").accepted()).isTrue();
    assertThat(end(stub).code()).isEqualTo("not_verified");
  }

  @Test
  void a_link_that_runs_out_is_followed_by_a_session_of_its_own() {
    WorkflowStub stub = invited();
    scene.env.sleep(Duration.ofHours(49));
    scene.until("there are two sessions", () -> world.sessions.size() == 2);
    assertThat(world.sessions).extracting(s -> s.state).containsExactly(State.CLOSED, State.OPEN);
    world.last().succeeds();

    assertThat(end(stub).ref()).isEqualTo("vs_2");
    assertThat(world.sessions).extracting(s -> s.operation).doesNotHaveDuplicates();
    assertThat(world.mailed).hasSize(2);
  }

  @Test
  void when_every_link_has_run_out_it_expires_with_every_session_closed() {
    WorkflowStub stub = invited();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.EXPIRED);
    assertThat(world.sessions).hasSize(3).allMatch(s -> s.state == State.CLOSED);
    assertThat(world.applied).isEmpty();
    assertThat(scene.shown().note().get(0))
        .isEqualTo("No verdict on account acct_fake: the customer did not finish in time.");
  }

  @Test
  void a_link_that_runs_out_after_a_failed_try_leaves_nothing_at_the_provider() {
    WorkflowStub stub = invited();
    failsTry(stub, "document_expired");
    scene.env.sleep(Duration.ofHours(49));
    scene.until("there are two sessions", () -> world.sessions.size() == 2);
    world.last().succeeds();

    assertThat(end(stub).ref()).isEqualTo("vs_2");
    assertThat(world.sessions).allMatch(s -> s.state == State.REDACTED);
  }

  @Test
  void the_customer_has_the_whole_time_from_the_invitation_on() {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.faults.put("inviteToVerify", Fault.REJECTED);
    WorkflowStub stub = scene.submit(1);
    scene.untilTold(TicketState.NEEDS_PERSON);
    scene.env.sleep(Duration.ofHours(40));
    assertThat(scene.decide(stub, DecisionKind.RETRY, "lead-1").accepted()).isTrue();
    scene.env.sleep(Duration.ofHours(40));
    world.last().succeeds();

    assertThat(end(stub).ref()).isEqualTo("vs_1");
  }

  @Test
  void a_session_that_somebody_closed_at_the_provider_is_followed_by_another() {
    WorkflowStub stub = invited();
    world.last().state = State.CLOSED;
    world.customer = Held::succeeds;
    stub.signal("wake", "evt_1");

    assertThat(end(stub).ref()).isEqualTo("vs_2");
    assertThat(world.applied).hasSize(1);
  }

  @Test
  void what_a_session_holds_is_erased_although_somebody_closed_it_at_the_provider() {
    WorkflowStub stub = invited();
    failsTry(stub, "document_expired");
    world.last().state = State.CLOSED;
    world.customer = Held::succeeds;
    stub.signal("wake", "evt_2");

    assertThat(end(stub).ref()).isEqualTo("vs_2");
    assertThat(world.sessions).allMatch(s -> s.state == State.REDACTED);
  }

  @Test
  void a_customer_who_submits_at_the_last_moment_still_gets_the_verdict() {
    WorkflowStub stub = invited();
    world.last().state = State.CHECKING;
    scene.env.sleep(Duration.ofHours(55));
    scene.untilNote("No verdict yet");
    world.last().succeeds();

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.sessions).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "case#1"})
  void a_withdrawal_while_the_customer_is_waited_for_closes_the_session(String block) {
    WorkflowStub stub = invited();

    assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1", block).accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(world.last().state).isEqualTo(State.CLOSED);
    assertThat(world.applied).isEmpty();
    assertThat(scene.shown().note().get(1))
        .isEqualTo("Customer: was invited; their link does not work any more.");
  }

  @Test
  void a_withdrawal_that_is_taken_while_news_is_looked_at_counts_before_the_verdict() {
    WorkflowStub stub = invited();
    List<Verdict> said = new CopyOnWriteArrayList<>();
    world.whileAsked.set(
        () -> {
          said.add(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1"));
          world.last().succeeds();
        });

    stub.signal("wake", "evt_1");

    assertThat(end(stub).status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(said).singleElement().matches(Verdict::accepted);
    assertThat(world.applied).isEmpty();
    assertThat(world.last().isErasing()).isTrue();
  }

  @Test
  void a_withdrawal_while_the_session_is_checked_waits_in_plain_sight_and_then_erases() {
    WorkflowStub stub = invited();
    world.last().state = State.CHECKING;
    assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1").accepted()).isTrue();
    scene.env.sleep(Duration.ofMinutes(20));
    scene.untilNote("the session is not closed yet");

    assertThat(blocks(stub))
        .singleElement()
        .satisfies(
            block ->
                assertThat(block.offers())
                    .containsExactly(
                        DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP));
    world.last().succeeds();
    assertThat(end(stub).status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(world.last().isErasing()).isTrue();
    assertThat(world.applied).isEmpty();
  }

  @Test
  void a_session_that_a_person_lets_stand_is_not_said_to_be_closed() {
    WorkflowStub stub = invited();
    world.faults.put("closeSession", Fault.REJECTED);
    assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1").accepted()).isTrue();
    scene.untilTold(TicketState.NEEDS_PERSON);

    assertThat(scene.decide(stub, DecisionKind.SKIP, "lead-1").accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(world.last().state).isEqualTo(State.OPEN);
    assertThat(scene.shown().note().get(1))
        .isEqualTo("Customer: was invited, and their session vs_1 was left as it is.");
  }

  @Test
  void a_withdrawal_after_the_verdict_is_refused_with_the_reason() {
    world.erasure = Duration.ofDays(2);
    WorkflowStub stub = invited();
    world.last().succeeds();
    scene.env.sleep(Duration.ofHours(1));
    scene.untilTold(TicketState.DONE);

    Verdict verdict = scene.decide(stub, DecisionKind.WITHDRAW, "lead-1");

    assertThat(verdict)
        .isEqualTo(Verdict.refused("it can't be taken back any more: the verdict stands"));
    assertThat(end(stub).code()).isEqualTo("verified");
  }

  @Test
  void the_provider_away_at_the_start_is_told_and_goes_on_when_it_is_back() {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.identityAway = true;
    world.customer = Held::succeeds;
    WorkflowStub stub = scene.submit(1);
    scene.env.sleep(Duration.ofMinutes(40));
    scene.untilNote("no session is open yet; Stripe: it does not");
    world.identityAway = false;

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.sessions).hasSize(1);
  }

  @Test
  void the_account_system_away_after_the_verdict_delays_it_and_nothing_more() {
    WorkflowStub stub = invited();
    world.accountsAway = true;
    world.last().succeeds();
    scene.env.sleep(Duration.ofHours(3));
    scene.untilNote("WAITING [Verification of account acct_fake waits: the verdict is not on the");
    world.accountsAway = false;

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.applied).containsOnlyKeys(world.applied.keySet().iterator().next());
    assertThat(world.verdict).isEqualTo("verified");
  }

  @Test
  void a_verdict_put_on_the_account_by_hand_is_read_back() {
    WorkflowStub stub = invited();
    world.faults.put("applyVerdict", Fault.AWAY);
    world.last().succeeds();
    scene.env.sleep(Duration.ofMinutes(20));
    scene.until("blocked", () -> blocks(stub).stream().anyMatch(b -> b.step().equals("apply")));
    world.verdict = "verified";

    assertThat(scene.decide(stub, DecisionKind.DONE_BY_HAND, "lead-1").accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.applied).isEmpty();
  }

  @Test
  void what_is_said_to_be_by_hand_after_a_no_counts_once_the_account_shows_it() {
    WorkflowStub stub = stoppedAtTheVerdict();

    assertThat(scene.decide(stub, DecisionKind.DONE_BY_HAND, "lead-1").accepted()).isTrue();
    scene.untilNote(
        "the verdict is not on the account yet; it is said to be done by hand, but Accounts shows"
            + " no verdict; the ticket became another customer's.");
    assertThat(scene.shown().note().get(1)).startsWith("Customer: not the one this was asked for");
    assertThat(blocks(stub)).extracting("step").containsExactly("apply");

    world.verdict = "not_verified";
    assertThat(scene.decide(stub, DecisionKind.DONE_BY_HAND, "lead-1").accepted()).isTrue();
    scene.untilNote("but Accounts shows not verified; the ticket became");

    world.verdict = "verified";
    assertThat(scene.decide(stub, DecisionKind.DONE_BY_HAND, "lead-1").accepted()).isTrue();
    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.applied).isEmpty();
    assertThat(scene.shown().note().get(0)).startsWith("Verified: account acct_fake");
  }

  @Test
  void a_verdict_that_is_left_out_ends_the_case_and_is_told_as_that() {
    WorkflowStub stub = stoppedAtTheVerdict();

    assertThat(scene.decide(stub, DecisionKind.SKIP, "lead-1").accepted()).isTrue();

    assertThat(end(stub).code()).isEqualTo("left_out");
    assertThat(world.verdict).isEmpty();
    assertThat(world.last().isErasing()).isTrue();
    assertThat(scene.shown().note())
        .containsExactly(
            "Not put on the account: the verdict on account acct_fake is verified, by Stripe"
                + " (vs_1); left out by lead-1.",
            "Customer: not told the verdict by us.",
            "Owner: you.",
            "Do now: have it put on the account, or have its customer verified again in their own ticket.",
            "Do not: tell the customer that their account shows it.");
    assertThat(world.notes().toString()).doesNotContain("Verified:", "The verdict stands");
  }

  @Test
  void what_is_said_to_be_by_hand_waits_for_an_account_system_that_is_away_or_is_left_out() {
    WorkflowStub stub = stoppedAtTheVerdict();
    world.accountsAway = true;

    assertThat(scene.decide(stub, DecisionKind.DONE_BY_HAND, "lead-1").accepted()).isTrue();
    scene.untilNote("WAITING [Verification of account acct_fake waits: the verdict is not on the");
    assertThat(scene.decide(stub, DecisionKind.SKIP, "lead-1").accepted()).isTrue();

    assertThat(end(stub).code()).isEqualTo("left_out");
  }

  @Test
  void an_erasure_that_takes_days_leaves_few_events_and_the_verdict_is_told_before() {
    world.erasure = Duration.ofDays(3);
    WorkflowStub stub = invited();
    world.last().succeeds();
    scene.env.sleep(Duration.ofHours(1));
    scene.untilTold(TicketState.DONE);
    assertThat(world.last().state).isEqualTo(State.VERIFIED);

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.last().state).isEqualTo(State.REDACTED);
    assertThat(scene.history()).hasSizeLessThan(160);
  }

  @Test
  void an_erasure_that_is_late_is_told_and_so_is_its_end() {
    world.erasure = Duration.ofDays(5);
    WorkflowStub stub = invited();
    world.last().succeeds();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(world.views())
        .extracting(TicketView::state)
        .containsExactly(
            TicketState.WORKING,
            TicketState.PENDING,
            TicketState.DONE,
            TicketState.WAITING,
            TicketState.DONE);
    assertThat(scene.shown().note().get(0)).startsWith("Erased: Stripe keeps nothing");
  }

  @Test
  void an_approver_may_give_an_erasure_up_and_the_ticket_says_so() {
    world.erasure = Duration.ofDays(50);
    WorkflowStub stub = invited();
    world.last().succeeds();
    scene.env.sleep(Duration.ofDays(5));
    scene.untilNote("Not erased yet");

    assertThat(scene.decide(stub, DecisionKind.SKIP, "lead-1").accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shown().note().get(0)).startsWith("Not erased: Stripe still keeps");
  }

  @Test
  void an_erasure_by_hand_is_told_as_a_persons_word() {
    world.erasure = Duration.ofDays(50);
    WorkflowStub stub = invited();
    world.last().succeeds();
    scene.env.sleep(Duration.ofDays(5));
    scene.untilNote("Not erased yet");

    assertThat(scene.decide(stub, DecisionKind.DONE_BY_HAND, "lead-1").accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shown().note().get(0))
        .startsWith("Erasure done by hand, on ")
        .contains("Stripe has not confirmed it", "The verdict stands: verified.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openSession", "inviteToVerify", "applyVerdict", "redactSession"})
  void an_answer_that_is_lost_after_the_effect_makes_no_second_one(String call) {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.customer = Held::succeeds;
    world.faults.put(call, Fault.LOST);
    WorkflowStub stub = scene.submit(1);

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.count(call)).isEqualTo(1);
  }

  @Test
  void what_is_in_doubt_is_said_to_be_in_its_system_after_a_number_in_vain_too() {
    WorkflowStub stub = invited();
    world.faults.put("applyVerdict", Fault.LOST_FOR_GOOD);
    world.last().succeeds();
    stub.signal("wake", "evt_1");
    scene.until(stub, CaseStatus.IN_DOUBT);
    world.applied.clear();
    world.verdict = "";

    assertThat(scene.decide(stub, DecisionKind.CHECKED_FOUND, "lead-1").accepted()).isTrue();
    scene.untilNote("does not count: Accounts shows no verdict");

    assertThat(String.join(" ", scene.shown().note()))
        .contains("; sent to Accounts, the answer was lost.")
        .contains("Caserail asks Accounts every")
        .contains("look in Accounts, then macro")
        .doesNotContain("its system");
  }

  @Test
  void an_answer_that_is_lost_when_a_session_is_closed_makes_no_second_one() {
    WorkflowStub stub = invited();
    world.faults.put("closeSession", Fault.LOST);
    assertThat(scene.decide(stub, DecisionKind.WITHDRAW, "lead-1").accepted()).isTrue();

    assertThat(end(stub).status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(world.count("closeSession")).isEqualTo(1);
  }

  @Test
  void the_link_reaches_the_customer_and_nobody_else() {
    WorkflowStub stub = reviewed();
    assertThat(scene.decide(stub, DecisionKind.APPROVE, "lead-1").accepted()).isTrue();
    assertThat(end(stub).code()).isEqualTo("verified");

    assertThat(world.mailed).isNotEmpty().allMatch(link -> link.contains(FakeWorld.SECRET));
    assertThat(scene.history().toString()).contains("vs_1").doesNotContain(FakeWorld.SECRET);
    assertThat(world.notes().toString()).contains("vs_1").doesNotContain(FakeWorld.SECRET);
    assertThat(view(stub).toString()).doesNotContain(FakeWorld.SECRET);
  }

  @Test
  void an_account_of_somebody_else_needs_an_approver_and_shows_no_facts() {
    world.owner = new PersonTag("00000000000000bb");
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    WorkflowStub stub = scene.submit(1);
    scene.untilTold(TicketState.NEEDS_PERSON);

    assertThat(world.sessions).isEmpty();
    assertThat(world.writes).allMatch(write -> write.minds().isEmpty());
    assertThat(scene.decide(stub, DecisionKind.REFUSE, "lead-2").accepted()).isTrue();
    assertThat(end(stub).status()).isEqualTo(CaseStatus.REFUSED);
    assertThat(scene.shown().note().get(4))
        .isEqualTo("Do not: tell this customer anything about that account.");
  }

  @Test
  void a_reason_that_is_never_automatic_is_asked_about_before_the_customer_is() {
    world.says(1, CommandKind.SEND, "lena", "goodwill", Role.REQUESTER);
    world.customer = Held::succeeds;
    WorkflowStub stub = scene.submit(1);
    scene.untilTold(TicketState.NEEDS_APPROVAL);
    assertThat(world.sessions).isEmpty();

    assertThat(scene.decide(stub, DecisionKind.APPROVE, "lead-2").accepted()).isTrue();

    assertThat(end(stub).code()).isEqualTo("verified");
  }

  @Test
  void an_account_that_is_verified_already_is_left_alone() {
    world.verdict = "verified";
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);

    assertThat(end(scene.submit(1)).status()).isEqualTo(CaseStatus.REJECTED);
    assertThat(world.sessions).isEmpty();
    assertThat(scene.shown().state()).isEqualTo(TicketState.REJECTED);
  }

  @Test
  void where_the_policy_verifies_nobody_a_request_is_turned_down() {
    world.policy = null;
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);

    assertThat(end(scene.submit(1)).status()).isEqualTo(CaseStatus.REJECTED);
    assertThat(world.sessions).isEmpty();
  }

  @Test
  void
      an_invitation_that_the_account_system_refuses_waits_for_a_person_who_can_have_it_tried_again() {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.customer = Held::succeeds;
    world.faults.put("inviteToVerify", Fault.REJECTED);
    WorkflowStub stub = scene.submit(1);
    scene.untilTold(TicketState.NEEDS_PERSON);
    assertThat(scene.shown().note().get(0)).contains("the customer is not invited yet");

    assertThat(scene.decide(stub, DecisionKind.RETRY, "lead-1").accepted()).isTrue();

    assertThat(end(stub).code()).isEqualTo("verified");
    assertThat(world.mailed).hasSize(1);
  }

  @Test
  void a_stop_right_before_the_session_is_opened_is_asked_about() {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.customer = Held::succeeds;
    world.faults.put("openSession", Fault.STOPPED);
    WorkflowStub stub = scene.submit(1);
    scene.untilTold(TicketState.NEEDS_PERSON);

    assertThat(scene.decide(stub, DecisionKind.RETRY, "lead-1").accepted()).isTrue();

    assertThat(end(stub).code()).isEqualTo("verified");
  }

  @Test
  void a_cancellation_in_temporal_is_noted_and_the_verification_still_ends_truthfully() {
    WorkflowStub stub = invited();
    stub.cancel();
    scene.until(
        "it is noted",
        () ->
            view(stub).requests().get(0).record().stream()
                .anyMatch(entry -> entry.step().equals("cancel")));
    world.last().succeeds();

    assertThatThrownBy(() -> end(stub)).isInstanceOf(WorkflowFailedException.class);
    assertThat(world.verdict).isEqualTo("verified");
    assertThat(scene.shown().state()).isEqualTo(TicketState.DONE);
  }

  @Test
  void the_same_wish_twice_is_one_request() {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    world.customer = Held::succeeds;

    assertThat(end(scene.submit(1)).code()).isEqualTo("verified");
    assertThat(world.sessions).hasSize(1);
  }

  private WorkflowStub invited() {
    world.says(1, CommandKind.SEND, "lena", Role.REQUESTER);
    WorkflowStub stub = scene.submit(1);
    scene.untilTold(TicketState.PENDING);
    return stub;
  }

  private WorkflowStub stoppedAtTheVerdict() {
    world.faults.put("applyVerdict", Fault.STOPPED);
    world.stop = Outcome.stopped("requester_changed", "the ticket became another customer's");
    WorkflowStub stub = invited();
    world.last().succeeds();
    stub.signal("wake", "evt_1");
    scene.untilTold(TicketState.NEEDS_PERSON);
    return stub;
  }

  private void failsTry(WorkflowStub stub, String code) {
    long before =
        view(stub).requests().get(0).record().stream()
            .filter(e -> e.what().contains("says"))
            .count();
    world.last().fails(code);
    stub.signal("wake", "evt");
    scene.until(
        "the failed try is seen",
        () ->
            view(stub).requests().get(0).record().stream()
                    .filter(e -> e.what().contains("says"))
                    .count()
                > before);
  }

  private WorkflowStub reviewed() {
    WorkflowStub stub = invited();
    failsTry(stub, "document_expired");
    failsTry(stub, "document_expired");
    failsTry(stub, "selfie_face_mismatch");
    scene.untilNote("Review needed");
    return stub;
  }
}
