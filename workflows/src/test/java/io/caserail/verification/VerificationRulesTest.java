package io.caserail.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.AccountFacts;
import io.caserail.port.Claim;
import io.caserail.port.VerificationPolicy;
import io.caserail.verification.Ruling.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationRulesTest {
  private static final ObjectId ACCOUNT = new ObjectId("acct_1");
  private static final VerificationPolicy POLICY = FakeWorld.policy();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          account  | verdict      | owner    | reason      | kind   | code                | why
          there    | ''           | CUSTOMER | new_device  | GO     | ''                  | ''
          missing  | ''           | NOBODY   | new_device  | REJECT | account_not_found   | Accounts knows no account acct_1
          there    | verified     | CUSTOMER | new_device  | REJECT | already_verified    | the account is verified already
          there    | verified     | CUSTOMER | name_change | ASK    | already_verified    | the account is verified already
          there    | not_verified | CUSTOMER | new_device  | ASK    | not_verified_before | the account was not verified before
          there    | ''           | CUSTOMER | goodwill    | ASK    | reason              | goodwill is never automatic
          there    | ''           | CUSTOMER | ''          | ASK    | reason              | no reason was given
          there    | ''           | STRANGER | new_device  | ASK    | other_customer      | the account does not belong to this ticket's customer
          there    | not_verified | STRANGER | goodwill    | ASK    | other_customer      | the account does not belong to this ticket's customer
          there    | verified     | STRANGER | new_device  | REJECT | other_customer      | the account does not belong to this ticket's customer, and can't be verified as asked
          there    | verified     | STRANGER | name_change | ASK    | other_customer      | the account does not belong to this ticket's customer
          there    | ''           | NOBODY   | new_device  | ASK    | other_customer      | the account does not belong to this ticket's customer
          there    | ''           | LENA     | new_device  | ASK    | other_customer      | the account does not belong to this ticket's customer
          """)
  void what_may_be_asked_of_a_customer(
      String account,
      String verdict,
      String owner,
      String reason,
      Kind kind,
      String code,
      String why) {
    Ruling ruling =
        VerificationRules.judge(
            request(reason, "CUSTOMER"),
            new AccountFacts("Accounts", ACCOUNT, account.equals("there"), tag(owner), verdict),
            POLICY);

    assertThat(ruling.kind()).isEqualTo(kind);
    assertThat(ruling.code()).isEqualTo(code);
    assertThat(ruling.because()).isEqualTo(why);
  }

  @Test
  void whoever_asks_for_their_own_account_needs_somebody_else() {
    Ruling ruling =
        VerificationRules.judge(
            request("new_device", "LENA"),
            new AccountFacts("Accounts", ACCOUNT, true, tag("LENA"), ""),
            POLICY);

    assertThat(ruling.code()).isEqualTo("own_account");
    assertThat(ruling.kind()).isEqualTo(Kind.ASK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          code                        | used | kind | then
          document_expired            | 1    | GO   | ''
          document_expired            | 2    | GO   | ''
          document_expired            | 3    | ASK  | tries_used_up
          abandoned                   | 4    | ASK  | tries_used_up
          document_type_not_supported | 1    | ASK  | hopeless
          country_not_supported       | 3    | ASK  | hopeless
          selfie_manipulated          | 1    | ASK  | suspicious
          selfie_manipulated          | 3    | ASK  | suspicious
          a_code_of_tomorrow          | 1    | GO   | ''
          """)
  void what_follows_from_a_failed_try(String code, int used, Kind kind, String then) {
    Ruling ruling = VerificationRules.afterFailure(POLICY, code, used);

    assertThat(ruling.kind()).isEqualTo(kind);
    assertThat(ruling.code()).isEqualTo(then);
  }

  @ParameterizedTest
  @CsvSource({"new_device, GO", "high_risk, ASK"})
  void whether_the_providers_yes_is_the_last_word(String reason, Kind kind) {
    assertThat(VerificationRules.afterSuccess(POLICY, reason).kind()).isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "counts",
      textBlock =
          """
          another person                    | ana   | ANA      | counts
          another person without an address | ana   | NOBODY   | counts
          the requester                     | lena  | LENA     | the same person asked for this verification
          the requester without an address  | lena  | NOBODY   | the same person asked for this verification
          the requester by a second account | lena2 | LENA     | the same person asked for this verification
          the ticket's customer             | cora  | CUSTOMER | the verification is about the same person
          whose account it is               | petra | STRANGER | the verification is about the same person
          """)
  void whose_yes_counts(String about, String actor, String person, String refusal) {
    String objection =
        VerificationRules.objection(
            request("new_device", "CUSTOMER"), tag("STRANGER"), actor, tag(person));

    assertThat(objection).isEqualTo(refusal);
  }

  private static VerificationRequest request(String reason, String customer) {
    return new VerificationRequest(
        ACCOUNT,
        new TicketId("4711"),
        reason,
        new Claim("audit-1", "lena", ""),
        "Lena",
        tag("LENA"),
        tag(customer),
        Instant.EPOCH);
  }

  private static PersonTag tag(String name) {
    return new PersonTag(
        switch (name) {
          case "CUSTOMER" -> "00000000000000aa";
          case "STRANGER" -> "00000000000000bb";
          case "LENA" -> "00000000000000cc";
          case "ANA" -> "00000000000000dd";
          default -> "none";
        });
  }
}
