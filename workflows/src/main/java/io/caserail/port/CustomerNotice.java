package io.caserail.port;

import io.caserail.model.Money;
import java.util.List;

/**
 * What a macro asked us to tell the customer. The words stand in one reviewed catalogue, and the
 * process that writes them takes them from there: no history can make it say anything else.
 *
 * @param text which of the catalogue's texts
 * @param amount what it is about
 * @param note the internal note that is true once the customer was told; until then, and when that
 *     can't be done, the view's own note is
 */
public record CustomerNotice(Text text, Money amount, List<String> note) {
  /** The catalogue's texts. */
  public enum Text {
    /** The payment system has accepted the refund; the bank has not shown it yet. */
    REFUND_SENT
  }

  public CustomerNotice {
    note = List.copyOf(note);
  }
}
