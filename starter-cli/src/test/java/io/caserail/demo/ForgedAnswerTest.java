package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseSummary;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.port.RefundPolicy;
import io.caserail.port.TicketHint;
import io.caserail.port.TicketReading;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody who can write to the Temporal namespace answers a case's questions in the worker's
 * place. The case believes it; the process that holds the payment key looks for itself.
 */
@Tag("real-server")
final class ForgedAnswerTest {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger();
  private static final String READ = "ReadTicket";
  private static final String NOBODY_S = "audit-999999999999";

  @RegisterExtension static final RealStage REAL = new RealStage(Trust.PROOF);

  private final Stage stage = REAL.stage();
  private final NamespaceWriter writer = new NamespaceWriter(stage.client());
  private final String customer = "ivo" + CUSTOMERS.incrementAndGet() + "@example.com";
  private final String payment = stage.payment("180.00", customer);
  private TicketReading honest;
  private Sends sends;

  /** An honest reading about the same customer lies in the history: good to copy from. */
  @BeforeEach
  void copy_an_honest_reading() {
    String other = stage.payment("5.00", customer);
    stage.untilState(stage.ask("Lena", customer, other, ""), "done");
    honest = writer.answer(caseId(other), READ, TicketReading.class);
    sends = Sends.from(stage);
  }

  @Test
  void an_approval_that_nobody_gave_sends_nothing() {
    long ticket = asked("Lena");

    forge(ticket, payment, reading(ticket, honest.policy(), approval(ticket, NOBODY_S)));

    requireStopped(ticket, payment, "the ticket holds no " + NOBODY_S);
    withdraw(ticket);
  }

  @Test
  void the_requesters_own_approval_under_another_name_sends_nothing() {
    long ticket = asked("Ana");
    var blind = zendeskUnreadable();
    stage.macro("Ana", ticket, "Refund: approve");
    String own = newestCommand(ticket);

    forge(ticket, payment, reading(ticket, honest.policy(), approval(ticket, own)));
    stage.sandbox().faults().remove(blind);

    requireStopped(ticket, payment, own + " was written by somebody else");
    withdraw(ticket);
  }

  @Test
  void a_refusal_that_is_passed_off_as_an_approval_sends_nothing() {
    long ticket = asked("Lena");
    var blind = zendeskUnreadable();
    stage.macro("Ben", ticket, "Refund: refuse");
    String refusal = newestCommand(ticket);

    forge(ticket, payment, reading(ticket, honest.policy(), approval(ticket, refusal)));
    stage.sandbox().faults().remove(blind);

    requireStopped(ticket, payment, "what stands in the ticket is no approval");
    withdraw(ticket);
  }

  @Test
  void a_policy_under_which_nobody_has_to_agree_sends_nothing() {
    var blind = zendeskUnreadable();
    long ticket = stage.ask("Lena", customer, payment, "");

    String audit = newestCommand(ticket);
    forge(ticket, payment, reading(ticket, lax(), request(ticket, audit, payment, "")));
    stage.sandbox().faults().remove(blind);

    requireStopped(ticket, payment, "an approval is missing: above 50.00 EUR");
    withdraw(ticket);
  }

  @Test
  void a_request_that_nobody_made_sends_nothing() {
    long ticket = stage.write(customer);

    forge(
        ticket,
        payment,
        reading(ticket, honest.policy(), request(ticket, NOBODY_S, payment, "10")));

    requireStopped(ticket, payment, "the ticket holds no " + NOBODY_S);
  }

  @Test
  void a_request_whose_amount_was_raised_on_the_way_sends_nothing() {
    var blind = zendeskUnreadable();
    long ticket = stage.ask("Lena", customer, payment, "10");

    String audit = newestCommand(ticket);
    forge(ticket, payment, reading(ticket, honest.policy(), request(ticket, audit, payment, "49")));
    stage.sandbox().faults().remove(blind);

    requireStopped(ticket, payment, "what was asked for in the ticket is not this");
    withdraw(ticket);
  }

  @Test
  void a_request_that_was_turned_to_another_payment_sends_nothing() {
    Command made = honest.commands().get(0);
    long ticket = Long.parseLong(made.ticket().value());

    forge(
        ticket, payment, reading(ticket, honest.policy(), request(ticket, made.id(), payment, "")));

    stage.untilState(ticket, "needs_approval");
    forge(ticket, payment, reading(ticket, honest.policy(), approval(ticket, NOBODY_S)));
    requireStopped(ticket, payment, "what was asked for in the ticket is not this");
  }

