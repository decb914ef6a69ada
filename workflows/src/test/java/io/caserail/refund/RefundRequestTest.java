package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          typed   | kept
          24.90   | 24.9
          24,90   | 24.9
          ' 24.9' | 24.9
          24.00   | 24
          24.0    | 24
          24      | 24
          20      | 20
          100     | 100
          0.05    | 0.05
          10.50   | 10.5
          1.000   | 1.000
          1,000   | 1.000
          1.500   | 1.500
          ''      | ''
          """)
  void one_amount_is_one_wish_however_it_is_typed_and_a_thousand_is_not_one(
      String typed, String kept) {
    assertThat(RefundRequest.withoutIdleZeros(typed)).isEqualTo(kept);
  }
}
