package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.worker.config.Trust;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A verification that is reset, to its first workflow task or to a later one. */
@Tag("real-server")
final class ResetVerificationTest {
  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  private final Stage stage = REAL.stage();
  private final NamespaceWriter writer = new NamespaceWriter(stage.client());

  @Test
  void a_finished_one_that_begins_again_does_nothing_twice() {
    Verified mia = Verified.of("acct_9001", "mia@example.com", stage);
    long ticket = finished(mia);
    int effects = stage.sandbox().books().entries().size();

    String run = writer.resetToFirstTask(mia.caseId());

    writer.awaitClosed(mia.caseId(), run);
    assertThat(stage.sandbox().books().entries()).hasSize(effects);
    assertThat(stage.state(ticket)).isEqualTo("done");
  }

  @Test
  void a_finished_one_that_goes_on_from_its_verdict_does_nothing_twice() {
    Verified ivo = Verified.of("acct_9002", "ivo@example.com", stage);
    long ticket = finished(ivo);

    String run = writer.resetAfter(ivo.caseId(), "AwaitSession");

    writer.awaitClosed(ivo.caseId(), run);
    assertThat(ivo.decided()).isEqualTo(1);
    assertThat(ivo.invited()).isEqualTo(1);
    assertThat(ivo.sessions()).hasSize(1);
    assertThat(stage.state(ticket))
        .as("%s", stage.ticket(ticket).internalNotes())
        .isEqualTo("done");
  }

  @Test
  void one_that_waits_for_the_customer_goes_on_with_the_session_that_is_open() {
    Verified zoe = Verified.of("acct_9003", "zoe@example.com", stage);
    long ticket = zoe.asked("new_customer");
    stage.untilState(ticket, "pending");

    String run = writer.resetAfter(zoe.caseId(), "LookUpAccount");
    zoe.succeeds();

    stage.untilState(ticket, "done");
    zoe.untilErased();
    writer.awaitClosed(zoe.caseId(), run);
    assertThat(zoe.sessions()).hasSize(1);
    assertThat(zoe.invited()).isEqualTo(1);
    assertThat(zoe.decided()).isEqualTo(1);
  }

  @Test
  void one_that_has_lost_its_request_is_asked_for_again_and_leaves_no_session_behind() {
    Verified eva = Verified.of("acct_9004", "eva@example.com", stage);
    long ticket = eva.asked("new_customer");
    stage.untilState(ticket, "pending");
    String run = writer.resetToFirstTask(eva.caseId());
    writer.awaitClosed(eva.caseId(), run);

    stage.macro("Lena", ticket, "Verification: verify");

    eva.untilInvited(2);
    eva.succeeds();
    stage.untilState(ticket, "done");
    eva.untilErased();
    assertThat(eva.sessions()).hasSize(2);
    assertThat(eva.decided()).isEqualTo(1);
  }

  private long finished(Verified customer) {
    long ticket = customer.asked("new_customer");
    customer.succeeds();
    stage.untilState(ticket, "done");
    customer.untilErased();
    writer.awaitClosed(customer.caseId(), "");
    return ticket;
  }
}
