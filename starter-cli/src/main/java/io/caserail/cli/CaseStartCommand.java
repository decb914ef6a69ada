package io.caserail.cli;

import io.caserail.decision.Verdict;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.refund.RefundAsk;
import io.caserail.worker.config.OidcConfig;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code caserail case start}: asks for a refund and prints the verdict. Other kinds of cases are
 * asked for in their ticket only.
 */
@Command(
    name = "start",
    description = {
      "Asks for a refund, as a macro in the ticket would.",
      "Cancellations and verifications are asked for in the ticket only."
    })
final class CaseStartCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final ServerOptions options = new ServerOptions();
  @Mixin private final ProofOptions proofs = new ProofOptions();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--ticket",
      required = true,
      paramLabel = "NUMBER",
      description = "the ticket that will show it")
  private String ticket = "";

  @Option(
      names = "--payment",
      required = true,
      paramLabel = "pi_...",
      description = "the payment to refund")
  private String payment = "";

  @Option(
      names = "--amount",
      defaultValue = "",
      paramLabel = "24.90",
      description = "how much, in the payment's currency (default: all of it)")
  private String amount = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "a reason's code, for example not_received")
  private String reason = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "the request's id; giving it again asks nothing new (default: a new one)")
  private @Nullable String id;

  private record Answer(String caseId, String requestId, boolean accepted, String reason) {}

  @Override
  public Integer call() {
    String requestId = id == null ? UUID.randomUUID().toString() : id;
    ObjectId object = new ObjectId(payment);
    RefundAsk said =
        new RefundAsk(requestId, new TicketId(ticket), amount, reason, proofs.actor(), "");
    try (Server server = options.connect()) {
      String nonce = said.nonce(server.cases().refundId(object));
      if (proofs.showsNonce()) {
        screen.line("%s", nonce);
        return ExitCode.OK;
      }
      OidcConfig oidc = options.oidc();
      proofs.requireSpeaker(oidc);
      if (proofs.needsSignIn() && !format.isJson()) {
        preview();
      }
      RefundAsk ask = said.proven(proofs.proof(nonce, oidc, screen));
      Verdict verdict = server.cases().request(object, ask);
      Answer answer =
          new Answer(
              server.cases().refundId(object), requestId, verdict.accepted(), verdict.reason());
      if (format.isJson()) {
        screen.print(JsonText.of(answer));
      } else {
        print(answer);
      }
      return verdict.accepted() ? ExitCode.OK : ExitCode.REFUSED;
    }
  }

  /** What the person is about to sign. */
  private void preview() {
    screen.line(
        "Request   refund %s of %s: %s, in ticket %s",
        amount.isEmpty() ? "all" : amount, payment, reason, ticket);
  }

  private void print(Answer answer) {
    screen.line("%s: %s", answer.accepted() ? "Accepted" : "Refused", answer.reason());
    screen.line("Case %s, request %s", answer.caseId(), answer.requestId());
    screen.line("Do: caserail case watch %s", answer.caseId());
  }
}
