package io.caserail.activities.scim;

import static io.caserail.activities.ChangeScene.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.Failures;
import io.caserail.port.AccessActivities;
import io.caserail.port.Heartbeat;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.scim.ScimOptions;
import io.caserail.sandbox.scim.ScimOptions.Memberships;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access that is a place in groups. */
class GroupAccessTest {
  private final AccessScene scene = new AccessScene(ScimOptions.defaults());

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "answered with the resource: {0}")
  @ValueSource(booleans = {true, false})
  void access_is_taken_by_leaving_the_groups_and_given_back_by_joining_them(boolean answered) {
    try (AccessScene other =
        new AccessScene(ScimOptions.defaults().withPatchesAnswered(answered))) {
      AccessActivities activities = other.activitiesOf(other.pro, other.beta);

      Outcome revoked = activities.revokeAccess(other.order());
      boolean stillIn = other.in(other.pro) || other.in(other.beta);
      Outcome found = activities.findRevocation(other.order());
      Outcome restored = activities.restoreAccess(other.orderWith(revoked.ref()));

      assertThat(revoked.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(revoked.ref()).isEqualTo(other.pro + " " + other.beta);
      assertThat(stillIn).isFalse();
      assertThat(found.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(restored.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(other.in(other.pro)).isTrue();
      assertThat(other.in(other.beta)).isTrue();
      assertThat(other.active()).isTrue();
      assertThat(other.scim.group(other.pro).members()).hasSize(2);
    }
  }

  @Test
  void where_a_group_leaves_its_members_out_the_user_says_where_it_is() {
    try (AccessScene other = new AccessScene(showing(Memberships.ON_USERS))) {
      AccessActivities activities = other.activitiesOf(other.pro, other.beta);

      Outcome revoked = activities.revokeAccess(other.order());
      boolean stillIn = other.in(other.pro) || other.in(other.beta);
      Outcome found = activities.findRevocation(other.order());
      Outcome restored = activities.restoreAccess(other.orderWith(revoked.ref()));

      assertThat(revoked.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(revoked.code()).isEmpty();
      assertThat(stillIn).isFalse();
      assertThat(found.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(restored.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(other.in(other.pro)).isTrue();
      assertThat(other.in(other.beta)).isTrue();
    }
  }

  @Test
  void where_nobody_says_who_is_in_a_group_it_is_not_taken_as_empty() {
    try (AccessScene other = new AccessScene(showing(Memberships.NOWHERE))) {
      AccessActivities activities = other.activitiesOf(other.pro);

      ApplicationFailure revoked = failure(() -> activities.revokeAccess(other.order()));
      ApplicationFailure found = failure(() -> activities.findRevocation(other.order()));

      assertThat(revoked.getType()).isEqualTo("BAD_ANSWER");
      assertThat(revoked.getOriginalMessage())
          .isEqualTo("SCIM does not show whether the account is in a group");
      assertThat(Objects.requireNonNull(Failures.troubleOf(revoked)).evidence())
          .isEqualTo("group " + other.pro);
      assertThat(found.getType()).isEqualTo("BAD_ANSWER");
      assertThat(other.sends()).isZero();
    }
  }

  @Test
  void a_group_whose_list_is_empty_holds_nobody() {
    scene.scim.leave(scene.pro, scene.mia);
    scene.scim.leave(scene.pro, scene.scim.group(scene.pro).members().iterator().next());

    Outcome outcome = scene.activitiesOf(scene.pro).revokeAccess(scene.order());

    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
  }

  private static ScimOptions showing(Memberships memberships) {
    return ScimOptions.defaults().withMemberships(memberships);
  }

  @Test
  void other_groups_and_the_account_itself_are_left_alone() {
    scene.activitiesOf(scene.pro).revokeAccess(scene.order());

    assertThat(scene.in(scene.pro)).isFalse();
    assertThat(scene.in(scene.beta)).isTrue();
    assertThat(scene.active()).isTrue();
  }

  @Test
  void only_what_was_taken_is_given_back() {
    scene.scim.leave(scene.beta, scene.mia);
    AccessActivities activities = scene.activitiesOf(scene.pro, scene.beta);
    Outcome revoked = activities.revokeAccess(scene.order());

    activities.restoreAccess(scene.orderWith(revoked.ref()));

    assertThat(revoked.ref()).isEqualTo(scene.pro);
    assertThat(scene.in(scene.pro)).isTrue();
    assertThat(scene.in(scene.beta)).isFalse();
  }

  @Test
  void a_group_that_is_none_of_ours_is_not_given() {
    AccessActivities activities = scene.activitiesOf(scene.pro);
    activities.revokeAccess(scene.order());

    ApplicationFailure failure =
        failure(() -> activities.restoreAccess(scene.orderWith(scene.pro + " " + scene.beta)));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(scene.in(scene.pro)).isFalse();
  }

  @Test
  void who_is_in_none_of_the_groups_had_no_access_before() {
    scene.scim.leave(scene.pro, scene.mia);

    Outcome outcome = scene.activitiesOf(scene.pro).revokeAccess(scene.order());

    assertThat(outcome.code()).isEqualTo(Outcome.ALREADY);
    assertThat(scene.sends()).isZero();
  }

  static Stream<Arguments> secondCallFails() {
    return Stream.of(
        fault("429", f -> f.status(429)),
        fault("412", f -> f.status(412)),
        fault("403", f -> f.status(403)),
        fault("connection closed", CallFault::refused),
        fault("500", f -> f.status(500)),
        fault("answer lost", CallFault::answerLost));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("secondCallFails")
  void once_one_group_is_left_any_failure_is_in_doubt_and_the_next_attempt_does_the_rest(
      String name, Function<CallFault, Fault> fault) {
    scene.patches(f -> fault.apply(f.skip(1)));
    AccessActivities activities = scene.activitiesOf(scene.pro, scene.beta);

    ApplicationFailure first = failure(() -> activities.revokeAccess(scene.order()));
    boolean leftTheFirst = !scene.in(scene.pro);
    scene.changes.surroundings().clock().advance(Duration.ofMinutes(1));
    scene.changes.lastWordWas(Heartbeat.SENDING);
    Outcome second = activities.revokeAccess(scene.order());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(first.isNonRetryable()).isFalse();
    assertThat(leftTheFirst).isTrue();
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(second.code()).isEmpty();
    assertThat(second.ref()).isEqualTo(scene.pro + " " + scene.beta);
    assertThat(scene.in(scene.beta)).isFalse();
    assertThat(scene.effects()).isEqualTo(2);
  }

  @ParameterizedTest(name = "versions: {0}")
  @ValueSource(booleans = {true, false})
  void a_member_that_somebody_took_out_meanwhile_is_a_conflict_and_then_stands(boolean versions) {
    try (AccessScene other = new AccessScene(ScimOptions.defaults().withVersions(versions))) {
      CallListener administrator =
          new CallListener() {
            @Override
            public void arrived(CallFacts call) {
              if (call.method().equals("PATCH")) {
                other.scim.leave(other.pro, other.mia);
              }
            }
          };
      AccessActivities activities = other.activitiesOf(other.pro);
      try (var watch = other.changes.surroundings().calls().watch(administrator)) {
        ApplicationFailure failure = failure(() -> activities.revokeAccess(other.order()));

        assertThat(watch).isNotNull();
        assertThat(failure.getType()).isEqualTo("CONFLICT");
      }
      assertThat(activities.revokeAccess(other.order()).code()).isEqualTo(Outcome.ALREADY);
    }
  }

  @Test
  void a_group_that_does_not_exist_is_our_fault() {
    ApplicationFailure failure =
        failure(() -> scene.activitiesOf(scene.pro, "none").revokeAccess(scene.order()));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(scene.in(scene.pro)).isTrue();
  }

  @Test
  void an_account_that_is_not_there_is_not_found_although_no_group_holds_it() {
    scene.mia = "nobody";

    assertThat(failure(() -> scene.activitiesOf(scene.pro).revokeAccess(scene.order())).getType())
        .isEqualTo("NOT_FOUND");
  }

  private static Arguments fault(String name, Function<CallFault, Fault> fault) {
    return Arguments.of(name, fault);
  }
}
