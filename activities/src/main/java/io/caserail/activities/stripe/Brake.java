package io.caserail.activities.stripe;

import java.time.Instant;

/** What happens when too much leaves the account. */
public interface Brake {
  /** Where nobody can lift it: it holds while the hour is high, and no longer. */
  Brake WHILE_HIGH =
      new Brake() {
        @Override
        public Instant requireOff() {
          return Instant.MIN;
        }

        @Override
        public void trip(String tooMuch) {
          // Each send looks at the hour anew.
        }
      };

  /**
   * Since when what leaves the account counts: people have looked at what left before.
   *
   * @throws io.temporal.failure.ApplicationFailure while it is on, and when that can't be known
   */
  Instant requireOff();

  /**
   * Puts it on, until people lift it.
   *
   * @param tooMuch how much has left, and how much may
   * @throws io.temporal.failure.ApplicationFailure once it is on, and when it can't be put on;
   *     nothing may be sent in either case, nor when this returns
   */
  void trip(String tooMuch);
}
