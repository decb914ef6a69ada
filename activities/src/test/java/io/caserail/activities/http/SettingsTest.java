package io.caserail.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the settings refuse, and what a secret hides. */
class SettingsTest {
  @Test
  void a_secret_shows_nothing() {
    assertThat(new Secret("hunter2")).hasToString("***");
  }

  @Test
  void a_secret_that_no_header_can_carry_is_refused_without_being_shown() {
    assertThatThrownBy(() -> new Secret("hunter2\n")).hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> new Secret("hun\u00e9ter2")).hasMessageNotContaining("ter2");
  }

  @Test
  void a_time_that_is_none_is_refused_by_name() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new HttpSettings(second, Duration.ZERO, second, 4096, "x"))
        .hasMessageContaining("read");
  }

  @Test
  void a_pause_is_read_as_seconds_or_as_a_date() {
    Instant now = Instant.parse("2026-11-23T14:00:00Z");

    assertThat(RetryAfter.parse("7", now)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse("0.5", now)).isEqualTo(Duration.ofMillis(500));
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 14:00:09 GMT", now))
        .isEqualTo(Duration.ofSeconds(9));
    assertThat(RetryAfter.parse("Mon, 23 Nov 2026 13:00:00 GMT", now)).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.parse("99999999", now)).isEqualTo(Duration.ofHours(1));
    assertThat(RetryAfter.parse("soon", now)).isNull();
    assertThat(RetryAfter.parse(null, now)).isNull();
  }
}
