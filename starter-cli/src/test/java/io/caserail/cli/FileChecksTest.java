package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.worker.messages.MessagesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever changes a reviewed file types before it is merged. */
final class FileChecksTest {
  @TempDir Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void a_policy_is_shown_as_who_decides_with_its_hash() throws IOException {
    String policy =
        write("policy.yaml", "bankDays: 3 days\nroles: { \"7\": [requester, approver] }\n");

    var printed = new Shell().type("policy", "check", policy);

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains(" can be used.", "Hash: ")
        .containsPattern("EUR +50.00 EUR +nobody")
        .containsPattern("EUR +2000.00 EUR +approver, finance")
        .containsPattern("7 +requester, approver");
  }

  @Test
  void a_policy_names_groups_of_the_configuration_without_its_secrets() throws IOException {
    String policy = write("policy.yaml", "roles: { leads: [approver] }\n");
    String config =
        write(
            "caserail.yaml",
            "account: acme\npersonKey: ${NOT_SET}\nzendesk: { groups: { leads: \"77\" } }\n");

    var with = new Shell().type("policy", "check", policy, "--config", config);
    var without = new Shell().type("policy", "check", policy);

    assertThat(with.exitCode()).isZero();
    assertThat(with.out()).containsPattern("77 +approver");
    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err()).contains("leads");
    without.assertNoTrace();
  }

  @Test
  void a_policy_that_cannot_be_used_is_exit_code_1_with_all_that_is_wrong() throws IOException {
    String policy = write("policy.yaml", "waits: { remind: never }\nnonsense: 1\n");

    var printed = new Shell().type("policy", "check", policy, "--output", "json");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).contains("\"usable\":false", "waits.remind", "nonsense");
  }

  @Test
  void a_policy_that_waits_longer_than_a_system_knows_its_keys_is_exit_code_1() throws IOException {
    String policy = write("policy.yaml", "roles: {}\nwaits: { longest: 12h }\n");
    String config =
        write(
            "caserail.yaml",
            "company: { name: Acme Shop, keyLife: 6h, auth: { bearer: '${NOT_SET}' } }\n");
    String longer = write("longer.yaml", "roles: {}\nwaits: { longest: 21h }\n");

    var printed = new Shell().type("policy", "check", policy, "--config", config);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .contains(
            "waits.longest: is 12h, and Acme Shop may forget an idempotency key after 6h; lower it"
                + " to 5h at most");
    printed.assertNoTrace();
    assertThat(new Shell().type("policy", "check", policy).exitCode()).isZero();
    assertThat(new Shell().type("policy", "check", longer).err())
        .contains("waits.longest: is 21h, and Stripe (refunds) may forget");
  }

  @Test
  void a_policy_shows_who_stands_in_now_later_and_no_more() throws IOException {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
    String policy =
        write(
            "policy.yaml",
            "zone: Europe/Berlin\nroles: {}\ngrants:\n"
                + grant("11", today.minusDays(2), today.plusDays(2))
                + grant("12", today.plusDays(3), today.plusDays(9))
                + grant("13", today.minusDays(9), today.minusDays(3)));

    var printed = new Shell().type("policy", "check", policy);
    var json = new Shell().type("policy", "check", policy, "--output", "json");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .containsPattern("11 +approver .* active +9 +Ana is away")
        .containsPattern("12 +approver .* coming ")
        .containsPattern("13 +approver .* lapsed ")
        .contains("Days are those of Europe/Berlin.");
    assertThat(json.out()).contains("\"is\":\"coming\"");
  }

  private static String grant(String person, LocalDate from, LocalDate to) {
    return "  - { person: %s, role: approver, from: %s, to: %s, reason: Ana is away, by: 9 }\n"
        .formatted(person, from, to);
  }

  @Test
  void texts_for_customers_are_shown_as_customers_read_them() throws IOException {
    var printed = new Shell().type("messages", "check");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("Language en", "banks show it in 5 to 10 business days.", "tell_delayed");
  }

  @Test
  void a_text_that_promises_too_much_is_exit_code_1_and_names_line_and_word() throws IOException {
    String texts =
        write(
            "messages.yaml",
            MessagesFile.builtInText()
                .replace("We are checking your request.", "You were refunded."));

    var printed = new Shell().type("messages", "check", texts);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .containsPattern("messages.yaml:[0-9]+ languages.en.texts.tell_checking: 'refunded' says");
    printed.assertNoTrace();
  }
}
