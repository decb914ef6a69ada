package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.stripe.VerificationSession;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A verification that somebody has terminated in Temporal, and the macro again, to which its ticket
 * sends people: nothing of what the customer showed stays at the provider.
 */
final class TerminatedVerificationTest {
  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.toWatch(folder, TemporalServer.inMemory(SearchKeys.types()));
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
  void what_was_shown_for_a_verdict_that_stands_is_erased_and_the_ticket_says_so() {
    Verified mia = Verified.of("acct_8001", "mia@example.com", stage);
    ActiveFault away = mia.erasureIsAway();
    long ticket = mia.asked("new_customer");
    mia.succeeds();
    stage.untilState(ticket, "done");
    mia.untilErasureWaits();
    mia.terminate();
    stage.untilNote(ticket, "What the customer showed may not be erased.");
    assertThat(stage.state(ticket)).isEqualTo("needs_person");
    stage.sandbox().faults().remove(away);

    stage.macro("Lena", ticket, "Verification: verify");

    stage.untilNote(ticket, "Verified already: account acct_8001. Stripe is asked to erase");
    assertThat(mia.erased()).as("it is being erased").isZero();
    mia.untilErased();
    stage.untilNote(
        ticket, "Erased: Stripe keeps nothing of what it collected for account acct_8001");
    stage.untilState(ticket, "done");
    assertThat(mia.decided()).isEqualTo(1);
    assertThat(mia.invited()).isEqualTo(1);
  }

  @Test
  void where_people_had_the_last_word_it_is_erased_without_asking_them_again() {
    Verified ivo = Verified.of("acct_8002", "ivo@example.com", stage);
    ActiveFault away = ivo.erasureIsAway();
    long ticket = ivo.asked("suspicious_login");
    ivo.succeedsInTheNextSecond();
    stage.untilNote(ticket, "Review needed");
    stage.macro("Ben", ticket, "Verification: approve");
    stage.untilNote(ticket, "Verified: account acct_8002");
    ivo.untilErasureWaits();
    ivo.terminate();
    stage.sandbox().faults().remove(away);

    stage.macro("Lena", ticket, "Verification: verify");

    stage.untilNote(ticket, "Verified already: account acct_8002");
    ivo.untilErased();
    stage.untilNote(ticket, "Erased: Stripe keeps nothing");
    assertThat(ivo.decided()).isEqualTo(1);
  }

  @Test
  void a_session_that_was_open_is_ended_before_the_customer_gets_another_one() {
    Verified zoe = Verified.of("acct_8003", "zoe@example.com", stage);
    long ticket = zoe.asked("new_customer");
    zoe.untilInvited(1);
    zoe.terminate();
    stage.untilState(ticket, "needs_person");

    stage.macro("Lena", ticket, "Verification: verify");

    zoe.untilInvited(2);
    VerificationSession first = zoe.sessions().get(0);
    assertThat(first.redaction()).isNotNull();
    zoe.succeeds();
    stage.untilState(ticket, "done");
    zoe.untilErased();
    assertThat(zoe.sessions()).hasSize(2);
    assertThat(zoe.decided()).isEqualTo(1);
  }

  @Test
  void asked_for_again_with_another_reason_the_ticket_shows_the_newer_request() {
    Verified kim = Verified.of("acct_8007", "kim@example.com", stage);
    long ticket = kim.asked("new_customer");
    kim.untilInvited(1);
    kim.terminate();
    stage.untilState(ticket, "needs_person");

    stage.verify("Lena", ticket, "acct_8007", "suspicious_login");

    kim.untilInvited(2);
    stage.untilState(ticket, "pending");
    stage.macro("Lena", ticket, "Verification: withdraw");
    stage.untilState(ticket, "withdrawn");
  }

  @Test
  void what_was_shown_before_there_was_a_verdict_is_erased_too() {
    Verified eva = Verified.of("acct_8004", "eva@example.com", stage);
    long ticket = eva.asked("new_customer");
    eva.untilInvited(1);
    eva.terminate();
    eva.succeeds();
    stage.untilState(ticket, "needs_person");

    stage.macro("Lena", ticket, "Verification: verify");

    eva.untilInvited(2);
    eva.succeeds();
    stage.untilState(ticket, "done");
    eva.untilErased();
    assertThat(eva.sessions()).hasSize(2);
    assertThat(eva.decided()).isEqualTo(1);
  }

  @Test
  void what_people_have_judged_by_is_kept_until_they_agree_to_another_look() {
    Verified pia = Verified.of("acct_8006", "pia@example.com", stage);
    ActiveFault away = pia.erasureIsAway();
    long ticket = pia.asked("suspicious_login");
    pia.succeedsInTheNextSecond();
    stage.untilNote(ticket, "Review needed");
    stage.macro("Ben", ticket, "Verification: refuse");
    stage.untilNote(ticket, "Not verified: account acct_8006");
    pia.untilErasureWaits();
    pia.terminate();
    stage.untilNote(ticket, "What the customer showed may not be erased.");
    stage.sandbox().faults().remove(away);

    stage.macro("Lena", ticket, "Verification: verify");

    stage.untilNote(ticket, "Approval needed: ");
    stage.untilState(ticket, "needs_approval");
    stage.sandbox().stripe().finishChecks();
    assertThat(pia.sessions())
        .extracting(VerificationSession::redaction)
        .containsExactly((VerificationSession.Redaction) null);
    stage.macro("Ben", ticket, "Verification: approve");
    pia.untilErasing();
    pia.untilInvited(2);
    stage.macro("Lena", ticket, "Verification: withdraw");
    stage.untilState(ticket, "withdrawn");
  }

  @Test
  void what_is_being_erased_is_left_to_the_provider() {
    Verified ada = Verified.of("acct_8005", "ada@example.com", stage);
    long ticket = ada.asked("new_customer");
    ada.succeeds();
    stage.untilState(ticket, "done");
    ada.untilErasing();
    ada.terminate();
    stage.untilState(ticket, "needs_person");

    stage.macro("Lena", ticket, "Verification: verify");

    stage.untilNote(ticket, "No verdict on account acct_8005: the account is verified already.");
    ada.untilErased();
    assertThat(ada.sessions()).hasSize(1);
    assertThat(ada.decided()).isEqualTo(1);
  }
}
