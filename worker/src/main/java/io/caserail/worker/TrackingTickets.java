package io.caserail.worker;

import io.caserail.port.FactsRequest;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.Tracked;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has a ticket that waits show how it stands with what its case has to mind. It begins with the
 * write of the first view that says so, and costs the case no event; a case that never waits has
 * nothing followed.
 */
final class TrackingTickets implements TicketActivities {
  private final TicketActivities tickets;
  private final Function<Tracked.State, @Nullable Duration> delays;
  private final String zone;
  private final BiConsumer<String, FactsRequest> track;

  /**
   * Tickets whose states are followed.
   *
   * @param delays how old a look at a state may be; null where it is not followed
   * @param zone the time zone of what is shown
   * @param track begins to follow what a case has to mind, by its id
   */
  TrackingTickets(
      TicketActivities tickets,
      Function<Tracked.State, @Nullable Duration> delays,
      String zone,
      BiConsumer<String, FactsRequest> track) {
    this.tickets = tickets;
    this.delays = delays;
    this.zone = zone;
    this.track = track;
  }

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    return tickets.readTicket(request);
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    TicketShown shown = tickets.showOnTicket(request);
    List<FactsRequest.Part> parts =
        request.minds().stream().map(this::part).filter(Objects::nonNull).toList();
    if (!parts.isEmpty() && shown.how() != TicketShown.How.CLOSED) {
      String caseId = Activity.getExecutionContext().getInfo().getWorkflowId();
      // One that Temporal does not take is tried again with the write, which is made once.
      track.accept(caseId, new FactsRequest(request.ticket(), zone, parts));
    }
    return shown;
  }

  private FactsRequest.@Nullable Part part(Tracked tracked) {
    Duration delay = delays.apply(tracked.state());
    return delay == null ? null : new FactsRequest.Part(tracked, delay);
  }
}
