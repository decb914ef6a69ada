package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Json;

/** A call that Zendesk does not carry out; carries the answer, in one of the vendor's envelopes. */
final class ZendeskRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private ZendeskRefusal(int status, ObjectNode body) {
    this(Answer.json(status, body));
  }

  ZendeskRefusal(Answer answer) {
    super("refused with " + answer.status(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }

  static ZendeskRefusal unauthenticated() {
    return new ZendeskRefusal(401, Json.object().put("error", "Couldn't authenticate you"));
  }

  static ZendeskRefusal forbidden() {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("title", "Forbidden")
        .put("message", "You do not have access to this page. Please contact the account owner.");
    return new ZendeskRefusal(403, body);
  }

  static ZendeskRefusal notFound() {
    return new ZendeskRefusal(404, described("RecordNotFound", "Not found"));
  }

  static ZendeskRefusal noSuchEndpoint() {
    return new ZendeskRefusal(404, described("InvalidEndpoint", "Not found"));
  }

  static ZendeskRefusal badRequest(String code, String title) {
    ObjectNode body = Json.object();
    body.putArray("errors").addObject().put("code", code).put("title", title);
    return new ZendeskRefusal(400, body);
  }

  static ZendeskRefusal keyReused() {
    return new ZendeskRefusal(
        400,
        described(
            "IdempotentRequestError",
            "Request parameters differ from those of the first request with this key"));
  }

  static ZendeskRefusal outdated() {
    return new ZendeskRefusal(
        409,
        described(
            "UpdateConflict", "Safe Update prevented the update due to outdated ticket data."));
  }

  static ZendeskRefusal closed() {
    ObjectNode detail = Json.object().put("description", "Status: closed prevents ticket update");
    return invalid("status", detail);
  }

  static ZendeskRefusal tooManyComments() {
    return invalid("base", Json.object().put("description", "Comment limit reached"));
  }

  static ZendeskRefusal field(TicketField field, String complaint) {
    ObjectNode detail =
        Json.object()
            .put("description", field.title() + ": " + complaint)
            .putNull("error")
            .put("ticket_field_id", field.id())
            .put("ticket_field_type", field.type().inErrors());
    return invalid("base", detail);
  }

  static ZendeskRefusal invalid(String where, String complaint) {
    return invalid(where, Json.object().put("description", complaint));
  }

  private static ZendeskRefusal invalid(String where, ObjectNode detail) {
    ObjectNode body = described("RecordInvalid", "Record validation errors");
    body.putObject("details").putArray(where).add(detail);
    return new ZendeskRefusal(422, body);
  }

  private static ObjectNode described(String error, String description) {
    return Json.object().put("error", error).put("description", description);
  }
}
