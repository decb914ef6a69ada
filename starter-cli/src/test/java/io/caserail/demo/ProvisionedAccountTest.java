package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cli.Shell;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.Channel;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void a_command_that_nobody_picks_up_is_mailed_once_by_the_account_itself() {
    // No worker, no gateway, no Temporal: all of ours is down.
    ZendeskSandbox zendesk = world.zendesk();
    long left = asks("pi_Left");
    long taken = asks("pi_Taken");

    hoursPass(Duration.ofMinutes(50));
    List<String> early = mails();
    isPickedUp(taken);
    hoursPass(Duration.ofHours(1));
    List<String> late = mails();
    hoursPass(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(30));

    assertThat(early).isEmpty();
    String mail = "Operators: Caserail has not picked up a command: ticket " + left;
    assertThat(late).containsExactly(mail);
    assertThat(mails()).containsExactly(mail);
    assertThat(zendesk.look(left).field("Caserail action")).isEqualTo("crl_do_refund_send");
    assertThat(zendesk.look(taken).tags()).doesNotContain("crl_not_picked_up");
  }

  @Test
  void after_a_command_was_taken_the_next_silence_on_the_ticket_is_mailed_again() {
    long ticket = asks("pi_Left");
    hoursPass(Duration.ofMinutes(61), Duration.ofHours(1));

    isPickedUp(ticket);
    hoursPass(Duration.ofHours(2));
    int whileTaken = mails().size();
    world.zendesk().agent("Lena").applyMacro(ticket, "Refund: send");
    hoursPass(Duration.ofMinutes(61), Duration.ofHours(1));

    assertThat(whileTaken).isEqualTo(1);
    assertThat(mails()).hasSize(2);
  }

  private long asks(String payment) {
    long ticket = world.zendesk().customer(MIA).email("Where is it?", "Not here.");
    Map<String, String> inputs =
        Map.of("Refund payment", payment, "Refund reason", "crl_reason_not_received");
    world.zendesk().agent("Lena").applyMacro(ticket, "Refund: send", inputs);
    return ticket;
  }

  /** What our write does to the command's field. */
  private void isPickedUp(long ticket) {
    world.zendesk().agent("Caserail").over(Channel.API).setField(ticket, "Caserail action", "");
  }

  private void hoursPass(Duration... each) {
    for (Duration passed : each) {
      world.clock().advance(passed);
      world.zendesk().anHourStrikes();
    }
  }

  private List<String> mails() {
    return world.books().of("zendesk", "mail.sent").stream()
        .map(entry -> entry.details().get("group") + ": " + entry.details().get("subject"))
        .toList();
  }

  @Test
  void what_apply_prints_is_what_a_worker_reads() throws IOException {
    try (Stage stage =
        Stage.over(world, folder, TemporalServer.inMemory(SearchKeys.types()), Trust.PROOF)) {
      // By itself the stage follows no states, and asks for no reasons of decisions.
      long facts = ZendeskWorld.id(stage.sandbox().zendesk().world().fields(), "facts");
      Matcher reason = Pattern.compile("decisionReason: \\d+").matcher(printed);
      assertThat(reason.find()).isTrue();
      String byHand =
          Files.readString(stage.config())
              .replaceFirst("(?m)^  fields:$", "  fields:\n    facts: " + facts)
              .replaceFirst(
                  "(?m)^  refund:\n    fields:$",
                  "  refund:\n    fields:\n      " + reason.group());
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
