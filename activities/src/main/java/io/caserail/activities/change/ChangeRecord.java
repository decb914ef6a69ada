package io.caserail.activities.change;

import io.caserail.port.ChangeOrder;

/** Keeps a line for every send of a change, outside Temporal, whose histories end some day. */
public interface ChangeRecord {
  /** For those who only look. */
  ChangeRecord NONE =
      new ChangeRecord() {
        @Override
        public void beforeSend(String change, ChangeOrder order) {
          throw new IllegalStateException("nothing is sent here");
        }

        @Override
        public void afterSend(
            String change, ChangeOrder order, String result, String ref, String evidence) {}
      };

  /**
   * A change is about to be sent. When this throws, nothing is sent.
   *
   * @param change the activity that sends it, for example {@code RevokeAccess}; an undo goes by the
   *     operation id of what it takes back, and only this tells them apart
   */
  void beforeSend(String change, ChangeOrder order);

  /**
   * The send has ended. What this throws is logged and changes nothing.
   *
   * @param result an outcome's kind or a failure's type
   * @param ref the system's reference; empty when there is none
   * @param evidence the outcome's code, or status and request id of a failure; may be empty
   */
  void afterSend(String change, ChangeOrder order, String result, String ref, String evidence);
}
