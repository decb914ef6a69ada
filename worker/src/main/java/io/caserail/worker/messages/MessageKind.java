package io.caserail.worker.messages;

import io.caserail.port.CustomerNotice;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** One thing that customers are told, and what a text of it may claim. */
public enum MessageKind {
  /** The payment system has accepted the refund; Caserail posts it when a macro asks for it. */
  REFUND_SENT(EnumSet.of(Assertion.SENT), Set.of("amount", "bank_days"), Set.of("amount")),
  /** The same, posted by an agent: a macro knows no amount. */
  TELL_SENT(EnumSet.of(Assertion.SENT), Set.of("bank_days"), Set.of()),
  /** A refund waits for a system that is away; nothing may be said about when. */
  TELL_DELAYED(EnumSet.noneOf(Assertion.class), Set.of(), Set.of()),
  /** It is not known whether a change has happened; neither yes nor no may be said. */
  TELL_CHECKING(EnumSet.noneOf(Assertion.class), Set.of(), Set.of()),
  /** A cancellation has come to its end. */
  TELL_CANCELLED(EnumSet.of(Assertion.CANCELLED), Set.of(), Set.of());

  /** What words can claim. */
  public enum Assertion {
    /** The money has reached the customer, which no system tells us. */
    SETTLED("that the money has arrived, which nobody can know here"),
    SENT("that it was sent, which is not true yet"),
    CANCELLED("that it is over, which is not true yet"),
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

  private final Set<Assertion> claims;
  private final Set<String> placeholders;
  private final Set<String> needed;

  MessageKind(Set<Assertion> claims, Set<String> placeholders, Set<String> needed) {
    this.claims = claims;
    this.placeholders = placeholders;
    this.needed = needed;
  }

  boolean mayClaim(Assertion assertion) {
    return claims.contains(assertion);
  }

  /** Those that a text of it may hold. */
  Set<String> placeholders() {
    return placeholders;
  }

  /** Those that it must hold. */
  Set<String> needed() {
    return needed;
  }

  /** How it is written in a file. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MessageKind of(CustomerNotice notice) {
    return switch (notice.text()) {
      case REFUND_SENT -> REFUND_SENT;
    };
  }
}
