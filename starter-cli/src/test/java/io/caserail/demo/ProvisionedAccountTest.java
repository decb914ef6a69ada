package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases on an account that was empty, and that {@code zendesk apply} has set up. */
final class ProvisionedAccountTest {
  private static final String MIA = "mia@example.com";

  @TempDir private Path folder = Path.of(".");
  private final Sandbox world =
      Sandbox.start(SandboxConfig.defaults().zendesk(ZendeskConfig.defaults().bare()));
  private String printed = "";

  @BeforeEach
  void apply() throws IOException {
    ZendeskAddress zendesk = world.addresses().zendesk();
    Map<String, Long> groups = zendesk.world().groups();
    Path file = folder.resolve("provision.yaml");
    Files.writeString(
        file,
        """
        zendesk:
          baseUrl: %s
          integrationUser: "%s"
          cancellation: {}
          verification: {}
          groups: { approvers: "%s", operators: "%s" }
          provisioner:
            clientId: %s
            clientSecret: %s
            webhook: http://127.0.0.1:9/hooks/zendesk
        """
            .formatted(
                zendesk.baseUrl(),
                ZendeskWorld.id(zendesk.world().users(), "Caserail"),
                ZendeskWorld.id(groups, "Refund approvers"),
                ZendeskWorld.id(groups, "Operators"),
                ZendeskAddress.PROVISIONER,
                zendesk.secretOf(ZendeskAddress.PROVISIONER)));
    Shell.Printed apply = new Shell("--config", file.toString()).type("zendesk", "apply");
    assertThat(apply.err()).isEmpty();
    printed = apply.out();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_refund_that_needs_an_approval_is_sent_once() {
    try (Stage stage =
        Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF)) {
      String payment = stage.payment("180.00", MIA);

      long ticket = stage.ask("Lena", MIA, payment, "180.00");
      stage.untilState(ticket, "needs_approval");
      stage.macro("Ana", ticket, "Refund: approve");
      stage.untilState(ticket, "done");

      stage.requireMoved(payment, "180.00");
      assertThat(stage.ticket(ticket).field("Caserail action")).isEmpty();
    }
  }

  @Test
  void what_apply_prints_is_what_a_worker_reads() throws IOException {
    try (Stage stage =
        Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF)) {
      String byHand = Files.readString(stage.config());
      String section =
          printed
              .substring(printed.indexOf("below zendesk:\n") + "below zendesk:\n".length())
              .lines()
              .filter(line -> line.startsWith("  "))
              .collect(Collectors.joining("\n", "", "\n"));
      String pasted =
          byHand.substring(0, byHand.indexOf("  sweepView:"))
              + section.replace("ticket: ''", "ticket: " + stage.controls())
              + "  writesPerMinute: 90\n"
              + byHand.substring(byHand.indexOf("  groups:"));

      assertThat(CaserailConfig.parse(pasted, folder, Map.of()).zendesk())
          .isEqualTo(CaserailConfig.parse(byHand, folder, Map.of()).zendesk());
    }
  }
}
