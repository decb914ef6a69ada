package io.caserail.sandbox;

import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import java.net.URI;

/** Everything that a worker, a gateway or a person needs to reach the sandbox. */
public record Addresses(
    URI control,
    CompanyAddress company,
    EasyPostAddress easypost,
    IdentityAddress identity,
    ScimAddress scim,
    ZendeskAddress zendesk,
    StripeAddress stripe) {
  /** One line of JSON, secrets included: the sandbox's secrets are worth nothing elsewhere. */
  public String json() {
    return Json.text(this);
  }
}
