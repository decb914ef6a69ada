package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.model.Event;
import com.stripe.param.EventListParams;
import com.stripe.param.identity.VerificationSessionCreateParams;
import com.stripe.param.identity.VerificationSessionListParams;
import com.stripe.service.identity.VerificationSessionService;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stripe's own client opens sessions, customers submit or don't, and time does the rest. */
class VerificationSessionTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_session_asks_for_input_and_has_a_link_for_one_visit() throws Exception {
    // when
    var session = open();

    // then
    assertThat(session.getObject()).isEqualTo("identity.verification_session");
    assertThat(session.getStatus()).isEqualTo("requires_input");
    assertThat(session.getType()).isEqualTo("document");
    assertThat(session.getClientReferenceId()).isEqualTo("acc-7");
    assertThat(session.getMetadata()).containsEntry("operation_id", "a/b/open");
    assertThat(session.getLivemode()).isFalse();
    assertThat(session.getLastError()).isNull();
    assertThat(session.getRedaction()).isNull();
    assertThat(session.getClientSecret()).startsWith(session.getId());
    assertThat(running.stripe().followLink(session.getUrl())).isEqualTo(session.getId());
    assertThatThrownBy(() -> running.stripe().followLink(session.getUrl()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_link_lasts_48_hours_and_each_look_brings_a_fresh_one() throws Exception {
    // given
    var session = open();
    running.clock().advance(Duration.ofHours(47));
    String fresh = api().retrieve(session.getId()).getUrl();

    // when
    running.clock().advance(Duration.ofHours(1));

    // then
    assertThatThrownBy(() -> running.stripe().followLink(session.getUrl()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(running.stripe().followLink(fresh)).isEqualTo(session.getId());
  }

  @Test
  void a_good_submission_is_checked_and_then_verified() throws Exception {
    // given
    var session = open();
    running.stripe().submit(session.getId());
    assertThat(api().retrieve(session.getId()).getStatus()).isEqualTo("processing");

    // when
    running.clock().advance(Duration.ofMinutes(1));

    // then
    var verified = api().retrieve(session.getId());
    assertThat(verified.getStatus()).isEqualTo("verified");
    assertThat(verified.getUrl()).isNull();
    assertThat(verified.getClientSecret()).isNull();
  }

  @Test
  void checks_and_erasures_are_finished_without_waiting_when_a_scene_wants_it() throws Exception {
    // given
    var session = open();
    running.stripe().submit(session.getId());

    // when
    running.stripe().finishChecks();
    running.stripe().redactByHand(session.getId());
    running.stripe().finishChecks();

    // then
    assertThat(api().retrieve(session.getId()).getRedaction().getStatus()).isEqualTo("redacted");
  }

  @Test
  void a_bad_submission_comes_back_with_its_error_and_may_be_tried_again() throws Exception {
    // given
    var session = open();
    running.stripe().submitBadly(session.getId(), SessionError.DOCUMENT_EXPIRED);

    // when
    running.clock().advance(Duration.ofMinutes(1));

    // then
    var failed = api().retrieve(session.getId());
    assertThat(failed.getStatus()).isEqualTo("requires_input");
    assertThat(failed.getLastError().getCode()).isEqualTo("document_expired");
    assertThat(failed.getLastError().getReason()).isNotBlank();
    assertThat(running.stripe().followLink(failed.getUrl())).isEqualTo(session.getId());
    running.stripe().submit(session.getId());
    running.clock().advance(Duration.ofMinutes(1));
    assertThat(api().retrieve(session.getId()).getStatus()).isEqualTo("verified");
  }

  @Test
  void only_a_session_that_asks_for_input_is_canceled() throws Exception {
    // given
    var open = open();
    var checked = open();
    running.stripe().submit(checked.getId());

    // when
    var canceled = api().cancel(open.getId());
    var whileChecked =
        catchThrowableOfType(InvalidRequestException.class, () -> api().cancel(checked.getId()));
    var twice =
        catchThrowableOfType(InvalidRequestException.class, () -> api().cancel(open.getId()));

    // then
    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getUrl()).isNull();
    assertThat(whileChecked.getStatusCode()).isEqualTo(400);
    assertThat(twice.getStatusCode()).isEqualTo(400);
  }

  @Test
  void an_erasure_takes_time_and_takes_the_metadata_with_it() throws Exception {
    // given
    var session = open();
    running.stripe().submit(session.getId());
    running.clock().advance(Duration.ofMinutes(1));

    // when
    var redacting = api().redact(session.getId());
    running.clock().advance(Duration.ofDays(2));

    // then
    assertThat(redacting.getRedaction().getStatus()).isEqualTo("processing");
    var redacted = api().retrieve(session.getId());
    assertThat(redacted.getRedaction().getStatus()).isEqualTo("redacted");
    assertThat(redacted.getStatus()).isEqualTo("verified");
    assertThat(redacted.getMetadata()).isEmpty();
    assertThatThrownBy(() -> api().redact(session.getId()))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(running.surroundings().books().about(session.getId()))
        .extracting(BookEntry::kind)
        .containsExactly(
            "verification.created",
            "verification.processing",
            "verification.verified",
            "verification.redacting",
            "verification.redacted");
  }

  @Test
  void an_erasure_closes_an_open_session_and_waits_for_a_check() throws Exception {
    // given
    var open = open();
    var checked = open();
    running.stripe().submit(checked.getId());

    // when
    var redacting = api().redact(open.getId());
    var refused =
        catchThrowableOfType(InvalidRequestException.class, () -> api().redact(checked.getId()));

    // then
    assertThat(redacting.getStatus()).isEqualTo("canceled");
    assertThat(redacting.getRedaction().getStatus()).isEqualTo("processing");
    assertThat(refused.getStatusCode()).isEqualTo(400);
  }

  @Test
  void sessions_are_listed_by_the_account_they_are_about_and_without_their_links()
      throws Exception {
    // given
    var session = open();
    api().create(document().setClientReferenceId("acc-8").build());

    // when
    var listed =
        api().list(VerificationSessionListParams.builder().setClientReferenceId("acc-7").build());

    // then
    assertThat(listed.getData())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.getId()).isEqualTo(session.getId());
              assertThat(s.getUrl()).isNull();
              assertThat(s.getClientSecret()).isNull();
            });
  }

