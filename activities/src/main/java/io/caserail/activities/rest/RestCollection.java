package io.caserail.activities.rest;

import java.util.Locale;

/** The kinds of objects that a company's API may hold. */
public enum RestCollection {
  ACCESS("access"),
  ACCOUNTS("account"),
  ORDERS("order");

  private final String noun;

  RestCollection(String noun) {
    this.noun = noun;
  }

  /** One of them, in words for people. */
  String noun() {
    return noun;
  }

  /** Its place in a path, unless the company calls it otherwise. */
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its answers as the description has them. */
  public AnswerMap usual() {
    return switch (this) {
      case ACCESS -> AnswerMap.ACCESS;
      case ACCOUNTS -> AnswerMap.ACCOUNT;
      case ORDERS -> AnswerMap.ORDER;
    };
  }
}
