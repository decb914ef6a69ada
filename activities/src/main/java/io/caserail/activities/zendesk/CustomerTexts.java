package io.caserail.activities.zendesk;

import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;

/** The reviewed words of what customers are told. */
@FunctionalInterface
public interface CustomerTexts {
  /**
   * The text, for the customer of the ticket.
   *
   * @param locale the customer's, as Zendesk has it, for example {@code en-US}; empty if unknown
   */
  String of(CustomerNotice notice, String locale);

  /** What may be said to a customer who asks; empty where the catalogue has nothing. */
  default String words(CustomerWords words, String locale) {
    return "";
  }
}
