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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WhatIsSignedTest {
  private static final Instant LATER = Instant.parse("2026-11-23T18:00:00Z");
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";
  private static final Decision SAID = said("d-1", "approve#1", "agreed", "", null, "", Map.of());

  private static Decision said(
      String id,
      String block,
      String reason,
      String reference,
      @Nullable Instant until,
      String to,
      Map<String, String> values) {
    return new Decision(
        id, block, DecisionKind.APPROVE, "8", reason, TOKEN, reference, until, to, values);
  }

  private static String nonce(String caseId, String key, CommandKind kind, Decision decision) {
    return Nonce.ofDecision(caseId, key, kind, decision.id(), decision.details());
  }

  static Stream<String> others() {
    return Stream.of(
        nonce("refund-a-pi_2", "k", CommandKind.APPROVE, SAID),
        nonce("refund-a-pi_1", "l", CommandKind.APPROVE, SAID),
        nonce("refund-a-pi_1", "k", CommandKind.REFUSE, SAID),
        other(said("d-2", "approve#1", "agreed", "", null, "", Map.of())),
        other(said("d-1", "approve#2", "agreed", "", null, "", Map.of())),
        other(said("d-1", "approve#1", "agreed!", "", null, "", Map.of())),
        other(said("d-1", "approve#1", "agreed", "re_1", null, "", Map.of())),
        other(said("d-1", "approve#1", "agreed", "", LATER, "", Map.of())),
        other(said("d-1", "approve#1", "agreed", "", null, "Finance", Map.of())),
        other(said("d-1", "approve#1", "agreed", "", null, "", Map.of("carrier", "DHL"))));
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
  void the_order_of_values_is_not_part_of_what_is_said() {
    Decision one = said("d-1", "b", "r", "", null, "", Map.of("a", "1", "b", "2", "c", "3"));
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("c", "3");
    turned.put("b", "2");
    turned.put("a", "1");

    assertThat(said("d-1", "b", "r", "", null, "", turned).details()).isEqualTo(one.details());
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
