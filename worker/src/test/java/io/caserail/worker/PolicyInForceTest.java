package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.contract.Flaw;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyInForceTest {
  private static final String OWN = "bankDays: 3 days\nroles: { \"1\": [requester] }\n";
  @TempDir Path directory;

  @BeforeEach
  void writePolicy() throws IOException {
    Files.writeString(directory.resolve("own.yaml"), OWN);
  }

  private CaserailConfig config(String more) {
    return config("", more);
  }

  private CaserailConfig cancelling(String more) {
    return config("  cancellation: { fields: { object: 10, reason: 11 } }\n", more);
  }

  private CaserailConfig config(String kinds, String more) {
    return CaserailConfig.parse(
        """
        account: acme
        personKey: 0123456789abcdef
        zendesk:
          baseUrl: https://acme.zendesk.com
          clientId: caserail
          clientSecret: s
          integrationUser: 9
          fields: { command: 1, state: 2, waitsFor: 3, reference: 4, byHandReference: 5 }
          refund: { fields: { payment: 6, amount: 7, reason: 8 } }
          groups: { requesters: 201, approvers: 202, finance: 203 }
        """
            + kinds
            + "stripe: { key: sk_test_abc }\n"
            + more,
        directory,
        Map.of());
  }

  @Test
  void without_a_file_the_built_in_policy_is_in_force() {
    assertThat(WorkerProcess.policy(config("")).refunds().bankDays())
        .isEqualTo("5 to 10 business days");
  }

  @Test
  void a_file_is_found_beside_the_configuration_and_may_be_pinned_by_its_hash() {
    String hash = WorkerProcess.policy(config("policy: { file: own.yaml }")).refunds().hash();

    CaserailConfig pinned = config("policy: { file: own.yaml, hash: " + hash + " }");

    assertThat(WorkerProcess.policy(pinned).refunds().bankDays()).isEqualTo("3 days");
  }

  @Test
  void a_policy_that_was_changed_without_its_pin_is_refused() throws IOException {
    String hash = WorkerProcess.policy(config("policy: { file: own.yaml }")).refunds().hash();
    Files.writeString(directory.resolve("own.yaml"), OWN.replace("3 days", "4 days"));

    assertThatThrownBy(
            () -> WorkerProcess.policy(config("policy: { file: own.yaml, hash: " + hash + " }")))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("policy.hash: is not the hash of the policy");
  }

  @Test
  void a_call_to_the_company_that_outlives_its_attempt_is_refused() {
    String company =
        """
        company: { name: Shop, baseUrl: 'https://a', auth: { bearer: b }, http: { call: 31s } }
        """;
    String yaml = company + "access: company\neasypost: { key: EZTKx }\n";

    assertThatThrownBy(() -> WorkerProcess.policy(cancelling(yaml)))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("company.http.call: is longer than waits.attempt");
    assertThat(WorkerProcess.policy(cancelling(yaml.replace("31s", "30s")))).isNotNull();
  }

  @Test
  void a_look_that_would_come_after_the_end_of_its_wait_is_refused() throws IOException {
    Path file = directory.resolve("short.yaml");
    Files.writeString(file, "waits: { longest: 15m }");

    assertThatThrownBy(() -> WorkerProcess.policy(config("policy: { file: short.yaml }")))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("stripe.pollAfter: is not below waits.longest");
    Files.writeString(file, "waits: { longest: 16m }");
    assertThat(WorkerProcess.policy(config("policy: { file: short.yaml }"))).isNotNull();
  }

  @Test
  void a_wait_that_outlasts_the_keys_of_the_companys_api_is_refused() {
    String company =
        """
        company: { name: Acme Shop, baseUrl: 'https://a', auth: { bearer: b }, keyLife: 6h }
        access: company
        easypost: { key: EZTKx }
        """;

    assertThatThrownBy(() -> WorkerProcess.policy(cancelling(company)))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining(
            "waits.longest: is 12h, and Acme Shop may forget an idempotency key after 6h; lower it"
                + " to 5h at most");
    assertThat(WorkerProcess.policy(cancelling(company.replace("6h", "24h")))).isNotNull();
    assertThat(WorkerProcess.policy(cancelling(company.replace(", keyLife: 6h", "")))).isNotNull();
  }

  @Test
  void a_wait_that_outlasts_stripes_keys_is_refused() throws IOException {
    Path file = directory.resolve("long.yaml");
    Files.writeString(file, "waits: { longest: 21h }");

    assertThatThrownBy(() -> WorkerProcess.policy(config("policy: { file: long.yaml }")))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining(
            "waits.longest: is 21h, and Stripe (refunds) may forget an idempotency key after 24h;"
                + " lower it to 20h at most");
    Files.writeString(file, "waits: { longest: 20h }");
    assertThat(WorkerProcess.policy(config("policy: { file: long.yaml }"))).isNotNull();
  }

  @Test
  void where_it_waits_longer_than_the_built_in_contracts_say_that_is_named_and_disables_nothing()
      throws IOException {
    Files.writeString(directory.resolve("slow.yaml"), "waits: { longest: 14h }");
    CaserailConfig slow = config("policy: { file: slow.yaml }");
    Policy policy = WorkerProcess.policy(slow);

    assertThat(WorkerProcess.differences(config(""), WorkerProcess.policy(config("")))).isEmpty();
    assertThat(WorkerProcess.differences(slow, policy))
        .extracting(Flaw::clause)
        .contains("cases.refund.steps.pay", "cases.cancellation.steps.look-up");
    assertThat(WorkerProcess.contracts(slow, policy).flaws()).isEmpty();
  }

  @Test
  void a_call_that_outlives_its_attempt_is_refused() {
    assertThatThrownBy(() -> WorkerProcess.policy(config("http: { call: 31s }")))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("http.call: is longer than waits.attempt");
  }
}
