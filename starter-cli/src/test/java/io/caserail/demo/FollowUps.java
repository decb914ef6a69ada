package io.caserail.demo;

import io.caserail.sandbox.zendesk.TicketView;
import java.time.Duration;
import java.util.List;

/** The tickets in which closed ones go on. */
final class FollowUps {
  private FollowUps() {}

  /** Waits until a ticket goes on in another one. */
  static long of(Stage stage, long closed) {
    Deadline.within(
        Duration.ofSeconds(40),
        () -> !all(stage, closed).isEmpty(),
        () -> "there should be a follow-up of " + closed);
    return all(stage, closed).get(0).id();
  }

  static List<TicketView> all(Stage stage, long closed) {
    String subject = "Caserail: continues ticket " + closed;
    return stage.sandbox().zendesk().tickets().stream()
        .filter(ticket -> ticket.subject().equals(subject))
        .toList();
  }
}
