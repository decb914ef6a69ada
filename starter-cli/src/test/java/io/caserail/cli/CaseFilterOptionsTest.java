package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.display.SearchKeys;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.refund.RefundAsk;
import io.caserail.sandbox.temporal.TemporalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters mean the same cases whether the server searches or this process does. */
final class CaseFilterOptionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String AWAY = "refund-acme-pi_away";
  private static final String ASKS = "refund-acme-pi_asks";

  /** What is meant by which words, of a late case that waits for Stripe, and one for people. */
  private static Map<String, List<String>> meant() {
    Map<String, List<String>> meant = new LinkedHashMap<>();
    meant.put("", List.of(ASKS, AWAY));
    meant.put("--about refund", List.of(ASKS, AWAY));
    meant.put("--about cancellation", List.of());
    meant.put("--status waiting", List.of(AWAY));
    meant.put("--status NEEDS_APPROVAL", List.of(ASKS));
    meant.put("--owner " + PlayedRefund.PEOPLE, List.of(ASKS));
    meant.put("--owner Caserail", List.of(AWAY));
    meant.put("--owner x' OR CaseKind = 'REFUND", List.of());
    meant.put("--fault upstream", List.of(AWAY));
    meant.put("--fault people", List.of(ASKS));
    meant.put("--upstream Stripe", List.of(AWAY));
    meant.put("--upstream Zendesk", List.of());
    meant.put("--ticket 2", List.of(ASKS));
    meant.put("--late", List.of(AWAY));
    meant.put("--older-than 0s", List.of(ASKS, AWAY));
    meant.put("--older-than 2d", List.of());
    meant.put("--late|--ticket 1|--about refund|--upstream Stripe", List.of(AWAY));
    meant.put("--late|--ticket 2", List.of());
    return meant;
  }

  @Test
  void the_in_memory_server_lists_what_is_meant() throws IOException {
    try (TemporalForTests temporal = new TemporalForTests()) {
      open(temporal);

      assertThat(listed(temporal)).isEqualTo(meant());
    }
  }

  @Test
  @Tag("real-server")
  void the_real_server_lists_the_same_and_filters_a_query() throws IOException {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(binary.isPresent(), "not tried: there is no real Temporal server");
    TemporalServer real = TemporalServer.real(binary.orElseThrow(), SearchKeys.types());
    try (TemporalForTests temporal = new TemporalForTests(real)) {
      open(temporal);

      assertThat(listed(temporal)).isEqualTo(meant());
      String[] closed = {"--query", "ExecutionStatus='Completed' OR CaseOwner='Caserail'"};
      assertThat(list(temporal, closed)).containsExactly(AWAY);
      assertThat(list(temporal, "--fault", "people", closed[0], closed[1])).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--older-than, yesterday, is no time such as 90m",
    "--older-than, -4h, is no time that has passed",
    "--fault, somebody, expected one of",
    "--most, 0, between 1 and 10000"
  })
  void what_can_not_be_meant_is_named(String option, String value, String why) {
    try (TemporalForTests temporal = new TemporalForTests()) {
      var printed = shell(temporal).type("case", "list", option, value);

      assertThat(printed.exitCode()).isEqualTo(2);
      assertThat(printed.err()).contains(why);
    }
  }

  private static void open(TemporalForTests temporal) throws IOException {
    try (var cases = temporal.cases()) {
      RefundAsk away = new RefundAsk("r-1", new TicketId("1"), "24.90", "damaged", "lena", "");
      RefundAsk asks = new RefundAsk("r-2", new TicketId("2"), "180.00", "goodwill", "lena", "");
      assertThat(cases.request(new ObjectId("pi_away"), away).accepted()).isTrue();
      assertThat(cases.request(new ObjectId("pi_asks"), asks).accepted()).isTrue();
    }
    // What the real server searches lags behind.
    Instant end = Instant.now().plus(PATIENCE);
    while (list(temporal, "--status", "waiting").isEmpty()
        || list(temporal, "--status", "needs_approval").isEmpty()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static Map<String, List<String>> listed(TemporalForTests temporal) throws IOException {
    Map<String, List<String>> listed = new LinkedHashMap<>();
    for (String filter : meant().keySet()) {
      String[] words =
          Stream.of(filter.split("\\|"))
              .flatMap(option -> Stream.of(option.split(" ", 2)))
              .filter(word -> !word.isEmpty())
              .toArray(String[]::new);
      listed.put(filter, list(temporal, words));
    }
    return listed;
  }

  private static List<String> list(TemporalForTests temporal, String... filter) throws IOException {
    List<String> words = new ArrayList<>(List.of("case", "list", "-o", "json"));
    words.addAll(List.of(filter));
    var printed = shell(temporal).type(words.toArray(String[]::new));
    assertThat(printed.err()).isEmpty();
    return new ObjectMapper()
        .readTree(printed.out()).findValuesAsText("caseId").stream().sorted().toList();
  }

  private static Shell shell(TemporalForTests temporal) {
    return new Shell("--address", temporal.address(), "--account", "acme");
  }
}
