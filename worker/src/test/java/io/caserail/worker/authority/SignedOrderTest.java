package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.zendesk.FieldValues;
import io.caserail.decision.Decision;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.port.Outcome;
import io.caserail.port.RefundOrder;
import io.caserail.worker.authority.SignedEvidence.Signed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The second look at what was asked for and approved by command line. */
class SignedOrderTest {
  private static final String ASK = "eyJh.eyJh.c2ln";
  private static final String YES = "eyJh.eyJi.c2ln";
  private static final String CASE = CaseKind.REFUND.workflowId(Scene.ACCOUNT, Scene.PAYMENT);

  private final Scene scene = new Scene();
  private final Map<String, Signed> signed = new HashMap<>();
  private final Map<String, String> nonces = new HashMap<>();

  SignedOrderTest() {
    scene.signed =
        (token, nonce, fresh) ->
            fresh || !nonce.equals(nonces.get(token))
                ? Signed.refused("it was signed for another decision", false)
                : signed.getOrDefault(token, Signed.refused("it can't be read", false));
    scene.commands.clear();
    scene.values = FieldValues.NOTHING;
    lenaAsks();
    anaAgrees();
  }

  private void lenaAsks() {
    nonces.put(ASK, Nonce.ofRequest(CASE, Scene.TICKET, "180", "not_received", "cli-r-1"));
    signed.put(ASK, by("7", Scene.LENA, "1", 60));
    scene.order =
        Scene.order("180", new Money(18_000, "EUR"), new Claim("cli-r-1", "7", ASK), List.of());
  }

  private void anaAgrees() {
    Decision yes = yes("d-1", DecisionKind.APPROVE);
    sign(yes, CommandKind.APPROVE, key(scene.order));
    signed.put(YES, by("8", Scene.ANA, "2", 30));
    scene.approvals(claim(yes));
  }

  private void sign(Decision decision, CommandKind kind, RequestKey request) {
    nonces.put(
        YES, Nonce.ofDecision(CASE, request.value(), kind, decision.id(), decision.details()));
  }

  private static RequestKey key(RefundOrder order) {
    return order.attempt().id().requestKey();
  }

  private static Decision yes(String id, DecisionKind kind) {
    return new Decision(id, "approve#1", kind, "cli", "agreed", YES, "");
  }

  private static Claim claim(Decision decision) {
    return new Claim(decision.id(), "8", YES, decision.details());
  }

  private static Signed by(String id, PersonTag tag, String group, int minutesAgo) {
    Instant at = Scene.NOW.minus(Duration.ofMinutes(minutesAgo));
    return Signed.by(id, "name", tag, List.of(group), at);
  }

  @Test
  void what_two_people_have_signed_may_be_sent() {
    assertThat(scene.clear()).isNull();
  }

  @Test
  void a_request_by_macro_may_be_approved_by_signature() {
    scene.values = new FieldValues("pi_3Q", "180.00", "not_received", "");
    scene.commands.add(
        scene.command(
            "500", CommandKind.SEND, "7", Scene.LENA, "1", Scene.NOW.minusSeconds(3_600)));
    Decision yes = yes("d-1", DecisionKind.APPROVE);
    scene.order = Scene.order("180", new Money(18_000, "EUR"), Scene.REQUEST, List.of(claim(yes)));

    assertThat(scene.clear()).isNull();
  }

