package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.gateway.Senders;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write into a ticket comes back as events, and must not make us write again. */
final class OwnNotesTest {
  private static final Pattern COUNT =
      Pattern.compile("\\{result=\"(\\w+)\",source=\"zendesk\",status=\"202\"} (\\d+)");

  @TempDir Path folder;

  @Test
  void our_own_notes_never_start_a_loop() throws InterruptedException {
    try (Stage stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()))) {
      stage.sandbox().zendesk().subscribe(stage.gatewayUrl().resolve("/hooks/zendesk"));
      String payment = stage.payment("60.00", "mia@example.com");

      long ticket = stage.ask("Lena", "mia@example.com", payment, "10");
      stage.untilState(ticket, "done");
      stage.untilClosed(payment);
      assertThat(stage.sandbox().webhooks().awaitIdle(Duration.ofSeconds(30))).isTrue();

      // Lena's click may have told the open case; each of our changes was known as ours.
      assertThat(count(stage, "own")).isPositive();
      assertThat(count(stage, "quarantined")).isZero();
      assertThat(stage.ticket(ticket).internalNotes()).hasSizeLessThanOrEqualTo(3);
      stage.requireMoved(payment, "10.00");
    }
  }

  private static int count(Stage stage, String result) {
    Senders senders = new Senders(stage.gatewayUrl().getPort());
    Matcher counts = COUNT.matcher(senders.send(senders.to("/metrics").GET()).body());
    while (counts.find()) {
      if (counts.group(1).equals(result)) {
        return Integer.parseInt(counts.group(2));
      }
    }
    return 0;
  }
}
