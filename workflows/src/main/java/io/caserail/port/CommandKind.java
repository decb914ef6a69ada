package io.caserail.port;

/** What a macro asks for. The adapter maps the field's option tags to these. */
public enum CommandKind {
  SEND,
  SEND_AND_TELL,
  WHERE_IS_IT,
  APPROVE,
  REFUSE,
  RETRY,
  SKIP,
  COMPENSATE,
  WITHDRAW,
  CORRECT,
  EXTEND,
  HAND_OVER,
  DONE_BY_HAND,
  CHECKED_FOUND,
  CHECKED_NONE;

  /** Whether it makes a request; the others are said about one. */
  public boolean isRequest() {
    return this == SEND || this == SEND_AND_TELL;
  }
}
