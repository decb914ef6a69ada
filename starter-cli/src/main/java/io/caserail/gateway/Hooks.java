package io.caserail.gateway;

import org.jspecify.annotations.Nullable;

/** What is understood of each source. */
final class Hooks {
  private Hooks() {}

  /** A source's hook, which speaks to this inbox; null for a source that nobody knows. */
  static @Nullable Hook of(String source, CaseInbox inbox, GatewaySettings settings) {
    return switch (source) {
      case ZendeskHook.SOURCE -> new ZendeskHook(inbox, settings.objects());
      case StripeHook.SOURCE -> new StripeHook(inbox, settings.live());
      default -> null;
    };
  }
}
