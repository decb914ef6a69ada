package io.caserail.weekly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the lines of the record come to. */
final class FiguresTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  private static final Instant NEXT = Instant.parse("2026-11-23T00:00:00Z");
  private static final String A = "aaaaaaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbbbbbb";

  private final List<String> lines = new ArrayList<>();

  @Test
  void a_week_without_a_line_knows_of_nothing_and_says_what_no_source_knows() {
    Week week = week();

    assertThat(week.sent()).isEmpty();
    assertThat(week.requests()).isEmpty();
    assertThat(PageText.markdown(Page.of(week, ZoneOffset.UTC)))
        .contains("not known: the record does not hold what a reference was read back as");
  }

  @Test
  void a_refund_counts_in_the_week_in_which_it_was_sent_with_the_time_since_its_click() {
    command("audit-1", "SEND", "2026-11-15T23:59:00Z");
    shown(A, "2026-11-15T23:59:10Z", "WORKING", "\"commands\":[\"audit-1\"]");
    sent(A, "2026-11-16T00:01:00Z", "SUCCEEDED", "24.90 EUR", "audit-1");
    sent(B, "2026-11-23T00:00:00Z", "SUCCEEDED", "10.00 EUR", "audit-2");

    Week week = week();

    assertThat(week.sent())
        .containsExactly(new Week.Sent("not_received", 0, 1, List.of("24.90 EUR")));
    assertThat(week.untouched()).isEqualTo(1);
    assertThat(week.clickToSent()).isEqualTo(new Week.Spread(1, 120, 120));
  }

  @Test
  void an_approval_makes_its_own_time_and_its_person_is_counted() {
    command("audit-1", "SEND", "2026-11-16T08:00:00Z");
    shown(A, "2026-11-16T08:01:00Z", "NEEDS_APPROVAL", "\"commands\":[\"audit-1\"]");
    command("audit-2", "APPROVE", "2026-11-16T09:01:00Z");
    sent(A, "2026-11-16T09:02:00Z", "SUCCEEDED", "180.00 EUR", "audit-1", "audit-2");

    Week week = week();

    assertThat(week.sent().get(0).agreed()).isEqualTo(1);
    assertThat(week.untouched()).isZero();
    assertThat(week.approvalWait()).isEqualTo(new Week.Spread(1, 3_600, 3_600));
    assertThat(week.clickToSent()).isEqualTo(new Week.Spread(1, 120, 120));
    assertThat(week.approvals().perPerson()).containsExactly(Map.entry("8", 1));
  }

  @Test
  void what_was_asked_for_by_command_line_has_no_time_and_that_is_said() {
    sent(A, "2026-11-16T09:02:00Z", "SUCCEEDED", "20.00 EUR", "cli-1");

    Week week = week();

    assertThat(week.unmeasured()).isEqualTo(1);
    assertThat(week.clickToSent().of()).isZero();
    assertThat(PageText.markdown(Page.of(week, ZoneOffset.UTC))).contains("Not known of 1:");
  }

  @Test
  void a_lost_answer_that_was_found_is_money_and_one_that_is_still_open_is_none() {
    order("send", A, "2026-11-16T09:00:00Z", "", "20.00 EUR", "audit-1");
    order("sent", A, "2026-11-16T09:00:01Z", "IN_DOUBT", "20.00 EUR", "audit-1");
    shown(A, "2026-11-16T09:10:01Z", "DONE", "\"ref\":\"re_1\"");
    order("send", B, "2026-11-17T09:00:00Z", "", "30.00 EUR", "audit-2");
    order("sent", B, "2026-11-17T09:00:00Z", "IN_DOUBT", "30.00 EUR", "audit-2");
    shown(B, "2026-11-17T09:05:00Z", "CHECK_NEEDED", "\"waitsFor\":\"CASERAIL\"");

    Week week = week();

    assertThat(week.sent()).extracting(Week.Sent::money).containsExactly(List.of("20.00 EUR"));
    assertThat(week.doubt().count()).isEqualTo(2);
    assertThat(week.doubt().endings())
        .containsOnly(Map.entry("found: it had gone through", 1), Map.entry("open", 1));
    assertThat(week.doubt().longest()).isEqualTo((6 * 24 - 9) * 3_600L);
  }

  @Test
  void what_a_person_named_is_by_hand_and_no_money_of_ours() {
    order("send", A, "2026-11-16T09:00:00Z", "", "20.00 EUR", "audit-1");
    shown(A, "2026-11-16T09:15:00Z", "WAITING", "\"waitsFor\":\"PAYMENT_SYSTEM\"");
    command("audit-2", "DONE_BY_HAND", "2026-11-16T10:00:00Z");
    shown(A, "2026-11-16T10:15:00Z", "DONE", "\"ref\":\"re_hand\"");

    Week week = week();

    assertThat(week.byHand()).isEqualTo(1);
    assertThat(week.sent()).isEmpty();
    assertThat(week.waitingHours()).containsExactly(Map.entry("another system", 1.0));
  }

  @Test
  void doubles_foreign_refunds_failures_and_lateness_are_counted_once_each() {
    order("second_look", A, "2026-11-16T09:00:00Z", "look_alike", "20.00 EUR", "audit-1");
    order("second_look", A, "2026-11-16T09:01:00Z", "look_alike", "20.00 EUR", "audit-1");
    order("stopped", B, "2026-11-16T09:00:00Z", "foreign_refund", "20.00 EUR", "audit-2");
    shown(A, "2026-11-16T09:02:00Z", "NEEDS_PERSON", "\"customerFirst\":\"yes\"");
    shown(A, "2026-11-17T09:02:00Z", "NEEDS_PERSON", "\"late\":\"yes\"");
    shown(B, "2026-11-16T09:02:00Z", "FAILED", "\"ref\":\"re_2\"");
    shown(B, "2026-11-16T09:03:00Z", "FAILED", "\"ref\":\"re_2\"");

    Week week = week();

    assertThat(week.doublesStopped()).isEqualTo(1);
    assertThat(week.foreignRefunds()).isEqualTo(1);
    assertThat(week.failedAfterSent()).isEqualTo(1);
    assertThat(week.customersFirst()).isEqualTo(1);
    assertThat(week.late()).isEqualTo(1);
    assertThat(week.stillLate()).isEqualTo(1);
    assertThat(week.writes()).isEqualTo(new Week.Writes(4, 2, 2, 100));
  }

  @Test
  void what_a_request_has_shown_under_an_earlier_key_is_not_counted_twice() {
    shown(A, "2026-11-16T09:02:00Z", "WORKING", "\"ref\":\"\"");
    shown(B, "2026-11-16T09:03:00Z", "DONE", "\"left\":[\"" + A + "\"]");

    assertThat(week().requests()).containsExactly(new Week.Asked("REFUND", "DONE", 1));
  }

  @Test
  void a_week_of_which_only_the_sends_are_on_record_says_so() {
    sent(A, "2026-11-16T09:00:00Z", "SUCCEEDED", "20.00 EUR", "audit-1");
    assertThat(week().partlyUntil()).isEqualTo(NEXT);

    shown(B, "2026-11-18T12:00:00Z", "WORKING", "\"ref\":\"\"");

    assertThat(PageText.markdown(Page.of(week(), ZoneOffset.UTC)))
        .contains("## Not known before 18 Nov 2026 12:00 Z");
  }

  @Test
  void a_broken_record_is_the_first_thing_that_the_page_says() {
    Week week = Figures.of(lines, false, MONDAY, NEXT, 100);

    assertThat(Page.of(week, ZoneOffset.UTC).sections().get(0).title())
        .isEqualTo("The record is broken");
  }

  private Week week() {
    return Figures.of(lines, true, MONDAY, NEXT, 100);
  }

  private void command(String id, String what, String said) {
    lines.add(
        """
        {"at":"%s","event":"command","kind":"REFUND","ticket":"5","commands":["%s"],"actor":"7",\
        "what":"%s","said":"%s","object":"pi_1","reason":"not_received","outcome":"counted"}
        """
            .formatted(said, id, what, said));
  }

  private void shown(String key, String at, String state, String more) {
    lines.add(
        """
        {"at":"%s","event":"shown","kind":"REFUND","ticket":"5","request":"%s","state":"%s",%s}
        """
            .formatted(at, key, state, more));
  }

  private void sent(String key, String at, String outcome, String amount, String... commands) {
    order("sent", key, at, outcome, amount, commands);
  }

  private void order(
      String event, String key, String at, String outcome, String amount, String... commands) {
    String actors = commands.length > 1 ? "\"7\",\"8\"" : "\"7\"";
    lines.add(
        """
        {"at":"%s","event":"%s","operation":"pi_1/%s/pay","ticket":"5","amount":"%s",\
        "commands":["%s"],"actors":[%s],"outcome":"%s","reason":"not_received"}
        """
            .formatted(at, event, key, amount, String.join("\",\"", commands), actors, outcome));
  }
}
