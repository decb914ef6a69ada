package io.caserail.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.Money;
import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;
import io.caserail.worker.config.ConfigInvalid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MessagesFileTest {
  private static final CustomerNotice SENT =
      new CustomerNotice(CustomerNotice.Text.REFUND_SENT, new Money(2490, "EUR"), List.of());

  @Test
  void a_customer_reads_the_texts_of_their_language_else_the_usual_one() {
    Messages messages = MessagesFile.builtIn();

    assertThat(messages.of(SENT, "de-AT"))
        .isEqualTo(
            "Ihre Rückerstattung von 24.90 EUR ist unterwegs: Unser Zahlungsdienstleister hat sie"
                + " angenommen. Banken zeigen sie meist nach 5 bis 10 Werktagen an.\n\n"
                + "Falls Sie sie bis dahin nicht sehen, antworten Sie bitte auf diese Nachricht.");
    String english =
        "Your refund of 24.90 EUR is on its way: our payment provider has accepted it. Banks"
            + " usually show it in 5 to 10 business days.\n\n"
            + "If you do not see it by then, please answer this message.";
    assertThat(List.of(messages.of(SENT, "en-US"), messages.of(SENT, "fr"), messages.of(SENT, "")))
        .containsOnly(english);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tell_sent      | Your money was refunded, {bank_days}.           | 'refunded' says that the money has arrived
          tell_sent      | It is In  Your\u00a0Account, {bank_days}        | has arrived
          tell_delayed   | Your refund is on its way.                      | 'on its way' says that it was sent
          tell_checking  | Your order is cancelled.                        | 'cancelled' says that it is over
          tell_delayed   | It comes on Monday.                             | 'Monday' says a time that nobody can hold
          tell_delayed   | It takes three working days.                    | 'days' says a time
          tell_sent      | Banks show it in 5 to 10 business days.         | holds a figure
          tell_delayed   | You get 10 % more.                              | holds a figure
          tell_delayed   | Stripe is late.                                 | 'Stripe' says what goes on inside
          tell_delayed   | A webhooks fault.                               | 'webhooks' says what goes on inside
          tell_sent      | Your {amount} is on its way.                    | '{amount}' is not known here
          pending_funds  | Stripe lacks the funds.                         | 'Stripe' says what goes on inside
          pending_funds  | You have it tomorrow.                           | 'tomorrow' says a time
          failed_bank    | Your refund is on its way.                      | 'on its way' says that it was sent
          pending_payment | You were refunded.                             | 'refunded' says that the money has arrived
          refund_sent    | Your refund is on its way.                      | does not say '{amount}', which it must
          tell_cancellation_delayed | It is cancelled.                     | 'cancelled' says that it is over
          tell_cancellation_delayed | EasyPost is away.                    | 'EasyPost' says what goes on inside
          tell_verification_delayed | You are verified.                    | 'verified' says that somebody is verified
          tell_not_verified | You are not confirmed.                       | 'confirmed' says that somebody is verified
          tell_link_sent | You are verified.                               | 'verified' says that somebody is verified
          tell_verified  | It is sent.                                     | 'sent' says that it was sent
          tell_checking  | We check {{ticket.requester.name}}.             | holds markup
          tell_checking  | <b>We check.</b>                                | holds markup
          """)
  void a_text_that_says_more_than_its_state_allows_is_refused(
      String kind, String text, String problem) {
    String file = MessagesFile.builtInText().replaceFirst("(?m)^( +" + kind + ":).*$", "$1 XXX");
    String one = file.replace("XXX", "\"" + text + "\"");
    // A block's own lines would follow.
    String whole = kind.equals("refund_sent") ? withoutBlock(one) : one;

    assertThatThrownBy(() -> MessagesFile.parse(whole))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("languages.en.texts." + kind)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @EnumSource
  void what_a_customer_may_hear_who_asks_is_there_in_each_language(CustomerWords words) {
    Messages messages = MessagesFile.builtIn();

    assertThat(messages.words(words, "de-AT")).isNotBlank().doesNotContain("Your");
    assertThat(messages.words(words, "fr")).contains("our");
  }

  private static String withoutBlock(String file) {
    return file.replaceAll("(?m)^        (Your refund of|If you do not).*\n", "");
  }

  @Test
  void what_is_delayed_promises_nothing_and_lays_it_on_nobody() {
    for (Messages.Language language : MessagesFile.builtIn().languages().values()) {
      for (MessageKind kind :
          List.of(
              MessageKind.TELL_DELAYED,
              MessageKind.TELL_CANCELLATION_DELAYED,
              MessageKind.TELL_VERIFICATION_DELAYED)) {
        assertThat(language.text(kind))
            .doesNotContainIgnoringCase("provider", "dienstleister", "bank", "will ", "werden wir");
      }
    }
  }

  @Test
  void a_word_within_another_one_claims_nothing() {
    String file =
        MessagesFile.builtInText()
            .replace(
                "We are checking your request.", "We unsent consent, present and tomorrowless.");

    assertThat(MessagesFile.parse(file).languages()).containsKey("en");
  }

  @Test
  void a_language_without_the_words_to_hold_it_against_is_refused() {
    String file = MessagesFile.builtInText().replaceFirst("(?m)^ +sent: \\[unterwegs.*\n", "");

    assertThatThrownBy(() -> MessagesFile.parse(file))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("languages.de.words.sent: is missing; list the words that say");
  }

  @Test
  void a_text_or_the_usual_language_that_is_missing_is_named() {
    assertThatThrownBy(
            () ->
                MessagesFile.parse(
                    MessagesFile.builtInText().replace("language: en", "language: fr")))
        .hasMessageContaining("the usual language 'fr' has no texts");
    assertThatThrownBy(
            () ->
                MessagesFile.parse(
                    MessagesFile.builtInText().replace("tell_cancelled:", "tell_canceled:")))
        .hasMessageContaining("languages.en.texts.tell_cancelled: is missing")
        .hasMessageContaining("did you mean 'tell_cancelled'?");
  }
}
