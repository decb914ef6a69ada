package io.caserail.refund;

import io.caserail.port.CustomerNotice;
import io.caserail.port.RefundPolicy;

/**
 * Everything that Caserail ever says to a customer. To be reviewed by whoever answers for it: a
 * text says what is true when it is written, and promises nothing that others have to keep.
 */
public final class CustomerTexts {
  private CustomerTexts() {}

  /** The text, for the customer of the ticket. */
  public static String of(CustomerNotice notice, RefundPolicy policy) {
    return switch (notice.text()) {
      case REFUND_SENT ->
          "Your refund of "
              + notice.amount()
              + " is on its way: our payment provider has accepted it. Banks usually show it in "
              + policy.bankDays()
              + ".\n\nIf you do not see it by then, please answer this message.";
    };
  }
}
