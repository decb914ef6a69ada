package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.Failures;
import io.caserail.activities.zendesk.ControlClick;
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

  private final List<ControlClick> clicks = new ArrayList<>();
  private Instant now = Scene.NOW;
  private boolean away;
  private int reads;
  private final TicketPauses pauses =
      new TicketPauses(
          this::read,
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
        .isEqualTo("refunds are paused since 23 Nov 14:00, until two people resume them");
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
    clicks.add(
        new ControlClick(
            "" + (900 + clicks.size()),
            now,
            channel,
            macro,
            author,
            person,
            staff,
            List.of(group)));
  }

  private List<ControlClick> read() {
    reads++;
    if (away) {
      throw new Failures("Zendesk", FaultDomain.ZENDESK).away("Zendesk can't be reached", "", null);
    }
    return List.copyOf(clicks);
  }
}
