package io.caserail.port;

import java.util.List;

/**
 * A refund was sent that was asked for after earlier ones had failed.
 *
 * @param ref the new refund
 * @param failed ours of the same payment and amount that had failed when it was asked for
 */
public record SentAgain(String ref, List<String> failed) {
  public SentAgain {
    failed = List.copyOf(failed);
  }
}
