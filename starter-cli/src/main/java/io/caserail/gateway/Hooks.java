package io.caserail.gateway;

import org.jspecify.annotations.Nullable;

/** What is understood of each source. */
final class Hooks {
  private Hooks() {}

  /** A source's hook, which speaks to this inbox; null for a source that nobody knows. */
  static @Nullable Hook of(String source, CaseInbox inbox, GatewaySettings settings) {
    return switch (source) {
      case ZendeskHook.SOURCE -> new ZendeskHook(inbox, settings.objects(), settings.writer());
      case StripeHook.SOURCE -> new StripeHook(inbox, settings.live());
      case EasyPostHook.SOURCE -> new EasyPostHook(inbox, settings.live());
      default -> source.startsWith(Trusted.COMPANY) ? company(source, inbox, settings) : null;
    };
  }

  private static Hook company(String source, CaseInbox inbox, GatewaySettings settings) {
    return new CompanyHook(source, inbox, () -> settings.keyring().now().correlation(source));
  }
}
