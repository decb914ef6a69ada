package io.caserail.activities.easypost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the settings refuse. */
class EasyPostSettingsTest {
  private static final URI EASYPOST = URI.create("https://api.easypost.com");
  private static final Duration POLL = Duration.ofHours(6);

  @Test
  void a_key_of_the_other_mode_is_refused_without_being_shown() {
    assertThatThrownBy(() -> settings(EASYPOST, "EZTK123", true, POLL))
        .hasMessageContaining("easypost.key")
        .hasMessageNotContaining("EZTK123");
    assertThatThrownBy(() -> settings(EASYPOST, "EZAK123", false, POLL))
        .hasMessageContaining("easypost.key");
  }

  @Test
  void live_mode_wants_https() {
    assertThatThrownBy(() -> settings(URI.create("http://127.0.0.1:1"), "EZAK123", true, POLL))
        .hasMessageContaining("https");
  }

  @Test
  void an_address_that_is_none_and_a_pause_that_is_none_are_refused_by_name() {
    assertThatThrownBy(() -> settings(URI.create("easypost"), "EZTK123", false, POLL))
        .hasMessageContaining("easypost.base");
    assertThatThrownBy(() -> settings(EASYPOST, "EZTK123", false, Duration.ZERO))
        .hasMessageContaining("easypost.pollAfter");
  }

  @Test
  void settings_show_no_key() {
    assertThat(settings(EASYPOST, "EZAK123", true, POLL).toString()).doesNotContain("EZAK123");
  }

  private static EasyPostSettings settings(URI base, String key, boolean live, Duration poll) {
    return new EasyPostSettings(base, new Secret(key), live, poll);
  }
}
