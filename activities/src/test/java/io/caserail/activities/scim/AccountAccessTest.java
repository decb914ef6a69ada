package io.caserail.activities.scim;

import static io.caserail.activities.ChangeScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.Failures;
import io.caserail.model.FaultDomain;
import io.caserail.port.AccessActivities;
import io.caserail.port.Heartbeat;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.Trouble;
import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.scim.ScimOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access that is the account itself, switched off and on. */
class AccountAccessTest {
  private final AccessScene scene = new AccessScene(ScimOptions.defaults());

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void access_is_taken_by_switching_the_account_off_and_given_back_by_switching_it_on() {
    AccessActivities activities = scene.activities();

    Outcome revoked = activities.revokeAccess(scene.order());
    boolean afterRevocation = scene.active();
    Outcome found = activities.findRevocation(scene.order());
    Outcome restored = activities.restoreAccess(scene.orderWith(revoked.ref()));

    assertThat(revoked.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(revoked.code()).isEmpty();
    assertThat(revoked.ref()).isEqualTo(scene.mia);
    assertThat(afterRevocation).isFalse();
    assertThat(found.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(restored.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(restored.code()).isEmpty();
    assertThat(scene.active()).isTrue();
    assertThat(activities.findRevocation(scene.order()).kind()).isEqualTo(Kind.ABSENT);
    assertThat(scene.in(scene.pro)).isTrue();
    assertThat(scene.changes.cleared()).hasSize(2);
  }

  @ParameterizedTest(name = "answered with the resource: {0}")
  @ValueSource(booleans = {true, false})
  void a_patch_may_be_answered_with_or_without_a_body_and_with_or_without_versions(
      boolean answered) {
    try (AccessScene other =
        new AccessScene(
            ScimOptions.defaults().withPatchesAnswered(answered).withVersions(answered))) {
      AccessActivities activities = other.activities();

      assertThat(activities.revokeAccess(other.order()).kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(other.active()).isFalse();
      assertThat(activities.restoreAccess(other.order()).kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(other.active()).isTrue();
    }
  }

  @Test
  void what_stood_before_is_not_our_doing() {
    AccessActivities activities = scene.activities();
    Outcome active = activities.restoreAccess(scene.order());
    scene.scim.deactivate(scene.mia);

    Outcome inactive = activities.revokeAccess(scene.order());

    assertThat(active.code()).isEqualTo(Outcome.ALREADY);
    assertThat(inactive.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(inactive.code()).isEqualTo(Outcome.ALREADY);
    assertThat(scene.sends()).isZero();
    assertThat(scene.changes.cleared()).isEmpty();
  }

  @Test
  void what_may_be_our_own_earlier_send_is_our_doing() {
    scene.scim.deactivate(scene.mia);

    Outcome outcome = scene.activities().revokeAccess(scene.maybeSent());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(outcome.code()).isEmpty();
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        fault("answer lost", CallFault::answerLost),
        fault("answer times out", CallFault::answerTimesOut),
        fault("malformed", CallFault::malformed),
        fault("truncated", CallFault::truncated),
        fault("500 after the effect", f -> f.statusAfterEffect(500)),
        fault("504 after the effect", f -> f.statusAfterEffect(504)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void an_answer_that_gets_lost_leaves_it_in_doubt_and_the_next_attempt_reads_the_state(
      String name, Function<CallFault, Fault> fault) {
    scene.patches(fault);
    AccessActivities activities = scene.activities();

    ApplicationFailure first = failure(() -> activities.revokeAccess(scene.order()));
    scene.changes.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.revokeAccess(scene.order());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(first.isNonRetryable()).isFalse();
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(second.code()).isEmpty();
    assertThat(scene.sends()).isEqualTo(1);
  }

  @Test
  void a_restoration_whose_answer_gets_lost_is_found_by_the_next_attempt() {
    AccessActivities activities = scene.activities();
    activities.revokeAccess(scene.order());
    scene.patches(CallFault::answerLost);

    ApplicationFailure first = failure(() -> activities.restoreAccess(scene.order()));
    scene.changes.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.restoreAccess(scene.order());

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(second.code()).isEmpty();
    assertThat(scene.effects()).isEqualTo(2);
  }

  @Test
  void a_send_that_never_arrived_is_sent_again() {
    scene.patches(CallFault::reset);
    AccessActivities activities = scene.activities();

    ApplicationFailure first = failure(() -> activities.revokeAccess(scene.order()));
    scene.changes.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.revokeAccess(scene.order());

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.sends()).isEqualTo(2);
    assertThat(scene.effects()).isEqualTo(1);
  }

  @Test
  void an_account_that_somebody_changed_between_look_and_send_is_a_conflict_and_left_alone() {
    CallListener administrator =
        new CallListener() {
          @Override
          public void arrived(CallFacts call) {
            if (call.method().equals("PATCH")) {
              scene.scim.deactivate(scene.mia);
              scene.scim.activate(scene.mia);
            }
          }
        };
    AccessActivities activities = scene.activities();
    try (var watch = scene.changes.surroundings().calls().watch(administrator)) {
      ApplicationFailure failure = failure(() -> activities.revokeAccess(scene.order()));

      assertThat(watch).isNotNull();
      assertThat(failure.getType()).isEqualTo("CONFLICT");
      assertThat(failure.isNonRetryable()).isFalse();
      assertThat(scene.active()).isTrue();
    }
    assertThat(activities.revokeAccess(scene.order()).code()).isEmpty();
  }

  /** What goes wrong, and what it is called while nothing was sent before. */
  static Stream<Arguments> troubles() {
    return Stream.of(
        trouble("down", "UPSTREAM_AWAY", s -> s.changes.surroundings().faults().down("scim")),
        trouble("read: 500", "UPSTREAM_AWAY", s -> s.reads(f -> f.status(500))),
        trouble("read: reset", "UPSTREAM_AWAY", s -> s.reads(CallFault::reset)),
        trouble("read: malformed", "UPSTREAM_AWAY", s -> s.reads(CallFault::malformed)),
        trouble("read: 401", "OUR_FAULT", s -> s.reads(f -> f.status(401))),
        trouble("read: 404 without SCIM's error", "BAD_ANSWER", s -> s.reads(f -> f.status(404))),
        trouble("read: 204", "BAD_ANSWER", s -> s.reads(f -> f.status(204, Map.of(), ""))),
        trouble(
            "read: another user",
            "BAD_ANSWER",
            s -> s.reads(f -> f.status(200, Map.of(), "{\"id\":\"other\",\"active\":true}"))),
        trouble("no such account", "NOT_FOUND", s -> s.mia = "nobody"),
        trouble("send: 500", "IN_DOUBT", s -> s.patches(f -> f.status(500))),
        trouble("send: 429", "UPSTREAM_AWAY", s -> s.patches(f -> f.status(429))),
        trouble("send: 401", "OUR_FAULT", s -> s.patches(f -> f.status(401))),
        trouble("send: 403", "OUR_FAULT", s -> s.patches(f -> f.status(403))),
        trouble("send: 404", "NOT_FOUND", s -> s.patches(f -> f.status(404))),
        trouble("send: 412", "CONFLICT", s -> s.patches(f -> f.status(412))),
        trouble("send: 400", "BAD_ANSWER", s -> s.patches(f -> f.status(400))),
        trouble(
            "an answer that does not show it",
            "IN_DOUBT",
            s ->
                s.patches(
                    f -> f.status(200, Map.of(), "{\"id\":\"" + s.mia + "\",\"active\":true}"))),
        trouble(
            "an answer about something else",
            "IN_DOUBT",
            s -> s.patches(f -> f.status(200, Map.of(), "{\"id\":\"x\",\"active\":false}"))),
        trouble(
            "proofs can't be read",
            "UPSTREAM_AWAY",
            s ->
                s.changes.clearanceFails(
                    new Failures("Zendesk", FaultDomain.ZENDESK).away("away", "", null))),
        trouble(
            "an error of our own",
            "OUR_FAULT",
            s -> s.changes.clearanceFails(new IllegalStateException("with a secret"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  void each_trouble_has_its_type_and_leaves_access_as_it_was(
      String name, String type, Consumer<AccessScene> trouble) {
    AccessActivities activities = scene.activities();
    trouble.accept(scene);

    ApplicationFailure failure = failure(() -> activities.revokeAccess(scene.order()));

    assertThat(failure.getType()).as(name).isEqualTo(type);
    assertThat(failure.getDetails().get(Trouble.class).toString())
        .doesNotContain("secret")
        .doesNotContain(scene.scim.token());
    assertThat(scene.scim.users()).allSatisfy(user -> assertThat(user.active()).isTrue());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("troubles")
  void in_doubt_every_trouble_is_in_doubt(String name, String type, Consumer<AccessScene> trouble) {
    AccessActivities activities = scene.activities();
    trouble.accept(scene);

    ApplicationFailure failure = failure(() -> activities.revokeAccess(scene.maybeSent()));

    assertThat(failure.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void the_clearance_has_the_last_word() {
    Outcome no = Outcome.stopped("paused", "changes of access are paused");
    scene.changes.stop(no);
    AccessActivities activities = scene.activities();

    assertThat(activities.revokeAccess(scene.order())).isEqualTo(no);
    assertThat(failure(() -> activities.revokeAccess(scene.maybeSent())).getType())
        .isEqualTo("IN_DOUBT");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void what_goes_on_is_stopped_where_only_what_gives_back_is_cleared() {
    Outcome no = Outcome.stopped("requester_changed", "the ticket became another customer's");
    AccessActivities activities = scene.activities();
    Outcome revoked = activities.revokeAccess(scene.order());
    scene.changes.stopOnward(no);

    Outcome restored = activities.restoreAccess(scene.orderWith(revoked.ref()));

    assertThat(restored.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(activities.revokeAccess(scene.order())).isEqualTo(no);
    assertThat(scene.active()).isTrue();
  }

  @Test
  void an_attempt_that_wakes_up_too_late_does_not_send() {
    var order = scene.order();
    scene.changes.surroundings().clock().advance(Duration.ofHours(13));

    ApplicationFailure failure = failure(() -> scene.activities().revokeAccess(order));

    assertThat(failure.getType()).isEqualTo("TOO_LATE");
    assertThat(scene.sends()).isZero();
    assertThat(scene.changes.cleared()).isEmpty();
  }

  @Test
  void an_account_that_is_not_there_has_no_revocation_to_be_found() {
    scene.mia = "nobody";

    assertThat(scene.activities().findRevocation(scene.order()).kind()).isEqualTo(Kind.ABSENT);
  }

  private static Arguments fault(String name, Function<CallFault, Fault> fault) {
    return Arguments.of(name, fault);
  }

  private static Arguments trouble(String name, String type, Consumer<AccessScene> trouble) {
    return Arguments.of(name, type, trouble);
  }
}
