package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.gateway.Senders;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that name no case, and find the one that they concern. */
final class ParcelNewsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void news_of_a_parcel_and_of_an_order_reach_the_cancellation_that_waits() {
    try (Stage stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()))) {
      Purchase bought = Purchase.by("ida@example.com", "ord_3001", stage);
      Purchase other = Purchase.by("tom@example.com", "ord_3002", stage);
      long ticket = stage.write("ida@example.com");
      stage.cancel("Lena", ticket, bought.order(), "now");
      stage.untilNote(ticket, "Nothing final is done yet.");

      var unused = stage.sandbox().easypost().scan(other.parcel());
      untilCounted(stage, "ignored", "easypost");
      unused = stage.sandbox().easypost().scan(bought.parcel());
      untilCounted(stage, "accepted", "easypost");
      stage.sandbox().company().tell("order.updated", bought.order());
      untilCounted(stage, "accepted", "company-shop");

      // The case has read the truth: it does not void the label of a parcel that has left.
      stage.untilNote(ticket, "the parcel has left");
      assertThat(stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()).isNull();
    }
  }

  private static void untilCounted(Stage stage, String result, String source) {
    String line = "{result=\"" + result + "\",source=\"" + source + "\",status=\"202\"} 1";
    Deadline.within(PATIENCE, () -> metrics(stage).contains(line), () -> line + metrics(stage));
  }

  private static String metrics(Stage stage) {
    Senders senders = new Senders(stage.gatewayUrl().getPort());
    return senders.send(senders.to("/metrics").GET()).body();
  }
}
