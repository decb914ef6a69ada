package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
  private static final List<Long> NEWEST_FIRST = Stream.iterate(12L, n -> n - 1).limit(12).toList();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | 12 11 10 9 8 7 6 5 4 3 | true",
        "limit=12                             | 12 11 10 9 8 7 6 5 4 3 2 1 | false",
        "limit=2                              | 12 11 | true",
        "limit=2&starting_after=11            | 10 9 | true",
        "limit=2&starting_after=3             | 2 1 | false",
        "limit=2&ending_before=9              | 11 10 | true",
        "limit=3&ending_before=9              | 12 11 10 | false",
        "created=5                            | 5 | false",
        "created[gte]=4&created[lt]=6         | 5 4 | false",
        "created[gt]=4&created[lte]=6         | 6 5 | false",
        "limit=1&created[lt]=6&starting_after=5 | 4 | true",
        "starting_after=1                     | '' | false",
      })
  void a_page_is_what_its_parameters_say(String query, String items, boolean hasMore) {
    // when
    Page<Long> page = page(query.strip());

    // then
    assertThat(String.join(" ", page.items().stream().map(String::valueOf).toList()))
        .isEqualTo(items);
    assertThat(page.hasMore()).isEqualTo(hasMore);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "starting_after=99                  | resource_missing",
        "starting_after=3&ending_before=9   | ''",
        "starting_after=9&created[lt]=6     | ''",
        "limit=0                            | parameter_invalid_integer",
        "created[gte]=soon                  | parameter_invalid_integer",
      })
  void a_page_that_makes_no_sense_is_refused(String query, String code) {
    // when
    var refused = catchThrowableOfType(StripeError.class, () -> page(query.strip()));

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code() == null ? "" : refused.code()).isEqualTo(code);
  }

  @Test
  void an_empty_list_has_no_more() {
    // when
    Page<Long> page =
        Page.of(List.<Long>of(), Form.parse(""), "number", String::valueOf, Instant::ofEpochSecond);

    // then
    assertThat(page.items()).isEmpty();
    assertThat(page.hasMore()).isFalse();
  }

  private static Page<Long> page(String query) {
    return Page.of(
        NEWEST_FIRST, Form.parse(query), "number", String::valueOf, Instant::ofEpochSecond);
  }
}
