package io.caserail.contract;

import java.util.Locale;

/** For whom an alert rings, or a page of a hand-off is written. */
public enum Audience {
  SUPPORT,
  ENGINEERING,
  FINANCE,
  /** Whoever sends events and owns a system of truth. */
  UPSTREAM;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
