package io.caserail.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.zendesk.ControlEntry;
import io.caserail.activities.zendesk.ControlLog;
import io.caserail.activities.zendesk.ControlMark;
import io.caserail.activities.zendesk.Controls;
import io.caserail.model.CaseKind;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.OutageSaid;
import io.caserail.port.OutageTicket;
import io.caserail.worker.config.PauseMacros;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlsOnRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  @TempDir Path directory;
  private final List<ControlEntry> said = new ArrayList<>();

  @Test
  void whoever_pauses_or_resumes_is_on_record_once() throws IOException {
    said.add(entry("1", "301", "7", null));
    said.add(entry("2", "302", "8", null));
    said.add(entry("3", "302", "9", null));
    said.add(entry("4", "", "1", ControlMark.ended(CaseKind.REFUND, "3")));
    said.add(entry("5", "", "1", ControlMark.paused(CaseKind.REFUND, ControlMark.BRAKE, "much")));
    said.add(
        entry("6", "", "1", ControlMark.paused(CaseKind.REFUND, "lena by command line", "why")));
    said.add(entry("7", "999", "7", null));

    try (AuditSink sink = new AuditSink(file())) {
      Controls controls =
          new ControlRecord(sink, "hash", () -> NOW)
              .of(
                  ticket(),
                  new TicketId("42"),
                  Map.of(CaseKind.REFUND, new PauseMacros(List.of("301"), List.of("302"))));
      controls.read();
      controls.read();
    }

    assertThat(Files.readAllLines(file()))
        .satisfiesExactly(
            line -> says(line, "pause", "\"command\":\"audit-1\",\"actor\":\"7\""),
            line -> says(line, "resume", "\"command\":\"audit-2\",\"actor\":\"8\""),
            line -> says(line, "resume", "\"command\":\"audit-3\",\"actor\":\"9\""),
            line -> says(line, "resumed", "\"command\":\"audit-4\",\"said\""),
            line -> says(line, "brake", "\"command\":\"audit-5\",\"said\""),
            line -> says(line, "pause", "\"actor\":\"lena by command line\""));
  }

  @Test
  void whoever_holds_or_releases_an_outage_is_on_record_though_the_ticket_can_not_be_written()
      throws IOException {
    try (AuditSink sink = new AuditSink(file())) {
      AuditedOutages tickets =
          new AuditedOutages(
              ticket -> {
                throw new IllegalStateException("Zendesk is away");
              },
              new ControlRecord(sink, "hash", () -> NOW));
      OutageSaid hold = new OutageSaid("Stripe", OutageSaid.HOLD, "Fin", "77", NOW);
      OutageSaid release = new OutageSaid("Stripe", OutageSaid.RELEASE, "olga", "", NOW);
      for (List<OutageSaid> said : List.of(List.of(hold), List.of(hold, release))) {
        assertThatThrownBy(
                () ->
                    tickets.writeOutage(
                        new OutageTicket("outage-1", 1, "Outage", List.of("Away."), false, said)))
            .hasMessage("Zendesk is away");
      }
    }

    assertThat(Files.readAllLines(file()))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains(
                        "\"event\":\"control\",\"what\":\"hold\",\"about\":\"Stripe\",\"command\":"
                            + "\"audit-77\",\"actor\":\"Fin\"",
                        "\"policy\":\"hash\""),
            line ->
                assertThat(line)
                    .contains("\"what\":\"release\",\"about\":\"Stripe\",\"actor\":\"olga\""));
  }

  private Path file() {
    return directory.resolve("audit.jsonl");
  }

  private static void says(String line, String what, String who) {
    assertThat(line)
        .contains(
            "\"event\":\"control\",\"what\":\""
                + what
                + "\",\"about\":\"refund\",\"ticket\":\"42\"",
            who,
            "\"said\":\"2026-11-23T14:00:00Z\",\"policy\":\"hash\"");
  }

  private static ControlEntry entry(
      String audit, String macro, String author, @Nullable ControlMark mark) {
    return new ControlEntry(
        audit, NOW, "web", macro, author, "Somebody", new PersonTag("none"), true, List.of(), mark);
  }

  private Controls ticket() {
    return new Controls() {
      @Override
      public ControlLog read() {
        return new ControlLog("1", said);
      }

      @Override
      public void write(ControlLog read, ControlMark mark, List<String> note) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
