package io.caserail.activities.zendesk;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach the ticket system, and as whom.
 *
 * @param base the account's address: {@code https://acme.zendesk.com}
 * @param clientId the OAuth client's identifier
 * @param clientSecret its secret
 * @param scope what is asked for; reading audits takes the global {@code read}
 * @param tokenLife how long a token is asked to live; Zendesk takes 5 minutes to 2 days
 * @param integrationUser the id of the user that the OAuth client acts as, and nobody else
 * @param sweepView the view that lists tickets with a filled command field; empty to search
 * @param sweepSearch the query that finds them instead, behind by minutes and at most 1,000; empty
 *     where a view is given
 */
public record ZendeskSettings(
    URI base,
    String clientId,
    Secret clientSecret,
    String scope,
    Duration tokenLife,
    String integrationUser,
    String sweepView,
    String sweepSearch) {
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(2);

  public ZendeskSettings {
    if (base.getHost() == null || !base.toString().matches("https?://.*")) {
      throw new IllegalArgumentException("zendesk.base is no http(s) address: " + base);
    }
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("zendesk.clientId is empty");
    }
    if (!scope.matches("[a-z_:]+( [a-z_:]+)*")) {
      throw new IllegalArgumentException("zendesk.scope is no list of scopes: " + scope);
    }
    if (tokenLife.compareTo(SHORTEST) <= 0 || tokenLife.compareTo(LONGEST) >= 0) {
      throw new IllegalArgumentException(
          "zendesk.tokenLife is not between 5 minutes and 2 days: " + tokenLife);
    }
    if (!integrationUser.matches("[0-9]{1,19}")) {
      throw new IllegalArgumentException(
          "zendesk.integrationUser is no user id: " + integrationUser);
    }
    if (!sweepView.matches("[0-9]{0,19}")) {
      throw new IllegalArgumentException("zendesk.sweepView is no view id: " + sweepView);
    }
    if (sweepView.isEmpty() == sweepSearch.isBlank()) {
      throw new IllegalArgumentException("give one of zendesk.sweepView and zendesk.sweepSearch");
    }
  }
}
