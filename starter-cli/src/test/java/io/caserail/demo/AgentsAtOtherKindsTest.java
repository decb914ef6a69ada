package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.decision.Decision;
import io.caserail.display.SearchKeys;
import io.caserail.model.DecisionKind;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.SessionStatus;
import io.caserail.sandbox.stripe.VerificationSession;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Agent;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What agents do to a ticket while a cancellation or a verification is at work on it, and what they
 * read then. Where they make it another customer's stands in {@link ChangedRequesterTest}.
 */
final class AgentsAtOtherKindsTest {
  private static final AtomicInteger DECISIONS = new AtomicInteger();
  private static final String VOID = "POST /v2/shipments/{id}/refund";
  private static final String GONE = "the ticket does not exist any more";
  private static final String NOT_HERE = "nothing of this ticket waits for a decision here";

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.toBreak(folder, TemporalServer.inMemory(SearchKeys.types()));
    // As in the tests of a changed requester: a case that is kept loses no task of this server.
    stage.stopWorker();
    stage.startWorkerWithoutGate();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @AfterEach
  void mend() {
    stage.sandbox().faults().clear();
  }

  @Test
  void a_cancellation_of_a_merged_ticket_is_begun_and_withdrawn_in_a_follow_up() {
    Cancelled bought = Cancelled.longAgo("ord_7301", "ada@example.com", stage);
    long ticket = bought.askedWithoutReason("term_end");
    stage.untilState(ticket, "needs_approval");
    long other = stage.write("ada@example.com");
    omar().merge(ticket, other);

    decide(bought.caseId(), DecisionKind.APPROVE, "ana");

    long followUp = FollowUps.of(stage, ticket);
    stage.untilNote(followUp, "This continues ticket " + ticket + ", which is closed");
    stage.untilNote(followUp, "Cancellation begun: order ord_7301");
    stage.macro("Lena", followUp, "Cancellation: withdraw");
    stage.untilState(followUp, "withdrawn");
    stage.untilNote(followUp, "As before: the order is open, billing goes on.");
    assertThat(bought.stands()).isEqualTo(CompanyOrder.Stage.OPEN);
    bought.requireUntouched();
    requireHeardNothing(other);
  }

  @Test
  void a_word_about_a_cancellation_in_the_ticket_that_took_its_ticket_in_is_answered_there() {
    Cancelled bought = Cancelled.longAgo("ord_7302", "bea@example.com", stage);
    long ticket = bought.askedWithoutReason("term_end");
    stage.untilState(ticket, "needs_approval");
    long other = stage.write("bea@example.com");
    omar().merge(ticket, other);
    Map<String, String> named = Map.of("Cancellation object", bought.order());

    agent("Ben").applyMacro(other, "Cancellation: approve", named);
    stage.untilNote(other, "Approval by Ben not counted: " + NOT_HERE);
    agent("Lena").applyMacro(other, "Cancellation: withdraw", named);
    stage.untilNote(other, "Macro by Lena not counted: " + NOT_HERE);

    assertThat(stage.ticket(other).internalNotes().toString())
        .as("nobody has to decide in this ticket")
        .doesNotContain("must decide");
    assertThat(type("case", "show", bought.order())).contains("NEEDS_APPROVAL");
    assertThat(bought.stands()).isEqualTo(CompanyOrder.Stage.OPEN);
    bought.requireUntouched();
    decide(bought.caseId(), DecisionKind.REFUSE, "ana");
    long followUp = FollowUps.of(stage, ticket);
    stage.untilState(followUp, "refused");
    bought.requireUntouched();
  }

  @Test
  void a_cancellation_of_a_closed_ticket_is_done_and_one_follow_up_says_so() {
    Cancelled bought = Cancelled.of("ord_7303", "cem@example.com", stage);
    ActiveFault away = away("easypost", VOID);
    long ticket = bought.asked("now");
    stage.untilNote(ticket, "waits at \"void label\"");
    omar().solve(ticket).close(ticket);

    stage.sandbox().faults().remove(away);

    bought.givesLabelBack();
    long followUp = FollowUps.of(stage, ticket);
    stage.untilState(followUp, "done");
    stage.untilNote(followUp, "Cancellation done: order ord_7303");
    bought.requireDone();
    assertThat(FollowUps.all(stage, ticket)).hasSize(1);
  }

  @Test
  void a_cancellation_of_a_deleted_ticket_goes_no_further_and_its_page_says_why() {
    Cancelled bought = Cancelled.of("ord_7304", "dan@example.com", stage);
    ActiveFault away = away("easypost", VOID);
    long ticket = bought.asked("now");
    stage.untilNote(ticket, "waits at \"void label\"");
    omar().delete(ticket);

    stage.sandbox().faults().remove(away);

    untilShown(bought.order(), "void-label: " + GONE);
    assertThat(bought.isLabelAskedBack()).isFalse();
    assertThat(bought.isOver()).isFalse();
    assertThat(bought.mayUse()).isTrue();
    assertThat(bought.moved()).isEqualTo("0.00");
  }

  @Test
  void a_cancellation_whose_ticket_moves_to_another_group_is_done_in_it() {
    Cancelled bought = Cancelled.of("ord_7305", "eli@example.com", stage);
    ActiveFault away = away("easypost", VOID);
    long ticket = bought.asked("now");
    stage.untilNote(ticket, "waits at \"void label\"");
    omar().moveTo(ticket, group("Finance"));

    stage.sandbox().faults().remove(away);

    bought.givesLabelBack();
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Cancellation done: order ord_7305");
    bought.requireDone();
  }

