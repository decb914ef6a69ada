package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the settings refuse. */
class StripeSettingsTest {
  private static final URI STRIPE = URI.create("https://api.stripe.com");
  private static final Duration POLL = Duration.ofMinutes(5);

  @Test
  void a_key_of_the_other_mode_is_refused_without_being_shown() {
    assertThatThrownBy(() -> settings(STRIPE, "sk_test_1", true))
        .hasMessageContaining("stripe.key")
        .hasMessageNotContaining("sk_test_1");
    assertThatThrownBy(() -> settings(STRIPE, "rk_live_1", false))
        .hasMessageContaining("stripe.key");
  }

  @Test
  void live_mode_wants_https() {
    assertThatThrownBy(() -> settings(URI.create("http://127.0.0.1:1"), "sk_live_1", true))
        .hasMessageContaining("https");
  }

  @Test
  void settings_show_no_key() {
    assertThat(settings(STRIPE, "sk_live_1", true).toString()).doesNotContain("sk_live_1");
  }

  private static StripeSettings settings(URI base, String key, boolean live) {
    return new StripeSettings(base, new Secret(key), live, "acme", POLL);
  }
}
