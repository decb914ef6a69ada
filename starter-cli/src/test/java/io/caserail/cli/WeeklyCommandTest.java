package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeeklyCommandTest {
  @TempDir Path folder;

  @Test
  void a_week_is_printed_as_text_for_people() throws IOException {
    Shell.Printed printed = shell().type("weekly", "--week", "2026-W47");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .startsWith("# Caserail, 16 Nov 2026 00:00 UTC to 23 Nov 2026 00:00 UTC\n")
        .contains("| not received | nobody | 1 | 24.90 EUR |");
  }

  @Test
  void days_are_chosen_from_the_first_to_the_last() throws IOException {
    Shell.Printed before = shell().type("weekly", "--from", "2026-11-16", "--to", "2026-11-17");
    Shell.Printed with = shell().type("weekly", "--from", "2026-11-16", "--to", "2026-11-18");

    assertThat(before.out()).doesNotContain("24.90 EUR");
    assertThat(with.out()).contains("24.90 EUR");
  }

  @Test
  void the_ending_of_the_file_chooses_how_it_is_written() throws IOException {
    Path html = folder.resolve("week.html");
    Path json = folder.resolve("week.json");

    shell().type("weekly", "--week", "2026-W47", "--out", html.toString());
    shell().type("weekly", "--week", "2026-W47", "--out", json.toString());

    assertThat(html).content().startsWith("<!DOCTYPE html>").contains("<td>24.90 EUR</td>");
    assertThat(json).content().startsWith("{\"from\":\"2026-11-16T00:00:00Z\"");
  }

  @Test
  void what_can_not_be_meant_is_exit_code_2() throws IOException {
    Shell.Printed week = shell().type("weekly", "--week", "47");
    Shell.Printed both = shell().type("weekly", "--week", "2026-W47", "--from", "2026-11-16");
    Shell.Printed nowhere =
        new Shell("--audit-log", folder.resolve("none.jsonl").toString()).type("weekly");

    assertThat(week.exitCode()).isEqualTo(2);
    assertThat(week.err()).contains("--week is a week such as 2026-W47: 47");
    assertThat(both.err()).contains("Say either --week or --from and --to.");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("There is no audit log");
  }

  private Shell shell() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("audit.jsonl"),
            """
            {"at":"2026-11-18T10:00:00Z","event":"sent","operation":"pi_1/0123456789abcdef/pay",\
            "ticket":"5","amount":"24.90 EUR","commands":["audit-1"],"actors":["7"],\
            "outcome":"SUCCEEDED","reason":"not_received"}
            """);
    return new Shell("--audit-log", file.toString(), "--zone", "UTC");
  }
}
