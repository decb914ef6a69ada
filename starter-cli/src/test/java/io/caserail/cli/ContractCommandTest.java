package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.contract.LifecycleState;
import io.caserail.worker.contract.ContractFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever owns a contract types before a change of it is merged. */
final class ContractCommandTest {
  @TempDir Path directory;

  private Path copy(String name) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    for (LifecycleState state : LifecycleState.values()) {
      String file = state.word() + ".yaml";
      Files.writeString(folder.resolve(file), ContractFiles.builtInText(file));
    }
    return folder;
  }

  private Path changed(String file, String before, String after) throws IOException {
    Path folder = copy("new");
    String text = ContractFiles.builtInText(file);
    assertThat(text).contains(before);
    Files.writeString(folder.resolve(file), text.replace(before, after));
    return folder;
  }

  @Test
  void contracts_in_order_are_shown_with_owner_and_delay() {
    var printed = new Shell().type("contract", "check");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .containsPattern("billing +in order +Payments +15m +4")
        .doesNotContain("wrong");
  }

  @Test
  void an_alert_that_nobody_gets_is_named() throws IOException {
    Path rules = directory.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        groups:
          - name: cases
            rules:
              - { alert: CaserailInDoubt, expr: up, labels: { audience: support } }
        """);

    var printed = new Shell().type("contract", "check", "--rules", rules.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .containsPattern(
            "billing.yaml:[0-9]+ alerts.2.audience: CaserailInDoubt rings for support by the rules")
        .containsPattern(
            "billing.yaml:[0-9]+ alerts.0.alert: CaserailUpstreamAway is no alert of the rules");
    printed.assertNoTrace();
  }

  @Test
  void rules_without_an_alert_are_refused() throws IOException {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), "groups: []\n");

    var printed = new Shell().type("contract", "check", "--rules", rules.toString());

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("there is no alert in it");
    printed.assertNoTrace();
  }

  @Test
  void the_alerts_that_are_shipped_are_those_that_the_contracts_name() {
    var printed =
        new Shell().type("contract", "check", "--rules", "../deploy/prometheus/rules.yaml");

    assertThat(printed.exitCode()).isZero();
  }

  @Test
  void a_wrong_contract_is_exit_code_1_with_line_clause_and_what_is_disabled() throws IOException {
    Path folder = changed("billing.yaml", "pivot: [pay]", "pivot: []");

    var printed = new Shell().type("contract", "check", folder.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .containsPattern("billing +wrong")
        .containsPattern(
            "billing.yaml:[0-9]+ cases.refund.pivot: the code passes the pivot with pay")
        .contains("A worker would disable these kinds of cases: refund, settlement.");
    printed.assertNoTrace();
  }

  @Test
  void a_field_or_a_text_that_the_code_uses_and_no_contract_names_is_named_with_its_line()
      throws IOException {
    Path folder = changed("cancellation.yaml", "cancellation.reason, ", "");
    Path file = folder.resolve("cancellation.yaml");
    Files.writeString(file, Files.readString(file).replace("[tell_cancelled, ", "["));

    var printed = new Shell().type("contract", "check", folder.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .containsPattern(
            "cancellation.yaml:[0-9]+ fields: the code uses cancellation.reason, which is not said")
        .containsPattern(
            "cancellation.yaml:[0-9]+ messages: the code tells customers tell_cancelled, which")
        .contains("A worker would disable these kinds of cases: cancellation.");
  }

  @Test
  void a_program_reads_the_same_as_json() throws IOException {
    Path folder = changed("risk.yaml", "serves:", "servs:");

    var printed = new Shell().type("contract", "check", folder.toString(), "--output", "json");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .contains("\"right\":false", "\"clause\":\"serves\"", "\"file\":\"risk.yaml\"");
  }

  @Test
  void a_policy_that_waits_longer_is_held_against_the_contract() throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("policy.yaml"),
            "waits: { approval: 48h }\nroles: { \"7\": [requester] }\n");

    var printed = new Shell().type("contract", "check", "--policy", policy.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("cases.cancellation.steps.approve", "waits.approval");
  }

  @Test
  void a_folder_that_is_not_there_is_a_usage_error() {
    var printed = new Shell().type("contract", "check", directory.resolve("none").toString());

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("there is no folder");
  }

  @Test
  void the_same_contracts_differ_in_nothing() throws IOException {
    String folder = copy("old").toString();

    var printed = new Shell().type("contract", "diff", folder, folder);

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("Nothing is different.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: refund.failed | type: refund.failing | sender
          effect: start\\n    case: settlement | effect: wake\\n    case: settlement | sender, agents
          /data/object/id | /data/object/refund | sender
          livemode: { type: boolean } | livemode: { type: string } | sender
          team: Payments, contact: payments@example.com | team: Money, contact: money@example.com | owner
          team: Finance | team: Treasury | triage owner
          acceptableDelay: 15m | acceptableDelay: 1h | agents, customers
          by_hand_reference, | '' | agents
          refund_sent, | '' | customers, agents
          by: [finance] | by: [approver] | agents
          CaserailInDoubt, audience: finance | CaserailInDoubt, audience: support | alert audience
          message: tell_delayed | message: tell_checking | customers
          , withdraw, extend | , extend | agents
          refund.status\\n    system: Stripe | refund.status\\n    system: The bank | triage owner, agents
          """)
  void a_change_says_whom_it_breaks(String before, String after, String whom) throws IOException {
    String old = copy("old").toString();
    Path now = changed("billing.yaml", before.replace("\\n", "\n"), after.replace("\\n", "\n"));

    var printed = new Shell().type("contract", "diff", old, now.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).containsPattern("billing +" + whom + "  ");
  }

  @Test
  void what_is_added_breaks_nobody() throws IOException {
    String old = copy("old").toString();
    Path now =
        changed(
            "cancellation.yaml",
            "    versions:\n      - version: \"1\"\n",
            """
                versions:
                  - version: "2"
                    schema: { type: object }
                  - version: "1"
            """);

    var printed = new Shell().type("contract", "diff", old, now.toString(), "--output", "json");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("\"breaks\":false", "shop order.updated.versions.2", "from now on");
  }

  @Test
  void a_contract_that_is_gone_breaks_everybody() throws IOException {
    String old = copy("old").toString();
    Path now = copy("new");
    Files.delete(now.resolve("shipment.yaml"));

    var printed = new Shell().type("contract", "diff", old, now.toString());

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("the contract is gone", "customers", "alert audience");
  }

  @Test
  void a_hand_off_answers_seven_questions_for_each_state() {
    var printed = new Shell().type("contract", "handoff", "--audience", "finance");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out().split("### ", -1)).hasSize(7 * LifecycleState.values().length + 1);
    assertThat(printed.out())
        .contains(
            "# Hand-off for finance",
            "## Billing",
            "### Which business state or journey is served?",
            "### Which system is the source of truth for each critical field or status?",
            "### Who owns changes of the contract, retries and reconciliation?",
            "### How are duplicates, time-outs and partial failures handled?",
            "### What does support see when it fails or lags?",
            "### Which alerts go to whom?",
            "### What is the fallback when the system is unavailable?",
            "- For finance: CaserailInDoubt, CaserailOutflowBrake",
            "- A case of refund that waits is shown as late at the latest after 24h in all",
            "A wait is shown as late at the latest after: look-up 12h, approve 24h",
            "- A case of cancellation is never shown as late as a whole",
            "- Decision in a case of refund: checked none. May: finance.");
  }

  @Test
  void a_page_for_each_audience_is_written_and_its_text_is_no_markup() throws IOException {
    Path folder =
        changed(
            "billing.yaml", "serves: A customer", "serves: A <script>alert(1)</script> customer");
    Path out = directory.resolve("pages");

    var printed =
        new Shell()
            .type(
                "contract",
                "handoff",
                folder.toString(),
                "--format",
                "html",
                "--out",
                out.toString());

    assertThat(printed.exitCode()).isZero();
    for (String audience : new String[] {"support", "engineering", "finance", "upstream"}) {
      assertThat(Files.readString(out.resolve("handoff-" + audience + ".html")))
          .startsWith("<!doctype html>")
          .contains("A &lt;script&gt;alert(1)&lt;/script&gt; customer")
          .doesNotContain("<script>");
    }
  }

  @Test
  void a_page_says_which_contract_is_wrong() throws IOException {
    Path folder = changed("billing.yaml", "pivot: [pay]", "pivot: []");

    var printed =
        new Shell().type("contract", "handoff", folder.toString(), "--audience", "support");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("Its contract is not in order");
  }
}
