package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Verification sessions in the shape of Stripe's API. Link and secret are only in the answers to
 * those who create or read one session: neither lists nor events hold them here.
 */
record SessionJson(boolean livemode) {
  ObjectNode session(VerificationSession session) {
    ObjectNode node = StripeJson.object(session.id(), "identity.verification_session");
    node.put("client_reference_id", session.account());
    node.putNull("client_secret");
    node.put("created", session.created().getEpochSecond());
    if (session.lastError() == null) {
      node.putNull("last_error");
    } else {
      ObjectNode error = node.putObject("last_error");
      error.put("code", session.lastError().wire());
      error.put("reason", session.lastError().reason());
    }
    if (session.reports() == 0) {
      node.putNull("last_verification_report");
    } else {
      node.put("last_verification_report", "vr_" + session.id().substring(3) + session.reports());
    }
    node.put("livemode", livemode);
    node.set("metadata", StripeJson.metadata(session.metadata()));
    node.putObject("options").putObject(session.type());
    if (session.redaction() == null) {
      node.putNull("redaction");
    } else {
      node.putObject("redaction").put("status", session.redaction().wire());
    }
    node.put("status", session.status().wire());
    node.put("type", session.type());
    node.putNull("url");
    return node;
  }
}
