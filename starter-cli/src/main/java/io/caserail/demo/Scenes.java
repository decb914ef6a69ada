package io.caserail.demo;

import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.easypost.EasyPostSandbox;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.VerificationSession.Redaction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The story, in the order in which it is played. */
final class Scenes {
  private static final String MIA = "mia@example.com";
  private static final String NOAH = "noah@example.com";
  private static final String ZOE = "zoe@example.com";
  private static final String SEND = "POST /v1/refunds";

  private Scenes() {}

  static Map<String, Consumer<Scene>> all() {
    Map<String, Consumer<Scene>> scenes = new LinkedHashMap<>();
    scenes.put("A refund of 24.90 EUR, asked for by macro", Scenes::happy);
    scenes.put("The same webhook three times", Scenes::tripleWebhook);
    scenes.put("Two different parts of one payment at once", Scenes::twoParts);
    scenes.put("180.00 EUR: the requester's own approval does not count", Scenes::approval);
    scenes.put("Stripe declines", Scenes::declined);
    scenes.put("Somebody else's payment", Scenes::stranger);
    scenes.put("A refund that is pending at first", Scenes::pending);
    scenes.put("Stripe away for longer than a short while", Scenes::stripeAway);
    scenes.put("The answer lost after the money moved", Scenes::answerLost);
    scenes.put("In doubt while Stripe is away: nobody may say sent or failed", Scenes::inDoubt);
    scenes.put("A lead refunds by hand in Stripe meanwhile", Scenes::byHand);
    scenes.put("The worker is killed in mid-case", Scenes::workerKilled);
    scenes.put("Zendesk away after the money moved", Scenes::zendeskAway);
    scenes.put("The gateway is off: the sweep finds the command", Scenes::gatewayOff);
    scenes.put("An order cancelled: label, billing, access, money, each once", Scenes::cancelled);
    scenes.put("A customer changes their mind and gets everything back", Scenes::secondThoughts);
    scenes.put("The parcel has left: no money before it is back", Scenes::parcelGone);
    scenes.put("A customer verified, and what they showed erased", Scenes::verified);
    return scenes;
  }

  private static void happy(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("24.90", MIA);
    long ticket = stage.ask("Lena", MIA, payment, "24.90");
    scene.expect(ticket, payment, "24.90");
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Refund sent: 24.90 EUR, payment " + payment);
  }

  private static void tripleWebhook(Scene scene) {
    Stage stage = scene.stage();
    var twice = stage.sandbox().faults().add(Fault.webhook("zendesk").times(1).doubled());
    String payment = stage.payment("12.00", NOAH);
    long ticket = stage.ask("Omar", NOAH, payment, "12");
    scene.expect(ticket, payment, "12.00");
    stage.untilState(ticket, "done");
    stage.untilClosed(payment);
    stage.sandbox().faults().remove(twice);
    // And once more when the case is closed: the ticket's audits say that the command was used.
    stage.repeatHook(ticket, payment);
    stage.untilClosed(payment);
    stage.requireMoved(payment, "12.00");
  }

  private static void twoParts(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("60.00", ZOE);
    long first = stage.ask("Lena", ZOE, payment, "10");
    long second = stage.ask("Omar", ZOE, payment, "15");
    scene.expect(first, payment, "25.00");
    scene.expect(second, payment, "25.00");
    stage.untilState(first, "done");
    stage.untilState(second, "done");
    stage.untilNote(first, "Refund sent: 10.00 EUR");
    stage.untilNote(second, "Refund sent: 15.00 EUR");
  }

  private static void approval(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("180.00", "ivo@example.com");
    long ticket = stage.ask("Ana", "ivo@example.com", payment, "");
    scene.expect(ticket, payment, "180.00");
    stage.untilState(ticket, "needs_approval");
    stage.macro("Ana", ticket, "Refund: approve");
    stage.untilNote(ticket, "Approval by Ana not counted: the same person asked for this refund.");
    stage.requireMoved(payment, "0");
    stage.macro("Ben", ticket, "Refund: approve");
    stage.untilState(ticket, "done");
  }

  private static void declined(Scene scene) {
    Stage stage = scene.stage();
    String payment =
        stage
            .paymentOf("30.00", "eva@example.com")
            .refundsWill(RefundBehaviour.BE_DECLINED)
            .create()
            .id();
    long ticket = stage.ask("Lena", "eva@example.com", payment, "30");
    scene.expect(ticket, payment, "0.00");
    stage.untilState(ticket, "rejected");
    stage.untilNote(ticket, "Refund not made: 30.00 EUR");
  }

