package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShadowCommandTest {
  @TempDir private Path folder = Path.of(".");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final StripeSandbox stripe =
      StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);

  @AfterEach
  void close() {
    stripe.close();
    zendesk.close();
    surroundings.close();
  }

  private Shell shell(String secret) throws IOException {
    Path file = folder.resolve("caserail.yaml");
    Files.writeString(
        file,
        """
        account: acme
        stripe: { baseUrl: %s }
        zendesk: { baseUrl: %s }
        shadow: { stripeKey: %s, clientId: %s, clientSecret: %s }
        """
            .formatted(
                stripe.url(), zendesk.url(), stripe.readOnlyKey(), ZendeskAddress.READER, secret));
    return new Shell("--config", file.toString());
  }

  private Refund byHand(String email, long cents) {
    Payment payment = stripe.payment().amount(cents, "eur").customerEmail(email).create();
    zendesk.customer(email).email("My order", "Please refund " + payment.id() + ".");
    return stripe.refundByHand(payment.id(), 1_000);
  }

  @Test
  void a_page_says_what_would_have_been_paid_what_looks_double_and_what_is_missing()
      throws IOException {
    Refund first = byHand("olga@acme.example", 3_000);
    Refund again = stripe.refundByHand(first.paymentId(), 1_000);
    surroundings.clock().advance(Duration.ofMinutes(5));
    Path page = folder.resolve("shadow.md");

    Shell.Printed printed =
        shell(zendesk.address().secretOf(ZendeskAddress.READER))
            .type("shadow", "--since", "2d", "--out", page.toString());

    assertThat(printed.err()).isEmpty();
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("People refunded 2 refunds, 20.00 EUR by hand.")
        .contains("| paid it, asking nobody | 1 | 10.00 EUR |")
        .contains("| asked people first | 1 | 10.00 EUR |")
        .contains("## Money that may have left twice: 1")
        .contains("the same amount of this payment was refunded before (" + first.id() + ")")
        .contains("- No reason is known: 2 refunds, 20.00 EUR.")
        .contains("- Orders cancelled in your own system and verifications decided by hand are not")
        .doesNotContain("more than 30 days ago")
        .contains("Every refund has its line in " + page);
    assertThat(page).content().contains(first.id(), again.id(), "| asked people first | the same");
  }

  @Test
  void a_client_that_is_not_taken_is_said_with_what_to_do() throws IOException {
    byHand("olga@acme.example", 3_000);

    Shell.Printed printed = shell("not-the-secret").type("shadow");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("Do: check the addresses and the keys of 'shadow'.");
    printed.assertNoTrace();
  }

  @Test
  void without_keys_of_its_own_it_says_which_it_needs() throws IOException {
    Path file = folder.resolve("caserail.yaml");
    Files.writeString(file, "account: acme\nzendesk: { baseUrl: https://acme.zendesk.com }\n");

    Shell.Printed printed = new Shell("--config", file.toString()).type("shadow");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("shadow", "is missing; give clientId and clientSecret");
  }
}
