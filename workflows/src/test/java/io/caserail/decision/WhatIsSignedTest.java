package io.caserail.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.DecisionKind;
import io.caserail.model.TicketId;
import io.caserail.port.Assertion;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.refund.RefundAsk;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WhatIsSignedTest {
  private static final Instant LATER = Instant.parse("2026-11-23T18:00:00Z");
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";
  private static final Decision SAID = said("d-1", "approve#1", "agreed", "", null, "");

  private static Decision said(
      String id,
      String block,
      String reason,
      String reference,
      @Nullable Instant until,
      String to) {
    return new Decision(id, block, DecisionKind.APPROVE, "8", reason, TOKEN, reference, until, to);
  }

  private static String nonce(String caseId, String key, CommandKind kind, Decision decision) {
    return Nonce.ofDecision(caseId, key, kind, decision.id(), decision.details());
  }

  static Stream<String> others() {
    return Stream.of(
        nonce("refund-a-pi_2", "k", CommandKind.APPROVE, SAID),
        nonce("refund-a-pi_1", "l", CommandKind.APPROVE, SAID),
        nonce("refund-a-pi_1", "k", CommandKind.REFUSE, SAID),
        other(said("d-2", "approve#1", "agreed", "", null, "")),
        other(said("d-1", "approve#2", "agreed", "", null, "")),
        other(said("d-1", "approve#1", "agreed!", "", null, "")),
        other(said("d-1", "approve#1", "agreed", "re_1", null, "")),
        other(said("d-1", "approve#1", "agreed", "", LATER, "")),
        other(said("d-1", "approve#1", "agreed", "", null, "Finance")));
  }

  private static String other(Decision decision) {
    return nonce("refund-a-pi_1", "k", CommandKind.APPROVE, decision);
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatever_differs_between_two_decisions_needs_another_signature(String another) {
    assertThat(another)
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(nonce("refund-a-pi_1", "k", CommandKind.APPROVE, SAID));
  }

  @Test
  void one_amount_written_twice_is_one_request() {
    assertThat(ask("24.90").nonce("case"))
        .isEqualTo(ask("24,9").nonce("case"))
        .isNotEqualTo(ask("24.91").nonce("case"))
        .isNotEqualTo(ask("24.90").nonce("another case"));
  }

  private static RefundAsk ask(String amount) {
    return new RefundAsk("r-1", new TicketId("42"), amount, "not_received", "7", TOKEN);
  }

  @Test
  void nothing_that_carries_a_signature_prints_it() {
    assertThat(
            SAID
                + " "
                + ask("1")
                + " "
                + new Claim("d-1", "8", TOKEN)
                + " "
                + new Assertion("8", "cli", TOKEN, CommandKind.APPROVE))
        .doesNotContain(TOKEN);
  }
}
