package io.caserail.sandbox.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksAndClockTest {
  private final VirtualClock clock = new VirtualClock();
  private final Books books = new Books(clock);

  @Test
  void entries_are_numbered_in_order_and_cannot_be_taken_back() {
    books.append("shop", "thing.made", "t1", Map.of(), Cause.human("Lena"));
    books.appendMoney("shop", "refund.created", "re_1", 2490, "eur", Map.of(), Cause.timer("x"));

    List<BookEntry> entries = books.entries();

    assertThat(entries).extracting(BookEntry::number).containsExactly(1L, 2L);
    assertThat(entries).extracting(BookEntry::movedMoney).containsExactly(false, true);
    assertThatThrownBy(entries::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void an_auditor_reads_time_object_money_and_cause() {
    books.appendMoney(
        "shop",
        "refund.created",
        "re_1",
        2490,
        "eur",
        Map.of("op", "a/b"),
        Cause.call(7, "POST /r"));

    assertThat(books.text())
        .contains(
            "re_1",
            "2490 eur",
            "op=a/b",
            "call #7 POST /r",
            clock.instant().toString().substring(0, 10));
    assertThat(books.changedBy(7)).isTrue();
    assertThat(books.changedBy(8)).isFalse();
  }

  @Test
  void the_clock_is_real_time_plus_what_it_was_advanced_by() {
    clock.advance(Duration.ofHours(25));

    assertThat(Duration.between(Instant.now(), clock.instant()))
        .isCloseTo(Duration.ofHours(25), Duration.ofSeconds(5));
    assertThat(clock.ahead()).isEqualTo(Duration.ofHours(25));
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
