package io.caserail.refund;

/** The reasons of a refund, as people read them. */
final class Reasons {
  private Reasons() {}

  /** {@code not_received} reads "not received". */
  static String words(String code) {
    return code.isEmpty() ? "no reason given" : code.replace('_', ' ');
  }
}
