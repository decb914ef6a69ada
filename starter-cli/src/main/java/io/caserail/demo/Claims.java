package io.caserail.demo;

import io.caserail.sandbox.core.BookEntry;
import org.jspecify.annotations.Nullable;

/** What notes about one kind of case can claim, held against the books as far as they were read. */
interface Claims {
  /** Reads one entry on. */
  void learn(BookEntry entry);

  /** Why it was not so when it was written; null when it was, or claims nothing of this kind. */
  @Nullable String objection(Said said);

  /**
   * What a note says.
   *
   * @param happened its first line
   * @param customer what its second line says of the customer
   */
  record Said(String ticket, String happened, String customer) {}
}