  @Test
  void each_move_is_an_event_without_a_link() throws Exception {
    // given
    var session = open();
    running.stripe().submitBadly(session.getId(), SessionError.SELFIE_FACE_MISMATCH);
    running.clock().advance(Duration.ofMinutes(1));
    api().redact(session.getId());
    running.clock().advance(Duration.ofDays(2));

    // when
    var events = running.client().v1().events().list(EventListParams.builder().build()).getData();

    // then
    assertThat(events)
        .extracting(Event::getType)
        .containsExactly(
            "identity.verification_session.redacted",
            "identity.verification_session.canceled",
            "identity.verification_session.requires_input",
            "identity.verification_session.processing",
            "identity.verification_session.created");
    assertThat(events)
        .allSatisfy(
            e ->
                assertThat(
                        ((com.stripe.model.identity.VerificationSession)
                                e.getDataObjectDeserializer().getObject().orElseThrow())
                            .getUrl())
                    .isNull());
  }

  @Test
  void what_customers_and_the_restricted_key_do_is_told_apart() throws Exception {
    // given
    var session = open();
    var reader =
        running.clientWith(running.stripe().readOnlyKey()).v1().identity().verificationSessions();

    // when
    running.stripe().submit(session.getId());

    // then
    assertThat(
            running.surroundings().books().of("stripe", "verification.processing").get(0).cause())
        .extracting(Cause::kind)
        .isEqualTo(Cause.Kind.HUMAN);
    assertThat(reader.retrieve(session.getId()).getStatus()).isEqualTo("processing");
    assertThatThrownBy(() -> reader.cancel(session.getId()))
        .isInstanceOf(PermissionException.class);
    assertThatThrownBy(() -> reader.create(document().build()))
        .isInstanceOf(PermissionException.class);
  }

  private VerificationSessionService api() {
    return running.client().v1().identity().verificationSessions();
  }

  private com.stripe.model.identity.VerificationSession open() throws Exception {
    return api()
        .create(
            document()
                .setClientReferenceId("acc-7")
                .putMetadata("operation_id", "a/b/open")
                .build());
  }

  private static VerificationSessionCreateParams.Builder document() {
    return VerificationSessionCreateParams.builder()
        .setType(VerificationSessionCreateParams.Type.DOCUMENT);
  }
}
