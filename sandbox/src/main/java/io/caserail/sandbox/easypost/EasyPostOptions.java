package io.caserail.sandbox.easypost;

import java.time.Duration;

/**
 * How the stand-in is set up.
 *
 * @param port a free port is taken if it is 0
 * @param production what {@code mode} says, and which prefix the key has
 * @param refundsTake how long a carrier takes to answer a refund, on the sandbox's clock
 */
public record EasyPostOptions(int port, boolean production, Duration refundsTake) {
  public EasyPostOptions {
    if (refundsTake.isNegative()) {
      throw new IllegalArgumentException("refundsTake is negative: " + refundsTake);
    }
  }

  /** A free port, test mode; a refund takes 15 days, the least that USPS takes. */
  public static EasyPostOptions defaults() {
    return new EasyPostOptions(0, false, Duration.ofDays(15));
  }

  public EasyPostOptions withPort(int newPort) {
    return new EasyPostOptions(newPort, production, refundsTake);
  }

  public EasyPostOptions withProduction(boolean newProduction) {
    return new EasyPostOptions(port, newProduction, refundsTake);
  }

  public EasyPostOptions withRefundsTake(Duration newRefundsTake) {
    return new EasyPostOptions(port, production, newRefundsTake);
  }
}
