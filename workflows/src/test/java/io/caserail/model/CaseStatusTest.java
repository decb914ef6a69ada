package io.caserail.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseStatusTest {
  /** From the left to the top; a dot is no edge. */
  private static final String EDGES =
      """
                     RUNNING WAITING IN_DOUBT NEEDS_APPROVAL BLOCKED COMPENSATING COMPLETED given_up DUPLICATE
      RUNNING           .       x       x           x           x         x           x        x         x
      WAITING           x       .       x           x           x         x           .        .         .
      IN_DOUBT          x       x       .           x           x         x           .        .         .
      NEEDS_APPROVAL    x       x       x           .           x         x           .        .         .
      BLOCKED           x       x       x           x           .         x           .        .         .
      COMPENSATING      .       x       x           x           x         .           .        x         .
      COMPLETED         .       .       .           .           .         .           .        .         .
      REJECTED          .       .       .           .           .         .           .        .         .
      REFUSED           .       .       .           .           .         .           .        .         .
      WITHDRAWN         .       .       .           .           .         .           .        .         .
      EXPIRED           .       .       .           .           .         .           .        .         .
      COMPENSATED       .       .       .           .           .         .           .        .         .
      DUPLICATE         .       .       .           .           .         .           .        .         .
      """;

  @ParameterizedTest
  @EnumSource
  void each_state_offers_its_legal_next_ones_and_no_other(CaseStatus from) {
    assertThat(from.next()).isEqualTo(legal(from));
  }

  @Test
  void every_state_is_at_work_or_a_wait_or_an_ending_and_only_one_of_them() {
    for (CaseStatus status : CaseStatus.values()) {
      assertThat(List.of(isAtWork(status), status.isWait(), status.isEnding()))
          .as("%s", status)
          .containsOnlyOnce(true);
    }
  }

  @RepeatedTest(20)
  void whatever_way_a_request_takes_it_ends_only_from_work_and_only_once() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    CaseStatus status = CaseStatus.RUNNING;
    for (int i = 0; i < 1_000 && !status.isEnding(); i++) {
      List<CaseStatus> next = List.copyOf(status.next());
      CaseStatus chosen = next.get(random.nextInt(next.size()));
      if (chosen.isEnding()) {
        assertThat(isAtWork(status)).as("seed %s", seed).isTrue();
      }
      status = chosen;
    }
    assertThat(status.isEnding()).as("seed %s: every way leads to an end", seed).isTrue();
    assertThat(status.next()).as("seed %s", seed).isEmpty();
  }

  @Test
  void nobody_can_add_an_edge() {
    CaseStatus.COMPLETED.next().add(CaseStatus.RUNNING);
    CaseStatus.IN_DOUBT.next().add(CaseStatus.WITHDRAWN);

    assertThat(CaseStatus.COMPLETED.next()).isEmpty();
    assertThat(CaseStatus.IN_DOUBT.next()).doesNotContain(CaseStatus.WITHDRAWN);
  }

  private static boolean isAtWork(CaseStatus status) {
    return status == CaseStatus.RUNNING || status == CaseStatus.COMPENSATING;
  }

  private static Set<CaseStatus> legal(CaseStatus from) {
    List<String> lines = EDGES.lines().map(String::strip).toList();
    List<String> to = Arrays.asList(lines.get(0).split(" +"));
    List<String> marks =
        lines.stream()
            .skip(1)
            .map(line -> Arrays.asList(line.split(" +")))
            .filter(words -> words.get(0).equals(from.name()))
            .findFirst()
            .orElseThrow();
    Set<CaseStatus> legal = new HashSet<>();
    for (int i = 0; i < to.size(); i++) {
      if (marks.get(i + 1).equals("x")) {
        legal.addAll(
            to.get(i).equals("given_up")
                ? EnumSet.range(CaseStatus.REJECTED, CaseStatus.COMPENSATED)
                : EnumSet.of(CaseStatus.valueOf(to.get(i))));
      }
    }
    return legal;
  }
}
