package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.Failures;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ControlEntry;
import io.caserail.activities.zendesk.ControlLog;
import io.caserail.activities.zendesk.ControlMark;
import io.caserail.activities.zendesk.Controls;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.PersonTag;
import io.caserail.worker.config.PauseMacros;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketPausesTest {
  private static final String PAUSE = "301";
  private static final String RESUME = "302";
  private static final String REQUESTERS = "1";
  private static final String APPROVERS = "2";
  private static final String FINANCE = "3";

  private final List<ControlEntry> entries = new ArrayList<>();
  private Instant now = Scene.NOW;
  private boolean away;
  private boolean readOnly;
  private final List<String> notes = new ArrayList<>();
  private int reads;
  private final TicketPauses pauses =
      new TicketPauses(
          new Ticket(),
          Map.of(
              CaseKind.REFUND,
              new PauseMacros(List.of(PAUSE), List.of(RESUME)),
              CaseKind.CANCELLATION,
              new PauseMacros(List.of("401"), List.of("402"))),
          Scene.POLICY,
          () -> now);

  @Test
  void nothing_is_paused_until_somebody_does() {
    assertThat(paused()).isNull();
  }

  @Test
  void a_pause_holds_its_own_kind_and_says_since_when_and_how_it_ends() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);

    assertThat(paused())
        .isEqualTo(
            "refunds have been paused since 23 Nov 14:00, until two people have resumed them");
    pauses.require(CaseKind.CANCELLATION);
    pauses.require(CaseKind.VERIFICATION);
  }

  @Test
  void a_pause_stays_when_its_author_has_lost_the_role() {
    click(PAUSE, "7", Scene.LENA, "9");

    assertThat(paused()).isNotNull();
  }

  @Test
  void one_person_can_not_resume_however_often_and_by_whichever_account() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "88", Scene.ANA, FINANCE);

    assertThat(paused()).endsWith("one has agreed to resume them, another one must");
  }

  @Test
  void two_people_resume() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "9", Scene.FIN, FINANCE);

    assertThat(paused()).isNull();
  }

  @Test
  void who_has_paused_may_be_one_of_the_two() {
    click(PAUSE, "8", Scene.ANA, APPROVERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "9", Scene.FIN, FINANCE);

    assertThat(paused()).isNull();
  }

  @Test
  void a_new_pause_takes_what_was_agreed_to_before_it() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "9", Scene.FIN, FINANCE);

    assertThat(paused()).isNotNull();
  }

  @Test
  void who_agrees_before_a_pause_has_not_agreed_to_its_end() {
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "9", Scene.FIN, FINANCE);

    assertThat(paused()).isNotNull();
  }

  @Test
  void a_program_a_requester_a_stranger_and_another_kinds_macro_resume_nothing() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "9", Scene.FIN, FINANCE);
    click(RESUME, "8", Scene.ANA, APPROVERS, "api", true);
    click(RESUME, "8", Scene.ANA, APPROVERS, "web", false);
    click(RESUME, "10", Scene.MIA, REQUESTERS);
    click(RESUME, "11", Scene.MIA, "99");
    click("402", "8", Scene.ANA, APPROVERS);

    assertThat(paused()).isNotNull();
  }

  @Test
  void a_pause_that_has_ended_stays_ended_when_who_resumed_loses_the_role_or_the_account() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "9", Scene.FIN, FINANCE);
    assertThat(paused()).isNull();

    lose("9");
    later();

    assertThat(paused()).isNull();
    assertThat(notes)
        .containsExactly(
            "Refunds go on: two people have resumed them, the second one at 23 Nov 14:00.");
  }

  @Test
  void an_end_that_cant_be_written_down_holds_what_would_be_sent_and_says_so() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "9", Scene.FIN, FINANCE);
    readOnly = true;

    ApplicationFailure failure =
        catchThrowableOfType(ApplicationFailure.class, () -> pauses.require(CaseKind.REFUND));

    assertThat(failure.getType()).isEqualTo("PAUSED");
    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "refunds are resumed, but that can't be written into the ticket of controls: no answer"
                + " came back");
  }

  @Test
  void a_mark_ends_nothing_that_two_people_have_not_resumed() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    mark(ControlMark.ended(CaseKind.REFUND, "901"));

    assertThat(paused()).isNotNull();
  }

  @Test
  void a_pause_after_one_that_has_ended_holds_whatever_was_marked() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "9", Scene.FIN, FINANCE);
    assertThat(paused()).isNull();
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    later();

    assertThat(paused()).isNotNull();
  }

  @Test
  void the_brake_stays_on_until_two_people_resume_and_then_counts_from_there() {
    assertThat(pauses.requireOff()).isEqualTo(Instant.MIN);

    ApplicationFailure tripped =
        catchThrowableOfType(ApplicationFailure.class, () -> pauses.trip("3 EUR, above 2 EUR"));
    now = now.plus(Duration.ofHours(9));
    String held = paused();
    click(RESUME, "8", Scene.ANA, APPROVERS);
    later();
    String agreed = paused();
    click(RESUME, "9", Scene.FIN, FINANCE);
    later();

    assertThat(tripped.getType()).isEqualTo("PAUSED");
    assertThat(held)
        .isEqualTo(
            "refunds have been paused since 23 Nov 14:00 by the outflow brake, 3 EUR, above 2 EUR, until"
                + " two people have resumed them");
    assertThat(agreed).endsWith("one has agreed to resume them, another one must");
    assertThat(pauses.requireOff()).isEqualTo(now.minusSeconds(4));
    assertThat(notes.get(0)).startsWith("Refunds are paused by the outflow brake: 3 EUR, above 2");
  }

  @Test
  void a_brake_that_two_processes_put_on_is_on_once() {
    TicketPauses another =
        new TicketPauses(
            new Ticket(),
            Map.of(CaseKind.REFUND, new PauseMacros(List.of(PAUSE), List.of(RESUME))),
            Scene.POLICY,
            () -> now);
    assertThat(pauses.requireOff()).isEqualTo(another.requireOff());

    assertThatThrownBy(() -> pauses.trip("3 EUR, above 2 EUR"))
        .isInstanceOf(ApplicationFailure.class);
    assertThatThrownBy(() -> another.trip("4 EUR, above 2 EUR"))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("3 EUR");

    assertThat(notes).hasSize(1);
  }

  @Test
  void a_brake_that_cant_be_put_on_lets_nothing_pass_and_says_so() {
    readOnly = true;

    ApplicationFailure failure =
        catchThrowableOfType(ApplicationFailure.class, () -> pauses.trip("3 EUR, above 2 EUR"));

    assertThat(failure.getType()).isEqualTo("PAUSED");
    assertThat(failure.getOriginalMessage())
        .startsWith(
            "refunds have to be paused: 3 EUR, above 2 EUR; nothing is sent, but that can't");
  }

  @Test
  void what_is_paused_can_be_read_with_names() {
    click("401", "7", Scene.LENA, REQUESTERS);
    pauses.pause(CaseKind.REFUND, "Olga", "a strange hour");
    click(RESUME, "8", Scene.ANA, APPROVERS);
    click(RESUME, "10", Scene.MIA, REQUESTERS);

    assertThat(pauses.paused())
        .containsExactly(
            new Paused(CaseKind.REFUND, Scene.NOW, "Olga", "a strange hour", List.of("agent 8")),
            new Paused(CaseKind.CANCELLATION, Scene.NOW, "agent 7", "", List.of()));
  }

  private void later() {
    now = now.plusSeconds(4);
  }

  @Test
  void what_was_read_is_good_for_seconds_only() {
    assertThat(paused()).isNull();
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    now = now.plus(Duration.ofSeconds(4));

    assertThat(paused()).isNotNull();
    assertThat(paused()).isNotNull();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void while_the_ticket_cant_be_read_nothing_passes() {
    away = true;

    assertThatThrownBy(() -> pauses.require(CaseKind.REFUND))
        .isInstanceOf(ApplicationFailure.class);
  }

  @Test
  void a_paused_order_is_not_cleared_and_what_it_changes_is_not_either() {
    click(PAUSE, "7", Scene.LENA, REQUESTERS);
    Scene scene = new Scene();
    scene.pauses = pauses;

    ApplicationFailure failure = catchThrowableOfType(ApplicationFailure.class, scene::clear);

    assertThat(failure.getType()).isEqualTo("PAUSED");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  private @Nullable String paused() {
    try {
      pauses.require(CaseKind.REFUND);
      return null;
    } catch (ApplicationFailure failure) {
      return failure.getOriginalMessage();
    }
  }

  private void click(String macro, String author, PersonTag person, String group) {
    click(macro, author, person, group, "web", true);
  }

  private void click(
      String macro, String author, PersonTag person, String group, String channel, boolean staff) {
    entries.add(
        new ControlEntry(
            audit(),
            now,
            channel,
            macro,
            author,
            "agent " + author,
            person,
            staff,
            List.of(group),
            null));
  }

  private String audit() {
    return "" + (900 + entries.size());
  }

  /** The people's roles are gone, and they themselves. */
  private void lose(String author) {
    entries.replaceAll(
        entry ->
            entry.author().equals(author)
                ? new ControlEntry(
                    entry.audit(),
                    entry.at(),
                    entry.channel(),
                    entry.macro(),
                    author,
                    "somebody",
                    PersonTags.NONE,
                    false,
                    List.of(),
                    null)
                : entry);
  }

  private void mark(ControlMark mark) {
    entries.add(
        new ControlEntry(
            audit(), now, "api", "", "1", "somebody", PersonTags.NONE, false, List.of(), mark));
  }

  private final class Ticket implements Controls {
    @Override
    public ControlLog read() {
      reads++;
      if (away) {
        throw away();
      }
      return new ControlLog("stamp", entries);
    }

    @Override
    public void write(ControlLog read, ControlMark mark, List<String> note) {
      if (readOnly) {
        throw new Failures("Zendesk", FaultDomain.ZENDESK).inDoubt("no answer came back", "", null);
      }
      mark(mark);
      notes.add(String.join("\n", note));
    }

    private ApplicationFailure away() {
      return new Failures("Zendesk", FaultDomain.ZENDESK)
          .away("Zendesk can't be reached", "", null);
    }
  }
}
