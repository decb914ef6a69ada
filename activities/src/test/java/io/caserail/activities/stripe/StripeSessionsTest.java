package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Outcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripeSessionsTest {
  private static final ObjectId ACCOUNT = new ObjectId("acc-7");

  private final ChangeScene scene = new ChangeScene();
  private final StripeSettings settings = scene.settings(scene.stripe.secretKey(), false);
  private final StripeSessions sessions = new StripeSessions(scene.client(settings));

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_requests_own_sessions_are_seen_with_what_stripe_says_of_them() {
    String first = open(ACCOUNT, "open");
    String second = open(ACCOUNT, "open@2");
    var unused = scene.stripe.submit(second);
    scene.surroundings.clock().advance(Duration.ofMinutes(1));

    assertThat(sessions.openedBy(order(ACCOUNT, "apply")))
        .extracting(OpenedSession::id, OpenedSession::verified)
        .containsExactlyInAnyOrder(tuple(first, false), tuple(second, true));
    assertThat(sessions.openedBy(order(ACCOUNT, "apply")).get(0).opened())
        .isEqualTo(
            scene.stripe.verificationSession(first).created().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void sessions_of_another_account_or_request_are_not_its_own() {
    var foreign = open(new ObjectId("acc-8"), "open");
    ChangeOrder order = order(ACCOUNT, "apply");

    assertThat(foreign).startsWith("vs_");
    assertThat(sessions.openedBy(order)).isEmpty();

    String session = open(ACCOUNT, "open");
    assertThat(sessions.openedBy(order)).extracting(OpenedSession::id).containsExactly(session);
    ChangeOrder other =
        new ChangeOrder(
            new Attempt(
                new OperationId("acc-7/fedcba9876543210/apply"),
                "audit-2",
                0,
                order.attempt().sendBefore(),
                false),
            ACCOUNT,
            "",
            order.ticket(),
            order.request(),
            order.approvals());
    assertThat(sessions.openedBy(other)).isEmpty();
  }

  private String open(ObjectId account, String step) {
    Outcome opened = scene.identity().openSession(order(account, step));
    return opened.ref();
  }

  private ChangeOrder order(ObjectId account, String step) {
    return scene.order(account, step).at(scene.surroundings);
  }
}
