package io.caserail.worker.shadow;

/** Hears of what a look finds as soon as it is there: a look can take thousands of calls. */
public interface Onlooker {
  /** Wants to hear of nothing. */
  Onlooker NOBODY = new Onlooker() {};

  /** A refund by hand was judged. */
  default void sees(ShadowRow refund) {}

  /** A subscription that was ended on request was judged. */
  default void sees(ShadowEnd end) {}

  /** A request was judged. */
  default void sees(ShadowRequest request) {}

  /**
   * A system does not answer, and is asked again in a moment.
   *
   * @param because which system, and what of it
   */
  default void waits(String because) {}
}
