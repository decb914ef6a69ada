package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import org.junit.jupiter.api.Test;

final class NoWorkerTest {
  @Test
  void a_case_whose_worker_is_away_is_listed_and_can_not_be_shown() {
    try (TemporalForTests temporal = new TemporalForTests();
        var cases = temporal.cases()) {
      temporal.stopWorker();
      cases.submit(
          CaseKind.REFUND, new ObjectId("pi_3Qabc1"), new TicketHint(new TicketId("1"), "webhook"));
      Shell shell = new Shell("--address", temporal.address(), "--account", "acme");

      var listed = shell.type("case", "list");
      var shown = shell.type("case", "show", "pi_3Qabc1");

      assertThat(listed.exitCode()).isZero();
      assertThat(listed.out()).containsPattern("refund-acme-pi_3Qabc1 +RUNNING");
      assertThat(shown.exitCode()).isEqualTo(3);
      assertThat(shown.err()).contains("Is a worker running");
      shown.assertNoTrace();
    }
  }
}
