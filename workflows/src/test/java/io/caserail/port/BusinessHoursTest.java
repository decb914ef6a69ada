package io.caserail.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {
  private static final BusinessHours OFFICE =
      new BusinessHours(
          "Europe/Berlin",
          List.of(
              DayOfWeek.MONDAY,
              DayOfWeek.TUESDAY,
              DayOfWeek.WEDNESDAY,
              DayOfWeek.THURSDAY,
              DayOfWeek.FRIDAY),
          LocalTime.of(9, 0),
          LocalTime.of(17, 0));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          asked (a Friday is the 27th) | hours | is over
          2026-11-27T08:00:00Z         | 4     | 2026-11-27T12:00:00Z
          2026-11-27T14:00:00Z         | 4     | 2026-11-30T10:00:00Z
          2026-11-27T05:00:00Z         | 1     | 2026-11-27T09:00:00Z
          2026-11-27T20:00:00Z         | 1     | 2026-11-30T09:00:00Z
          2026-11-28T11:00:00Z         | 8     | 2026-11-30T16:00:00Z
          2026-11-27T08:00:00Z         | 8     | 2026-11-27T16:00:00Z
          2026-03-27T15:30:00Z         | 1     | 2026-03-30T07:30:00Z
          """)
  void only_time_at_work_counts(Instant asked, int hours, Instant over) {
    assertThat(OFFICE.after(asked, Duration.ofHours(hours))).isEqualTo(over);
  }

  @Test
  void hours_without_a_single_hour_are_refused() {
    assertThatThrownBy(
            () -> new BusinessHours("UTC", List.of(), LocalTime.of(9, 0), LocalTime.of(17, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new BusinessHours(
                    "UTC", List.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(9, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
