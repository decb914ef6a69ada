package io.caserail.gateway;

import java.util.Locale;

/** What became of an authentic event. */
enum Result {
  /** A case has the hint. */
  ACCEPTED,
  /** The same event was taken before. */
  DUPLICATE,
  /** It was put aside for a person. */
  QUARANTINED,
  /** It tells of a change that we have made ourselves. */
  OWN,
  /** It asks for nothing. */
  IGNORED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