  private static void stranger(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("20.00", "paula@example.com");
    long ticket = stage.ask("Lena", MIA, payment, "20");
    scene.expect(ticket, payment, "0.00");
    stage.untilState(ticket, "needs_person");
    stage.macro("Ana", ticket, "Refund: refuse");
    stage.untilState(ticket, "refused");
  }

  private static void pending(Scene scene) {
    Stage stage = scene.stage();
    String payment =
        stage
            .paymentOf("22.00", "kim@example.com")
            .refundsWill(RefundBehaviour.PEND_FOR_EVER)
            .create()
            .id();
    long ticket = stage.ask("Lena", "kim@example.com", payment, "22");
    scene.expect(ticket, payment, "22.00");
    stage.untilState(ticket, "pending");
    var unused =
        stage.sandbox().stripe().settle(stage.sandbox().stripe().refundsOf(payment).get(0).id());
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Refund final: 22.00 EUR");
  }

  private static void stripeAway(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("35.00", "jo@example.com");
    var down = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().status(429));
    long ticket = stage.ask("Lena", "jo@example.com", payment, "35");
    scene.expect(ticket, payment, "35.00");
    stage.untilState(ticket, "waiting");
    stage.untilNote(ticket, "is not sent yet: Stripe has not accepted it since");
    stage.requireMoved(payment, "0");
    stage.sandbox().faults().remove(down);
    stage.untilState(ticket, "done");
  }

  private static void answerLost(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("18.00", "lee@example.com");
    var lost = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).nth(1).answerLost());
    long ticket = stage.ask("Omar", "lee@example.com", payment, "18");
    scene.expect(ticket, payment, "18.00");
    stage.untilState(ticket, "done");
    stage.sandbox().faults().remove(lost);
  }

  private static void inDoubt(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("19.00", "max@example.com");
    var lost = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().reset());
    long ticket = stage.ask("Omar", "max@example.com", payment, "19");
    scene.expect(ticket, payment, "19.00");
    stage.untilState(ticket, "check_needed");
    stage.untilNote(ticket, "It may or may not have gone through.");
    stage.macro("Omar", ticket, "Refund: withdraw");
    stage.untilNote(ticket, "Macro by Omar not counted: withdraw is not possible now");
    stage.sandbox().faults().remove(lost);
    stage.untilState(ticket, "done");
  }

  private static void byHand(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("27.00", "nina@example.com");
    var down = stage.sandbox().faults().add(Fault.on("stripe").endpoint(SEND).always().status(429));
    long ticket = stage.ask("Lena", "nina@example.com", payment, "27");
    scene.expect(ticket, payment, "27.00");
    stage.untilState(ticket, "waiting");
    String byHand = stage.sandbox().stripe().refundByHand(payment, 2_700).id();
    stage.byHand("Lena", ticket, "Refund: I did it by hand", byHand);
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, byHand);
    stage.sandbox().faults().remove(down);
  }

  private static void workerKilled(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("16.00", "otto@example.com");
    AtomicBoolean killed = new AtomicBoolean();
    Calls.Watch watch = stage.sandbox().calls().watch(cutAfterSend(stage, killed));
    long ticket = stage.ask("Lena", "otto@example.com", payment, "16");
    scene.expect(ticket, payment, "16.00");
    Deadline.within(Duration.ofSeconds(20), killed::get, () -> "the worker was not killed in time");
    watch.close();
    stage.killWorker();
    stage.startWorker();
    stage.untilState(ticket, "done");
  }

  /** The money has moved; the answer finds nobody. */
  private static CallListener cutAfterSend(Stage stage, AtomicBoolean killed) {
    return new CallListener() {
      @Override
      public void processed(CallRecord call) {
        if (call.endpoint().equals(SEND) && killed.compareAndSet(false, true)) {
          stage.gate().cut();
        }
      }
    };
  }

  private static void zendeskAway(Scene scene) {
    Stage stage = scene.stage();
    String payment = stage.payment("14.00", "pia@example.com");
    var down =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("zendesk").endpoint("PUT /api/v2/tickets/*").always().status(503));
    long ticket = stage.ask("Omar", "pia@example.com", payment, "14");
    scene.expect(ticket, payment, "14.00");
    Deadline.within(
        Duration.ofSeconds(20),
        () -> stage.moved(payment).equals("14.00"),
        () -> "the money should move although Zendesk takes no writes");
    stage.sandbox().faults().remove(down);
    stage.untilState(ticket, "done");
  }

  private static void gatewayOff(Scene scene) {
    Stage stage = scene.stage();
    stage.closeGateway();
    String payment = stage.payment("11.00", "rita@example.com");
    long ticket = stage.ask("Lena", "rita@example.com", payment, "11");
    scene.expect(ticket, payment, "11.00");
    // A sweep that was in the killed worker's hands is missed for a minute.
    stage.untilState(ticket, "done", Duration.ofMinutes(2));
    stage.openGateway();
  }

  private static void cancelled(Scene scene) {
    Stage stage = scene.stage();
    EasyPostSandbox carrier = stage.sandbox().easypost();
    Purchase bought = Purchase.by("ida@example.com", "ord_2001", stage);
    long ticket = cancel(scene, bought, "ida@example.com", Purchase.WHOLE);
    stage.untilNote(ticket, "Nothing final is done yet.");
    require(
        carrier.shipment(bought.parcel()).refundStatus() == null,
        "nothing final should be done while the customer may change their mind");
    soon(
        () -> carrier.shipment(bought.parcel()).refundStatus() == RefundStatus.SUBMITTED,
        "the label should be asked back");
    var unused = carrier.grant(bought.parcel());
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Refund sent: 24.90 EUR, payment " + bought.payment());
    stage.untilNote(
        ticket, "Cancellation done: order " + bought.order() + ": the order is closed,");
    require(!isOpen(stage, bought), "access should be taken away");
  }

  private static void secondThoughts(Scene scene) {
    Stage stage = scene.stage();
    Purchase bought = Purchase.by("tom@example.com", "ord_2002", stage);
    long ticket = cancel(scene, bought, "tom@example.com", "0.00");
    stage.untilNote(ticket, "Nothing final is done yet.");
    stage.macro("Lena", ticket, "Cancellation: withdraw");
    stage.untilState(ticket, "withdrawn");
    stage.untilNote(ticket, "As before: the order is open, billing goes on.");
    require(
        stage.sandbox().company().order(bought.order()).stage() == CompanyOrder.Stage.OPEN
            && isOpen(stage, bought),
        "the customer should have everything back");
  }

  private static void parcelGone(Scene scene) {
    Stage stage = scene.stage();
    Purchase bought = Purchase.by("uma@example.com", "ord_2003", stage);
    var left = stage.sandbox().easypost().scan(bought.parcel());
    long ticket = cancel(scene, bought, "uma@example.com", Purchase.WHOLE);
    stage.untilNote(ticket, "the parcel has left (" + left.trackingCode() + ")");
    stage.byHand("Lena", ticket, "Cancellation: I did it by hand", "intercept 77");
    stage.untilNote(ticket, "waits for the goods: 24.90 EUR of payment " + bought.payment());
    stage.requireMoved(bought.payment(), "0");
    var back = stage.sandbox().easypost().sendBack(bought.parcel());
    stage.byHand("Lena", ticket, "Cancellation: I did it by hand", "return of " + back.reference());
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "the parcel is back");
  }

  private static void verified(Scene scene) {
    Stage stage = scene.stage();
    Sandbox world = stage.sandbox();
    String account = world.company().add(CompanyAccount.of("acct_2001", "vera@example.com")).id();
    long ticket = stage.write("vera@example.com", "I can't order", "Please open my account.");
    stage.verify("Lena", ticket, account, "new_customer");
    scene.expect(ticket, account);
    stage.untilNote(ticket, "Customer invited: ");
    String session = world.stripe().followLink(world.company().openLink(account));
    var unused = world.stripe().submit(session);
    world.stripe().finishChecks();
    stage.untilState(ticket, "done");
    stage.untilNote(ticket, "Verified: account " + account);
    soon(
        () -> {
          world.stripe().finishChecks();
          return world.stripe().verificationSession(session).redaction() == Redaction.REDACTED;
        },
        "what the customer showed should be erased");
  }

  private static long cancel(Scene scene, Purchase bought, String email, String back) {
    Stage stage = scene.stage();
    long ticket = stage.write(email, "Please cancel my order", "I don't want it any more.");
    stage.cancel("Lena", ticket, bought.order(), "now");
    scene.expect(ticket, bought, back);
    return ticket;
  }

  private static boolean isOpen(Stage stage, Purchase bought) {
    return stage.sandbox().scim().user(bought.access()).active();
  }

  private static void soon(BooleanSupplier holds, String otherwise) {
    Deadline.within(Duration.ofSeconds(30), holds, () -> otherwise);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new SceneFailed(otherwise);
    }
  }
}
