package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.contract.LifecycleState;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.contract.ContractFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind of case whose contract is not in order, as the people around it see it. */
final class DisabledKindTest {
  private static final String MIA = "mia@example.com";

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void it_is_refused_with_the_reason_everywhere_and_can_be_asked_for_again_once_it_is_mended()
      throws Exception {
    Path contracts = Files.createDirectories(folder.resolve("contracts"));
    for (LifecycleState state : LifecycleState.values()) {
      String name = state.word() + ".yaml";
      Files.writeString(contracts.resolve(name), ContractFiles.builtInText(name));
    }
    String billing = ContractFiles.builtInText("billing.yaml");
    Files.writeString(
        contracts.resolve("billing.yaml"), billing.replace("pivot: [pay]", "pivot: []"));
    String payment = stage.payment("24.90", MIA);
    String other = stage.payment("12.00", MIA);
    String approved = stage.payment("180.00", MIA);
    long open = stage.ask("Lena", MIA, approved, "180.00");
    stage.untilState(open, "needs_approval");
    stage.stopWorker();
    // The server never gives up the queue of a worker that was not behind an entrance.
    TemporalGate entrance = stage.temporal().gate();
    Path config = configured(entrance.target());

    long ticket;
    try (WorkerProcess worker = WorkerProcess.start(CaserailConfig.load(config, Map.of()))) {
      ticket = stage.ask("Lena", MIA, payment, "24.90");
      stage.untilNote(
          ticket,
          "not counted: refunds are switched off, because their contract is not in order"
              + " (billing.yaml:");
      Shell.Printed asked =
          new Shell("--config", config.toString())
              .type(
                  "case",
                  "start",
                  "--ticket",
                  Long.toString(ticket),
                  "--payment",
                  other,
                  "--reason",
                  "not_received",
                  "--as",
                  "lena");
      stage.macro("Ana", open, "Refund: approve");
      stage.untilState(open, "done");

      assertThat(asked.exitCode()).isEqualTo(1);
      assertThat(asked.out()).contains("refunds are switched off", "cases.refund.pivot");
      assertThat(metrics(worker))
          .contains("caserail_kind_enabled{kind=\"REFUND\"} 0.0")
          .contains("caserail_kind_enabled{kind=\"CANCELLATION\"} 1.0");
      stage.requireMoved(payment, "0.00");
      stage.requireMoved(other, "0.00");
      stage.requireMoved(approved, "180.00");
    }
    entrance.close();

    stage.startWorker();
    stage.macro("Lena", ticket, "Refund: send");
    stage.untilState(ticket, "done");
    stage.requireMoved(payment, "24.90");
  }

  private static Path configured(String temporal) throws IOException {
    Path config = stage.config();
    String text = Files.readString(config);
    return Files.writeString(
        config.resolveSibling("disabled.yaml"),
        "contracts: ./contracts\n"
            + text.replaceFirst("target: \"[^\"]*\"", "target: \"" + temporal + "\""));
  }

  private static String metrics(WorkerProcess worker) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + worker.healthPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
