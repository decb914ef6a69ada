package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.stripe.OpenedSession;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.worker.config.Trust;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeLookTest {
  private static final ObjectId FOREIGN = new ObjectId("foreign_1");
  private static final PersonTag ZOE = new PersonTag("e".repeat(16));

  static Stream<Arguments> forgeries() {
    return Stream.of(
        stop(
            "the ticket is gone",
            s -> s.found = false,
            "request_not_proven",
            "the ticket does not exist any more"),
        stop(
            "the order names two commands",
            s -> s.commandId = "audit-499",
            "request_not_proven",
            "the order names two different commands"),
        stop(
            "the ticket holds no such request",
            s -> s.commands.remove(0),
            "request_not_proven",
            "the ticket holds no audit-500"),
        stop(
            "the operation names no object",
            s -> s.asked = "?",
            "request_not_proven",
            "the operation names no object"),
        stop(
            "what is named as the request is an approval",
            s -> named(s, new Claim("audit-600", "8", "")),
            "request_not_proven",
            "what stands in the ticket asks for no cancellation"),
        stop(
            "a refund was asked for",
            s ->
                s.commands.set(
                    0,
                    s.said(
                        "500",
                        CaseKind.REFUND,
                        CommandKind.SEND,
                        "7",
                        ChangeScene.LENA,
                        "1",
                        ChangeScene.ASKED,
                        "web")),
            "request_not_proven",
            "what stands in the ticket asks for no cancellation"),
        stop(
            "another order was asked for",
            s -> {
              s.requestField = "ord_2";
              s.given();
            },
            "request_not_proven",
            "the cancellation that was asked for in the ticket is of something else"),
        stop(
            "somebody else asked",
            s -> s.request = new Claim("audit-500", "666", ""),
            "request_not_proven",
            "audit-500 was written by somebody else"),
        stop(
            "the request came by a program",
            s ->
                s.commands.set(
                    0,
                    s.said(
                        "500",
                        CaseKind.CANCELLATION,
                        CommandKind.SEND,
                        "7",
                        ChangeScene.LENA,
                        "1",
                        ChangeScene.ASKED,
                        "api")),
            "request_not_proven",
            "audit-500 does not count: it did not come from an agent's own screen but by 'api'"),
        stop(
            "the requester has no role",
            s ->
                s.commands.set(
                    0,
                    s.said("500", CommandKind.SEND, "7", ChangeScene.LENA, "9", ChangeScene.ASKED)),
            "request_not_proven",
            "audit-500 does not count: its author is in no group that may do this"),
        stop(
            "the operation is of another request, as if the click were used twice",
            s -> s.key = new RequestKey("0123456789abcdef"),
            "request_not_proven",
            "the operation is not that of the request in the ticket"),
        stop(
            "it was asked for at the term's end, and is named as at once",
            s -> {
              s.option = "term_end";
              s.given();
            },
            "request_not_proven",
            "the operation is not that of the request in the ticket"),
        stop(
            "the ticket became another customer's",
            s -> s.becomes(ZOE),
            "requester_changed",
            "the ticket became another customer's after this was asked for"),
        stop(
            "the ticket became another customer's, and somebody had agreed before",
            s -> {
              s.becomes(ZOE);
              s.approvals = List.of(ChangeScene.APPROVAL);
            },
            "requester_changed",
            "the ticket became another customer's after this was asked for"),
        stop(
            "the ticket became the approver's own",
            s -> {
              s.becomes(ChangeScene.ANA);
              s.approvals = List.of(ChangeScene.APPROVAL);
            },
            "requester_changed",
            "the ticket became another customer's after this was asked for"),
        stop(
            "the ticket became that of somebody without an address",
            s -> s.becomes(ChangeScene.NOBODY),
            "requester_changed",
            "the ticket became another customer's after this was asked for"),
        stop(
            "no reason was given, and nobody has agreed",
            s -> {
              s.reason = "";
              s.given();
            },
            "approval_missing",
            "an approval is missing: no reason was given"),
        stop(
            "the policy always asks for this reason, and nobody has agreed",
            s -> {
              s.reason = "moved_away";
              s.given();
            },
            "approval_missing",
            "an approval is missing: moved_away is never automatic"),
        stop(
            "the ticket holds no such approval",
            s -> s.approvals = List.of(new Claim("audit-601", "8", "")),
            "approval_missing",
            "the ticket holds no audit-601"),
        stop(
            "what is named as the approval is the request",
            s -> s.approvals = List.of(ChangeScene.REQUEST),
            "approval_missing",
            "what stands in the ticket is no approval of a cancellation"),
        stop(
            "what is named as the approval refuses",
            s -> s.approvals = List.of(ChangeScene.REVIEW),
            "approval_missing",
            "what stands in the ticket is no approval of a cancellation"),
        stop(
            "a refund was approved",
            s -> {
              s.commands.set(
                  1,
                  s.said(
                      "600",
                      CaseKind.REFUND,
                      CommandKind.APPROVE,
                      "8",
                      ChangeScene.ANA,
                      "2",
                      ChangeScene.NOW,
                      "web"));
              s.approvals = List.of(ChangeScene.APPROVAL);
            },
            "approval_missing",
            "what stands in the ticket is no approval of a cancellation"),
        stop(
            "somebody else approved",
            s -> s.approvals = List.of(new Claim("audit-600", "666", "")),
            "approval_missing",
            "audit-600 was written by somebody else"),
        stop(
            "the approval is older than the request",
            s -> {
              s.commands.add(0, s.commands.remove(1));
              s.approvals = List.of(ChangeScene.APPROVAL);
            },
            "approval_missing",
            "an approval is older than the request"),
        stop(
            "the approval was given for another order",
            s -> {
              s.requestField = "ord_2";
              s.commands.set(1, approval(s, "8", ChangeScene.ANA, "2"));
              s.approvals = List.of(ChangeScene.APPROVAL);
            },
            "approval_missing",
            "an approval was given for something else"),
        stop(
            "the approver has no role",
            s -> approved(s, "8", ChangeScene.ANA, "1"),
            "approval_missing",
            "audit-600 does not count: that takes the role approver or finance, which its author"
                + " does not have"),
        stop(
            "finance approved, which an approver has to",
            s -> approved(s, "8", ChangeScene.ANA, "3"),
            "approval_missing",
            "an approval of a cancellation takes the role approver"),
        stop(
            "the requester approved",
            s -> {
              approved(s, "7", ChangeScene.NOBODY, "2");
              s.approvals = List.of(new Claim("audit-600", "7", ""));
            },
            "same_person",
            "an approval does not count: the same person asked for it"),
        stop(
            "the requester approved with a second account of the same address",
            s -> approved(s, "8", ChangeScene.LENA, "2"),
            "same_person",
            "an approval does not count: the same person asked for it"),
        stop(
            "the ticket's customer approved",
            s -> approved(s, "8", ChangeScene.MIA, "2"),
            "same_person",
            "an approval does not count: it is the ticket's customer's own"),
        stop(
            "one approval is named twice",
            s -> s.approvals = List.of(ChangeScene.APPROVAL, ChangeScene.APPROVAL),
            "same_person",
            "one approval is named twice"),
        stop(
            "a name is no proof",
            s -> named(s, new Claim("cli-1", "dana", "trust me")),
            "request_not_proven",
            "a claim by command line does not count: there is no proof of who says so"),
        stop(
            "a name is no approval",
            s -> s.approvals = List.of(new Claim("cli-2", "kim", "trust me")),
            "approval_missing",
            "a claim by command line does not count: there is no proof of who says so"),
        stop(
            "where names are trusted a stranger's is not",
            s -> {
              s.trust = Trust.LOCAL;
              named(s, new Claim("cli-1", "mallory", ""));
            },
            "request_not_proven",
            "a claim by command line does not count: the policy does not know this name"));
  }

  private static Arguments stop(
      String name, Consumer<ChangeScene> change, String code, String text) {
    return Arguments.of(name, change, code, text);
  }

  private static void named(ChangeScene scene, Claim request) {
    scene.request = request;
    scene.commandId = request.commandId();
  }

  private static void approved(ChangeScene scene, String author, PersonTag person, String group) {
    scene.commands.set(1, approval(scene, author, person, group));
    scene.approvals = List.of(ChangeScene.APPROVAL);
  }

  private static io.caserail.activities.zendesk.TicketCommand approval(
      ChangeScene scene, String author, PersonTag person, String group) {
    return scene.said(
        "600", CommandKind.APPROVE, author, person, group, ChangeScene.ASKED.plusSeconds(600));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void it_stops_when(String name, Consumer<ChangeScene> forge, String code, String text) {
    ChangeScene scene = ChangeScene.ofCancellation();
    forge.accept(scene);

    assertStopped(scene.clearOrder(), code, text);
  }

  static Stream<Arguments> reasonsToGo() {
    return Stream.of(
        go("it was asked for", s -> {}),
        go("it was approved a year ago", s -> s.approvals = List.of(ChangeScene.APPROVAL)),
        go(
            "the policy always asks for this reason, and somebody has agreed",
            s -> {
              s.reason = "moved_away";
              s.given();
              s.approvals = List.of(ChangeScene.APPROVAL);
            }),
        go(
            "no reason was given, and somebody has agreed",
            s -> {
              s.reason = "";
              s.given();
              s.approvals = List.of(ChangeScene.APPROVAL);
            }),
        go(
            "the object's field was empty when it was approved",
            s -> {
              s.requestField = "";
              approved(s, "8", ChangeScene.ANA, "2");
            }),
        go(
            "names are trusted, and the policy knows them",
            s -> {
              s.trust = Trust.LOCAL;
              named(s, new Claim("cli-1", "dana", ""));
              s.approvals = List.of(new Claim("cli-2", "kim", ""));
            }));
  }

  private static Arguments go(String name, Consumer<ChangeScene> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reasonsToGo")
  void it_lets_go_when(String name, Consumer<ChangeScene> change) {
    ChangeScene scene = ChangeScene.ofCancellation();
    change.accept(scene);

    assertThat(scene.clearOrder()).isNull();
  }

  @Test
  void an_undo_goes_by_the_claims_of_what_it_takes_back() {
    ChangeScene scene = ChangeScene.ofCancellation();
    scene.approvals = List.of(ChangeScene.APPROVAL);
    scene.step = "revoke-access";

    assertThat(scene.clearAccess(ChangeScene.ACCESS, "")).isNull();
    assertThat(scene.clearAccess(ChangeScene.ACCESS, "group-1 group-2")).isNull();
  }

  @Test
  void nothing_goes_on_in_a_ticket_that_became_another_customers() {
    ChangeScene order = ChangeScene.ofCancellation();
    order.becomes(ZOE);
    ChangeScene account = ChangeScene.ofVerification();
    account.becomes(ZOE);

    assertThat(
            Stream.of(
                order.clearOrder(),
                order.clearBilling(ChangeScene.SUBSCRIPTION),
                order.clearParcel(ChangeScene.PARCEL),
                order.clearAccess(ChangeScene.ACCESS, "group-1"),
                account.clearSession(""),
                account.clearAccount(ChangeScene.ACCOUNT, "vs_1"),
                verdict(account, "verified")))
        .extracting(no -> no == null ? "goes" : no.code())
        .containsOnly("requester_changed");
  }

  @Test
  void what_was_done_is_given_back_whoevers_ticket_it_became() {
    ChangeScene order = ChangeScene.ofCancellation();
    order.approvals = List.of(ChangeScene.APPROVAL);
    order.undo = true;
    ChangeScene account = ChangeScene.ofVerification();
    account.undo = true;

    for (PersonTag other : List.of(ZOE, ChangeScene.ANA, ChangeScene.NOBODY)) {
      order.becomes(other);
      account.becomes(other);

      assertThat(order.clearOrder()).isNull();
      assertThat(order.clearBilling(ChangeScene.SUBSCRIPTION)).isNull();
      assertThat(order.clearAccess(ChangeScene.ACCESS, "group-1")).isNull();
      assertThat(account.clearSession("vs_1")).isNull();
    }
  }

  /** All that do not depend on whose ticket it is now. */
  static Stream<Arguments> otherForgeries() {
    return forgeries()
        .filter(forgery -> !forgery.get()[2].equals("requester_changed"))
        .filter(forgery -> !forgery.get()[0].equals("the ticket's customer approved"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherForgeries")
  void nothing_is_given_back_either_when(
      String name, Consumer<ChangeScene> forge, String code, String text) {
    ChangeScene scene = ChangeScene.ofCancellation();
    scene.undo = true;
    forge.accept(scene);

    assertStopped(scene.clearOrder(), code, text);
  }

  @Test
  void only_the_order_that_was_asked_about_is_changed() {
    ChangeScene scene = ChangeScene.ofCancellation();
    scene.asked = "ord_2";
    scene.requestField = "ord_2";
    scene.given();

    assertStopped(scene.clearOrder(), "not_its_part", "the request is about ord_2, not ord_1");
  }

  @Test
  void only_what_hangs_on_the_order_is_changed() {
    ChangeScene scene = ChangeScene.ofCancellation();

    assertThat(scene.clearBilling(ChangeScene.SUBSCRIPTION)).isNull();
    assertThat(scene.clearParcel(ChangeScene.PARCEL)).isNull();
    assertThat(scene.clearAccess(ChangeScene.ACCESS, "")).isNull();
    assertStopped(
        scene.clearBilling(FOREIGN), "not_its_part", "foreign_1 is no subscription of ord_1");
    assertStopped(scene.clearParcel(FOREIGN), "not_its_part", "foreign_1 is no parcel of ord_1");
    assertStopped(
        scene.clearAccess(FOREIGN, ""), "not_its_part", "foreign_1 is no access of ord_1");
  }

  @Test
  void the_access_may_be_the_subscriptions() {
    ChangeScene scene = ChangeScene.ofCancellation();
    scene.order = ChangeScene.facts("sub_1", "", "");

    assertStopped(
        scene.clearAccess(ChangeScene.ACCESS, ""), "not_its_part", "usr_1 is no access of ord_1");
    scene.accessOfSubscription = "usr_1";
    assertThat(scene.clearAccess(ChangeScene.ACCESS, "")).isNull();
  }

  @Test
  void of_a_subscription_that_was_asked_about_itself_only_it_and_its_access_are_changed() {
    ChangeScene scene = ChangeScene.ofCancellation();
    scene.asked = "sub_1";
    scene.requestField = "sub_1";
    scene.accessOfSubscription = "usr_1";
    scene.given();

    assertThat(scene.clearBilling(ChangeScene.SUBSCRIPTION)).isNull();
    assertThat(scene.clearAccess(ChangeScene.ACCESS, "")).isNull();
    assertStopped(
        scene.clearBilling(new ObjectId("sub_2")),
        "not_its_part",
        "sub_2 is no subscription of sub_1");
    assertStopped(
        scene.clearParcel(ChangeScene.PARCEL), "not_its_part", "shp_1 is no parcel of sub_1");
  }

  @Test
  void a_click_for_a_cancellation_changes_nothing_of_a_verification() {
    ChangeScene scene = ChangeScene.ofVerification();
    scene.commands.set(
        0,
        scene.said(
            "500",
            CaseKind.CANCELLATION,
            CommandKind.SEND,
            "7",
            ChangeScene.LENA,
            "1",
            ChangeScene.ASKED,
            "web"));

    assertStopped(
        scene.clearSession(""),
        "request_not_proven",
        "what stands in the ticket asks for no verification");
  }

  @Test
  void a_session_is_opened_for_the_account_that_was_asked_about() {
    ChangeScene scene = ChangeScene.ofVerification();
    assertThat(scene.clearSession("")).isNull();

    scene.asked = "acct_2";
    scene.requestField = "acct_2";
    scene.given();
    assertStopped(
        scene.clearSession(""), "not_its_part", "the request is about acct_2, not acct_1");
  }

  @Test
  void only_sessions_of_the_request_are_ended_and_only_to_them_customers_are_invited() {
    ChangeScene scene = ChangeScene.ofVerification();

    assertThat(scene.clearSession("vs_1")).isNull();
    assertThat(scene.clearAccount(ChangeScene.ACCOUNT, "vs_1")).isNull();
    assertStopped(
        scene.clearSession("vs_2"), "not_its_part", "the session is none of this request's");
    assertStopped(
        scene.clearAccount(ChangeScene.ACCOUNT, "vs_2"),
        "not_its_part",
        "the session is none of this request's");
    assertStopped(
        scene.clearAccount(FOREIGN, "vs_1"),
        "not_its_part",
        "the request is about acct_1, not foreign_1");
  }

  @Test
  void the_provider_says_verified_or_it_is_not_put_on_the_account() {
    ChangeScene scene = ChangeScene.ofVerification();
    assertStopped(
        verdict(scene, "verified"),
        "verdict_not_proven",
        "neither the provider nor a person's review says verified");

    scene.sessions.add(new OpenedSession("vs_2", true, ChangeScene.ASKED.plusSeconds(1800)));
    assertThat(verdict(scene, "verified")).isNull();
    assertStopped(
        verdict(scene, "not_verified"),
        "verdict_not_proven",
        "neither the provider nor a person's review says not verified");
  }

  @Test
  void a_person_who_agreed_that_the_customer_is_asked_has_reviewed_nothing() {
    ChangeScene scene = ChangeScene.ofVerification();
    scene.approvals = List.of(ChangeScene.APPROVAL);

    assertStopped(
        verdict(scene, "verified"),
        "verdict_not_proven",
        "neither the provider nor a person's review says verified");
  }

  @Test
  void a_review_is_a_yes_or_a_no_after_a_session_was_opened_by_whoever_agreed_before_too() {
    ChangeScene scene = ChangeScene.ofVerification();
    scene.approvals = List.of(ChangeScene.APPROVAL, ChangeScene.REVIEW);
    assertThat(verdict(scene, "not_verified")).isNull();
    assertStopped(
        verdict(scene, "verified"),
        "verdict_not_proven",
        "neither the provider nor a person's review says verified");

    scene.commands.set(
        2,
        scene.said(
            "700",
            CommandKind.APPROVE,
            "8",
            ChangeScene.ANA,
            "2",
            ChangeScene.ASKED.plusSeconds(3600)));
    assertThat(verdict(scene, "verified")).isNull();
    assertStopped(
        verdict(scene, "not_verified"),
        "verdict_not_proven",
        "neither the provider nor a person's review says not verified");
  }

  @Test
  void where_people_have_the_last_word_the_providers_is_not_enough() {
    ChangeScene scene = ChangeScene.ofVerification();
    scene.reason = "high_risk";
    scene.given();
    scene.sessions.add(
        new OpenedSession("vs_2", true, ChangeScene.ASKED.plus(Duration.ofMinutes(30))));

    assertStopped(
        verdict(scene, "verified"),
        "verdict_not_proven",
        "neither the provider nor a person's review says verified");
  }

  @Test
  void a_no_is_no_agreement_that_the_customer_is_asked() {
    ChangeScene scene = ChangeScene.ofVerification();
    scene.reason = "goodwill";
    scene.given();
    scene.approvals = List.of(ChangeScene.REVIEW);

    assertStopped(
        scene.clearSession(""),
        "approval_missing",
        "an approval is missing: goodwill is never automatic");
  }

  @Test
  void a_session_is_ended_without_anybody_agreeing_once_more() {
    ChangeScene scene = ChangeScene.ofVerification();
    scene.reason = "goodwill";
    scene.given();
    assertStopped(
        scene.clearSession("vs_1"),
        "approval_missing",
        "an approval is missing: goodwill is never automatic");

    scene.undo = true;
    assertThat(scene.clearSession("vs_1")).isNull();
    assertStopped(
        scene.clearSession("vs_2"), "not_its_part", "the session is none of this request's");
  }

  private static @Nullable Outcome verdict(ChangeScene scene, String verdict) {
    return scene.clearAccount(ChangeScene.ACCOUNT, verdict);
  }

  private static void assertStopped(@Nullable Outcome outcome, String code, String text) {
    assertThat(outcome)
        .isNotNull()
        .satisfies(
            o -> assertThat(o.kind()).isEqualTo(Outcome.Kind.STOPPED),
            o -> assertThat(o.code()).isEqualTo(code),
            o -> assertThat(o.evidence()).isEqualTo(text));
  }
}
