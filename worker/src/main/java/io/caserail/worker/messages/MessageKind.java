package io.caserail.worker.messages;

import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One thing that customers are told, and what a text of it may claim. */
public enum MessageKind {
  /** The payment system has accepted the refund; Caserail posts it when a macro asks for it. */
  REFUND_SENT,
  /** The same, posted by an agent: a macro knows no amount. */
  TELL_SENT,
  /** A refund waits, for whatever; nothing may be said about when, or whose fault it is. */
  TELL_DELAYED,
  /** It is not known whether a change has happened; neither yes nor no may be said. */
  TELL_CHECKING,
  /** The same of a cancellation. */
  TELL_CANCELLATION_DELAYED,
  /** A cancellation has come to its end. */
  TELL_CANCELLED,
  /** The same of a verification. */
  TELL_VERIFICATION_DELAYED,
  /** The account system has sent the link by which a customer shows who they are. */
  TELL_LINK_SENT,
  /** What became of a verification. */
  TELL_VERIFIED,
  TELL_NOT_VERIFIED,
  /** Why a refund is not final; stands in the note, for a customer who asks. */
  PENDING_PROCESSING,
  PENDING_FUNDS,
  PENDING_PAYMENT,
  /** Why a refund has failed; for a customer who asks, too. */
  FAILED_CARD,
  FAILED_BANK,
  FAILED_DISPUTE,
  FAILED;

  /** What words can claim. */
  public enum Assertion {
    /** The money has reached the customer, which no system tells us. */
    SETTLED("that the money has arrived, which nobody can know here"),
    SENT("that it was sent, which is not true yet"),
    CANCELLED("that it is over, which is not true yet"),
    VERIFIED("that somebody is verified, which is not true yet"),
    TIME("a time that nobody can hold; a time comes in by a placeholder only"),
    INSIDE("what goes on inside, which is no matter of the customer's");

    private final String words;

    Assertion(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  boolean mayClaim(Assertion assertion) {
    return switch (this) {
      case REFUND_SENT, TELL_SENT, TELL_LINK_SENT -> assertion == Assertion.SENT;
      case TELL_CANCELLED -> assertion == Assertion.CANCELLED;
      case TELL_VERIFIED -> assertion == Assertion.VERIFIED;
      default -> false;
    };
  }

  /** Those that a text of it may hold. */
  List<String> placeholders() {
    return switch (this) {
      case REFUND_SENT -> List.of("amount", "bank_days");
      case TELL_SENT -> List.of("bank_days");
      default -> List.of();
    };
  }

  /** Those that it must hold. */
  List<String> needed() {
    return this == REFUND_SENT ? List.of("amount") : List.of();
  }

  /** How it is written in a file. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How all of them are written in a file. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(MessageKind::key).toList();
  }

  static MessageKind of(CustomerWords words) {
    return switch (words) {
      case PENDING_PROCESSING -> PENDING_PROCESSING;
      case PENDING_FUNDS -> PENDING_FUNDS;
      case PENDING_PAYMENT -> PENDING_PAYMENT;
      case FAILED_CARD -> FAILED_CARD;
      case FAILED_BANK -> FAILED_BANK;
      case FAILED_DISPUTE -> FAILED_DISPUTE;
      case FAILED -> FAILED;
    };
  }

  static MessageKind of(CustomerNotice notice) {
    return switch (notice.text()) {
      case REFUND_SENT -> REFUND_SENT;
    };
  }
}
