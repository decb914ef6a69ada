package io.caserail.worker.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * One line of the record. Ids only: no address, no name, no free text of a person.
 *
 * @param at ISO 8601, UTC
 * @param event {@code second_look}, {@code send} (about to be sent), {@code sent} (how it ended),
 *     {@code stopped} (not sent, by what the payment system says), or {@code claim}
 * @param operation the effect's operation id; empty for a claim
 * @param generation of the operation
 * @param change what is done by it, where one operation does more than one thing; empty for a
 *     refund
 * @param object the id of what is changed; empty for a refund
 * @param value what else the change names, for example a verdict; may be empty
 * @param ticket the ticket's number
 * @param amount for example {@code 24.90 EUR}
 * @param commands the command ids: of the request first, then of each approval
 * @param actors the ids of the people behind them, in the same order
 * @param policy the hash of the policy in force
 * @param key the idempotency key; empty where nothing is sent
 * @param outcome {@code cleared}, a stop's code, an outcome's kind, a failure's type
 * @param ref the refund's id; empty where there is none
 * @param evidence status and request id; may be empty
 * @param origin what a refund follows from that no click of its own has asked for; may be empty
 * @param reason the code of why a refund was asked for; may be empty
 * @param grants by which grants people of it have a role that their groups don't give: {@code 8
 *     stands in for approver until 3 Jan 2027}; mostly empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "at",
  "event",
  "operation",
  "generation",
  "change",
  "object",
  "value",
  "ticket",
  "amount",
  "commands",
  "actors",
  "policy",
  "key",
  "outcome",
  "ref",
  "evidence",
  "origin",
  "reason",
  "grants"
})
public record AuditLine(
    String at,
    String event,
    String operation,
    int generation,
    String change,
    String object,
    String value,
    String ticket,
    String amount,
    List<String> commands,
    List<String> actors,
    String policy,
    String key,
    String outcome,
    String ref,
    String evidence,
    String origin,
    String reason,
    List<String> grants)
    implements RecordLine {
  public AuditLine {
    commands = List.copyOf(commands);
    actors = List.copyOf(actors);
    grants = List.copyOf(grants);
  }

  /**
   * A line of which nothing is known yet but when it is written and what happened.
   *
   * @param event as the line's
   */
  public static Builder of(String event, Instant at) {
    return new Builder(event, at.toString());
  }

  /**
   * A line in the making: each part is named where it is given, and those that are not are empty.
   */
  public static final class Builder {
    private final String event;
    private final String at;
    private String operation = "";
    private int generation;
    private String change = "";
    private String object = "";
    private String value = "";
    private String ticket = "";
    private String amount = "";
    private List<String> commands = List.of();
    private List<String> actors = List.of();
    private String policy = "";
    private String key = "";
    private String outcome = "";
    private String ref = "";
    private String evidence = "";
    private String origin = "";
    private String reason = "";
    private List<String> grants = List.of();

    private Builder(String event, String at) {
      this.event = event;
      this.at = at;
    }

    public Builder operation(String id) {
      operation = id;
      return this;
    }

    public Builder generation(int number) {
      generation = number;
      return this;
    }

    public Builder change(String name) {
      change = name;
      return this;
    }

    public Builder object(String id) {
      object = id;
      return this;
    }

    public Builder value(String named) {
      value = named;
      return this;
    }

    public Builder ticket(String number) {
      ticket = number;
      return this;
    }

    public Builder amount(String money) {
      amount = money;
      return this;
    }

    public Builder commands(List<String> ids) {
      commands = ids;
      return this;
    }

    public Builder actors(List<String> ids) {
      actors = ids;
      return this;
    }

    public Builder policy(String hash) {
      policy = hash;
      return this;
    }

    public Builder key(String idempotencyKey) {
      key = idempotencyKey;
      return this;
    }

    public Builder outcome(String word) {
      outcome = word;
      return this;
    }

    public Builder ref(String id) {
      ref = id;
      return this;
    }

    public Builder evidence(String found) {
      evidence = found;
      return this;
    }

    public Builder origin(String from) {
      origin = from;
      return this;
    }

    public Builder reason(String code) {
      reason = code;
      return this;
    }

    public Builder grants(List<String> words) {
      grants = words;
      return this;
    }

    /** The line. */
    public AuditLine build() {
      return new AuditLine(
          at,
          event,
          operation,
          generation,
          change,
          object,
          value,
          ticket,
          amount,
          commands,
          actors,
          policy,
          key,
          outcome,
          ref,
          evidence,
          origin,
          reason,
          grants);
    }
  }
}
