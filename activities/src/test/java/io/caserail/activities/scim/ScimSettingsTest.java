package io.caserail.activities.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the settings refuse. */
class ScimSettingsTest {
  private static final URI SERVER = URI.create("https://access.example.com/scim/v2");

  @Test
  void live_mode_wants_https() {
    assertThatThrownBy(() -> settings(URI.create("http://127.0.0.1:1"), true, List.of()))
        .hasMessageContaining("scim.base")
        .hasMessageContaining("https");
  }

  @Test
  void an_address_that_is_none_is_refused_by_name() {
    assertThatThrownBy(() -> settings(URI.create("scim"), false, List.of()))
        .hasMessageContaining("scim.base");
  }

  @Test
  void groups_are_ids_each_named_once() {
    assertThatThrownBy(() -> settings(SERVER, true, List.of("Pro users")))
        .hasMessageContaining("scim.groups");
    assertThatThrownBy(() -> settings(SERVER, true, List.of("pro", "pro")))
        .hasMessageContaining("twice");
  }

  @Test
  void settings_show_no_token() {
    assertThat(settings(SERVER, true, List.of("pro")).toString()).doesNotContain("hunter2");
  }

  private static ScimSettings settings(URI base, boolean live, List<String> groups) {
    return new ScimSettings(base, new Secret("hunter2"), live, groups);
  }
}
