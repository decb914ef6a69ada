package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.demo.StageConfig.Tempo;
import io.caserail.model.CaseKind;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.worker.config.ShadowConfig;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.caserail.worker.shadow.Onlooker;
import io.caserail.worker.shadow.Shadow;
import io.caserail.worker.shadow.ShadowReport;
import io.caserail.worker.shadow.ShadowRequest;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While no worker runs, what people ask for by macro is judged and left as it is. */
final class ShadowOnStageTest {
  private static final String MIA = "mia@customers.example";

  @TempDir private Path folder = Path.of(".");

  @Test
  void a_request_by_macro_is_judged_and_its_field_is_left_filled() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
      Path file =
          StageConfig.write(
              folder, sandbox.addresses(), "127.0.0.1:1", 0, Trust.PROOF, Tempo.FAULTS, 0);
      ShadowConfig config = ShadowConfig.load(file, Map.of());
      Policy policy = PolicyFile.inForce(config.policy(), config.directory(), config.groups());
      Payment payment =
          sandbox.stripe().payment().amount(20_000, "eur").customerEmail(MIA).create();
      long small = ask(sandbox, "Lena", payment, "10.00");
      long large = ask(sandbox, "Lena", payment, "180.00");
      long byRule = ask(sandbox, "Lena", payment, "1.00");
      sandbox.zendesk().agent("Lena").setField(byRule, "Caserail action", "");
      sandbox.zendesk().agent("Lena").setField(byRule, "Caserail action", "crl_do_refund_send");

      String subscription =
          sandbox.stripe().subscription(sandbox.stripe().customer(MIA).id()).create().id();
      long ends = cancels(sandbox, subscription);
      long order = cancels(sandbox, "ord_7001");

      ShadowReport report;
      try (Shadow shadow = new Shadow(config, policy, sandbox.clock())) {
        report = shadow.look(Instant.now().minusSeconds(60), Instant.now(), Onlooker.NOBODY);
      }

      assertThat(report.requests())
          .filteredOn(request -> request.ticket().equals("" + small))
          .extracting(ShadowRequest::verdict, ShadowRequest::because)
          .containsExactly(Tuple.tuple(Verdict.DONE, ""));
      assertThat(report.requests())
          .filteredOn(request -> request.ticket().equals("" + large))
          .extracting(ShadowRequest::verdict)
          .containsExactly(Verdict.ASKED);
      assertThat(report.requests())
          .filteredOn(request -> request.ticket().equals("" + byRule))
          .extracting(ShadowRequest::because)
          .last()
          .asString()
          .startsWith("not counted: ");
      assertThat(report.requests())
          .filteredOn(request -> request.kind() == CaseKind.CANCELLATION)
          .extracting(ShadowRequest::ticket, ShadowRequest::object, ShadowRequest::verdict)
          .containsExactlyInAnyOrder(
              Tuple.tuple("" + ends, subscription, Verdict.DONE),
              Tuple.tuple("" + order, "ord_7001", Verdict.NOT_JUDGED));
      assertThat(sandbox.stripe().refundsOf(payment.id())).isEmpty();
      assertThat(sandbox.calls().all())
          .filteredOn(call -> !call.facts().method().equals("GET"))
          .allMatch(call -> call.endpoint().equals("POST /oauth/tokens"));
    }
  }

  private static long cancels(Sandbox sandbox, String object) {
    long ticket = sandbox.zendesk().customer(MIA).email("My order", "Please cancel it.");
    sandbox
        .zendesk()
        .agent("Lena")
        .applyMacro(
            ticket,
            "Cancellation: cancel",
            Map.of(
                "Cancellation object",
                object,
                "Cancellation reason",
                "crl_cancellation_reason_changed_mind",
                "Cancellation takes effect",
                "crl_when_now"));
    return ticket;
  }

  private static long ask(Sandbox sandbox, String lead, Payment payment, String amount) {
    long ticket = sandbox.zendesk().customer(MIA).email("My order", "Please refund me.");
    sandbox
        .zendesk()
        .agent(lead)
        .applyMacro(
            ticket,
            "Refund: send",
            Map.of(
                "Refund payment",
                payment.id(),
                "Refund amount",
                amount,
                "Refund reason",
                "crl_reason_not_received"));
    return ticket;
  }
}
