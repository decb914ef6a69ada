package io.caserail.activities.stripe;

import static io.caserail.activities.stripe.PaymentScene.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.truth.Changed;
import io.caserail.model.ObjectId;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Heartbeat;
import io.caserail.port.IdentityActivities;
import io.caserail.port.Outcome;
import io.caserail.port.Outcome.Kind;
import io.caserail.port.SessionFacts;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.SessionRef;
import io.caserail.port.Trouble;
import io.caserail.reconcile.Truth;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.SessionError;
import io.caserail.sandbox.stripe.SessionStatus;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.stripe.VerificationSession;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions: opened once, awaited, closed while that can be, erased, and their links kept. */
class IdentitySessionTest {
  private static final String SESSIONS = "/v1/identity/verification_sessions";
  private static final String OPEN = "POST " + SESSIONS;
  private static final String CLOSE = "POST " + SESSIONS + "/{id}/cancel";
  private static final String REDACT = "POST " + SESSIONS + "/{id}/redact";
  private static final String LIST = "GET " + SESSIONS;
  private static final ObjectId ACCOUNT = new ObjectId("acc-7");

  private final ChangeScene scene = new ChangeScene();

  @AfterEach
  void close() {
    scene.close();
  }

  // opening

  @Test
  void a_session_carries_its_account_and_its_operation() {
    Outcome outcome = identity().openSession(open());

    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    VerificationSession session = scene.stripe.verificationSession(outcome.ref());
    assertThat(session.status()).isEqualTo(SessionStatus.REQUIRES_INPUT);
    assertThat(session.account()).isEqualTo("acc-7");
    assertThat(session.metadata())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "operation_id", "acc-7/0123456789abcdef/open",
                "command_id", "audit-1",
                "generation", "0",
                "ticket", "4711",
                "caserail_account", "acme"));
    assertThat(scene.heartbeats).containsExactly(Heartbeat.SENDING);
    assertThat(scene.cleared).hasSize(1);
  }

  @Test
  void what_another_command_of_the_request_has_left_is_named_to_whoever_opens_one() {
    Outcome first = identity().openSession(open());
    Outcome second = identity().openSession(at(order("open.later")));

    assertThat(first.code()).isEmpty();
    assertThat(second.code()).isEqualTo(Outcome.OTHERS_STAND);
    assertThat(identity().findSession(at(order("open.later"))).code())
        .isEqualTo(Outcome.OTHERS_STAND);
    assertThat(identity().standingSessions(at(order("open.later"))))
        .extracting(SessionFacts::session)
        .containsExactly(first.ref(), second.ref());
  }

  @Test
  void what_is_closed_or_being_erased_does_not_stand() {
    String closed = opened();
    var unused = scene.stripe.closeSessionByHand(closed);
    String erased = identity().openSession(at(order("open.2"))).ref();
    unused = scene.stripe.redactByHand(erased);

    Outcome last = identity().openSession(at(order("open.3")));

    assertThat(last.code()).isEmpty();
    assertThat(identity().standingSessions(at(order("open.3"))))
        .extracting(SessionFacts::session)
        .containsExactly(last.ref());
  }

  @Test
  void a_session_of_another_installation_is_left_alone_by_the_comparison() {
    String session = identity().openSession(open()).ref();
    StripeClient client = scene.client(scene.settings(scene.stripe.secretKey(), false));
    Changed changed = new Changed(session, scene.surroundings.clock().instant());

    assertThat(new StripeSessionTruth(client, client, "acme", false).read(changed))
        .map(Truth::ticket)
        .contains("4711");
    assertThat(new StripeSessionTruth(client, client, "other", false).read(changed)).isEmpty();
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
  void an_answer_that_gets_lost_leaves_it_in_doubt_and_the_next_attempt_finds_the_session(
      String name, Function<CallFault, Fault> fault) {
    scene.at(OPEN, fault);

    ApplicationFailure first = failure(() -> identity().openSession(open()));
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = identity().openSession(open());

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.books("verification.created")).hasSize(1);
    assertThat(scene.sends(OPEN)).isEqualTo(1);
  }

  @Test
  void a_reset_a_day_later_finds_the_session_although_the_key_is_gone() {
    Outcome first = identity().openSession(open());
    scene.surroundings.clock().advance(Duration.ofHours(25));

    Outcome again = identity().openSession(open());

    assertThat(again.ref()).isEqualTo(first.ref());
    assertThat(identity().findSession(open()).ref()).isEqualTo(first.ref());
    assertThat(scene.books("verification.created")).hasSize(1);
  }

  @Test
  void another_operation_opens_a_session_of_its_own() {
    Outcome first = identity().openSession(open());

    assertThat(identity().findSession(at(order("open-2"))).kind()).isEqualTo(Kind.ABSENT);
    assertThat(identity().openSession(at(order("open-2"))).ref()).isNotEqualTo(first.ref());
  }

  @Test
  void a_closed_session_is_replaced_only_for_a_new_command() {
    String first = opened();
    scene.stripe.closeSessionByHand(first);

    Outcome again = identity().openSession(open());
    Outcome asked = identity().openSession(at(order("open").by("audit-2")));

    assertThat(again.ref()).isEqualTo(first);
    assertThat(asked.ref()).isNotEqualTo(first);
  }

  @Test
  void an_erased_session_is_not_opened_again_while_its_key_lasts() {
    String first = opened();
    scene.stripe.redactByHand(first);

    assertThat(identity().findSession(open()).kind()).isEqualTo(Kind.ABSENT);
    assertThat(identity().openSession(open()).ref()).isEqualTo(first);
    assertThat(scene.books("verification.created")).hasSize(1);
  }

  // awaiting

  @Test
  void a_verdict_is_awaited() {
    String session = opened();

    ApplicationFailure open = failure(() -> identity().awaitSession(named(session)));
    scene.stripe.submit(session);
    ApplicationFailure checking = failure(() -> identity().awaitSession(named(session)));
    scene.surroundings.clock().advance(Duration.ofMinutes(1));
    SessionFacts verdict = identity().awaitSession(named(session));

    assertThat(open.getType()).isEqualTo("NOT_YET");
    assertThat(open.getNextRetryDelay()).isEqualTo(ChangeScene.POLL);
    assertThat(checking.getType()).isEqualTo("NOT_YET");
    assertThat(checking.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(verdict.state()).isEqualTo(State.VERIFIED);
    assertThat(verdict.tried()).isNotEmpty();
    assertThat(verdict.code() + verdict.evidence()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SessionError.class)
  void a_try_that_failed_says_why_in_words(SessionError error) {
    String session = opened();
    scene.stripe.submitBadly(session, error);
    scene.surroundings.clock().advance(Duration.ofMinutes(1));

    SessionFacts facts = identity().awaitSession(named(session));

    assertThat(facts.state()).isEqualTo(State.FAILED);
    assertThat(facts.code()).isEqualTo(error.wire());
    assertThat(facts.evidence()).isNotBlank().doesNotContain("_", "new to us");
  }

  @Test
  void a_failed_try_that_is_known_is_no_news_until_the_customer_has_tried_again() {
    String session = opened();
    scene.stripe.submitBadly(session, SessionError.DOCUMENT_EXPIRED);
    scene.surroundings.clock().advance(Duration.ofMinutes(1));
    String known = identity().awaitSession(named(session)).tried();
    SessionRef again = new SessionRef(ACCOUNT, session, known);

    assertThat(failure(() -> identity().awaitSession(again)).getType()).isEqualTo("NOT_YET");
    scene.stripe.submitBadly(session, SessionError.DOCUMENT_EXPIRED);
    scene.surroundings.clock().advance(Duration.ofMinutes(1));

    assertThat(identity().awaitSession(again).tried()).isNotEqualTo(known);
  }

  @Test
  void a_customer_who_never_comes_is_waited_for_until_the_session_is_closed() {
    String session = opened();
    scene.surroundings.clock().advance(Duration.ofDays(30));

    assertThat(failure(() -> identity().awaitSession(named(session))).getType())
        .isEqualTo("NOT_YET");
    identity().closeSession(about(session));
    assertThat(identity().awaitSession(named(session)).state()).isEqualTo(State.CLOSED);
  }

  // closing

  @Test
  void a_session_nobody_has_finished_is_closed_once() {
    String session = opened();

    Outcome closed = identity().closeSession(about(session));
    Outcome again = identity().closeSession(about(session));

    assertThat(closed.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(again.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.sends(CLOSE)).isEqualTo(1);
    assertThat(scene.stripe.verificationSession(session).status())
        .isEqualTo(SessionStatus.CANCELED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void a_close_whose_answer_gets_lost_is_in_doubt_and_then_found(
      String name, Function<CallFault, Fault> fault) {
    String session = opened();
    scene.at(CLOSE, fault);

    ApplicationFailure first = failure(() -> identity().closeSession(about(session)));
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = identity().closeSession(about(session));

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(scene.sends(CLOSE)).isEqualTo(1);
  }

  @Test
  void a_session_that_is_checked_or_judged_is_closed_too_late() {
    String session = opened();
    scene.stripe.submit(session);

    Outcome whileChecked = identity().closeSession(about(session));
    scene.surroundings.clock().advance(Duration.ofMinutes(1));
    Outcome afterwards = identity().closeSession(about(session));

    assertThat(whileChecked.kind()).isEqualTo(Kind.REJECTED);
    assertThat(whileChecked.code()).isEqualTo(Outcome.TOO_LATE);
    assertThat(afterwards.code()).isEqualTo(Outcome.TOO_LATE);
    assertThat(scene.sends(CLOSE)).isZero();
  }

  @Test
  void a_submission_between_look_and_send_is_what_the_refusal_means() {
    String session = opened();
    scene.meanwhile(() -> scene.stripe.submit(session));

    Outcome outcome = identity().closeSession(about(session));

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.code()).isEqualTo(Outcome.TOO_LATE);
    assertThat(scene.sends(CLOSE)).isEqualTo(1);
  }

  // erasing

  @Test
  void an_erasure_is_asked_for_once_and_awaited() {
    String session = verified();

    Outcome asked = identity().redactSession(about(session));
    Outcome again = identity().redactSession(about(session));
    ApplicationFailure early = failure(() -> identity().awaitRedaction(named(session)));
    scene.surroundings.clock().advance(Duration.ofDays(2));
    Outcome done = identity().awaitRedaction(named(session));

    assertThat(asked.kind()).isEqualTo(Kind.PENDING);
    assertThat(asked.pollAfter()).isEqualTo(ChangeScene.POLL);
    assertThat(again.kind()).isEqualTo(Kind.PENDING);
    assertThat(scene.sends(REDACT)).isEqualTo(1);
    assertThat(early.getType()).isEqualTo("NOT_YET");
    assertThat(done.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(identity().redactSession(about(session)).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(identity().readSession(named(session)).state()).isEqualTo(State.REDACTED);
    assertThat(scene.stripe.verificationSession(session).metadata()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void an_erasure_whose_answer_gets_lost_is_in_doubt_and_then_found_without_its_metadata(
      String name, Function<CallFault, Fault> fault) {
    String session = verified();
    scene.at(REDACT, fault);

    ApplicationFailure first = failure(() -> identity().redactSession(about(session)));
    scene.lastWordWas(Heartbeat.SENDING);
    Outcome second = identity().redactSession(about(session));

    assertThat(first.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(second.kind()).isEqualTo(Kind.PENDING);
    assertThat(scene.books("verification.redacting")).hasSize(1);
  }

  @Test
  void an_erasure_waits_for_the_check() {
    String session = opened();
    scene.stripe.submit(session);

    ApplicationFailure early = failure(() -> identity().redactSession(about(session)));
    scene.surroundings.clock().advance(Duration.ofMinutes(1));

    assertThat(early.getType()).isEqualTo("NOT_YET");
    assertThat(early.getNextRetryDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(identity().redactSession(about(session)).kind()).isEqualTo(Kind.PENDING);
  }

  @Test
  void a_closed_session_that_stripe_does_not_erase_is_a_rejection_in_words() {
    String session = opened();
    identity().closeSession(about(session));

    Outcome outcome = identity().redactSession(about(session));

    assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
    assertThat(outcome.evidence()).contains("state");
  }

  @Test
  void an_erasure_nobody_asked_for_is_not_awaited_for_ever() {
    assertThat(identity().awaitRedaction(named(verified())).kind()).isEqualTo(Kind.REJECTED);
  }

  // links

  @Test
  void a_link_leads_to_the_session_and_shows_nowhere() {
    String session = opened();
    StripeIdentity links = scene.links(scene.settings(scene.stripe.secretKey(), false));

    var link = links.linkOf(session);

    assertThat(link.toString()).doesNotContain("verify.stripe.com");
    assertThat(scene.stripe.followLink(link.orElseThrow().value())).isEqualTo(session);
  }

  @Test
  void a_session_that_takes_no_input_has_no_link() {
    StripeIdentity links = scene.links(scene.settings(scene.stripe.secretKey(), false));

    assertThat(links.linkOf(verified())).isEmpty();
  }

  @Test
  void what_sessions_answer_holds_neither_link_nor_secret() {
    Outcome opened = identity().openSession(open());
    SessionFacts read = identity().readSession(named(opened.ref()));
    HttpAnswer answer =
        new HttpAnswer(
            200, Headers.of(), Json.object().put("url", "https://verify.stripe.com/start/test_1"));

    assertThat(opened + " " + read + " " + answer).doesNotContain("verify.stripe.com", "_secret_");
  }

  @Test
  void a_created_session_that_can_not_be_read_fails_without_its_link() {
    String body =
        "{\"id\":\"vs_1\",\"livemode\":false,\"status\":\"new\","
            + "\"url\":\"https://verify.stripe.com/start/test_1\"}";
    scene.at(OPEN, f -> f.status(200, Map.of(), body));

    ApplicationFailure failure = failure(() -> identity().openSession(open()));

    assertThat(failure.getType()).isEqualTo("IN_DOUBT");
    assertThat(failure + " " + failure.getDetails().get(Trouble.class))
        .doesNotContain("verify.stripe.com");
  }

  @Test
  void a_link_of_a_session_that_is_not_there_is_not_found() {
    StripeIdentity links = scene.links(scene.settings(scene.stripe.secretKey(), false));

    var failure =
        Objects.requireNonNull(
            catchThrowableOfType(ApplicationFailure.class, () -> links.linkOf("vs_nobody")));

    assertThat(failure.getType()).isEqualTo("NOT_FOUND");
  }

  // what goes wrong

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "401, POST, OUR_FAULT",
    "403, POST, OUR_FAULT",
    "409, POST, IN_DOUBT",
    "429, POST, UPSTREAM_AWAY",
    "500, POST, IN_DOUBT",
    "503, POST, IN_DOUBT",
    "302, POST, OUR_FAULT",
    "418, POST, BAD_ANSWER",
    "401, GET,  OUR_FAULT",
    "429, GET,  UPSTREAM_AWAY",
    "500, GET,  UPSTREAM_AWAY",
  })
  void each_status_is_a_failure_of_its_own(int status, String method, String type) {
    scene.at(method.equals("GET") ? LIST : OPEN, f -> f.status(status));

    ApplicationFailure failure = failure(() -> identity().openSession(open()));

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(scene.books("verification.created")).isEmpty();
  }

  static Stream<Arguments> troublesInDoubt() {
    return Stream.of(
        trouble("stripe is down", s -> s.surroundings.faults().down(StripeSandbox.SYSTEM)),
        trouble("the send is throttled", s -> s.at(OPEN, f -> f.status(429))),
        trouble("the key is refused", s -> s.at(OPEN, f -> f.status(403))),
        trouble("the search can't be read", s -> s.at(LIST, CallFault::malformed)),
        trouble(
            "clearance says no",
            s -> s.clearanceSays(Outcome.stopped("paused", "changes are paused"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troublesInDoubt")
  void in_doubt_every_trouble_is_in_doubt_and_nothing_is_called_clear(
      String name, Setting trouble) {
    IdentityActivities identity = identity();
    trouble.of(scene);
    scene.lastWordWas(Heartbeat.SENDING);

    ApplicationFailure failure = failure(() -> identity.openSession(open()));

    assertThat(failure.getType()).as(name).isEqualTo("IN_DOUBT");
    assertThat(scene.heartbeats).doesNotContain(Heartbeat.CLEAR);
  }

  @Test
  void a_key_that_may_not_write_is_our_fault() {
    IdentityActivities identity = scene.identity(scene.settings(scene.stripe.readOnlyKey(), false));

    assertThat(failure(() -> identity.openSession(open())).getType()).isEqualTo("OUR_FAULT");
    assertThat(scene.books("verification.created")).isEmpty();
  }

  @Test
  void a_session_of_the_other_mode_is_our_fault() {
    String session = opened();
    String body = "{\"id\":\"" + session + "\",\"livemode\":true,\"status\":\"requires_input\"}";
    scene.at("GET " + SESSIONS + "/{id}", f -> f.status(200, Map.of(), body));

    assertThat(failure(() -> identity().closeSession(about(session))).getType())
        .isEqualTo("OUR_FAULT");
    assertThat(scene.sends(CLOSE)).isZero();
  }

  @Test
  void clearance_has_the_last_word() {
    String session = opened();
    Outcome no = Outcome.stopped("paused", "changes are paused");
    scene.clearanceSays(no);

    assertThat(identity().closeSession(about(session))).isEqualTo(no);
    assertThat(identity().redactSession(about(session))).isEqualTo(no);
    assertThat(identity().openSession(at(order("open-2")))).isEqualTo(no);
    assertThat(scene.sends(CLOSE) + scene.sends(REDACT)).isZero();
    assertThat(scene.sends(OPEN)).isEqualTo(1);
  }

  @Test
  void a_session_is_closed_and_erased_where_only_what_gives_back_is_cleared() {
    String session = opened();
    Outcome no = Outcome.stopped("requester_changed", "the ticket became another customer's");
    scene.clearanceOnwardSays(no);

    assertThat(identity().openSession(at(order("open-2")))).isEqualTo(no);
    assertThat(identity().closeSession(about(session)).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(identity().redactSession(about(session))).isNotEqualTo(no);
    assertThat(scene.sends(REDACT)).isEqualTo(1);
    assertThat(scene.sends(OPEN)).isEqualTo(1);
  }

  @Test
  void an_attempt_that_wakes_up_too_late_does_not_send() {
    ChangeOrder order = open();
    scene.surroundings.clock().advance(Duration.ofHours(13));

    assertThat(failure(() -> identity().openSession(order)).getType()).isEqualTo("TOO_LATE");
    assertThat(scene.sends(OPEN)).isZero();
  }

  private IdentityActivities identity() {
    return scene.identity();
  }

  private static ChangeScene.Order order(String step) {
    return new ChangeScene.Order(ACCOUNT, step, "", "audit-1", 0, false);
  }

  private ChangeOrder at(ChangeScene.Order order) {
    return order.at(scene.surroundings);
  }

  private ChangeOrder open() {
    return at(order("open"));
  }

  private ChangeOrder about(String session) {
    return at(order("then").about(session));
  }

  private static SessionRef named(String session) {
    return new SessionRef(ACCOUNT, session, "");
  }

  private String opened() {
    return identity().openSession(open()).ref();
  }

  private String verified() {
    String session = opened();
    scene.stripe.submit(session);
    scene.surroundings.clock().advance(Duration.ofMinutes(1));
    return session;
  }

  /** What a test sets up. */
  @FunctionalInterface
  interface Setting {
    void of(ChangeScene scene);
  }

  private static Arguments trouble(String name, Setting setting) {
    return Arguments.of(name, setting);
  }

  private static Arguments fault(String name, Function<CallFault, Fault> fault) {
    return Arguments.of(name, fault);
  }
}
