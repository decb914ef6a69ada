package io.caserail.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of what support reads says what the code says, and leaves nothing out. */
class StaffTextsTest {
  private static final Path PAGE = Path.of("../docs/staff-texts.md");

  /** Of each kind, what never becomes of a request, and why. */
  private static final Map<String, Map<CaseStatus, String>> NEVER =
      Map.of(
          "Refund",
          Map.of(
              CaseStatus.COMPENSATING, "money that has left is not taken back",
              CaseStatus.COMPENSATED, "money that has left is not taken back"),
          "Cancellation",
          Map.of(
              CaseStatus.COMPENSATING,
                  "while nothing hinders it, it is not told; stuck, it is a wait",
              CaseStatus.DUPLICATE, "the case that goes on with an earlier one completes it"),
          "Verification",
          Map.of(
              CaseStatus.COMPENSATING,
                  "while nothing hinders it, it is not told; stuck, it is a wait",
              CaseStatus.DUPLICATE, "the case that goes on with an earlier one completes it"));

  /** How a note names what may be decided. */
  private static final Map<DecisionKind, String> NAMES =
      Map.of(
          DecisionKind.APPROVE, ": approve",
          DecisionKind.REFUSE, ": refuse",
          DecisionKind.RETRY, ": retry",
          DecisionKind.CHECKED_FOUND, ": I checked",
          DecisionKind.CHECKED_NONE, "none",
          DecisionKind.DONE_BY_HAND, ": I did it by hand",
          DecisionKind.SKIP, ": skip",
          DecisionKind.COMPENSATE, ": take back",
          DecisionKind.WITHDRAW, ": withdraw");

  /** Of each kind, what is never decided by what its notes say, and why. */
  private static final Map<String, Map<DecisionKind, String>> UNNAMED =
      Map.of(
          "Refund",
          Map.of(
              DecisionKind.SKIP, "nothing can be left out before it is paid",
              DecisionKind.COMPENSATE, "money that has left is not taken back"),
          "Cancellation",
          Map.of(DecisionKind.COMPENSATE, "to take back is what withdrawing does"),
          "Verification",
          Map.of());

  static Stream<StaffTexts> kinds() {
    return StaffPage.kinds().stream();
  }

  /** The kinds that people ask for. */
  static Stream<StaffTexts> asked() {
    return kinds().filter(kind -> NEVER.containsKey(kind.kind()));
  }

  @Test
  void the_page_says_what_the_code_says() throws IOException {
    String now = StaffPage.text();
    if (Boolean.getBoolean("staff.texts.write")) {
      Files.writeString(PAGE, now);
    }

    assertThat(Files.readString(PAGE))
        .as("docs/staff-texts.md is not what the code says; write it again: " + StaffPage.AGAIN)
        .isEqualTo(now);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void each_kind_speaks_of_every_status(StaffTexts kind) {
    Set<CaseStatus> told =
        kind.all().stream()
            .map(StaffText::status)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());

    assertThat(CaseStatus.values())
        .allSatisfy(
            status ->
                assertThat(told.contains(status))
                    .as(kind.kind() + " and " + status)
                    .isEqualTo(!of(NEVER, kind).containsKey(status)));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void each_kind_speaks_of_a_fault_of_everybody(StaffTexts kind) {
    assertThat(kind.all()).extracting(StaffText::whose).contains(FaultDomain.values());
  }

  @ParameterizedTest
  @MethodSource("asked")
  void each_kind_names_every_decision(StaffTexts kind) {
    String all = kind.all().toString();

    assertThat(NAMES)
        .allSatisfy(
            (decision, name) ->
                assertThat(all.contains(kind.kind() + name) || name.equals("none"))
                    .as(kind.kind() + " and " + decision)
                    .isEqualTo(!of(UNNAMED, kind).containsKey(decision)));
  }

  /** They end no wait: a correction is told by itself, the others by the same note once more. */
  @Test
  void whatever_is_not_named_only_amends() {
    assertThat(Arrays.stream(DecisionKind.values()).filter(kind -> !NAMES.containsKey(kind)))
        .allMatch(DecisionKind::isAmendment);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void no_two_situations_read_alike(StaffTexts kind) {
    Map<List<String>, String> first = new HashMap<>();
    assertThat(kind.all())
        .filteredOn(text -> !text.lines().isEmpty())
        .allSatisfy(
            text ->
                assertThat(first.putIfAbsent(text.lines(), text.situation()))
                    .as(text.situation())
                    .isNull());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void no_note_has_more_than_five_lines(StaffTexts kind) {
    assertThat(kind.all()).allSatisfy(text -> assertThat(text.lines()).hasSizeLessThan(6));
  }

  private static <K> Map<K, String> of(Map<String, Map<K, String>> by, StaffTexts kind) {
    return by.getOrDefault(kind.kind(), Map.of());
  }
}
