package io.caserail.demo;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script is about, on its stage: things, tickets, and the world that moves by itself. */
final class Cast {
  private final Stage stage;
  private final Script script;
  private final List<Play> plays = new ArrayList<>();
  private final Map<Integer, Long> tickets = new HashMap<>();
  private final Map<String, Map<String, String>> asked = new LinkedHashMap<>();

  Cast(Stage stage, Script script) {
    this.stage = stage;
    this.script = script;
    script.things().forEach(thing -> plays.add(play(thing)));
  }

  private Play play(Thing thing) {
    String customer = email(thing.customer());
    return switch (thing.kind()) {
      case REFUND ->
          new RefundPlay(
              stage,
              RefundPath.HAPPY,
              customer,
              stage
                  .paymentOf(thing.price(), customer)
                  .refundsWill(RefundBehaviour.valueOf(thing.variety()))
                  .create()
                  .id());
      case CANCELLATION ->
          new CancellationPlay(stage, CancellationPath.valueOf(thing.variety()), customer);
      case VERIFICATION ->
          new VerificationPlay(stage, VerificationPath.valueOf(thing.variety()), customer);
      case SETTLEMENT -> throw new IllegalArgumentException("nobody asks for a settlement");
    };
  }

  private String email(int customer) {
    return "seed" + script.seed() + "-" + customer + "@example.com";
  }

  Stage stage() {
    return stage;
  }

  Script script() {
    return script;
  }

  Thing thing(int number) {
    return script.things().get(number);
  }

  String object(int number) {
    return plays.get(number).object();
  }

  Play play(int number) {
    return plays.get(number);
  }

  /** The play of an object; null for one that is only a part of another thing. */
  @Nullable Play playOf(String object) {
    return plays.stream().filter(play -> play.object().equals(object)).findFirst().orElse(null);
  }

  String caseId(int number) {
    return stage.cases().caseId(thing(number).kind(), new ObjectId(object(number)));
  }

  /** A ticket of the script; the customer writes it when it is first needed. */
  long ticket(int number) {
    return tickets.computeIfAbsent(
        number, any -> stage.write(email(script.customers().get(number))));
  }

  /** The tickets that were written. */
  List<Long> tickets() {
    return List.copyOf(tickets.values());
  }

  /** Remembers what a request was filled in with. */
  void asked(long ticket, String object, Map<String, String> fields) {
    asked.put(ticket + " " + object, fields);
  }

  /** What a ticket's fields must hold so that its next command is about an object. */
  Map<String, String> fields(long ticket, CaseKind kind, String object) {
    return asked.getOrDefault(ticket + " " + object, Map.of(field(kind), object));
  }

  /** The payments that may be refunded, an order's own among them. */
  List<String> payments() {
    List<String> payments = new ArrayList<>();
    for (Play play : plays) {
      if (play instanceof CancellationPlay cancellation) {
        payments.addAll(cancellation.payments());
      } else if (play instanceof RefundPlay) {
        payments.add(play.object());
      }
    }
    return payments;
  }

  /** Bank, carrier and customer move on by themselves. */
  void movesOn() {
    payments().forEach(payment -> bankSpeaks(payment, true));
    for (Play play : plays) {
      if (!(play instanceof RefundPlay)) {
        play.meanwhile("");
      }
    }
  }

  /** The world moves on for one thing: well, badly, or so that it is gone. */
  void movesOn(int number, String how) {
    Play play = plays.get(number);
    if (play instanceof RefundPlay) {
      bankSpeaks(play.object(), how.equals("well"));
    } else if (play instanceof CancellationPlay cancellation && !how.equals("well")) {
      cancellation.carrierSpeaks(how.equals("gone"));
    } else {
      play.meanwhile("");
    }
  }

  private void bankSpeaks(String payment, boolean well) {
    for (Refund refund : stage.sandbox().stripe().refundsOf(payment)) {
      boolean pending = refund.status().wire().equals("pending");
      if (pending && well) {
        var unused = stage.sandbox().stripe().settle(refund.id());
      } else if (!well && refund.status().movesMoney()) {
        var unused = stage.sandbox().stripe().fail(refund.id(), RefundFailureReason.DECLINED);
        return;
      }
    }
  }

  static String field(CaseKind kind) {
    return switch (kind) {
      case REFUND, SETTLEMENT -> "Refund payment";
      case CANCELLATION -> "Cancellation object";
      case VERIFICATION -> "Verification account";
    };
  }

  /** What the macros of a kind begin with. */
  static String noun(CaseKind kind) {
    String word = (kind == CaseKind.SETTLEMENT ? CaseKind.REFUND : kind).name();
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }
}
