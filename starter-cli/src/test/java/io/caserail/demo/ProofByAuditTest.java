package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Agent;
import io.caserail.sandbox.zendesk.Channel;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ways in which a command can get into a ticket without a person's own click with a macro,
 * besides those that stand in {@link ThreatTableTest}.
 */
final class ProofByAuditTest {
  private static final String MIA = "mia@example.com";
  private static final String COMMAND = "Caserail action";
  private static final String SEND = "crl_do_refund_send";

  @TempDir static Path folder;
  private static Stage stage;
  private static ZendeskSandbox zendesk;

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
    payment = stage.payment("60.00", MIA);
    sends = Sends.from(stage);
  }

  @ParameterizedTest
  @CsvSource({"API, api", "BULK, bulk_edit"})
  void a_command_by_another_channel_does_not_count(Channel channel, String named) {
    long ticket = stage.write(MIA);

    zendesk.agent("Lena").over(channel).applyMacro(ticket, "Refund: send", values());

    requireRefused(
        ticket,
        "Request by Lena not counted: it did not come from an agent's own screen but by '"
            + named
            + "'.");
  }

  @Test
  void a_command_that_came_with_the_ticket_and_names_no_payment_is_answered_too() {
    long ticket = zendesk.customer(MIA).form("Hello", "Please.", Map.of(), List.of(SEND));

    stage.untilNote(ticket, "it was set when the ticket was created");
    assertThat(sends.count()).isZero();
    assertThat(stage.ticket(ticket).field(COMMAND)).isEmpty();
  }

  @Test
  void a_command_that_an_agent_chose_without_the_macro_does_not_count() {
    long ticket = stage.write(MIA);
    Map<String, String> values = values();
    values.put(COMMAND, SEND);

    zendesk.agent("Lena").setFields(ticket, values);

    requireRefused(ticket, "not counted: the command was set without its macro; apply the macro.");
  }

  @Test
  void a_command_that_an_agent_typed_as_a_tag_does_not_count() {
    long ticket = stage.write(MIA);
    zendesk.agent("Lena").setFields(ticket, values());

    zendesk.agent("Lena").addTags(ticket, SEND);

    requireRefused(ticket, "not counted: the command was set without its macro; apply the macro.");
  }

  @Test
  void a_command_under_another_macro_does_not_count() {
    long ticket = stage.write(MIA);
    Map<String, String> values = values();
    values.put(COMMAND, SEND);

    zendesk.agent("Lena").applyMacro(ticket, "Tell customer: sent", values);

    requireRefused(ticket, "not counted: the macro that was applied is not ours for this command.");
  }

  @Test
  void a_command_by_somebody_without_the_role_does_not_count() {
    long ticket = stage.write(MIA);

    zendesk.agent("Olga").applyMacro(ticket, "Refund: send", values());

    requireRefused(ticket, "Request by Olga not counted: that takes the role requester");
  }

  @Test
  void a_command_by_an_agent_outside_the_groups_does_not_count() {
    zendesk.leaveGroup("Ben", "Refund approvers");
    long ticket = stage.write(MIA);

    zendesk.agent("Ben").applyMacro(ticket, "Refund: send", values());

    requireRefused(
        ticket, "Request by Ben not counted: its author is in no group that may do this.");
  }

  @Test
  void a_command_by_a_suspended_agent_does_not_count() {
    long ticket = stage.write(MIA);
    Agent gone = zendesk.agent("Fin");
    zendesk.suspend("Fin");

    gone.applyMacro(ticket, "Refund: send", values());

    requireRefused(ticket, "Request by Fin not counted: its author is no active agent.");
  }

  @Test
  void a_refund_whose_requester_is_suspended_before_the_send_is_stopped() {
    var down = stripeAway();
    long ticket = stage.ask("Omar", MIA, payment, "10");
    stage.untilState(ticket, "waiting");

    zendesk.suspend("Omar");

    stage.untilState(ticket, "needs_person");
    stage.untilNote(ticket, "its author is no active agent");
    stage.sandbox().faults().remove(down);
    withdraw(ticket);
  }

  @ParameterizedTest
  @CsvSource({"Refund amount, 12", "Refund reason, crl_reason_damaged"})
  void a_refund_that_was_edited_between_the_request_and_the_send_is_stopped(
      String field, String value) {
    var down = stripeAway();
    long ticket = stage.ask("Lena", MIA, payment, "10");
    stage.untilState(ticket, "waiting");

    zendesk.agent("Lena").setField(ticket, field, value);

    stage.untilState(ticket, "needs_person");
    stage.untilNote(
        ticket, "payment, amount or reason were changed in the ticket after the request");
    stage.sandbox().faults().remove(down);
    withdraw(ticket);
  }

  /** Nothing was ever accepted, so a withdrawal ends it, and the money stays. */
  private void withdraw(long ticket) {
    Sends afterwards = Sends.from(stage);
    stage.macro("Lena", ticket, "Refund: withdraw");
    stage.untilState(ticket, "withdrawn");
    stage.untilClosed(payment);
    assertThat(afterwards.count()).isZero();
    assertThat(stage.sandbox().stripe().refundsOf(payment)).isEmpty();
  }

  private void requireRefused(long ticket, String note) {
    stage.untilNote(ticket, note);
    stage.untilClosed(payment);
    assertThat(sends.count()).isZero();
    assertThat(stage.sandbox().stripe().refundsOf(payment)).isEmpty();
    assertThat(stage.ticket(ticket).field(COMMAND)).isEmpty();
  }

  private static ActiveFault stripeAway() {
    return stage
        .sandbox()
        .faults()
        .add(Fault.on("stripe").endpoint(Sends.ENDPOINT).always().status(429));
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("Refund payment", payment);
    values.put("Refund amount", "10");
    values.put("Refund reason", "crl_reason_not_received");
    return values;
  }
}
