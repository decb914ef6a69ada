package io.caserail.activities.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.Failures;
import io.caserail.model.FaultDomain;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Heartbeat;
import io.caserail.port.Outcome;
import io.caserail.port.Trouble;
import io.caserail.sandbox.company.CompanyOrder.Stage;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.fault.CallFault;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChangesTest {
  private final CompanyScene scene = new CompanyScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void an_order_is_cancelled_under_its_operation_id() {
    Outcome outcome = scene.orders().cancelOrder(scene.cancel());

    BookEntry entry =
        scene.surroundings.books().of(CompanySandbox.SYSTEM, "order.cancelled").get(0);
    assertThat(outcome)
        .isEqualTo(
            Outcome.succeeded(
                Objects.requireNonNull(entry.details().get("reference")), "accepted by Acme Shop"));
    assertThat(entry.details())
        .containsEntry("operation_id", "ord_1/0123456789abcdef/cancel")
        .hasEntrySatisfying("idempotency_key", key -> assertThat(key).startsWith("caserail-"));
    assertThat(scene.shop.order("ord_1").stage()).isEqualTo(Stage.CANCELLED);
    assertThat(scene.cleared).hasSize(1);
  }

  @Test
  void a_second_attempt_finds_what_the_first_has_done_and_sends_nothing() {
    scene.orders().cancelOrder(scene.cancel());

    Outcome again = scene.orders().cancelOrder(scene.cancelAgain());

    assertThat(again.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(again.code()).isEmpty();
    assertThat(again.evidence()).isEqualTo("found in Acme Shop by its operation id");
    assertThat(scene.sends()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | {}                                  | UPSTREAM_AWAY",
        "500 | {}                                  | IN_DOUBT",
        "503 | {}                                  | IN_DOUBT",
        "408 | {}                                  | IN_DOUBT",
        "500 | {\"code\":{},\"detail\":[]}           | IN_DOUBT",
        "409 | {\"code\":{}}                         | CONFLICT",
        "401 | {\"code\":\"unauthenticated\"}      | OUR_FAULT",
        "403 | {\"code\":\"forbidden\"}            | OUR_FAULT",
        "302 | {}                                  | OUR_FAULT",
        "303 | {}                                  | IN_DOUBT",
        "400 | {\"code\":\"malformed\"}            | BAD_ANSWER",
        "404 | {\"code\":\"not_found\"}            | NOT_FOUND",
        "404 | {\"code\":\"no_such_route\"}        | BAD_ANSWER",
        "404 | <html>                              | BAD_ANSWER",
        "409 | {}                                  | CONFLICT",
        "409 | {\"code\":\"idempotency_mismatch\"} | IN_DOUBT",
        "409 | {\"code\":\"idempotency_in_progress\"} | IN_DOUBT",
        "422 | <html>                              | BAD_ANSWER",
        "200 | <html>                              | IN_DOUBT",
        "200 | {}                                  | IN_DOUBT",
        "200 | {\"reference\":\"c\",\"operationId\":\"a/b/c\",\"change\":\"cancel\",\"status\":\"succeeded\"} | IN_DOUBT",
        "200 | {\"reference\":\"c\",\"operationId\":\"ord_1/0123456789abcdef/cancel\",\"change\":\"cancel\",\"status\":\"perhaps\"} | IN_DOUBT",
        "200 | {\"reference\":\"\",\"operationId\":\"ord_1/0123456789abcdef/cancel\",\"change\":\"cancel\",\"status\":\"succeeded\"} | IN_DOUBT",
        "200 | {\"reference\":\"\",\"operationId\":\"ord_1/0123456789abcdef/cancel\",\"change\":\"cancel\",\"status\":\"pending\"} | IN_DOUBT",
        "200 | {\"reference\":\"\",\"operationId\":\"ord_1/0123456789abcdef/cancel\",\"change\":\"cancel\",\"status\":\"action_required\"} | IN_DOUBT",
      })
  void what_a_send_can_answer_and_what_it_means(int status, String body, String type) {
    scene.posts(f -> f.status(status, Map.of(), body));

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));
    scene.surroundings.clock().advance(Duration.ofMinutes(1));
    Outcome next =
        scene.orders().cancelOrder(type.equals("IN_DOUBT") ? scene.cancelAgain() : scene.cancel());

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(next.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.effects("order.cancelled")).isEqualTo(1);
  }

  /** What goes wrong after the order is cancelled. */
  enum AfterTheEffect {
    RESET {
      @Override
      void strike(CompanyScene scene) {
        scene.posts(CallFault::answerLost);
      }
    },
    ERROR {
      @Override
      void strike(CompanyScene scene) {
        scene.posts(f -> f.statusAfterEffect(500));
      }
    },
    MALFORMED {
      @Override
      void strike(CompanyScene scene) {
        scene.posts(CallFault::malformed);
      }
    },
    TRUNCATED {
      @Override
      void strike(CompanyScene scene) {
        scene.posts(CallFault::truncated);
      }
    },
    SILENCE {
      @Override
      void strike(CompanyScene scene) {
        scene.posts(CallFault::answerTimesOut);
      }
    };

    abstract void strike(CompanyScene scene);
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_lost_after_the_effect_is_in_doubt_and_found_by_the_next_attempt(
      AfterTheEffect fault) {
    fault.strike(scene);

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));
    Outcome next = scene.orders().cancelOrder(scene.cancelAgain());

    assertThat(failure.getType()).isEqualTo("IN_DOUBT");
    assertThat(next.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.effects("order.cancelled")).isEqualTo(1);
    assertThat(scene.sends()).isEqualTo(1);
  }

  @Test
  void a_company_that_is_not_there_has_been_sent_nothing() {
    scene.surroundings.faults().down(CompanySandbox.SYSTEM);

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(Objects.requireNonNull(Failures.troubleOf(failure)))
        .extracting(Trouble::system, Trouble::domain, Trouble::cause)
        .containsExactly("Acme Shop", FaultDomain.UPSTREAM, "Acme Shop can't be reached");
  }

  @Test
  void a_pause_that_the_company_asks_for_is_kept() {
    scene.posts(f -> f.status(503, Map.of("Retry-After", "7"), "{}"));

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));

    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}                           | UPSTREAM_AWAY",
        "404 | {\"code\":\"not_found\"}     | BAD_ANSWER",
        "200 | {}                           | BAD_ANSWER",
        "200 | <html>                       | UPSTREAM_AWAY",
        "200 | {\"changes\":[{}]}           | BAD_ANSWER",
        "200 | {\"changes\":[{\"reference\":\"c\",\"operationId\":\"a/b/c\",\"change\":\"cancel\",\"status\":\"succeeded\"}]} | BAD_ANSWER",
        "200 | {\"changes\":[{\"operationId\":\"ord_1/0123456789abcdef/cancel\",\"change\":\"cancel\",\"status\":\"succeeded\"}]} | BAD_ANSWER",
      })
  void a_search_that_is_not_complete_is_no_proof_that_nothing_was_done(
      int status, String body, String type) {
    scene.finds(f -> f.times(2).status(status, Map.of(), body));

    ApplicationFailure first =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));
    ApplicationFailure inDoubt =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancelAgain()));

    assertThat(first.getType()).isEqualTo(type);
    assertThat(inDoubt.getType()).isEqualTo("IN_DOUBT");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void two_changes_of_one_operation_are_nobodys_success() {
    String one =
        "{\"reference\":\"c%d\",\"operationId\":\"ord_1/0123456789abcdef/cancel\","
            + "\"change\":\"cancel\",\"status\":\"succeeded\"}";
    scene.finds(
        f ->
            f.status(
                200,
                Map.of(),
                "{\"changes\":[" + one.formatted(1) + "," + one.formatted(2) + "]}"));

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));

    assertThat(failure.getType()).isEqualTo("BAD_ANSWER");
    assertThat(Objects.requireNonNull(Failures.troubleOf(failure)).evidence()).isEqualTo("c1 c2");
  }

  @Test
  void a_no_of_the_company_is_an_outcome_in_its_words_made_plain() {
    scene.shop.add(scene.shop.order("ord_1").stage(Stage.CLOSED));
    Outcome closed = scene.orders().cancelOrder(scene.cancel());
    scene.posts(
        f ->
            f.status(
                422,
                Map.of(),
                "{\"code\":\"<b>\",\"detail\":\"{{ticket.id}} [a](http://x) \\u202e\"}"));
    Outcome hostile =
        scene.orders().cancelOrder(scene.order(CompanyScene.ORDER, "x", "", 1, false));

    assertThat(closed)
        .isEqualTo(Outcome.rejected("", "delivered", "the order is delivered and closed"));
    assertThat(hostile.code()).isEqualTo("refused");
    assertThat(hostile.evidence()).isEqualTo("{ {ticket.id}} [a] (http://x)");
  }

  @Test
  void a_no_that_an_earlier_send_may_have_caused_is_not_believed() {
    scene.shop.add(scene.shop.order("ord_1").stage(Stage.CLOSED));

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancelAgain()));

    assertThat(failure.getType()).isEqualTo("IN_DOUBT");
  }

  @Test
  void a_no_on_record_under_the_attempts_own_key_is_believed_and_another_is_not() {
    ChangeOrder order = scene.cancelAgain();
    String own = RestChanges.key(RestChange.CANCEL, order.attempt());
    scene.finds(f -> f.status(200, Map.of(), refusedUnder("some-other-key")));
    Outcome sent = scene.orders().cancelOrder(order);
    scene.finds(f -> f.status(200, Map.of(), refusedUnder(own)));
    Outcome onRecord = scene.orders().cancelOrder(order);

    assertThat(sent.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(onRecord).isEqualTo(Outcome.rejected("c1", "delivered", "it is delivered"));
  }

  private static String refusedUnder(String key) {
    return """
        {"changes":[{"reference":"c1","operationId":"ord_1/0123456789abcdef/cancel",
        "change":"cancel","idempotencyKey":"%s","status":"rejected","code":"delivered",
        "detail":"it is delivered"}]}
        """
        .formatted(key);
  }

  @Test
  void a_send_stands_on_record_before_and_after_it_whatever_came_of_it() {
    scene.posts(f -> f.status(500));

    ApplicationFailure lost =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));

    assertThat(lost.getType()).isEqualTo("IN_DOUBT");
    assertThat(scene.sendLines.lines())
        .containsExactly("send CancelOrder ord_1", "sent CancelOrder ord_1 IN_DOUBT");
  }

  @Test
  void without_its_record_nothing_is_sent() {
    scene.sendLines.breakWith(new IllegalStateException("the disk is full"));

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));

    assertThat(failure.getOriginalMessage()).contains("the record of sends can't be written");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void a_stopped_change_is_not_sent_and_in_doubt_where_one_may_have_been() {
    scene.stop = Outcome.stopped("not_proven", "the request is not proven");

    Outcome stopped = scene.orders().cancelOrder(scene.cancel());
    ApplicationFailure inDoubt =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancelAgain()));

    assertThat(stopped.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(inDoubt.getType()).isEqualTo("IN_DOUBT");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void an_attempt_that_wakes_up_too_late_does_not_send() {
    ChangeOrder order = scene.cancel();
    scene.surroundings.clock().advance(Duration.ofHours(13));

    ApplicationFailure failure = CompanyScene.failure(() -> scene.orders().cancelOrder(order));

    assertThat(failure.getType()).isEqualTo("TOO_LATE");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void what_an_earlier_attempt_has_left_open_makes_a_clear_failure_unclear() {
    scene.lastWordWas(Heartbeat.SENDING);
    scene.posts(f -> f.status(429));

    ApplicationFailure failure =
        CompanyScene.failure(() -> scene.orders().cancelOrder(scene.cancel()));

    assertThat(failure.getType()).isEqualTo("IN_DOUBT");
  }

  @Test
  void a_pending_change_says_when_to_ask_again_until_its_final_word_is_out() {
    scene.shop.changesTake(Duration.ofHours(2));
    Outcome accepted = scene.orders().cancelOrder(scene.cancel());
    Outcome meanwhile = scene.orders().findCancellation(scene.cancel());
    scene.surroundings.clock().advance(Duration.ofHours(3));
    Outcome done = scene.orders().findCancellation(scene.cancel());

    assertThat(accepted.kind()).isEqualTo(Outcome.Kind.PENDING);
    assertThat(accepted.pollAfter()).isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    assertThat(meanwhile.kind()).isEqualTo(Outcome.Kind.PENDING);
    assertThat(done)
        .isEqualTo(Outcome.succeeded(accepted.ref(), "found in Acme Shop by its operation id"));
  }

  @Test
  void an_order_that_somebody_has_cancelled_before_is_not_our_doing() {
    scene.shop.add(scene.shop.order("ord_1").stage(Stage.CANCELLED));

    Outcome outcome = scene.orders().cancelOrder(scene.cancel());

    assertThat(outcome).isEqualTo(Outcome.already("", "it stood like that before in Acme Shop"));
    assertThat(scene.orders().findCancellation(scene.cancel()).kind())
        .isEqualTo(Outcome.Kind.ABSENT);
  }

  @Test
  void a_new_generation_is_sent_under_a_new_key() {
    scene.shop.add(scene.shop.order("ord_1").stage(Stage.CLOSED));
    scene.orders().cancelOrder(scene.cancel());
    scene.shop.add(scene.shop.order("ord_1").stage(Stage.OPEN));

    Outcome sameKey = scene.orders().cancelOrder(scene.cancel());
    Outcome next =
        scene.orders().cancelOrder(scene.order(CompanyScene.ORDER, "cancel", "", 2, false));

    assertThat(sameKey.kind()).isEqualTo(Outcome.Kind.REJECTED);
    assertThat(next.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
  }

  @Test
  void a_cancelled_order_is_opened_again_even_under_the_operation_that_cancelled_it() {
    scene.orders().cancelOrder(scene.cancel());
    Outcome undone = scene.orders().reopenOrder(scene.cancel());
    Outcome again = scene.orders().reopenOrder(scene.cancelAgain());

    assertThat(undone.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(again.ref()).isEqualTo(undone.ref());
    assertThat(scene.shop.order("ord_1").stage()).isEqualTo(Stage.OPEN);
    assertThat(scene.effects("order.reopened")).isEqualTo(1);
  }

  @Test
  void an_order_that_can_not_be_opened_again_is_too_late() {
    scene.orders().cancelOrder(scene.cancel());
    scene.shop.add(scene.shop.order("ord_1").stage(Stage.CLOSED));

    Outcome undone = scene.orders().reopenOrder(scene.reopen());

    assertThat(undone)
        .isEqualTo(Outcome.rejected("", Outcome.TOO_LATE, "what was ordered is sold to others"));
  }

  @Test
  void access_is_taken_away_and_given_back_and_what_stood_before_is_said_so() {
    ChangeOrder revoke = scene.order(CompanyScene.ACCESS, "revoke", "", 1, false);
    Outcome revoked = scene.access().revokeAccess(revoke);
    Outcome found = scene.access().findRevocation(revoke);
    Outcome twice =
        scene.access().revokeAccess(scene.order(CompanyScene.ACCESS, "other", "", 1, false));
    Outcome restored = scene.access().restoreAccess(revoke);

    assertThat(revoked.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(found.ref()).isEqualTo(revoked.ref());
    assertThat(twice.code()).isEqualTo(Outcome.ALREADY);
    assertThat(restored.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.shop.mayUse("acs_1")).isTrue();
  }

  @Test
  void what_was_taken_is_given_back_where_only_that_is_cleared() {
    ChangeOrder revoke = scene.order(CompanyScene.ACCESS, "revoke", "", 1, false);
    scene.access().revokeAccess(revoke);
    scene.orders().cancelOrder(scene.cancel());
    Outcome no = Outcome.stopped("requester_changed", "the ticket became another customer's");
    scene.onward = no;

    assertThat(scene.access().restoreAccess(revoke).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.orders().reopenOrder(scene.cancel()).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.shop.mayUse("acs_1")).isTrue();
    assertThat(scene.shop.order("ord_1").stage()).isEqualTo(Stage.OPEN);
  }

  @Test
  void nothing_else_is_sent_where_only_what_gives_back_is_cleared() {
    scene.onward = Outcome.stopped("requester_changed", "the ticket became another customer's");
    ChangeOrder invite = scene.order(CompanyScene.ACCOUNT, "invite", "vs_1", 1, false);
    ChangeOrder verdict = scene.order(CompanyScene.ACCOUNT, "verdict", "verified", 1, false);
    ChangeOrder revoke = scene.order(CompanyScene.ACCESS, "revoke", "", 1, false);

    assertThat(
            List.of(
                scene.orders().cancelOrder(scene.cancel()),
                scene.accounts().inviteToVerify(invite),
                scene.accounts().applyVerdict(verdict),
                scene.access().revokeAccess(revoke)))
        .containsOnly(scene.onward);
    assertThat(scene.sends()).isZero();
  }

  @Test
  void what_is_no_verdict_is_not_sent_whatever_the_clearance_says() {
    ChangeOrder order = scene.order(CompanyScene.ACCOUNT, "verdict", "vs_1", 1, false);

    ApplicationFailure failure = CompanyScene.failure(() -> scene.accounts().applyVerdict(order));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
    assertThat(scene.sends()).isZero();
  }

  @Test
  void a_verdict_is_put_on_the_account() {
    ChangeOrder order = scene.order(CompanyScene.ACCOUNT, "verdict", "verified", 1, false);

    Outcome outcome = scene.accounts().applyVerdict(order);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(scene.accounts().findVerdict(order).ref()).isEqualTo(outcome.ref());
    assertThat(scene.shop.account("acc_1").verdict()).isEqualTo("verified");
  }
}
