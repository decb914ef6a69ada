package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import io.caserail.worker.config.TemporalConfig;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People name a case by its id, or by the object that it is about. */
final class CaseOfObjectTest {
  private static TemporalForTests temporal;
  private static Server server;

  @BeforeAll
  static void start() {
    temporal = new TemporalForTests();
    // That a case is open is all that counts here.
    temporal.stopWorker();
    server =
        Server.open(
            new TemporalConfig(temporal.address(), "", "", "", Map.of()), Server.PATIENCE, "acme");
    submit(CaseKind.CANCELLATION, "ord_1");
    submit(CaseKind.CANCELLATION, "sub_1");
    submit(CaseKind.VERIFICATION, "acct_1");
    submit(CaseKind.REFUND, "ch_1");
    submit(CaseKind.CANCELLATION, "both_1");
    submit(CaseKind.VERIFICATION, "both_1");
    submit(CaseKind.CANCELLATION, "past_1");
    submit(CaseKind.VERIFICATION, "past_1");
    terminate("verification-acme-past_1");
    submit(CaseKind.CANCELLATION, "over_1");
    terminate("cancellation-acme-over_1");
    server.cases().wakeOrStart("re_1", "evt_1");
  }

  @AfterAll
  static void stop() {
    server.close();
    temporal.close();
  }

  private static void submit(CaseKind kind, String object) {
    server.cases().submit(kind, new ObjectId(object), new TicketHint(new TicketId("1"), "webhook"));
  }

  private static void terminate(String caseId) {
    temporal.client().newUntypedWorkflowStub(caseId).terminate("for the test");
  }

  @ParameterizedTest
  @CsvSource({
    "pi_3Q, refund-acme-pi_3Q",
    "ch_1, refund-acme-ch_1",
    "ord_1, cancellation-acme-ord_1",
    "sub_1, cancellation-acme-sub_1",
    "acct_1, verification-acme-acct_1",
    "re_1, settlement-acme-re_1",
    "past_1, cancellation-acme-past_1",
    "over_1, cancellation-acme-over_1",
    "cancellation-acme-ord_1, cancellation-acme-ord_1",
    "refund-acme-nowhere_1, refund-acme-nowhere_1",
    "nowhere_1, nowhere_1",
    "'no object', 'no object'",
  })
  void an_object_names_its_case_whatever_its_kind(String given, String caseId) {
    assertThat(server.caseId(given)).isEqualTo(caseId);
  }

  @Test
  void an_object_with_two_cases_is_named_with_both() {
    var printed =
        new Shell("--address", temporal.address(), "--account", "acme")
            .type("case", "show", "both_1");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err())
        .contains(
            "both_1 has more than one case: cancellation-acme-both_1, verification-acme-both_1."
                + " Give the one you mean.");
  }
}
