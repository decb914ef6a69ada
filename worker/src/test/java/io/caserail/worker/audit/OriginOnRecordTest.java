package io.caserail.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.Origin;
import io.caserail.port.RefundOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginOnRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  @TempDir Path directory;

  @Test
  void a_refund_that_no_click_of_its_own_asked_for_names_what_it_follows_from() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    RefundOrder order =
        new RefundOrder(
            new Attempt(new OperationId("pi_3Q/0123456789abcdef/pay"), "audit-5", 1, NOW, false),
            new ObjectId("pi_3Q"),
            new Money(2_490, "EUR"),
            "24.9",
            "cancelled_in_window",
            new TicketId("42"),
            new Claim("audit-5", "7", ""),
            List.of(),
            List.of(),
            new Origin(
                CaseKind.CANCELLATION,
                new ObjectId("ord_1"),
                new OperationId("ord_1/00000000000000c1/refund"),
                0));

    try (AuditSink sink = new AuditSink(file)) {
      new AuditedSends(sink, "hash", () -> NOW).beforeSend(order, "key-1");
    }

    assertThat(Files.readString(file))
        .contains("\"origin\":\"cancellation of ord_1 (ord_1/00000000000000c1/refund#0)\"");
  }
}
