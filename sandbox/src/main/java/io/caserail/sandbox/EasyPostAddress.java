package io.caserail.sandbox;

import java.net.URI;

/** Where the EasyPost stand-in listens and how to get in. */
public record EasyPostAddress(URI baseUrl, String apiKey, String webhookSecret) {
  @Override
  public String toString() {
    return "EasyPostAddress[" + baseUrl + ", secrets=***]";
  }
}
