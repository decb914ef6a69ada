package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.stripe.DisputeStatus;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a support lead reads in the ticket of a case that waits, with all that stands around it. */
final class FollowedOnStageTest {
  private static final String MIA = "mia@example.com";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void a_lead_reads_how_it_stands_with_payment_parcel_and_access_and_events_keep_it_up_to_date() {
    try (Stage stage = Stage.following(folder, TemporalServer.inMemory(SearchKeys.types()))) {
      String payment = stage.payment("180.00", MIA);
      String quick = stage.payment("24.90", "tom@example.com");
      Purchase bought = Purchase.by("ida@example.com", "ord_3001", stage);
      long refund = stage.ask("Lena", MIA, payment, "");
      long happy = stage.ask("Lena", "tom@example.com", quick, "");
      long cancellation = stage.write("ida@example.com");
      stage.cancel("Lena", cancellation, bought.order(), "now");
      stage.untilNote(cancellation, "Nothing final is done yet.");
      var unused = stage.sandbox().easypost().scan(bought.parcel());
      stage.untilNote(cancellation, "the parcel has left");

      reads(stage, refund, "Risk " + payment + ": nothing known against it, seen since ");
      reads(stage, cancellation, "Parcel " + bought.parcel() + ": with the carrier, seen since ");
      reads(stage, cancellation, "Access " + bought.access() + ": on, seen since ");
      assertThat(facts(stage, refund)).endsWith(" (Stripe)").doesNotContain("Parcel", "\n");

      // By polling alone none of it would be seen for minutes.
      stage.sandbox().stripe().dispute(payment, DisputeStatus.NEEDS_RESPONSE);
      unused = stage.sandbox().easypost().deliver(bought.parcel());

      reads(stage, refund, "Risk " + payment + ": disputed, seen since ");
      reads(stage, cancellation, "Parcel " + bought.parcel() + ": delivered, seen since ");
      assertThat(facts(stage, happy)).isEmpty();
    }
  }

  private static void reads(Stage stage, long ticket, String line) {
    Deadline.within(
        PATIENCE,
        () -> facts(stage, ticket).contains(line),
        () -> line + " is not in: " + facts(stage, ticket) + "\n" + stage.ticket(ticket).notes());
  }

  private static String facts(Stage stage, long ticket) {
    return stage.ticket(ticket).field("Caserail facts");
  }
}
