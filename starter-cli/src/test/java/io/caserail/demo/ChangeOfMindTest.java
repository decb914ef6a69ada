package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.company.CompanyOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Customers take their time: with the waits of production, and the vendors' own adapters. */
final class ChangeOfMindTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** Longer than anything may be sent under the key of a send of now. */
  private static final Duration TOO_LONG = Duration.ofHours(13);

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void who_keeps_a_subscription_half_a_day_after_ending_it_has_everything_as_before()
      throws Exception {
    try (VirtualStage virtual = VirtualStage.forDays(folder)) {
      Stage stage = virtual.stage();
      stage.openGateway();
      Cancelled bought = Cancelled.longAgo("ord_7401", "mia@example.com", stage);
      long ticket = bought.asked("term_end");
      virtual.passUntil(() -> stage.state(ticket).equals("pending"), AN_HOUR);
      assertThat(bought.isEnding()).isTrue();
      virtual.passUntil(() -> false, TOO_LONG);

      stage.macro("Lena", ticket, "Cancellation: withdraw");
      virtual.passUntil(() -> stage.state(ticket).equals("withdrawn"), AN_HOUR);

      stage.untilNote(ticket, "As before: the order is open, billing goes on.");
      assertThat(bought.stands()).isEqualTo(CompanyOrder.Stage.OPEN);
      bought.requireUntouched();
      assertThat(stage.ticket(ticket).internalNotes().toString()).doesNotContain("Taking back");
    }
  }
}
