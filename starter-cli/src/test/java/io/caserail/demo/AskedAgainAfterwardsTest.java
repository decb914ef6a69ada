package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ended without a change is asked for once more in its ticket, word for word. */
final class AskedAgainAfterwardsTest {
  private static final String MIA = "mia@example.com";

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.toBreak(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void a_cancellation_that_was_taken_back_is_made_afresh() {
    Purchase bought = Purchase.by(MIA, "ord_7001", stage);
    long ticket = stage.write(MIA);
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "Cancellation begun: order " + bought.order());
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
    untilClosed(CaseKind.CANCELLATION, bought.order());
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.OPEN);

    stage.macro("Lena", ticket, "Cancellation: cancel");

    untilGranted(ticket, bought);
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.CANCELLED);
    assertThat(stage.sandbox().scim().user(bought.access()).active()).isFalse();
    assertThat(stage.sandbox().stripe().subscriptionOf(bought.subscription()).status().over())
        .isTrue();
    assertThat(stage.moved(bought.payments())).isEqualTo(Purchase.WHOLE);
  }

  @Test
  void a_cancellation_that_was_taken_back_twice_leaves_everything_open() {
    Purchase bought = Purchase.by("zoe@example.com", "ord_7002", stage);
    long ticket = stage.write("zoe@example.com");
    for (int i = 1; i <= 2; i++) {
      int times = i;
      stage.cancel("Lena", ticket, bought.order(), "now");
      untilCounted(bought.order(), "order.cancelled", times);
      stage.macro("Lena", ticket, "Cancellation: withdraw");
      stage.untilState(ticket, "withdrawn");
      untilClosed(CaseKind.CANCELLATION, bought.order());
      untilCounted(bought.order(), "order.reopened", times);
    }

    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.OPEN);
    assertThat(stage.sandbox().stripe().subscriptionOf(bought.subscription()).ending().at())
        .isNull();
  }

  @Test
  void a_cancellation_that_stopped_in_another_customers_ticket_is_made_when_it_is_theirs_again() {
    Purchase bought = Purchase.by("eva@example.com", "ord_7003", stage);
    long ticket = stage.write("eva@example.com");
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint("POST /v1/subscriptions/{id}").always().status(429));
    stage.cancel("Lena", ticket, bought.order(), "now");
    stage.untilNote(ticket, "waits at \"stop billing\"");
    becomes(ticket, "zoe@example.com");
    stage.sandbox().faults().remove(away);
    stage.untilNote(ticket, "the ticket became another customer's after this was asked for");
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
    untilClosed(CaseKind.CANCELLATION, bought.order());
    becomes(ticket, "eva@example.com");

    stage.macro("Lena", ticket, "Cancellation: cancel");

    untilGranted(ticket, bought);
    assertThat(order(bought)).isEqualTo(CompanyOrder.Stage.CANCELLED);
    assertThat(stage.moved(bought.payments())).isEqualTo(Purchase.WHOLE);
  }

  @Test
  void a_verification_that_was_withdrawn_invites_the_customer_afresh() {
    stage.sandbox().company().add(CompanyAccount.of("acct_7001", MIA));
    long ticket = stage.write(MIA);
    stage.verify("Lena", ticket, "acct_7001", "new_customer");
    untilCounted("acct_7001", "account.invited", 1);
    stage.macro("Lena", ticket, "Verification: withdraw");
    stage.untilState(ticket, "withdrawn");
    untilClosed(CaseKind.VERIFICATION, "acct_7001");

    stage.macro("Lena", ticket, "Verification: verify");

    untilCounted("acct_7001", "account.invited", 2);
    String session =
        stage.sandbox().stripe().followLink(stage.sandbox().company().openLink("acct_7001"));
    var unused = stage.sandbox().stripe().submit(session);
    stage.sandbox().stripe().finishChecks();
    stage.untilState(ticket, "done");
    assertThat(stage.sandbox().company().account("acct_7001").verdict()).isEqualTo("verified");
  }

  @Test
  void a_repeated_macro_that_another_one_overwrote_is_not_heard_again_later() {
    stage.sandbox().company().add(CompanyAccount.of("acct_7002", MIA));
    String payment = stage.payment("180.00", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "");
    stage.untilState(ticket, "needs_approval");
    stage.macro("Lena", ticket, "Refund: send");
    stage.verify("Lena", ticket, "acct_7002", "new_customer");
    untilCounted("acct_7002", "account.invited", 1);
    stage.macro("Ana", ticket, "Refund: approve");
    stage.untilNote(ticket, "Refund sent: 180.00 EUR");
    stage.untilClosed(payment);
    stage.macro("Lena", ticket, "Verification: withdraw");
    untilClosed(CaseKind.VERIFICATION, "acct_7002");

    stage.macro("Lena", ticket, "Refund: where is it");

    stage.untilNote(ticket, "Refund: nothing of this ticket is under way");
    stage.untilClosed(payment);
    assertThat(stage.ticket(ticket).internalNotes().toString())
        .doesNotContain("the same amount was refunded before");
    stage.requireMoved(payment, "180.00");
  }

  private static void becomes(long ticket, String customer) {
    var zendesk = stage.sandbox().zendesk();
    zendesk.agent("Omar").changeRequester(ticket, zendesk.customer(customer));
  }

  private static CompanyOrder.Stage order(Purchase bought) {
    return stage.sandbox().company().order(bought.order()).stage();
  }

  private static void untilGranted(long ticket, Purchase bought) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> {
          if (stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()
              == RefundStatus.SUBMITTED) {
            var unused = stage.sandbox().easypost().grant(bought.parcel());
          }
          return stage.state(ticket).equals("done");
        },
        () -> "ticket " + ticket + " shows " + stage.ticket(ticket));
  }

  private static void untilCounted(String object, String kind, int times) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> count(object, kind) == times,
        () -> object + ": " + kind + " " + count(object, kind) + " times instead of " + times);
  }

  private static int count(String object, String kind) {
    return (int)
        stage.sandbox().books().about(object).stream().filter(e -> e.kind().equals(kind)).count();
  }

  private static void untilClosed(CaseKind kind, String object) {
    String id = stage.cases().caseId(kind, new ObjectId(object));
    Deadline.within(
        Duration.ofSeconds(40),
        () -> stage.directory().list("", 1_000).stream().noneMatch(c -> c.caseId().equals(id)),
        () -> id + " is still open");
  }
}
