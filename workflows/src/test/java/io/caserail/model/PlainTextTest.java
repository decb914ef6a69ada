package io.caserail.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "Zoë O'Hara-Núñez", "a < b, [1] (2)", "24.90 EUR & {x} **", "愛 \ud83d\ude00"})
  void ordinary_text_stays_as_it_is(String text) {
    assertThat(PlainText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{ticket.id}} | { {ticket.id}}",
        "{% for %} | { % for %}",
        "{{{x}}} | { { {x}}}",
        "<b>x</b> | < b>x< /b>",
        "<!-- x | < !-- x",
        "![](https://x) | ![] (https://x)",
        "[a](https://x) | [a] (https://x)"
      })
  void what_begins_markup_is_broken(String text, String plain) {
    assertThat(PlainText.of(text)).isEqualTo(plain);
  }

  @Test
  void what_is_not_seen_is_left_out_before_markup_is_looked_for() {
    assertThat(PlainText.of("{\u200b{x}} <\u202eb> ]\u0000(y \u001b[2J\ue000\ud800"))
        .isEqualTo("{ {x}} < b> ] (y [2J");
  }

  @Test
  void it_is_one_line() {
    assertThat(PlainText.of("a\r\nb\u2028c\td")).isEqualTo("a  b c d");
  }
}
