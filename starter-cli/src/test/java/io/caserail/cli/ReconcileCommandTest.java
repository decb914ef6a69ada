package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of which day {@code caserail reconcile} shows the proof where none is named. */
final class ReconcileCommandTest {
  private TemporalForTests temporal;
  private CaseClient cases;

  @BeforeEach
  void start() {
    temporal = new TemporalForTests();
    cases = temporal.cases();
    temporal.stopWorker();
  }

  @AfterEach
  void stop() {
    cases.close();
    temporal.close();
  }

  @Test
  void it_is_yesterday_where_the_daily_comparison_runs() {
    ZoneId zone = zoneOfAnotherDate();
    cases.ensureReconciliation(LocalDate.now(zone), LocalTime.of(3, 0), zone);

    asksForYesterdayIn(zone);
  }

  @Test
  void it_is_yesterday_by_utc_where_no_day_was_ever_compared() {
    asksForYesterdayIn(ZoneOffset.UTC);
  }

  private void asksForYesterdayIn(ZoneId zone) {
    LocalDate before = LocalDate.now(zone).minusDays(1);
    Shell.Printed printed =
        new Shell("--address", temporal.address(), "--account", "acme").type("reconcile");
    LocalDate after = LocalDate.now(zone).minusDays(1);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(Stream.of(before, after).map(ReconcileCommandTest::noProofOf))
        .anyMatch(printed.err()::contains);
    printed.assertNoTrace();
  }

  private static String noProofOf(LocalDate day) {
    return "There is no proof of " + day + ".\nDo: caserail reconcile --now --day " + day;
  }

  /** At any moment it is another day than by UTC at one end of the world at least. */
  private static ZoneId zoneOfAnotherDate() {
    Instant now = Instant.now();
    return Stream.of("Etc/GMT-14", "Etc/GMT+12")
        .map(ZoneId::of)
        .filter(
            zone ->
                !LocalDate.ofInstant(now, zone).equals(LocalDate.ofInstant(now, ZoneOffset.UTC)))
        .findFirst()
        .orElseThrow();
  }
}
