package io.caserail.sandbox;

import java.net.URI;

/** Where the Stripe stand-in listens and how to get in. */
public record StripeAddress(
    URI baseUrl, String secretKey, String readOnlyKey, String webhookSecret) {
  @Override
  public String toString() {
    return "StripeAddress[" + baseUrl + ", secrets=***]";
  }
}
