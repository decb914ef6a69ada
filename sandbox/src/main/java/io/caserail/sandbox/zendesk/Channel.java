package io.caserail.sandbox.zendesk;

/** The ways in which people change tickets. */
public enum Channel {
  WEB,
  EMAIL,
  API,
  /** Several tickets at once in the agent's list; which channel that shows as is not documented. */
  BULK,
  MOBILE;

  Via via(User user) {
    return switch (this) {
      case WEB -> Via.web();
      case EMAIL -> Via.email(user.email());
      case API -> Via.api();
      case BULK -> Via.of("bulk_edit");
      case MOBILE -> Via.of("mobile");
    };
  }
}
