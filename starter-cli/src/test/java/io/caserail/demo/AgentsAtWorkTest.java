package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.decision.Decision;
import io.caserail.display.SearchKeys;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What agents and leads do to a ticket while Caserail is at work on it, and what they read then.
 * What they change before the send stands in {@link ProofByAuditTest}, with e-mail and API; a
 * ticket that was closed in {@link ClosedTicketTest}; cancellations and verifications in {@link
 * AgentsAtOtherKindsTest}.
 */
final class AgentsAtWorkTest {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger();

  @TempDir static Path folder;
  private static Stage stage;
  private static ZendeskSandbox zendesk;

  private final String customer = "uma" + CUSTOMERS.incrementAndGet() + "@example.com";
  private String payment;
  private Sends sends;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
    zendesk = stage.sandbox().zendesk();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void take_a_payment() {
    payment = stage.payment("180.00", customer);
    sends = Sends.from(stage);
  }

  @Test
  void a_ticket_that_is_merged_goes_on_in_a_follow_up_and_the_other_ticket_hears_nothing() {
    long ticket = askedForApproval();
    long other = stage.write(customer);
    zendesk.agent("Omar").merge(ticket, other);

    approveByCommandLine();

    long followUp = FollowUps.of(stage, ticket);
    stage.untilState(followUp, "done");
    stage.untilNote(followUp, "This continues ticket " + ticket + ", which is closed");
    stage.untilNote(followUp, "Refund sent: 180.00 EUR, payment " + payment);
    assertThat(fromUs(other)).isEmpty();
    assertThat(stage.state(other)).isEmpty();
    assertThat(sends.count()).isEqualTo(1);
  }

  @Test
  void a_ticket_that_was_solved_too_early_is_written_to_and_stays_solved() {
    long ticket = askedForApproval();
    zendesk.agent("Lena").solve(ticket);

    stage.macro("Ben", ticket, "Refund: approve");

    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Refund sent: 180.00 EUR, payment " + payment);
    assertThat(stage.ticket(ticket).status()).isEqualTo("solved");
  }

  @Test
  void a_customer_who_answers_reopens_the_ticket_and_nothing_is_written_or_sent_again() {
    long ticket = askedForApproval();
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    zendesk.agent("Lena").solve(ticket);
    List<Note> before = fromUs(ticket);

    zendesk.customer(customer).reply(ticket, "Thank you, and when will I see it?");
    stage.repeatHook(ticket, payment);
    stage.untilClosed(payment);

    assertThat(stage.ticket(ticket).status()).isEqualTo("open");
    assertThat(stage.state(ticket)).isEqualTo("done");
    assertThat(fromUs(ticket)).isEqualTo(before);
    assertThat(sends.count()).isEqualTo(1);
  }

  @Test
  void tags_that_others_put_on_the_ticket_stay_on_it() {
    long ticket = askedForApproval();
    zendesk.agent("Omar").addTags(ticket, "vip", "refund", "money");

    stage.macro("Ben", ticket, "Refund: approve");

    stage.untilState(ticket, "done");
    assertThat(stage.ticket(ticket).tags())
        .contains("vip", "refund", "money", "crl_state_done")
        .noneMatch(tag -> tag.startsWith("crl_do_"));
  }

  @Test
  void a_ticket_that_becomes_another_customers_is_not_paid_for_the_first() {
    var away =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
    long ticket = stage.ask("Lena", customer, payment, "10");
    stage.untilState(ticket, "waiting");

    zendesk.agent("Omar").changeRequester(ticket, zendesk.customer("other@example.com"));

    stage.untilState(ticket, "needs_person");
    stage.untilNote(ticket, "the payment does not belong to this ticket's customer");
    stage.sandbox().faults().remove(away);
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(stage.sandbox().stripe().refundsOf(payment)).isEmpty();
  }

  @Test
  void a_ticket_that_is_deleted_pays_nothing_and_the_list_says_why() {
    long ticket = askedForApproval();
    zendesk.agent("Omar").delete(ticket);

    approveByCommandLine();

    Deadline.within(
        Duration.ofSeconds(20),
        () -> type("case", "show", payment).contains("the ticket does not exist any more"),
        () -> "the page should say why it waits: " + type("case", "show", payment));
    assertThat(type("case", "list")).containsPattern("refund-acme-" + payment + " +BLOCKED");
    assertThat(sends.count()).isZero();
  }

  private long askedForApproval() {
    long ticket = stage.ask("Lena", customer, payment, "");
    stage.untilState(ticket, "needs_approval");
    return ticket;
  }

  /** Where the ticket takes no macro any more. */
  private void approveByCommandLine() {
    assertThat(
            stage
                .cases()
                .decide(
                    stage.cases().refundId(new ObjectId(payment)),
                    new Decision(
                        "cli-" + payment, "", DecisionKind.APPROVE, "ana", "because", "", "")))
        .matches(verdict -> verdict.accepted());
  }

  private static List<Note> fromUs(long ticket) {
    return stage.ticket(ticket).notes().stream()
        .filter(note -> note.author().equals("Caserail"))
        .toList();
  }

  private static String type(String... words) {
    var printed = new Shell("--config", stage.config().toString()).type(words);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    return printed.out();
  }
}
