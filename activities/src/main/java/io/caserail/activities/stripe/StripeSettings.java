package io.caserail.activities.stripe;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach the payment system.
 *
 * @param base the API's address, without the version: {@code https://api.stripe.com}
 * @param key the secret or restricted key; its prefix must fit the mode
 * @param live whether real money moves; an answer from the other mode is refused
 * @param account how the metadata names this installation
 * @param pollAfter when to ask again for the final word on a pending refund
 */
public record StripeSettings(
    URI base, Secret key, boolean live, String account, Duration pollAfter) {
  public StripeSettings {
    if (base.getHost() == null || !base.toString().matches("https?://.*")) {
      throw new IllegalArgumentException("stripe.base is no http(s) address: " + base);
    }
    if (live && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException("stripe.base must be https in live mode: " + base);
    }
    String otherMode = live ? "_test_" : "_live_";
    if (key.value().contains(otherMode)) {
      throw new IllegalArgumentException("stripe.key is of the other mode; stripe.live is " + live);
    }
    if (!account.matches("[A-Za-z0-9_-]{1,40}")) {
      throw new IllegalArgumentException(
          "stripe.account takes 1 to 40 letters, digits, '_' or '-': " + account);
    }
    if (pollAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("stripe.pollAfter is below a second: " + pollAfter);
    }
  }
}
