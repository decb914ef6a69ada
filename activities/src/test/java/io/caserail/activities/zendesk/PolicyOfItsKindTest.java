package io.caserail.activities.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.TicketReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyOfItsKindTest {
  private final TicketScene scene = new TicketScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_case_gets_the_policy_of_its_own_kind_with_its_ticket_and_no_other() {
    TicketReading refund = reading(CaseKind.REFUND);
    TicketReading cancellation = reading(CaseKind.CANCELLATION);
    TicketReading verification = reading(CaseKind.VERIFICATION);

    assertThat(refund.cancellation()).isNull();
    assertThat(refund.verification()).isNull();
    assertThat(cancellation.cancellation()).isEqualTo(scene.authority.cancellations());
    assertThat(cancellation.verification()).isNull();
    assertThat(verification.cancellation()).isNull();
    assertThat(verification.verification()).isEqualTo(scene.authority.verifications());
  }

  private TicketReading reading(CaseKind kind) {
    return scene.tickets.readTicket(
        new ReadTicketRequest(kind, new ObjectId("obj_1"), TicketScene.TICKET));
  }
}
