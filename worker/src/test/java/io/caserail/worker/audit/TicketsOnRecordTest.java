package io.caserail.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.worker.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketsOnRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  private static final TicketId TICKET = new TicketId("42");
  @TempDir Path directory;

  @Test
  void what_was_said_and_shown_names_the_policy_that_it_was_judged_by() throws IOException {
    Path file = directory.resolve("audit.jsonl");

    try (AuditSink sink = new AuditSink(file)) {
      AuditedTickets tickets = new AuditedTickets(new Ticket(), sink, "the-hash", () -> NOW);
      tickets.readTicket(new ReadTicketRequest(CaseKind.REFUND, new ObjectId("pi_3Q"), TICKET));
      tickets.showOnTicket(
          new ShowRequest(
              TICKET,
              new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", List.of()),
              new RequestKey("0123456789abcdef"),
              1,
              List.of("audit-1")));
    }

    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .allMatch(line -> line.contains("\"policy\":\"the-hash\""))
        .anyMatch(line -> line.contains("\"outcome\":\"refused\""))
        .anyMatch(line -> line.contains("\"event\":\"shown\""));
  }

  private static Command command(String id, @Nullable String refusal) {
    return new Command(
        id,
        CommandKind.APPROVE,
        TICKET,
        "7",
        "Ana",
        new PersonTag("none"),
        List.of(Role.APPROVER),
        NOW,
        "pi_3Q",
        "",
        "",
        "",
        0,
        refusal);
  }

  private static final class Ticket implements TicketActivities {
    @Override
    public TicketReading readTicket(ReadTicketRequest request) {
      return new TicketReading(
          TICKET,
          true,
          new PersonTag("none"),
          List.of(command("audit-1", null), command("audit-2", "a trigger set it")),
          1,
          PolicyFile.builtIn(Map.of("requesters", "1", "approvers", "2", "finance", "3"))
              .refunds());
    }

    @Override
    public TicketShown showOnTicket(ShowRequest request) {
      return new TicketShown(TicketShown.How.WRITTEN, false, "open");
    }
  }
}
