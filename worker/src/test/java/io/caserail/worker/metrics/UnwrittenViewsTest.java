package io.caserail.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnwrittenViewsTest {
  private final WorkerMetrics metrics = new WorkerMetrics();
  private final Set<String> refused = new HashSet<>();
  private Instant now = Instant.parse("2026-11-23T14:02:07Z");
  private final TicketActivities tickets = metrics.watched(new Zendesk(), () -> now);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void the_oldest_view_that_is_not_written_counts_from_its_first_try_to_its_last() {
    refused.addAll(List.of("1", "2"));
    fails("1");
    pass(Duration.ofMinutes(4));
    fails("2");
    pass(Duration.ofMinutes(7));
    fails("1");
    fails("2");
    requireSeconds(660);

    refused.remove("1");
    var unused = tickets.showOnTicket(view("1"));

    requireSeconds(420);
  }

  @Test
  void what_this_process_tries_no_more_does_not_grow_and_is_forgotten() {
    refused.add("1");
    fails("1");
    pass(Duration.ofMinutes(5));
    fails("1");

    pass(Duration.ofMinutes(14));
    requireSeconds(300);

    pass(Duration.ofMinutes(2));
    requireSeconds(0);
  }

  private static ShowRequest view(String ticket) {
    return new ShowRequest(
        new TicketId(ticket),
        new TicketView(TicketState.WORKING, null, "", List.of()),
        new RequestKey("0123456789abcdef"),
        1,
        List.of());
  }

  private void fails(String ticket) {
    assertThatThrownBy(() -> tickets.showOnTicket(view(ticket)))
        .isInstanceOf(IllegalStateException.class);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void requireSeconds(int seconds) {
    assertThat(metrics.scrape()).contains("caserail_view_unwritten_seconds " + seconds + ".0");
  }

  private final class Zendesk implements TicketActivities {
    @Override
    public TicketReading readTicket(ReadTicketRequest request) {
      throw new IllegalStateException("nothing is read here");
    }

    @Override
    public TicketShown showOnTicket(ShowRequest request) {
      if (refused.contains(request.ticket().value())) {
        throw new IllegalStateException("it takes nothing");
      }
      return new TicketShown(TicketShown.How.WRITTEN, false, "open");
    }
  }
}
