package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A typo is put right in the ticket's fields, and the macro is applied again. */
final class CorrectedTest {
  private static final String MIA = "mia@example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOOK_UP = "GET /v1/payment_intents/{id}";
  private static final AtomicInteger NEXT = new AtomicInteger(7000);

  @TempDir static Path folder;
  private static Stage stage;

  private Sends sends;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void count() {
    sends = Sends.from(stage);
  }

  @Test
  void an_amount_that_waits_for_approval_is_corrected_and_a_yes_to_the_old_one_is_outdated() {
    String payment = stage.payment("200.00", MIA);
    long ticket = ask("Lena", payment, "180", "not_received");
    stage.untilNote(ticket, "Approval needed: 180.00 EUR");
    Block old = open(CaseKind.REFUND, payment);

    correct("Lena", ticket, payment, "160", "not_received");

    stage.untilNote(ticket, "Corrected by Lena: 160.00 EUR instead of 180.00 EUR.");
    stage.untilNote(ticket, "Approval needed: 160.00 EUR");
    assertThat(approve(payment, old).reason())
        .isEqualTo(
            "it was made about " + old.id() + ", but the case now waits at " + waits(payment));
    assertThat(stage.state(ticket)).isEqualTo("needs_approval");
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    stage.requireMoved(payment, "160.00");
    assertThat(new Guarantees(stage).doubles()).isEmpty();
    assertThat(view(CaseKind.REFUND, payment).status()).isEqualTo(CaseStatus.COMPLETED);
    List<RequestView> requests = view(CaseKind.REFUND, payment).requests();
    assertThat(requests)
        .extracting(RequestView::status)
        .containsExactly(CaseStatus.WITHDRAWN, CaseStatus.COMPLETED);
    assertThat(requests.get(0).record())
        .extracting(entry -> entry.step() + ": " + entry.what())
        .endsWith("correction: 160.00 EUR instead of 180.00 EUR", "end: corrected by Lena");
  }

  @Test
  void a_reason_is_corrected_to_one_that_nobody_has_to_agree_to() {
    String payment = stage.payment("24.90", MIA);
    long ticket = ask("Lena", payment, "", "goodwill");
    stage.untilState(ticket, "needs_approval");

    correct("Lena", ticket, payment, "", "not_received");

    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Corrected by Lena: reason not received instead of goodwill.");
    stage.requireMoved(payment, "24.90");
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
  }

  @Test
  void a_reason_is_corrected_to_one_that_somebody_has_to_agree_to() {
    String payment = stage.payment("24.90", MIA);
    var away =
        stage.sandbox().faults().add(Fault.on("stripe").endpoint(LOOK_UP).always().status(503));
    long ticket = ask("Lena", payment, "", "not_received");
    stage.untilState(ticket, "waiting");

    correct("Omar", ticket, payment, "", "goodwill");

    stage.untilNote(ticket, "Corrected by Omar: reason goodwill instead of not received.");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, "Asked by Omar: goodwill.");
    assertThat(sends.count()).isZero();
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void an_amount_is_corrected_while_the_payment_system_is_away() {
    String payment = stage.payment("60.00", MIA);
    var away =
        stage.sandbox().faults().add(Fault.on("stripe").endpoint(LOOK_UP).always().status(503));
    long ticket = ask("Lena", payment, "42", "not_received");
    stage.untilState(ticket, "waiting");

    correct("Lena", ticket, payment, "24", "not_received");

    stage.untilNote(ticket, "Corrected by Lena: 24 instead of 42.");
    stage.sandbox().faults().remove(away);
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    stage.requireMoved(payment, "24.00");
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
  }

  @Test
  void who_may_not_ask_corrects_nothing() {
    String payment = stage.payment("200.00", MIA);
    long ticket = ask("Lena", payment, "180", "not_received");
    stage.untilNote(ticket, "Approval needed: 180.00 EUR");

    correct("Olga", ticket, payment, "60", "not_received");

    stage.untilNote(ticket, "Request by Olga not counted: ");
    assertThat(view(CaseKind.REFUND, payment).requests())
        .extracting(RequestView::what)
        .containsExactly("refund 180.00 EUR of " + payment);
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(sends.count()).isZero();
  }

  @Test
  void what_was_sent_stands_and_another_amount_is_a_refund_that_somebody_must_agree_to() {
    String payment = stage.payment("100.00", MIA);
    long ticket = ask("Lena", payment, "24.90", "not_received");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);

    correct("Lena", ticket, payment, "14.90", "not_received");

