package io.caserail.cli;

import io.caserail.model.CaseStatus;

/** The few colours that mean something; printed only where picocli finds a terminal. */
enum Colour {
  NONE(""),
  GOOD("32"),
  NOTICE("33"),
  BAD("31"),
  STRONG("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** The text between escape sequences; picocli's markup would let the text itself choose. */
  String paint(String text) {
    return this == NONE || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  static Colour of(CaseStatus status) {
    return switch (status) {
      case IN_DOUBT, BLOCKED, REJECTED, REFUSED, EXPIRED -> BAD;
      case WAITING, NEEDS_APPROVAL -> NOTICE;
      case COMPLETED -> GOOD;
      case RUNNING, COMPENSATING, WITHDRAWN, COMPENSATED, DUPLICATE -> NONE;
    };
  }

  /** By name, as a server lists it; one we don't know has no colour. */
  static Colour ofStatus(String name) {
    for (CaseStatus status : CaseStatus.values()) {
      if (status.name().equals(name)) {
        return of(status);
      }
    }
    return NONE;
  }
}
