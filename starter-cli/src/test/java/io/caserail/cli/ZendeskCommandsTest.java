package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.Macro;
import io.caserail.sandbox.zendesk.TicketField;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZendeskCommandsTest {
  @TempDir private Path folder = Path.of(".");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults().bare(), surroundings);

  @BeforeEach
  void configure() throws IOException {
    configure(ZendeskAddress.PROVISIONER);
  }

  private void configure(String client) throws IOException {
    ZendeskWorld world = zendesk.world();
    Files.writeString(
        folder.resolve("caserail.yaml"),
        """
        account: acme
        zendesk:
          baseUrl: %s
          clientId: not-read
          clientSecret: ${NOT_READ}
          integrationUser: "%s"
          cancellation: {}
          verification: {}
          groups: { approvers: "%s", operators: "%s" }
          provisioner:
            clientId: %s
            clientSecret: %s
            webhook: https://hooks.acme.example/hooks/zendesk
        """
            .formatted(
                zendesk.url(),
                ZendeskWorld.id(world.users(), "Caserail"),
                ZendeskWorld.id(world.groups(), "Refund approvers"),
                ZendeskWorld.id(world.groups(), "Operators"),
                client,
                zendesk.address().secretOf(client)));
  }

  @AfterEach
  void close() {
    zendesk.close();
    surroundings.close();
  }

  private Shell.Printed zendesk(String... words) {
    return new Shell("--config", folder.resolve("caserail.yaml").toString())
        .type(Stream.concat(Stream.of("zendesk"), Stream.of(words)).toArray(String[]::new));
  }

  private Macro macro(String title) {
    return new Macro(
        ZendeskWorld.id(zendesk.world().macros(), title), title, Map.of(), null, false);
  }

  @Test
  void an_empty_account_is_planned_made_and_then_as_it_should_be() {
    Shell.Printed plan = zendesk("plan");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.out())
        .contains("create   ticket field  Caserail action")
        .contains("create   macro         Refund: send")
        .contains("create   automation    Caserail: command not picked up")
        .contains("0 to change, 0 to remove, 0 in the way; 0 as they should be.");

    Shell.Printed apply = zendesk("apply");
    assertThat(apply.err()).isEmpty();
    assertThat(apply.exitCode()).isZero();

    Shell.Printed after = zendesk("plan");
    assertThat(after.out()).startsWith("0 to create, 0 to change, 0 to remove, 0 in the way; ");
    assertThat(after.exitCode()).isZero();
    assertThat(zendesk("apply").out()).startsWith("Nothing to do.");
  }

  @Test
  void what_is_made_has_the_names_options_and_values_of_the_default_world() {
    zendesk("apply");

    try (Surroundings others = Surroundings.fresh(0);
        ZendeskSandbox seeded = ZendeskSandbox.start(ZendeskConfig.defaults(), others)) {
      assertThat(zendesk.world().fields().keySet()).isEqualTo(seeded.world().fields().keySet());
      // The default world's agents write English only.
      assertThat(zendesk.world().macros().keySet())
          .filteredOn(title -> !title.endsWith(" (de)"))
          .containsExactlyInAnyOrderElementsOf(seeded.world().macros().keySet());
      assertThat(zendesk.world().macros().keySet())
          .contains("Tell customer: delayed (de)", "Tell customer: not verified (de)");
      assertThat(zendesk.world().views().keySet()).isEqualTo(seeded.world().views().keySet());
      assertThat(zendesk.world().triggers().keySet()).isEqualTo(seeded.world().triggers().keySet());
      for (String title :
          List.of(
              "Caserail action",
              "Caserail state",
              "Caserail waits for",
              "Caserail reference",
              "By-hand reference",
              "Refund payment",
              "Refund amount",
              "Refund reason",
              "Cancellation object",
              "Cancellation reason",
              "Cancellation takes effect",
              "Verification account",
              "Verification reason")) {
        TicketField made = zendesk.field(title);
        TicketField expected = seeded.field(title);
        assertThat(made.options())
            .as(title)
            .containsExactlyInAnyOrderElementsOf(expected.options());
        assertThat(made.type()).as(title).isEqualTo(expected.type());
        assertThat(made.regexp()).as(title).isEqualTo(expected.regexp());
      }
    }
  }

  @Test
  void what_a_person_has_changed_is_named_and_mended() {
    zendesk("apply");
    Macro approve = macro("Refund: approve");
    zendesk.configure(new Macro(approve.id(), "Refund: yes", Map.of(), null, false));
    zendesk.configure(
        TicketField.text(zendesk.field("Caserail reference").id(), "Caserail reference")
            .inPortal());

    Shell.Printed plan = zendesk("plan");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.out())
        .contains("change   macro         Refund: approve")
        .contains("title is 'Refund: yes', should be 'Refund: approve'")
        .contains("actions lacks {\"field\":\"custom_fields_")
        .contains("change   ticket field  Caserail reference")
        .contains("editable_in_portal is 'true', should be 'false'")
        .contains("0 to create, 2 to change, 0 to remove");

    assertThat(zendesk("apply").exitCode()).isZero();
    assertThat(zendesk("plan").exitCode()).isZero();
    assertThat(zendesk.world().macros()).containsEntry("Refund: approve", approve.id());
  }

  @Test
  void what_was_removed_is_made_again() {
    zendesk("apply");
    Map<String, Long> before = zendesk.world().fields();
    zendesk("remove", "--yes");
    assertThat(zendesk.world().fields()).isEmpty();

    assertThat(zendesk("apply").exitCode()).isZero();

    assertThat(zendesk("plan").exitCode()).isZero();
    assertThat(zendesk.world().fields().values()).doesNotContainAnyElementsOf(before.values());
  }

  @Test
  void removal_shows_first_and_then_takes_only_what_is_ours() {
    zendesk("apply");
    zendesk.configure(new Macro(7, "Hello", Map.of(), "Hello.", true));

    Shell.Printed shown = zendesk("remove");
    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.out()).contains("remove   macro         Refund: send").doesNotContain("Hello");
    assertThat(zendesk.world().macros()).containsKey("Refund: send");

    assertThat(zendesk("remove", "--yes").exitCode()).isZero();
    assertThat(zendesk.world().macros()).containsOnlyKeys("Hello");
    assertThat(zendesk.world().fields()).isEmpty();
    assertThat(zendesk.world().webhook()).isEmpty();
    assertThat(zendesk("remove", "--yes").out()).contains("0 removed.");
  }

  @Test
  void a_field_that_the_file_asks_for_no_more_is_removed_only_when_that_is_said()
      throws IOException {
    zendesk("apply");
    Path file = folder.resolve("caserail.yaml");
    Files.writeString(file, Files.readString(file).replace("  verification: {}\n", ""));

    Shell.Printed half = zendesk("apply");
    Shell.Printed still = zendesk("plan");
    Shell.Printed meant = zendesk("apply", "--remove-fields");

    assertThat(half.exitCode()).isEqualTo(1);
    assertThat(half.err()).contains("Nothing was changed", "--remove-fields");
    assertThat(half.out()).contains("remove   ticket field  Verification");
    assertThat(still.out()).contains("remove   macro         Verification: verify");
    assertThat(meant.exitCode()).isZero();
    assertThat(zendesk("plan").exitCode()).isZero();
  }

  @Test
  void one_that_breaks_off_is_gone_on_with_by_the_same_command() {
    surroundings
        .faults()
        .add(Fault.on("zendesk").endpoint("POST /api/v2/macros").nth(5).status(500));

    Shell.Printed broken = zendesk("apply");
    assertThat(broken.exitCode()).isEqualTo(3);
    assertThat(broken.err()).contains("Stopped after ", "give the same command again");
    broken.assertNoTrace();

    assertThat(zendesk("apply").exitCode()).isZero();
    assertThat(zendesk("plan").exitCode()).isZero();
  }

  @Test
  void an_answer_that_was_lost_makes_nothing_twice() {
    surroundings
        .faults()
        .add(Fault.on("zendesk").endpoint("POST /api/v2/views").nth(2).answerLost());

    assertThat(zendesk("apply").exitCode()).isEqualTo(3);
    assertThat(zendesk("apply").exitCode()).isZero();

    assertThat(zendesk("plan").exitCode()).isZero();
    assertThat(zendesk.world().views()).hasSize(6);
  }

  @Test
  void what_has_our_name_and_not_our_mark_is_left_alone_until_it_is_taken_over() {
    zendesk.configure(new Macro(7, "Refund: send", Map.of(), "By hand.", false));

    Shell.Printed refused = zendesk("apply");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("adopt    macro         Refund: send");
    assertThat(refused.err()).contains("Nothing was changed");
    assertThat(zendesk.world().fields()).isEmpty();

    assertThat(zendesk("apply", "--adopt").exitCode()).isZero();
    assertThat(zendesk.world().macros()).containsEntry("Refund: send", 7L);
    assertThat(zendesk("plan").exitCode()).isZero();
  }

  @Test
  void the_webhooks_secret_goes_into_a_file_of_its_owner_and_is_never_printed() throws IOException {
    Path file = folder.resolve("secret");

    Shell.Printed apply = zendesk("apply", "--secret-file", file.toString());

    String secret = zendesk.address().webhookSecret();
    assertThat(Files.readString(file)).isEqualTo(secret).isNotEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(apply.out() + apply.err()).doesNotContain(secret);
  }

  @Test
  void a_plan_needs_no_right_to_write() throws IOException {
    configure(ZendeskAddress.READER);

    assertThat(zendesk("plan").out()).contains("create   macro         Refund: send");
    Shell.Printed apply = zendesk("apply");
    assertThat(apply.exitCode()).isEqualTo(1);
    assertThat(apply.err()).contains("without the scope write");
    assertThat(zendesk.world().fields()).isEmpty();
  }
}
