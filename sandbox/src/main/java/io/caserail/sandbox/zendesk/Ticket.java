package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ticket with its past. Guarded by the account's lock.
 *
 * <p>{@code updated_at} has one second's precision and does not move for the vendor's own changes;
 * {@code generated_timestamp} moves for every change, and only the cursor export orders by it.
 */
final class Ticket {
  /** What the ticket held from a moment on, for the search index, which lags. */
  record Version(Instant from, TicketState state) {}

  private final long id;
  private final Via via;
  private final Instant createdAt;
  private final String description;
  private final long submitterId;
  private final List<Audit> audits = new ArrayList<>();
  private final List<Version> versions = new ArrayList<>();
  private final List<Long> followups = new ArrayList<>();
  private TicketState state = TicketState.EMPTY;
  private Instant updatedAt;
  private Instant generatedAt;
  private boolean deleted;

  Ticket(long id, Via via, Instant createdAt, String description, long submitterId) {
    this.id = id;
    this.via = via;
    this.createdAt = createdAt;
    this.description = description;
    this.submitterId = submitterId;
    this.updatedAt = createdAt;
    this.generatedAt = createdAt;
  }

  long id() {
    return id;
  }

  TicketState state() {
    return state;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  Instant generatedAt() {
    return generatedAt;
  }

  Instant createdAt() {
    return createdAt;
  }

  boolean deleted() {
    return deleted;
  }

  List<Audit> audits() {
    return List.copyOf(audits);
  }

  Via via() {
    return via;
  }

  void changed(TicketState next, Audit audit, Instant now) {
    state = next;
    audits.add(audit);
    updatedAt = audit.createdAt();
    touched(now);
  }

  /** A change of the vendor's own, which leaves {@code updated_at} alone. */
  void touched(Instant now) {
    generatedAt = now;
    versions.add(new Version(now, state));
  }

  void deleted(Instant now) {
    deleted = true;
    touched(now);
  }

  void continuedIn(long followup) {
    followups.add(followup);
  }

  long commentCount() {
    return audits.stream().flatMap(Audit::comments).count();
  }

  /** What an index that lags still holds; empty if the ticket is too young for it. */
  Optional<TicketState> asOf(Instant moment) {
    return versions.stream()
        .filter(v -> !v.from().isAfter(moment))
        .reduce((a, b) -> b)
        .map(Version::state);
  }

  ObjectNode json(List<TicketField> known) {
    ObjectNode json = Json.object().put("id", id).put("url", "/api/v2/tickets/" + id + ".json");
    put(json, "external_id", state.attribute("external_id"));
    json.set("via", via.json());
    json.put("created_at", Stamps.text(createdAt)).put("updated_at", Stamps.text(updatedAt));
    json.put("generated_timestamp", generatedAt.getEpochSecond());
    put(json, "type", state.attribute("type"));
    put(json, "subject", state.attribute("subject"));
    json.put("description", description);
    put(json, "priority", state.attribute("priority"));
    json.put("status", deleted ? "deleted" : state.status());
    for (String person : List.of("requester_id", "assignee_id", "group_id", "problem_id")) {
      putNumber(json, person, state.attribute(person));
    }
    json.put("submitter_id", submitterId);
    ArrayNode tags = json.putArray("tags");
    state.tags().forEach(tags::add);
    ArrayNode fields = json.putArray("custom_fields");
    known.forEach(f -> put(fields.addObject().put("id", f.id()), "value", state.field(f.id())));
    ArrayNode followupIds = json.putArray("followup_ids");
    followups.forEach(followupIds::add);
    return json;
  }

  private static void put(ObjectNode json, String name, String value) {
    json.put(name, value.isEmpty() ? null : value);
  }

  private static void putNumber(ObjectNode json, String name, String value) {
    if (value.isEmpty()) {
      json.putNull(name);
    } else {
      json.put(name, Long.parseLong(value));
    }
  }
}