  @Test
  void a_signed_request_may_be_approved_by_macro() {
    scene.commands.add(
        scene.command(
            "600", CommandKind.APPROVE, "8", Scene.ANA, "2", Scene.NOW.minusSeconds(1_800)));
    scene.approvals(Scene.APPROVAL);

    assertThat(scene.clear()).isNull();
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        stop(
            "another amount than was signed",
            t -> t.order("18", new Money(1_800, "EUR"), t.scene.order.request()),
            "request_not_proven"),
        stop(
            "another request's signature",
            t -> t.order("180", t.scene.order.amount(), new Claim("cli-r-2", "7", ASK)),
            "request_not_proven"),
        stop(
            "asked for in another's name",
            t -> t.order("180", t.scene.order.amount(), new Claim("cli-r-1", "9", ASK)),
            "request_not_proven"),
        stop(
            "who asked has left the group",
            t -> t.signed.put(ASK, by("7", Scene.LENA, "9", 60)),
            "request_not_proven"),
        stop(
            "an approver asks",
            t -> t.signed.put(ASK, by("7", Scene.LENA, "2", 60)),
            "request_not_proven"),
        stop("nobody agreed", t -> t.scene.approvals(), "approval_missing"),
        stop(
            "a no that is shown as a yes",
            t -> t.sign(yes("d-1", DecisionKind.REFUSE), CommandKind.REFUSE, key(t.scene.order)),
            "approval_missing"),
        stop(
            "a yes to another request",
            t ->
                t.sign(
                    yes("d-1", DecisionKind.APPROVE),
                    CommandKind.APPROVE,
                    new RequestKey("0123456789abcdef")),
            "approval_missing"),
        stop(
            "another yes",
            t -> t.scene.approvals(claim(yes("d-2", DecisionKind.APPROVE))),
            "approval_missing"),
        stop(
            "a yes with another word in it",
            t -> t.scene.approvals(new Claim("d-1", "8", YES, "0".repeat(64))),
            "approval_missing"),
        stop(
            "a yes in another's name",
            t ->
                t.scene.approvals(
                    new Claim("d-1", "9", YES, yes("d-1", DecisionKind.APPROVE).details())),
            "approval_missing"),
        stop(
            "the operation of a request that was approved, with another content",
            ForgedOperation::of,
            "approval_missing"),
        stop(
            "who agreed is no approver any more",
            t -> t.signed.put(YES, by("8", Scene.ANA, "1", 30)),
            "approval_missing"),
        stop(
            "who agreed had asked",
            t -> t.signed.put(YES, by("8", Scene.LENA, "2", 30)),
            "same_person"),
        stop(
            "who agreed is the customer",
            t -> t.signed.put(YES, by("8", Scene.MIA, "2", 30)),
            "same_person"),
        stop(
            "a yes before the question",
            t -> t.signed.put(YES, by("8", Scene.ANA, "2", 62)),
            "approval_missing"),
        stop(
            "a yes of last week",
            t -> {
              t.signed.put(ASK, by("7", Scene.LENA, "1", 60 * 24 * 7));
              t.signed.put(YES, by("8", Scene.ANA, "2", 60 * 24 * 6));
            },
            "approval_expired"),
        stop(
            "a yes whose key is gone",
            t -> t.signed.put(YES, Signed.refused("its key is not among its issuer's now", true)),
            "approval_expired"),
        stop(
            "a yes by macro that is older than the request",
            t -> {
              t.scene.commands.add(
                  t.scene.command(
                      "600",
                      CommandKind.APPROVE,
                      "8",
                      Scene.ANA,
                      "2",
                      Scene.NOW.minusSeconds(7_200)));
              t.scene.approvals(Scene.APPROVAL);
            },
            "approval_missing"),
        stop(
            "a yes by macro to another payment",
            t -> {
              t.scene.commands.add(
                  t.scene.command(
                      "600",
                      CommandKind.APPROVE,
                      "8",
                      Scene.ANA,
                      "2",
                      Scene.NOW.minusSeconds(1_800),
                      "web",
                      new FieldValues("pi_other", "180", "not_received", "")));
              t.scene.approvals(Scene.APPROVAL);
            },
            "approval_missing"),
        stop("no provider is set up here", t -> t.scene.signed = null, "request_not_proven"));
  }

  private static Arguments stop(String what, Consumer<SignedOrderTest> change, String code) {
    return Arguments.of(what, change, code);
  }

  /** Both people signed 180.00 EUR; its operation's name is put on a request of 18.00 EUR. */
  private static final class ForgedOperation {
    static void of(SignedOrderTest t) {
      RefundOrder good = t.scene.order;
      t.nonces.put(ASK, Nonce.ofRequest(CASE, Scene.TICKET, "18", "not_received", "cli-r-1"));
      ObjectId payment = Scene.PAYMENT;
      t.scene.order =
          new RefundOrder(
              new Attempt(
                  OperationId.of(payment, key(good), "pay"),
                  "cli-r-1",
                  0,
                  good.attempt().sendBefore(),
                  false),
              payment,
              new Money(1_800, "EUR"),
              "18",
              "not_received",
              Scene.TICKET,
              good.request(),
              good.approvals(),
              List.of());
    }
  }

  private void order(String asked, Money amount, Claim request) {
    scene.order = Scene.order(asked, amount, request, scene.order.approvals());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void an_order_that_was_not_signed_so_is_stopped(
      String what, Consumer<SignedOrderTest> change, String code) {
    change.accept(this);

    Outcome stopped = Objects.requireNonNull(scene.clear());

    assertThat(stopped.code()).isEqualTo(code);
    assertThat(stopped.evidence()).doesNotContain(ASK).doesNotContain(YES);
  }
}