  @Test
  void a_verification_of_a_merged_ticket_is_reviewed_and_decided_in_a_follow_up() {
    Verified fay = Verified.of("acct_7301", "fay@example.com", stage);
    long ticket = fay.asked("suspicious_login");
    stage.untilNote(ticket, "Customer invited: ");
    long other = stage.write("fay@example.com");
    omar().merge(ticket, other);

    fay.succeedsInTheNextSecond();

    long followUp = FollowUps.of(stage, ticket);
    stage.untilNote(followUp, "Review needed");
    assertThat(fay.decided()).isZero();
    stage.macro("Ben", followUp, "Verification: approve");
    stage.untilNote(followUp, "Verified: account acct_7301, by Ben");
    assertThat(fay.decided()).isEqualTo(1);
    fay.untilErased();
    requireHeardNothing(other);
  }

  @Test
  void a_word_about_a_verification_in_the_ticket_that_took_its_ticket_in_is_answered_there() {
    Verified gil = Verified.of("acct_7302", "gil@example.com", stage);
    long ticket = gil.asked("new_customer");
    stage.untilNote(ticket, "Customer invited: ");
    long other = stage.write("gil@example.com");
    omar().merge(ticket, other);

    agent("Lena")
        .applyMacro(other, "Verification: withdraw", Map.of("Verification account", "acct_7302"));

    stage.untilNote(other, "Macro by Lena not counted: " + NOT_HERE);
    gil.succeeds();
    long followUp = FollowUps.of(stage, ticket);
    stage.untilNote(followUp, "Verified: account acct_7302");
    assertThat(gil.decided()).isEqualTo(1);
    gil.untilErased();
    assertThat(FollowUps.all(stage, ticket)).hasSize(1);
  }

  @Test
  void a_verification_of_a_closed_ticket_is_done_and_one_follow_up_says_so() {
    Verified hal = Verified.of("acct_7303", "hal@example.com", stage);
    long ticket = hal.asked("new_customer");
    stage.untilNote(ticket, "Customer invited: ");
    omar().solve(ticket).close(ticket);

    hal.succeeds();

    long followUp = FollowUps.of(stage, ticket);
    stage.untilState(followUp, "done");
    stage.untilNote(followUp, "Verified: account acct_7303");
    assertThat(hal.decided()).isEqualTo(1);
    hal.untilErased();
    assertThat(FollowUps.all(stage, ticket)).hasSize(1);
  }

  @Test
  void a_verification_of_a_deleted_ticket_puts_no_verdict_on_the_account_and_its_page_says_why() {
    Verified ian = Verified.of("acct_7304", "ian@example.com", stage);
    long ticket = ian.asked("new_customer");
    stage.untilNote(ticket, "Customer invited: ");
    omar().delete(ticket);

    ian.succeeds();

    untilShown("acct_7304", "apply: " + GONE);
    assertThat(ian.decided()).isZero();
    decide(ian.caseId(), DecisionKind.SKIP, "ana");
    untilShown("acct_7304", "erase: " + GONE);
    assertThat(ian.erased()).isZero();
  }

  @Test
  void a_verification_of_a_deleted_ticket_ends_once_somebody_has_closed_its_session() {
    Verified kim = Verified.of("acct_7306", "kim@example.com", stage);
    long ticket = kim.asked("new_customer");
    stage.untilNote(ticket, "Customer invited: ");
    omar().delete(ticket);

    decide(kim.caseId(), DecisionKind.WITHDRAW, "lena");

    untilShown("acct_7306", GONE);
    assertThat(type("case", "list")).containsPattern("verification-acme-acct_7306 +BLOCKED");
    assertThat(kim.sessions())
        .extracting(VerificationSession::status)
        .containsExactly(SessionStatus.REQUIRES_INPUT);
    decide(kim.caseId(), DecisionKind.DONE_BY_HAND, "fin");
    untilShown("acct_7306", "WITHDRAWN");
    assertThat(kim.decided()).isZero();
  }

  @Test
  void a_verification_whose_ticket_moves_to_another_group_is_done_in_it() {
    Verified jan = Verified.of("acct_7305", "jan@example.com", stage);
    long ticket = jan.asked("new_customer");
    stage.untilNote(ticket, "Customer invited: ");
    omar().moveTo(ticket, group("Finance"));

    jan.succeeds();

    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Verified: account acct_7305");
    assertThat(jan.decided()).isEqualTo(1);
    jan.untilErased();
  }

  private static Agent omar() {
    return agent("Omar");
  }

  private static Agent agent(String name) {
    return stage.sandbox().zendesk().agent(name);
  }

  private static long group(String name) {
    return ZendeskWorld.id(stage.sandbox().zendesk().world().groups(), name);
  }

  private static ActiveFault away(String system, String endpoint) {
    return stage.sandbox().faults().add(Fault.on(system).endpoint(endpoint).always().status(429));
  }

  /** Where the ticket takes no macro any more. */
  private static void decide(String caseId, DecisionKind kind, String who) {
    Decision said =
        new Decision(
            "cli-" + DECISIONS.incrementAndGet(), "", kind, who, "because", "", "by hand 1");
    assertThat(stage.cases().decide(caseId, said)).matches(verdict -> verdict.accepted());
  }

  private static void untilShown(String object, String text) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> type("case", "show", object).contains(text),
        () -> "the page should say " + text + ": " + type("case", "show", object));
  }

  private static void requireHeardNothing(long other) {
    assertThat(stage.ticket(other).notes()).noneMatch(note -> note.author().equals("Caserail"));
    assertThat(stage.state(other)).isEmpty();
  }

  private static String type(String... words) {
    var printed = new Shell("--config", stage.config().toString()).type(words);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return printed.out();
  }
}
