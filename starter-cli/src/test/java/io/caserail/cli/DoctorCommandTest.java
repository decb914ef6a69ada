package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.Condition;
import io.caserail.sandbox.zendesk.Conditions;
import io.caserail.sandbox.zendesk.RuleAction;
import io.caserail.sandbox.zendesk.TicketField;
import io.caserail.sandbox.zendesk.Trigger;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
  private static final String PUBLIC = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

  @TempDir private Path folder = Path.of(".");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults().bare(), surroundings);

  private String controls =
      "" + zendesk.customer("olga@acme.example").form("Controls", "Pause and resume.");

  @BeforeEach
  void setUp() throws IOException {
    configure(ZendeskAddress.PROVISIONER, "not-the-right-one");
    assertThat(shell("zendesk", "apply").exitCode()).isZero();
    configure(ZendeskAddress.READER, zendesk.address().webhookSecret());
  }

  private void configure(String client, String hookSecret) throws IOException {
    ZendeskWorld world = zendesk.world();
    Files.writeString(
        folder.resolve("caserail.yaml"),
        """
        account: acme
        gateway: { secrets: { zendesk: { now: "%s" } } }
        zendesk:
          baseUrl: %s
          integrationUser: "%s"
          groups: { approvers: "%s", operators: "%s" }
          controls: { ticket: "%s" }
          provisioner:
            clientId: %s
            clientSecret: %s
            webhook: https://hooks.acme.example/hooks/zendesk
        """
            .formatted(
                hookSecret,
                zendesk.url(),
                ZendeskWorld.id(world.users(), "Caserail"),
                ZendeskWorld.id(world.groups(), "Refund approvers"),
                ZendeskWorld.id(world.groups(), "Operators"),
                controls,
                client,
                zendesk.address().secretOf(client)));
  }

  @AfterEach
  void close() {
    zendesk.close();
    surroundings.close();
  }

  private Shell.Printed shell(String... words) {
    return new Shell("--config", folder.resolve("caserail.yaml").toString()).type(words);
  }

  private Shell.Printed doctor() {
    return shell("doctor", "--readonly");
  }

  private void trigger(Conditions conditions, RuleAction action) {
    zendesk.configure(new Trigger(7, "Theirs", true, conditions, List.of(action)));
  }

  private static RuleAction mail() {
    return new RuleAction("notification_user", List.of("requester_id", "News", "There is news."));
  }

  @Test
  void an_account_as_it_should_be_is_healthy_and_what_nobody_can_tell_is_said() {
    Shell.Printed printed = doctor();

    assertThat(printed.err()).isEmpty();
    assertThat(printed.out())
        .contains("good         Fields, rules, views and webhook are as they should be.")
        .contains("good         The gateway knows the webhook's signing secret.")
        .contains("good         The approvers' group has 2 members.")
        .contains("good         There is a ticket of controls, " + controls + ".")
        .contains("good         This machine's clock agrees with Zendesk's.")
        .contains("not verified Which channel an audit shows for the mobile app")
        .doesNotContain("trap ", "fault ", zendesk.address().webhookSecret());
    assertThat(printed.exitCode()).isZero();
  }

  @Test
  void drift_is_a_fault_and_a_field_open_to_customers_a_trap_besides() {
    zendesk.configure(
        TicketField.text(zendesk.field("By-hand reference").id(), "By-hand reference").inPortal());

    Shell.Printed printed = doctor();

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .contains("fault        The ticket field 'By-hand reference' is not as it should be.")
        .contains("trap         Customers can fill in 'By-hand reference' in the portal.");
  }

  @Test
  void a_trigger_that_may_mail_customers_on_our_writes_is_a_trap() {
    trigger(Conditions.allOf(new Condition("update_type", "is", "Change")), mail());

    assertThat(doctor().out())
        .contains("trap         The trigger 'Theirs' may mail customers when Caserail writes");
  }

  @Test
  void a_trigger_that_our_writes_do_not_set_off_is_none() {
    String caserail = Long.toString(ZendeskWorld.id(zendesk.world().users(), "Caserail"));
    for (Condition keepsOut :
        List.of(
            new Condition("current_user", "is_not", caserail),
            new Condition("update_type", "is", "Create"),
            new Condition("comment_is_public", "is", "true"),
            new Condition("assignee_id", "changed", ""))) {
      trigger(Conditions.allOf(keepsOut), mail());

      assertThat(doctor().exitCode()).as(keepsOut.toString()).isZero();
    }
  }

  @Test
  void rules_that_fill_the_command_list_or_change_our_tags_are_traps() {
    Conditions always = Conditions.allOf();
    trigger(
        always,
        new RuleAction(
            "custom_fields_" + ZendeskWorld.id(zendesk.world().fields(), "action"),
            List.of("crl_do_refund_send")));
    assertThat(doctor().out()).contains("trap         The trigger 'Theirs' fills the command list");

    trigger(always, new RuleAction("set_tags", List.of("vip")));
    assertThat(doctor().out()).contains("trap         The trigger 'Theirs' replaces all tags");

    trigger(always, new RuleAction("current_tags", List.of("vip crl_do_refund_send")));
    assertThat(doctor().out()).contains("trap         The trigger 'Theirs' adds or removes a tag");

    trigger(always, new RuleAction("remove_tags", List.of("crl_state_needs_approval_late")));
    assertThat(doctor().out()).contains("trap         The trigger 'Theirs' adds or removes a tag");

    trigger(always, new RuleAction("current_tags", List.of("vip")));
    assertThat(doctor().exitCode()).isZero();
  }

  @Test
  void too_few_approvers_are_a_trap() {
    zendesk.leaveGroup("Ben", "Refund approvers");

    assertThat(doctor().out()).contains("trap         The approvers' group has 1 members");
  }

  @Test
  void a_role_that_nobody_has_is_a_trap_and_others_are_counted() throws IOException {
    policy("roles: { approvers: [approver], finance: [finance], operators: [operator] }\n");
    assertThat(doctor().out())
        .contains("good         1 person has the role finance.")
        .contains("good         1 person has the role operator.");

    zendesk.leaveGroup("Fin", "Finance");
    zendesk.leaveGroup("Olga", "Operators");
    String empty = doctor().out();

    assertThat(empty)
        .contains("trap         Nobody has the role finance, so that what is above an approver's")
        .contains("trap         Nobody has the role operator, so that engineers can neither hold");
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), text);
    Path config = folder.resolve("caserail.yaml");
    Files.writeString(
        config,
        Files.readString(config)
                .replace(
                    "groups: {",
                    "groups: { finance: \"%s\","
                        .formatted(ZendeskWorld.id(zendesk.world().groups(), "Finance")))
            + "policy: { file: policy.yaml }\n");
  }

  @Test
  void whoever_stands_in_today_is_counted_and_nobody_else_is() throws IOException {
    zendesk.leaveGroup("Ben", "Refund approvers");
    LocalDate today = LocalDate.now(ZoneId.of("UTC"));

    standsIn("Lena", today.minusDays(9), today.minusDays(1));
    assertThat(doctor().out())
        .contains("trap         The approvers' group has 1 members; who asks");

    standsIn("Lena", today, today.plusDays(1));
    assertThat(doctor().out())
        .contains("good         The approvers' group has 1 members, and somebody stands in for")
        .contains("; they are not mailed, and then there are too few.");
  }

  private void standsIn(String name, LocalDate from, LocalDate to) throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        "zone: UTC\ngrants: [{ person: %s, role: approver, from: %s, to: %s, reason: a, by: 1 }]\n"
            .formatted(ZendeskWorld.id(zendesk.world().users(), name), from, to));
    Path config = folder.resolve("caserail.yaml");
    String text = Files.readString(config);
    if (!text.contains("policy:")) {
      text += "policy: { file: policy.yaml }\n";
    }
    // The built-in roles name these groups too.
    Files.writeString(
        config,
        text.contains("requesters:")
            ? text
            : text.replace("groups: {", "groups: { requesters: \"1\", finance: \"2\","));
  }

  @Test
  void without_a_ticket_of_controls_nobody_can_pause_which_is_a_trap() throws IOException {
    controls = "";
    configure(ZendeskAddress.READER, zendesk.address().webhookSecret());

    assertThat(doctor().out())
        .contains("trap         Nobody can pause anything, and the outflow brake holds only while")
        .contains("Do: make a ticket for it, in a group of its own, and name it: zendesk.controls");
  }

  @Test
  void a_ticket_of_controls_that_ends_is_a_trap_and_one_that_has_ended_a_fault() {
    long ticket = Long.parseLong(controls);

    zendesk.agent("Olga").solve(ticket);
    String solved = doctor().out();
    zendesk.agent("Olga").close(ticket);
    String closed = doctor().out();
    zendesk.agent("Olga").delete(ticket);
    String deleted = doctor().out();

    assertThat(solved).contains("trap         The ticket of controls, " + ticket + ", is solved;");
    assertThat(closed).contains("fault        The ticket of controls, " + ticket + ", is closed,");
    assertThat(deleted).contains("fault        The ticket of controls, " + ticket + ", does not");
  }

  @Test
  void tags_on_users_are_a_trap() {
    zendesk.tagUsers();

    assertThat(doctor().out()).contains("trap         Users and organisations can have tags");
  }

  @Test
  void a_secret_that_everybody_knows_or_that_is_another_one_is_a_fault() throws IOException {
    configure(ZendeskAddress.READER, PUBLIC);

    assertThat(doctor().out())
        .contains("fault        The gateway takes the secret that Zendesk publishes for tests")
        .contains("fault        The gateway does not know the webhook's signing secret");
  }

  @Test
  void a_clock_that_is_wrong_is_a_fault() {
    surroundings
        .faults()
        .add(
            Fault.on("zendesk")
                .endpoint("GET /api/v2/account/settings")
                .nth(2)
                .status(200, Map.of("Date", "Wed, 21 Oct 2015 07:28:00 GMT"), "{}"));

    assertThat(doctor().out()).contains("fault        This machine's clock is ");
  }

  @Test
  void without_readonly_the_workers_own_file_is_looked_at_too() {
    Shell.Printed printed = shell("doctor");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("fault        A worker would not start: ");
  }
}
