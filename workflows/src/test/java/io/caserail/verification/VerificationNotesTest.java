package io.caserail.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationNotesTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T14:00:00Z");

  @Test
  void the_customer_is_invited() {
    TicketView view = invited().waiting(wait(Verification.NOT_FINISHED, "", "wait"));

    assertThat(view.state()).isEqualTo(TicketState.PENDING);
    assertThat(view.reference()).isEqualTo("vs_1");
    assertThat(view.note())
        .containsExactly(
            "Customer invited: Accounts has sent them a link to verify themselves for account"
                + " acct_1 (vs_1).",
            "Customer: has until Wed 14:00; once they have finished, the verdict takes a few"
                + " minutes.",
            "Owner: Caserail waits for the customer and writes the verdict here.",
            "Do now: macro Tell customer: link sent; then nothing. Not wanted any more? Macro"
                + " Verification: withdraw.",
            "Do not: ask for documents here, or for the link.");
  }

  @Test
  void verified() {
    TicketView view = verdict(VerificationRules.VERIFIED, "Stripe").decided(MONDAY);

    assertThat(view.state()).isEqualTo(TicketState.DONE);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.NOBODY);
    assertThat(view.note())
        .containsExactly(
            "Verified: account acct_1, by Stripe (vs_1); on the account since 14:00.",
            "Customer: not told yet.",
            "Owner: you.",
            "Do now: macro Tell customer: verified, then solve.",
            "Do not: ask for documents here. Caserail has Stripe erase what it collected.");
  }

  @Test
  void not_verified() {
    List<String> note = verdict(VerificationRules.NOT_VERIFIED, "Ben").decided(MONDAY).note();

    assertThat(note.get(3)).isEqualTo("Do now: macro Tell customer: not verified, then solve.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"erase", "erased", "close", "open@2-undo"})
  void whoever_has_their_verdict_or_no_check_any_more_is_not_told_that_it_is_delayed(String step) {
    TicketView view =
        verdict(VerificationRules.VERIFIED, "Stripe")
            .waiting(wait("upstream_away", "it answered 503", step));

    assertThat(view.note().get(1)).isEqualTo("Customer: not told the verdict by us.");
  }

  @Test
  void a_verdict_that_is_not_on_the_account_yet_is_delayed() {
    TicketView view =
        verdict(VerificationRules.VERIFIED, "Stripe")
            .waiting(wait("upstream_away", "it answered 503", "apply"));

    assertThat(view.note().get(1))
        .isEqualTo(
            "Customer: not told the verdict by us. If they ask: macro Tell customer: verification"
                + " delayed.");
  }

  @Test
  void people_must_look() {
    VerificationNotes notes = invited();
    notes.reviewed(List.of("the document has expired", "the document has expired"));

    TicketView view =
        notes.waiting(
            block(
                CaseStatus.NEEDS_APPROVAL,
                "tries_used_up",
                "no try is left of 3",
                "review",
                "Refund approvers",
                List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW)));

    assertThat(view.state()).isEqualTo(TicketState.NEEDS_APPROVAL);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.APPROVERS);
    assertThat(view.note())
        .containsExactly(
            "Review needed: is the owner of account acct_1 who they say? Stripe: the document has"
                + " expired.",
            "Why: no try is left of 3. Customer: has no verdict yet.",
            "Owner: Refund approvers until Tue 14:00, then it expires.",
            "Do now (not Lena): look at vs_1 in Stripe, then macro Verification: approve (verified)"
                + " or Verification: refuse (not verified).",
            "Do not: copy documents, or anything read in them, into this ticket.");
  }

  @Test
  void approval_needed() {
    TicketView view =
        notes()
            .waiting(
                block(
                    CaseStatus.NEEDS_APPROVAL,
                    "reason",
                    "goodwill is never automatic",
                    "approve",
                    "Refund approvers",
                    List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW)));

    assertThat(view.note())
        .containsExactly(
            "Approval needed: verify who owns account acct_1. Asked by Lena: new device.",
            "Why: goodwill is never automatic. Customer: told nothing.",
            "Owner: Refund approvers until Tue 14:00, then it expires.",
            "Do now (not Lena): macro Verification: approve or Verification: refuse.",
            "Do not: ask the customer for documents here.");
  }

  @Test
  void a_system_whose_name_its_trouble_begins_with_is_named_once() {
    TicketView view = notes().waiting(wait("upstream_away", "Stripe can't be reached", "open@2"));

    assertThat(view.note().get(0))
        .startsWith(
            "Verification of account acct_1 waits: no session is open yet; Stripe can't be"
                + " reached (since ");
  }

  @Test
  void stripe_away_before_there_is_a_session() {
    TicketView view = notes().waiting(wait("upstream_away", "it answered 503", "open@2"));

    assertThat(view.waitsFor()).isEqualTo(WaitsFor.PAYMENT_SYSTEM);
    assertThat(view.note())
        .containsExactly(
            "Verification of account acct_1 waits: no session is open yet; Stripe: it answered 503"
                + " (since 14:00). Stripe's fault, not ours.",
            "Customer: told nothing. If they ask: macro Tell customer: verification delayed.",
            "Owner: Caserail; it goes on by itself when Stripe is back.",
            "Do now: nothing. Cannot wait? Macro Verification: retry, or Verification: withdraw.",
            "Do not: tell the customer that they are verified, or that they are not.");
  }

  @Test
  void a_pause_is_no_systems_fault_and_offers_no_way_round_it() {
    TicketView view =
        notes()
            .waiting(
                wait(
                    "paused",
                    "verifications have been paused since 23 Nov 13:00, until two people resume them",
                    "open@2"));

    assertThat(view.note())
        .containsExactly(
            "Verification of account acct_1 waits: no session is open yet; verifications have been"
                + " paused since 23 Nov 13:00, until two people resume them.",
            "Customer: told nothing. If they ask: macro Tell customer: verification delayed.",
            "Owner: Caserail; it goes on by itself when the pause is over.",
            "Do now: nothing.",
            "Do not: tell the customer that they are verified, or that they are not.");
  }

  @Test
  void an_invitation_in_doubt() {
    TicketView view =
        notes()
            .waiting(
                block(
                    CaseStatus.IN_DOUBT,
                    "in_doubt",
                    "sent, and the answer was lost",
                    "invite",
                    "Caserail",
                    List.of(DecisionKind.RETRY)));

    assertThat(view.state()).isEqualTo(TicketState.CHECK_NEEDED);
    assertThat(view.note())
        .containsExactly(
            "Verification of account acct_1 in doubt: it is not known whether the customer is"
                + " invited; sent to Stripe at 14:00, the answer was lost.",
            "Customer: do not say that they are verified, or that they are not. Macro Tell customer:"
                + " we are checking.",
            "Owner: Caserail asks Stripe every minute; finance from 15:00.",
            "Do now: nothing. Finance only: look in Stripe, then macro Verification: I checked:"
                + " found, with what is found in By-hand reference, or Verification: I checked:"
                + " none.",
            "Do not: do it by hand, or withdraw.");
  }

  @Test
  void a_session_of_which_nobody_knows_whether_it_is_closed_is_not_said_to_be() {
    TicketView view = invited().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena", false, true);

    assertThat(view.note().get(1))
        .startsWith("Customer: was invited; it is not known whether their session ")
        .endsWith(" is closed.");
  }

  @Test
  void withdrawn_after_the_invitation() {
    TicketView view = invited().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena", false, false);

    assertThat(view.state()).isEqualTo(TicketState.WITHDRAWN);
    assertThat(view.note())
        .containsExactly(
            "No verdict on account acct_1: withdrawn by Lena.",
            "Customer: was invited; their link does not work any more.",
            "Owner: you.",
            "Do now: answer the customer; if it is still wanted, apply macro Verification:"
                + " verify again.",
            "Do not: tell the customer that they are verified, or that they are not.");
  }

  @Test
  void what_is_not_erased_in_time() {
    TicketView view =
        verdict(VerificationRules.NOT_VERIFIED, "Ana")
            .waiting(
                wait(Verification.NOT_ERASED, "Stripe has not erased what it collected", "erased"));

    assertThat(view.note())
        .containsExactly(
            "Not erased yet: Stripe has not erased what it collected for account acct_1 (vs_1)"
                + " since Mon 14:00. The verdict stands: not verified.",
            "Customer: nothing changes for them.",
            "Owner: Caserail goes on asking Stripe.",
            "Do now: nothing, or ask Stripe's support. An approver may give it up: macro"
                + " Verification: skip.",
            "Do not: say that it is erased.");
  }

  static Stream<Arguments> everyView() {
    List<Arguments> views = new ArrayList<>();
    for (VerificationNotes notes :
        List.of(notes(), invited(), verdict(VerificationRules.VERIFIED, "Stripe"))) {
      for (CaseStatus status : CaseStatus.values()) {
        if (status.isWait()) {
          for (String step :
              List.of(
                  "look-up",
                  "approve",
                  "open",
                  "open-undo",
                  "invite@2",
                  "wait",
                  "close+2",
                  "review",
                  "apply",
                  "erase",
                  "erased",
                  "whatever-comes")) {
            views.add(
                arguments(
                    status + " at " + step,
                    notes.waiting(
                        block(
                            status,
                            "code",
                            "some cause",
                            step,
                            "you",
                            List.of(DecisionKind.values())))));
          }
        } else if (status.isEnding()) {
          views.add(arguments(status.name(), notes.ended(status, "some reason", false, false)));
        }
      }
    }
    for (String code :
        List.of(
            Verification.NOT_FINISHED,
            Verification.TRY_FAILED,
            Verification.BEING_CHECKED,
            Verification.NOT_ERASED,
            "not_yet")) {
      views.add(arguments(code, invited().waiting(wait(code, "some cause", "wait"))));
    }
    VerificationNotes done = verdict(VerificationRules.VERIFIED, "Ana");
    views.add(arguments("decided", done.decided(MONDAY)));
    views.add(arguments("erased", done.erased()));
    views.add(arguments("kept", done.kept("left out by Ana")));
    VerificationNotes leftOut = verdict(VerificationRules.VERIFIED, "Ana");
    leftOut.leftOut("left out by Ben");
    views.add(arguments("left out", leftOut.decided(MONDAY)));
    views.add(arguments("left out and erased", leftOut.erased()));
    return views.stream();
  }

  @Test
  void once_a_verdict_is_left_out_no_note_says_that_it_stands() {
    VerificationNotes notes = verdict(VerificationRules.VERIFIED, "Ana");
    notes.leftOut("left out by Ben");

    assertThat(notes.erased().note())
        .contains(
            "Erased: Stripe keeps nothing of what it collected for account acct_1 (vs_1). The"
                + " verdict was not put on the account: left out by Ben.",
            "Do now: have the verdict put on the account, then solve.");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyView")
  void a_note_has_its_five_lines(String about, TicketView view) {
    assertThat(view.note()).hasSize(5).noneMatch(line -> line.contains("\n"));
    assertThat(view.note().get(1)).contains("Customer: ");
    assertThat(view.note().get(2)).startsWith("Owner: ");
    assertThat(view.note().get(3)).startsWith("Do now");
    assertThat(view.note().get(4)).startsWith("Do not: ");
  }

  @Test
  void a_provider_that_is_not_done_with_a_session_is_not_said_to_be_away() {
    TicketView view =
        invited()
            .waiting(
                wait("not_yet", "Stripe is checking it, and erases it after that", "open-undo"));

    assertThat(view.note().get(0))
        .isEqualTo(
            "Verification of account acct_1 waits: the session is not closed yet; Stripe is checking"
                + " it, and erases it after that, asked since Mon 14:00.");
    assertThat(view.note().toString()).doesNotContain("fault");
  }

  @ParameterizedTest
  @EnumSource(
      value = CaseStatus.class,
      names = {"NEEDS_APPROVAL", "WAITING", "IN_DOUBT", "BLOCKED"})
  void nobody_is_said_to_be_verified_or_not_before_there_is_a_verdict(CaseStatus status) {
    TicketView view = invited().waiting(block(status, "code", "cause", "apply", "you", List.of()));

    assertThat(view.note().get(0)).doesNotStartWith("Verified").doesNotStartWith("Not verified");
    assertThat(view.state()).isNotEqualTo(TicketState.DONE);
  }

  private static VerificationNotes notes() {
    VerificationNotes notes =
        new VerificationNotes(
            new VerificationRequest(
                new ObjectId("acct_1"),
                new TicketId("4711"),
                "new_device",
                new Claim("audit-1", "lena", ""),
                "Lena",
                new PersonTag("none"),
                new PersonTag("none"),
                MONDAY),
            FakeWorld.policy());
    notes.ruled(Ruling.go(), "Accounts");
    return notes;
  }

  private static VerificationNotes invited() {
    VerificationNotes notes = notes();
    Session session = new Session(1);
    session.invited(MONDAY.plus(Duration.ofDays(2)));
    notes.opened("vs_1");
    notes.invited(session);
    return notes;
  }

  private static VerificationNotes verdict(String verdict, String by) {
    VerificationNotes notes = invited();
    notes.verdict(verdict, by);
    return notes;
  }

  private static Block wait(String code, String cause, String step) {
    return block(
        CaseStatus.WAITING,
        code,
        cause,
        step,
        "Caserail",
        List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW));
  }

  private static Block block(
      CaseStatus status,
      String code,
      String cause,
      String step,
      String owner,
      List<DecisionKind> offers) {
    boolean people = status == CaseStatus.NEEDS_APPROVAL;
    return new Block(
        step + "#1",
        step,
        status,
        people ? FaultDomain.PEOPLE : FaultDomain.UPSTREAM,
        "Stripe",
        code,
        cause,
        "",
        owner,
        people ? List.of(Role.APPROVER) : List.of(),
        offers,
        MONDAY,
        MONDAY.plus(Duration.ofDays(1)));
  }
}
