package io.caserail.activities.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.http.Secret;
import org.junit.jupiter.api.Test;

/** Tags of people. */
class PersonTagsTest {
  private final PersonTags tags = new PersonTags(new Secret("a key of sixteen"));

  @Test
  void one_person_has_one_tag_however_the_address_is_written() {
    assertThat(tags.of(" Kim@Example.com ")).isEqualTo(tags.of("kim@example.com"));
    assertThat(tags.of("kim@example.com").value()).matches("[0-9a-f]{32}");
  }

  @Test
  void the_tag_depends_on_the_key() {
    PersonTags others = new PersonTags(new Secret("another key of 16"));

    assertThat(others.of("kim@example.com")).isNotEqualTo(tags.of("kim@example.com"));
  }

  @Test
  void somebody_without_an_address_has_no_tag() {
    assertThat(tags.of("  ")).isEqualTo(PersonTags.NONE);
  }

  @Test
  void a_short_key_is_refused() {
    assertThatThrownBy(() -> new PersonTags(new Secret("short")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
