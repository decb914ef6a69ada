package io.caserail.decision;

import static io.caserail.decision.Blocks.block;
import static io.caserail.decision.Blocks.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an amendment must hold, and that it changes the wait in one thing only. */
class AmendmentsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:02:07Z");
  private static final Block OPEN =
      block("approve#1", List.of(), DecisionKind.APPROVE, DecisionKind.REFUSE);

  @ParameterizedTest
  @ValueSource(strings = {"PT0.001S", "PT1H", "P30D"})
  void a_wait_is_extended_to_a_time_within_thirty_days(Duration ahead) {
    Instant until = NOW.plus(ahead);
    Decision extend = extend(until);

    assertThat(Amendments.refusal(extend, NOW)).isNull();
    Block amended = Amendments.amended(OPEN, extend);
    assertThat(amended.due()).isEqualTo(until);
    assertThat(amended.until(OPEN.due())).isEqualTo(OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1H", "PT720H0.001S"})
  void a_time_that_is_over_or_too_far_away_extends_nothing(Duration ahead) {
    assertThat(Amendments.refusal(extend(NOW.plus(ahead)), NOW))
        .isEqualTo("it needs a time from now on, at most 30 days ahead");
  }

  @Test
  void an_extension_without_a_time_extends_nothing() {
    assertThat(Amendments.refusal(decision("d1", DecisionKind.EXTEND), NOW))
        .startsWith("it needs a time");
  }

  @Test
  void a_wait_is_handed_over_to_whoever_is_named_in_plain_text() {
    Decision handOver = handOver("<b>Duty</b> lead");

    assertThat(Amendments.refusal(handOver, NOW)).isNull();
    Block amended = Amendments.amended(OPEN, handOver);
    assertThat(amended.owner()).contains("Duty").doesNotContain("<b>");
    assertThat(amended.ownedBy(OPEN.owner())).isEqualTo(OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void a_wait_is_handed_over_to_nobody(String to) {
    assertThat(Amendments.refusal(handOver(to), NOW))
        .isEqualTo("it needs the new owner: a group, or a person");
  }

  @Test
  void what_ends_a_wait_amends_nothing() {
    assertThat(Amendments.refusal(decision("d1", DecisionKind.RETRY), NOW))
        .isEqualTo("RETRY amends nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "approve, NEEDS_APPROVAL, above_limit, true",
    "pay,     NEEDS_APPROVAL, above_limit, false",
    "approve, BLOCKED,        above_limit, false",
    "approve, NEEDS_APPROVAL, guest,       false",
  })
  void a_wait_goes_on_while_step_status_and_cause_are_the_same(
      String step, CaseStatus status, String code, boolean same) {
    Cause cause = Cause.people(status, code, "other words", Duration.ofHours(3));

    assertThat(OPEN.isSame(new Step(step, "Whatever"), cause)).isEqualTo(same);
  }

  private static Decision extend(Instant until) {
    return amending(DecisionKind.EXTEND, until, "");
  }

  private static Decision handOver(String to) {
    return amending(DecisionKind.HAND_OVER, null, to);
  }

  private static Decision amending(DecisionKind kind, @Nullable Instant until, String to) {
    return new Decision("d1", "", kind, "ana", "", "", "", until, to);
  }
}
