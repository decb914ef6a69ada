package io.caserail.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;
import io.caserail.port.Outcome;
import io.caserail.port.RefundOrder;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSinkTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  private static final RefundOrder ORDER =
      new RefundOrder(
          new Attempt(new OperationId("pi_3Q/0123456789abcdef/pay"), "audit-5", 2, NOW, false),
          new ObjectId("pi_3Q"),
          new Money(2_490, "EUR"),
          "24.9",
          "not_received",
          new TicketId("42"),
          new Claim("audit-5", "7", ""),
          List.of(new Claim("audit-6", "8", "")),
          List.of());
  @TempDir Path directory;

  @Test
  void a_send_leaves_a_line_before_and_a_line_after_it() throws Exception {
    Path file = directory.resolve("new/audit.jsonl");
    try (AuditSink sink = new AuditSink(file)) {
      AuditedSends sends = new AuditedSends(sink, "hash", () -> NOW);

      sends.beforeSend(ORDER, "key-1");
      assertThat(Files.readAllLines(file)).hasSize(1);
      sends.afterSend(ORDER, "key-1", "SUCCEEDED", "re_1", "HTTP 200, request req_1");
    }

    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines)
        .satisfiesExactly(
            before ->
                assertThat(before)
                    .hasToString(
                        "{\"before\":\"begin\",\"at\":\"2026-11-23T14:00:00Z\",\"event\":\"send\","
                            + "\"operation\":\"pi_3Q/0123456789abcdef/pay\",\"generation\":2,"
                            + "\"ticket\":\"42\",\"amount\":\"24.90 EUR\","
                            + "\"commands\":[\"audit-5\",\"audit-6\"],\"actors\":[\"7\",\"8\"],"
                            + "\"policy\":\"hash\",\"key\":\"key-1\","
                            + "\"reason\":\"not_received\"}"),
            after -> {
              assertThat(after.path("event").asText()).isEqualTo("sent");
              assertThat(after.path("outcome").asText()).isEqualTo("SUCCEEDED");
              assertThat(after.path("ref").asText()).isEqualTo("re_1");
              assertThat(after.path("evidence").asText()).contains("req_1");
            });
  }

  @Test
  void a_change_leaves_a_line_before_and_a_line_after_it_that_say_which() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    try (AuditSink sink = new AuditSink(file)) {
      AuditedChanges changes = new AuditedChanges(sink, "hash", () -> NOW);

      changes.beforeSend("ApplyVerdict", change("verified"));
      changes.afterSend("ApplyVerdict", change("verified"), "SUCCEEDED", "chg_1", "");
    }

    assertThat(Files.readAllLines(file).stream().map(AuditSinkTest::unchained))
        .containsExactly(
            "{\"at\":\"2026-11-23T14:00:00Z\",\"event\":\"send\","
                + "\"operation\":\"acct_1/0123456789abcdef/apply\",\"generation\":0,"
                + "\"change\":\"ApplyVerdict\",\"object\":\"acct_1\",\"value\":\"verified\","
                + "\"ticket\":\"42\",\"commands\":[\"audit-5\",\"audit-6\"],"
                + "\"actors\":[\"7\",\"8\"],\"policy\":\"hash\"}",
            "{\"at\":\"2026-11-23T14:00:00Z\",\"event\":\"sent\","
                + "\"operation\":\"acct_1/0123456789abcdef/apply\",\"generation\":0,"
                + "\"change\":\"ApplyVerdict\",\"object\":\"acct_1\",\"value\":\"verified\","
                + "\"ticket\":\"42\",\"commands\":[\"audit-5\",\"audit-6\"],"
                + "\"actors\":[\"7\",\"8\"],\"policy\":\"hash\",\"outcome\":\"SUCCEEDED\","
                + "\"ref\":\"chg_1\"}");
  }

  @Test
  void a_second_look_at_a_change_stands_on_record_whatever_it_says() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    List<String> counted = new ArrayList<>();
    try (AuditSink sink = new AuditSink(file)) {
      Outcome no = Outcome.stopped("request_not_proven", "nobody asked");

      new AuditedClearance(
              order -> order.value().isEmpty() ? Clearing.GO : Clearing.stopped(no),
              sink,
              "hash",
              () -> NOW,
              (question, verdict) -> counted.add(question + " " + verdict))
          .clear(change("verified"));
    }

    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .contains("\"event\":\"second_look\"", "\"outcome\":\"request_not_proven\"")
        .contains("\"operation\":\"acct_1/0123456789abcdef/apply\"")
        .doesNotContain("nobody asked");
    assertThat(counted).containsExactly("second_look request_not_proven");
  }

  @Test
  void a_look_at_what_is_given_back_stands_on_record_like_any_other() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    Clearance strict =
        new Clearance() {
          @Override
          public Clearing clear(ChangeOrder order) {
            return Clearing.stopped(Outcome.stopped("requester_changed", "another customer's"));
          }

          @Override
          public Clearance ofUndos() {
            return order -> Clearing.GO;
          }
        };
    try (AuditSink sink = new AuditSink(file)) {
      Clearance recorded =
          new AuditedClearance(strict, sink, "hash", () -> NOW, (question, verdict) -> {});

      assertThat(recorded.ofUndos().clear(change("")).stopped()).isNull();
    }

    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .contains("\"event\":\"second_look\"", "\"outcome\":\"cleared\"");
  }

  @Test
  void what_is_no_id_is_not_written_down() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    try (AuditSink sink = new AuditSink(file)) {
      new AuditedChanges(sink, "hash", () -> NOW)
          .beforeSend("InviteToVerify", change("https://verify.example/start#secret"));
    }

    assertThat(Files.readString(file)).contains("unprintable").doesNotContain("secret");
  }

  private static String unchained(String line) {
    return line.replaceFirst("\"before\":\"[^\"]*\",", "");
  }

  private static ChangeOrder change(String value) {
    return new ChangeOrder(
        new Attempt(new OperationId("acct_1/0123456789abcdef/apply"), "audit-5", 0, NOW, false),
        new ObjectId("acct_1"),
        value,
        new TicketId("42"),
        new Claim("audit-5", "7", ""),
        List.of(new Claim("audit-6", "8", "")));
  }

  @Test
  void what_was_written_before_stays() throws Exception {
    Path file = Files.writeString(directory.resolve("audit.jsonl"), "{\"old\":1}\n");

    try (AuditSink sink = new AuditSink(file)) {
      new AuditedSends(sink, "hash", () -> NOW).beforeSend(ORDER, "key-1");
    }

    assertThat(Files.readAllLines(file)).hasSize(2).startsWith("{\"old\":1}");
  }

  @Test
  void without_a_record_there_is_no_send() {
    AuditSink sink = new AuditSink(directory.resolve("audit.jsonl"));
    sink.close();
    AuditedSends sends = new AuditedSends(sink, "hash", () -> NOW);

    assertThatThrownBy(() -> sends.beforeSend(ORDER, "key-1"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_file_that_cannot_be_opened_is_named() {
    assertThatThrownBy(() -> new AuditSink(directory)).hasMessageContaining(directory.toString());
  }
}
