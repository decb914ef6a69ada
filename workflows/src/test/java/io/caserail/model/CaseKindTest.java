package io.caserail.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaseKindTest {
  @Test
  void a_kind_an_account_and_an_object_make_one_lock() {
    ObjectId payment = new ObjectId("pi_3Abc");

    assertThat(CaseKind.REFUND.workflowId("acme", payment)).isEqualTo("refund-acme-pi_3Abc");
    assertThat(CaseKind.SETTLEMENT.workflowId("acme", payment))
        .isEqualTo("settlement-acme-pi_3Abc");
  }

  @Test
  void people_speak_about_a_settlement_as_about_its_refund() {
    assertThat(CaseKind.SETTLEMENT.inTickets()).isEqualTo(CaseKind.REFUND);
    assertThat(CaseKind.VERIFICATION.inTickets()).isEqualTo(CaseKind.VERIFICATION);
  }
}