  @Test
  void a_forged_proof_of_a_decision_by_command_line_sends_nothing() throws Exception {
    long ticket = asked("Lena");
    Block block = stage.cases().view(caseId(payment)).requests().get(0).block();
    Decision decision =
        new Decision(
            "forged-1",
            block == null ? "" : block.id(),
            DecisionKind.APPROVE,
            "ben",
            "because",
            "",
            "");
    stage.gate().lose("RespondActivityTaskCompleted", 1);

    CompletableFuture<Verdict> verdict =
        CompletableFuture.supplyAsync(() -> stage.cases().decide(caseId(payment), decision));
    writer.forge(caseId(payment), "Prove", Proof.of(List.of(Role.APPROVER)));

    assertThat(verdict.get(20, TimeUnit.SECONDS).accepted()).isTrue();
    requireStopped(ticket, payment, "a claim by command line does not count");
    withdraw(ticket);
  }

  /** Asked for, and waiting for an approval. */
  private long asked(String agent) {
    long ticket = stage.ask(agent, customer, payment, "");
    stage.untilState(ticket, "needs_approval");
    return ticket;
  }

  /** The hint makes the case read its ticket; what it reads is forged. */
  private void forge(long ticket, String about, TicketReading reading) {
    var blind = zendeskUnreadable();
    stage
        .cases()
        .submit(CaseKind.REFUND, new ObjectId(about), new TicketHint(id(ticket), "webhook"));
    writer.forge(caseId(about), READ, reading);
    stage.sandbox().faults().remove(blind);
  }

  private void requireStopped(long ticket, String about, String why) {
    stage.untilState(ticket, "needs_person");
    stage.untilNote(ticket, why);
    Deadline.within(
        Duration.ofSeconds(20),
        () -> listed(about).filter(s -> s.status().equals("BLOCKED")).isPresent(),
        () -> caseId(about) + " should stand in the list as blocked: " + listed(about));
    assertThat(listed(about).map(CaseSummary::owner))
        .hasValueSatisfying(o -> assertThat(o).isNotEmpty());
    assertThat(sends.count()).isZero();
    assertThat(stage.sandbox().stripe().refundsOf(about)).isEmpty();
  }

  private void withdraw(long ticket) {
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    assertThat(sends.count()).isZero();
  }

  private Optional<CaseSummary> listed(String about) {
    return stage.directory().list("", 1_000).stream()
        .filter(s -> s.caseId().equals(caseId(about)))
        .findFirst();
  }

  private ActiveFault zendeskUnreadable() {
    return stage
        .sandbox()
        .faults()
        .add(Fault.on("zendesk").endpoint("GET /api/v2/tickets/*").always().status(503));
  }

  /** The newest audit in which somebody chose a command. */
  private String newestCommand(long ticket) {
    return stage.sandbox().books().about("" + ticket).stream()
        .filter(e -> e.details().getOrDefault("Caserail action", "").contains("-> crl_do_"))
        .reduce((first, second) -> second)
        .map(e -> "audit-" + e.details().get("audit"))
        .orElseThrow();
  }

  private Command request(long ticket, String audit, String object, String amount) {
    Command made = honest.commands().get(0);
    return new Command(
        audit,
        CommandKind.SEND,
        id(ticket),
        made.actor(),
        made.actorName(),
        made.person(),
        List.of(Role.REQUESTER),
        made.at(),
        object,
        amount,
        "not_received",
        "",
        0,
        null);
  }

  private Command approval(long ticket, String audit) {
    return new Command(
        audit,
        CommandKind.APPROVE,
        id(ticket),
        "" + ZendeskWorld.id(stage.sandbox().zendesk().world().users(), "Ben"),
        "Ben",
        new PersonTag("0123456789abcdef"),
        List.of(Role.APPROVER, Role.FINANCE),
        Instant.now(),
        payment,
        "",
        "not_received",
        "",
        Long.MAX_VALUE,
        null);
  }

  private TicketReading reading(long ticket, RefundPolicy policy, Command command) {
    return new TicketReading(
        id(ticket), true, honest.requester(), List.of(command), honest.revision(), policy);
  }

  private RefundPolicy lax() {
    RefundPolicy policy = honest.policy();
    return new RefundPolicy(
        policy.hash(),
        policy.zone(),
        Map.of("EUR", List.of(new RefundPolicy.Tier(Long.MAX_VALUE, List.of(), false))),
        List.of(),
        policy.windows(),
        policy.waits(),
        policy.bankDays(),
        policy.refundNumber());
  }

  private static TicketId id(long ticket) {
    return new TicketId(Long.toString(ticket));
  }

  private String caseId(String about) {
    return stage.cases().refundId(new ObjectId(about));
  }
}
