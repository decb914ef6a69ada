package io.caserail.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          typed          | currency | minor            | reads
          24.90          | EUR      | 2490             | 24.90 EUR
          24,90          | EUR      | 2490             | 24.90 EUR
          24.9           | EUR      | 2490             | 24.90 EUR
          24             | EUR      | 2400             | 24.00 EUR
          0.01           | EUR      | 1                | 0.01 EUR
          007.50         | EUR      | 750              | 7.50 EUR
          ' 24.90 '      | eur      | 2490             | 24.90 EUR
          2490           | JPY      | 2490             | 2490 JPY
          1              | JPY      | 1                | 1 JPY
          1.234          | KWD      | 1234             | 1.234 KWD
          1.2            | KWD      | 1200             | 1.200 KWD
          999999999999   | EUR      | 99999999999900   | 999999999999.00 EUR
          999999999999   | KWD      | 999999999999000  | 999999999999.000 KWD
          """)
  void what_a_person_typed_is_read_in_the_currencys_own_units(
      String typed, String currency, long minor, String reads) {
    Money money = Money.parse(typed, currency);

    assertThat(money.minor()).isEqualTo(minor);
    assertThat(money).hasToString(reads);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          typed          | currency | says
          ''             | EUR      | no plain number
          ' '            | EUR      | no plain number
          abc            | EUR      | no plain number
          -1             | EUR      | no plain number
          +1             | EUR      | no plain number
          1e3            | EUR      | no plain number
          0x10           | EUR      | no plain number
          .5             | EUR      | no plain number
          5.             | EUR      | no plain number
          1 000          | EUR      | no plain number
          1,000.00       | EUR      | no plain number
          1.000,00       | EUR      | no plain number
          24.90 EUR      | EUR      | no plain number
          ٢٤             | EUR      | no plain number
          1234567890123  | EUR      | no plain number
          1.23456        | KWD      | no plain number
          0              | EUR      | zero
          0.00           | EUR      | zero
          24.905         | EUR      | more than 2 decimals
          1.5            | JPY      | more than 0 decimals
          1.2345         | KWD      | more than 3 decimals
          """)
  void what_is_no_amount_is_refused_in_words_for_the_person_who_typed_it(
      String typed, String currency, String says) {
    String words =
        says.equals("no plain number") ? "the amount is not a plain number such as 24.90" : says;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse(typed, currency))
        .withMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({"'1,000', EUR", "1.000, EUR", "1.000, JPY", "'1,000', JPY", "10.0, JPY"})
  void a_thousand_with_a_separator_is_never_read_as_one(String typed, String currency) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse(typed, currency))
        .withMessageContaining("decimals");
  }

  @Test
  void an_amount_is_never_negative_and_its_currency_exists() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1, "EUR"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "EURO"));
    assertThat(new Money(1, "eur")).isEqualTo(new Money(1, "EUR"));
  }

  @Test
  void a_sum_that_no_long_can_hold_is_an_error_and_not_a_small_amount() {
    Money most = new Money(Long.MAX_VALUE, "EUR");

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> most.plus(new Money(1, "EUR")));
  }

  @Test
  void a_difference_stops_at_zero() {
    Money five = new Money(500, "EUR");
    Money six = new Money(600, "EUR");

    assertThat(six.minusOrZero(five)).isEqualTo(new Money(100, "EUR"));
    assertThat(five.minusOrZero(six)).isEqualTo(new Money(0, "EUR"));
    assertThat(five.minusOrZero(five)).isEqualTo(new Money(0, "EUR"));
  }

  @Test
  void different_currencies_are_never_reckoned_together() {
    Money euro = new Money(500, "EUR");
    Money yen = new Money(500, "JPY");

    assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(yen));
    assertThatIllegalArgumentException().isThrownBy(() -> euro.minusOrZero(yen));
    assertThatIllegalArgumentException().isThrownBy(() -> euro.isMoreThan(yen));
    assertThat(euro).isNotEqualTo(yen);
  }

  @Test
  void more_is_more_and_the_same_is_not() {
    Money five = new Money(500, "EUR");

    assertThat(new Money(501, "EUR").isMoreThan(five)).isTrue();
    assertThat(new Money(500, "EUR").isMoreThan(five)).isFalse();
    assertThat(new Money(499, "EUR").isMoreThan(five)).isFalse();
  }
}