    stage.untilNote(ticket, "24.90 EUR of it was refunded in this ticket before (re_");
    assertThat(stage.state(ticket)).isEqualTo("needs_approval");
    stage.requireMoved(payment, "24.90");
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    stage.requireMoved(payment, "24.90");
  }

  @Test
  void what_is_being_sent_is_not_corrected_and_the_ticket_says_so() {
    String payment = stage.payment("100.00", MIA);
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
    long ticket = ask("Lena", payment, "24.90", "not_received");
    stage.untilState(ticket, "waiting");

    correct("Lena", ticket, payment, "14.90", "not_received");

    stage.untilNote(
        ticket,
        "Correction by Lena waits: 14.90 EUR instead of 24.90 EUR. The first refund is being"
            + " carried out, and can't be corrected while it is.");
    stage.sandbox().faults().remove(away);
    // It was not sent after all: the fields hold something else by then.
    stage.untilNote(ticket, "Corrected by Lena: 14.90 EUR instead of 24.90 EUR.");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    stage.requireMoved(payment, "14.90");
  }

  @Test
  void what_somebody_says_to_have_done_by_hand_is_not_corrected_away() {
    String payment = stage.payment("2500.00", MIA);
    long ticket = ask("Lena", payment, "2400", "not_received");
    stage.untilState(ticket, "needs_person");
    String made = stage.sandbox().stripe().refundByHand(payment, 240_000).id();
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint("GET /v1/refunds/{id}").always().status(503));
    stage
        .sandbox()
        .zendesk()
        .agent("Ben")
        .applyMacro(ticket, "Refund: I did it by hand", Map.of("By-hand reference", made));
    stage.untilState(ticket, "waiting");

    correct("Lena", ticket, payment, "30", "not_received");

    stage.untilNote(ticket, "Correction by Lena waits: 30.00 EUR instead of 2400.00 EUR.");
    stage.sandbox().faults().remove(away);
    Deadline.within(
        Duration.ofSeconds(40),
        () ->
            view(CaseKind.REFUND, payment).requests().get(0).status() == CaseStatus.COMPLETED
                && stage.state(ticket).equals("needs_person"),
        () -> "ticket " + ticket + " shows " + stage.ticket(ticket));
    stage.requireMoved(payment, "2400.00");
    assertThat(sends.count()).isZero();
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilClosed(payment);
  }

  @Test
  void a_yes_that_was_given_before_is_void() {
    String payment = stage.payment("200.00", MIA);
    long ticket = ask("Lena", payment, "180", "not_received");
    stage.untilNote(ticket, "Approval needed: 180.00 EUR");
    var away =
        stage.sandbox().faults().add(Fault.on("stripe").endpoint(LOOK_UP).always().status(503));
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "waiting");

    correct("Lena", ticket, payment, "160", "not_received");

    stage.untilNote(ticket, "Corrected by Lena: 160.00 EUR instead of 180.00 EUR.");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, "Approval needed: 160.00 EUR");
    assertThat(sends.count()).isZero();
    stage.macro("Ana", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "160.00");
  }

  @Test
  void back_to_what_was_asked_for_first_is_one_more_correction() {
    String payment = stage.payment("200.00", MIA);
    long ticket = ask("Lena", payment, "180", "not_received");
    stage.untilNote(ticket, "Approval needed: 180.00 EUR");
    correct("Lena", ticket, payment, "160", "not_received");
    stage.untilNote(ticket, "Approval needed: 160.00 EUR");

    correct("Lena", ticket, payment, "180", "not_received");

    stage.untilNote(ticket, "Corrected by Lena: 180.00 EUR instead of 160.00 EUR.");
    untilAsked(payment, "refund 180.00 EUR of " + payment, 3);
    Deadline.within(
        PATIENCE,
        () ->
            stage.ticket(ticket).internalNotes().stream()
                    .filter(note -> note.body().startsWith("Approval needed: 180.00 EUR"))
                    .count()
                == 2,
        () -> stage.ticket(ticket).internalNotes().toString());
    stage.macro("Ben", ticket, "Refund: approve");
    untilMoved(payment, "180.00", ticket);
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
  }

  @Test
  void the_same_macro_again_corrects_nothing() {
    String payment = stage.payment("200.00", MIA);
    long ticket = ask("Lena", payment, "180", "not_received");
    stage.untilNote(ticket, "Approval needed: 180.00 EUR");

    correct("Omar", ticket, payment, "180.00", "not_received");

    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    assertThat(view(CaseKind.REFUND, payment).requests()).hasSize(1);
    assertThat(stage.ticket(ticket).internalNotes())
        .noneMatch(note -> note.body().contains("Corrected"));
  }

  @Test
  void a_worker_that_dies_between_the_two_requests_changes_nothing() {
    String payment = stage.payment("200.00", MIA);
    long ticket = ask("Lena", payment, "180", "not_received");
    stage.untilNote(ticket, "Approval needed: 180.00 EUR");

    stage.killWorker();
    correct("Lena", ticket, payment, "18", "not_received");
    stage.startWorker();

    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Corrected by Lena: 18.00 EUR instead of 180.00 EUR.");
    stage.untilClosed(payment);
    stage.requireMoved(payment, "18.00");
  }

  @Test
  void when_a_cancellation_takes_effect_is_corrected_while_it_waits_for_approval() {
    String order = "ord_" + NEXT.incrementAndGet();
    stage.sandbox().company().add(stage.sandbox().company().order(order, MIA));
    long ticket = stage.write(MIA);
    cancel(ticket, order, "now", "");
    stage.untilState(ticket, "needs_approval");

    cancel(ticket, order, "term_end", "");

    stage.untilNote(ticket, "Corrected by Lena: with the term instead of at once.");
    stage.untilState(ticket, "needs_approval");
    Deadline.within(
        PATIENCE,
        () -> view(CaseKind.CANCELLATION, order).status() == CaseStatus.NEEDS_APPROVAL,
        () -> view(CaseKind.CANCELLATION, order).toString());
    assertThat(view(CaseKind.CANCELLATION, order).requests())
        .extracting(RequestView::status)
        .containsExactly(CaseStatus.WITHDRAWN, CaseStatus.NEEDS_APPROVAL);
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
  }

  @Test
  void a_cancellation_whose_first_step_was_refused_is_corrected() {
    String order = "ord_" + NEXT.incrementAndGet();
    stage.sandbox().company().add(stage.sandbox().company().order(order, MIA));
    var refuses =
        stage
            .sandbox()
            .faults()
            .add(
                Fault.on("company")
                    .endpoint("POST /{collection}/{id}/changes")
                    .always()
                    .status(
                        409,
                        Map.of("Content-Type", "application/problem+json"),
                        "{\"code\": \"being_packed\", \"detail\": \"it is being packed\"}"));
    long ticket = stage.write(MIA);
    cancel(ticket, order, "now", "changed_mind");
    stage.untilState(ticket, "needs_person");

    cancel(ticket, order, "term_end", "");

    stage.untilNote(ticket, "Corrected by Lena: with the term instead of at once");
    stage.sandbox().faults().remove(refuses);
    stage.untilState(ticket, "needs_approval");
    assertThat(stage.ticket(ticket).internalNotes())
        .noneMatch(note -> note.body().contains("is being carried out"));
    assertThat(view(CaseKind.CANCELLATION, order).requests())
        .extracting(RequestView::status)
        .containsExactly(CaseStatus.WITHDRAWN, CaseStatus.NEEDS_APPROVAL);
    assertThat(stage.sandbox().company().order(order).stage()).isEqualTo(CompanyOrder.Stage.OPEN);
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
  }

  @Test
  void the_reason_of_a_verification_is_corrected() {
    String account = "acct_" + NEXT.incrementAndGet();
    var unused = stage.sandbox().company().add(CompanyAccount.of(account, MIA));
    long ticket = stage.write(MIA);
    verify(ticket, account, "");
    stage.untilState(ticket, "needs_approval");

    verify(ticket, account, "new_customer");

    stage.untilNote(ticket, "Corrected by Lena: reason new customer instead of ");
    stage.untilNote(ticket, "Customer invited: ");
    stage.macro("Lena", ticket, "Verification: withdraw");
    stage.untilState(ticket, "withdrawn");
  }

  private static long ask(String agent, String payment, String amount, String reason) {
    long ticket = stage.write(MIA);
    correct(agent, ticket, payment, amount, reason);
    return ticket;
  }

  private static void correct(
      String agent, long ticket, String payment, String amount, String reason) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Refund payment", payment);
    fields.put("Refund amount", amount);
    fields.put("Refund reason", "crl_reason_" + reason);
    stage.sandbox().zendesk().agent(agent).applyMacro(ticket, "Refund: send", fields);
  }

  /** Without a reason somebody has to agree. */
  private static void cancel(long ticket, String order, String when, String reason) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Cancellation object", order);
    fields.put("Cancellation takes effect", "crl_when_" + when);
    fields.put("Cancellation reason", reason.isEmpty() ? "" : "crl_cancellation_reason_" + reason);
    stage.sandbox().zendesk().agent("Lena").applyMacro(ticket, "Cancellation: cancel", fields);
  }

  private static void verify(long ticket, String account, String reason) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Verification account", account);
    if (!reason.isEmpty()) {
      fields.put("Verification reason", "crl_verification_reason_" + reason);
    }
    stage.sandbox().zendesk().agent("Lena").applyMacro(ticket, "Verification: verify", fields);
  }

  private static CaseView view(CaseKind kind, String object) {
    return stage.cases().view(stage.cases().caseId(kind, new ObjectId(object)));
  }

  private static Block open(CaseKind kind, String object) {
    return view(kind, object).requests().stream()
        .map(RequestView::block)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static String waits(String payment) {
    return open(CaseKind.REFUND, payment).id();
  }

  /** By somebody who has read the question that was open then. */
  private static Verdict approve(String payment, Block read) {
    return stage
        .cases()
        .decide(
            stage.cases().refundId(new ObjectId(payment)),
            new Decision(
                "late-" + payment, read.id(), DecisionKind.APPROVE, "ben", "it is fine", "", ""));
  }

  private static void untilAsked(String payment, String what, int requests) {
    Deadline.within(
        PATIENCE,
        () -> {
          List<RequestView> all = view(CaseKind.REFUND, payment).requests();
          RequestView last = all.get(all.size() - 1);
          return all.size() == requests
              && last.what().equals(what)
              && last.status() == CaseStatus.NEEDS_APPROVAL;
        },
        () -> view(CaseKind.REFUND, payment).toString());
  }

  private static void untilMoved(String payment, String amount, long ticket) {
    Deadline.within(
        PATIENCE,
        () -> stage.moved(payment).equals(amount),
        () -> stage.ticket(ticket).internalNotes().toString());
  }
}
