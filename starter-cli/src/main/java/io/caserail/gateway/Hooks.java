package io.caserail.gateway;

import org.jspecify.annotations.Nullable;

/** What is understood of each source. */
final class Hooks {
  private Hooks() {}

  /** A source's hook, which speaks to this inbox; null for a source that nobody knows. */
  static @Nullable Hook of(String source, CaseInbox inbox, GatewaySettings settings) {
    return switch (source) {
      case ZendeskHook.SOURCE -> new ZendeskHook(inbox, settings.objects(), settings.writer());
      case StripeHook.SOURCE -> new StripeHook(inbox, settings.live(), settings.terms());
      case EasyPostHook.SOURCE -> new EasyPostHook(inbox, settings.live(), settings.terms());
      default ->
          source.startsWith(Trusted.COMPANY)
              ? new CompanyHook(source, inbox, settings.terms())
              : null;
    };
  }
}
