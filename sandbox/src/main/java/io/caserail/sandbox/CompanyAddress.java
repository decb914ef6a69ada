package io.caserail.sandbox;

import java.net.URI;

/** Where the company's own system listens and how to get in. */
public record CompanyAddress(URI baseUrl, String token, String webhookSecret) {
  @Override
  public String toString() {
    return "CompanyAddress[" + baseUrl + ", secrets=***]";
  }
}
