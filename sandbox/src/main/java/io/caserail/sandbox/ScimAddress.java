package io.caserail.sandbox;

import java.net.URI;

/** Where the SCIM stand-in's resources are and how to get in. */
public record ScimAddress(URI baseUrl, String token) {
  @Override
  public String toString() {
    return "ScimAddress[" + baseUrl + ", secrets=***]";
  }
}
