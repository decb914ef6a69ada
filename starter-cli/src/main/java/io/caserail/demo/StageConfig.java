package io.caserail.demo;

import io.caserail.sandbox.Addresses;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes the files that a user would write, for the sandbox's addresses. They are read as every
 * user's are.
 */
final class StageConfig {
  private StageConfig() {}

  /** How fast things go on the stage. */
  enum Tempo {
    /** Waits shortened from minutes to seconds, and a share of the vendors' limits. */
    STORY(
        "sweepEvery: 2s",
        "every: 10s, patience: 1m",
        "http: { connect: 1s, read: 2s, call: 3s }",
        90,
        20,
        100,
        SHORT_WAITS),
    /** As in a story, and tickets show what their cases have to mind. */
    FOLLOWED(
        "sweepEvery: 2s",
        "every: 10s, patience: 1m",
        "http: { connect: 1s, read: 2s, call: 3s }",
        90,
        20,
        100,
        SHORT_WAITS),
    /** Waits so short that a fault and all that comes of it are over in a second or two. */
    FAULTS(
        "sweepEvery: 5s",
        "every: 5h",
        "http: { connect: 500ms, read: 1s, call: 1200ms }",
        2_500,
        1_000,
        100,
        SHORTEST_WAITS),
    /** As in a story, and so that an outage's quarter of an hour is a few seconds. */
    OUTAGES(
        """
        sweepEvery: 2s
        outages: { cases: 3, after: 1m, every: 500ms, tellEvery: 3s, reopenWithin: 1h, perSecond: 2 }
        """,
        "every: 5h",
        "http: { connect: 1s, read: 2s, call: 3s }",
        2_500,
        1_000,
        100,
        SHORT_WAITS.replace("noteAway: 1s", "noteAway: 15s")),
    /**
     * Waits as in production, but for the window in which a customer may change their mind; no
     * sweep and no limit disturbs what is measured.
     */
    MEASURED(
        "sweepEvery: 5h",
        "every: 5h",
        "",
        2_500,
        1_000,
        1_000,
        "zone: UTC\ncancellation: { coolingOff: none, undoWindow: none }\n"),
    /** Waits as in production, and a sweep every ten seconds; no limit slows what is sent. */
    EVENTS("sweepEvery: 10s", "every: 5h", "", 2_500, 1_000, 1_000, "zone: UTC\n"),
    /** Waits, looks and shares of the vendors' limits as in production. */
    LIMITED("sweepEvery: 30s", "every: 5h", "", 30, 20, 10, "zone: UTC\n"),
    /** The watchdog looks every second, in a process of its own. */
    WATCHED(
        "sweepEvery: 5s",
        "withWorkers: false, every: 1s, patience: 4s",
        "http: { connect: 500ms, read: 1s, call: 1200ms }",
        2_500,
        1_000,
        100,
        SHORTEST_WAITS);

    private final String sweep;
    private final String watchdog;
    private final String http;
    private final int writesPerMinute;
    private final int refundsPerSecond;
    private final int callsPerSecond;
    private final String waits;

    Tempo(
        String sweep,
        String watchdog,
        String http,
        int writesPerMinute,
        int refundsPerSecond,
        int callsPerSecond,
        String waits) {
      this.sweep = sweep;
      this.watchdog = watchdog;
      this.http = http;
      this.writesPerMinute = writesPerMinute;
      this.refundsPerSecond = refundsPerSecond;
      this.callsPerSecond = callsPerSecond;
      this.waits = waits;
    }

    /** Whether it is looked at by people, all of it running; elsewhere calls are counted. */
    boolean isStory() {
      return this == STORY || this == FOLLOWED;
    }
  }

  /**
   * Writes {@code caserail.yaml} and {@code policy.yaml}; returns the former.
   *
   * @param controls the ticket of controls; 0 where nothing is to be read before a send
   */
  static Path write(
      Path folder,
      Addresses sandbox,
      String temporal,
      int gatewayPort,
      Trust trust,
      Tempo tempo,
      long controls) {
    Path file = folder.resolve("caserail.yaml");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("policy.yaml"), policy(tempo));
      Files.writeString(file, config(sandbox, temporal, gatewayPort, trust, tempo, controls));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static String config(
      Addresses sandbox,
      String temporal,
      int gatewayPort,
      Trust trust,
      Tempo tempo,
      long controls) {
    ZendeskWorld world = sandbox.zendesk().world();
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        # Written by the demo for its own sandbox. Not for production.
        account: acme
        mode: sandbox
        trust: %s        # local: names count without proof, for demonstration only
        personKey: demonstration-key-of-32-letters!
        policy: { file: policy.yaml }
        auditFile: audit.jsonl
        reconciliation: { at: never, lookAgainAfter: 3s }
        oidc: { issuer: "%s", clientId: "%s", jwks: "%s" }
        %s
        temporal: { target: "%s" }
        %s
        worker: { healthPort: 0, stopWithin: 2s }
        watchdog: { healthPort: 0, %s }
        gateway:
          port: %d
          secrets:
            zendesk: { demo: "%s" }
            stripe: { demo: "%s" }
            easypost: { demo: "%s" }
          company: { shop: { secrets: { demo: "%s" } } }
        stripe:
          baseUrl: "%s"
          key: "%s"
          pollAfter: 1s
          refundsPerSecond: %d
          billing: { callsPerSecond: %d }
          identity: { pollAfter: 1s, callsPerSecond: %d }
        company:
          name: Acme Shop
          baseUrl: "%s"
          auth: { bearer: "%s" }
          pollAfter: 1s
          callsPerSecond: %d
        easypost: { baseUrl: "%s", key: "%s", pollAfter: 1s, callsPerSecond: %d }
        scim: { name: Acme Directory, baseUrl: "%s", token: "%s", callsPerSecond: %d }
        shadow: { stripeKey: "%s", clientId: "%s", clientSecret: "%s" }
        """
            .formatted(
                trust.name().toLowerCase(Locale.ROOT),
                sandbox.identity().issuer(),
                sandbox.identity().clientId(),
                sandbox.identity().jwks(),
                tempo.sweep,
                temporal,
                tempo.http,
                tempo.watchdog,
                gatewayPort,
                sandbox.zendesk().webhookSecret(),
                sandbox.stripe().webhookSecret(),
                sandbox.easypost().webhookSecret(),
                sandbox.company().webhookSecret(),
                sandbox.stripe().baseUrl(),
                sandbox.stripe().secretKey(),
                tempo.refundsPerSecond,
                tempo.callsPerSecond,
                tempo.callsPerSecond,
                sandbox.company().baseUrl(),
                sandbox.company().token(),
                tempo.callsPerSecond,
                sandbox.easypost().baseUrl(),
                sandbox.easypost().apiKey(),
                tempo.callsPerSecond,
                sandbox.scim().baseUrl(),
                sandbox.scim().token(),
                tempo.callsPerSecond,
                sandbox.stripe().readOnlyKey(),
                ZendeskAddress.READER,
                sandbox.zendesk().secretOf(ZendeskAddress.READER)));
    yaml.append("zendesk:\n");
    yaml.append("  baseUrl: \"").append(sandbox.zendesk().baseUrl()).append("\"\n");
    yaml.append("  clientId: ").append(ZendeskAddress.WRITER).append('\n');
    yaml.append("  clientSecret: ")
        .append(sandbox.zendesk().secretOf(ZendeskAddress.WRITER))
        .append('\n');
    line(yaml, "integrationUser", ZendeskWorld.id(world.users(), "Caserail"));
    line(yaml, "sweepView", ZendeskWorld.id(world.views(), "Not picked up"));
    yaml.append("  writesPerMinute: ").append(tempo.writesPerMinute).append("\n  fields:\n");
    for (String[] shared : SHARED) {
      field(yaml, world, "    ", shared);
    }
    if (tempo == Tempo.FOLLOWED) {
      field(yaml, world, "    ", new String[] {"facts", "facts"});
    }
    yaml.append("  waits: { payment_system: crl_waits_stripe }\n");
    for (AskedFor kind : List.of(REFUND, CANCELLATION, VERIFICATION)) {
      kind(yaml, world, kind);
    }
    if (controls > 0) {
      controls(yaml, world, controls);
    }
    yaml.append("  outages: { hold: \"").append(ZendeskWorld.id(world.macros(), "Outage: hold"));
    yaml.append("\", release: \"").append(ZendeskWorld.id(world.macros(), "Outage: release"));
    yaml.append("\" }\n  groups:\n");
    for (String[] group : GROUPS) {
      yaml.append("    ").append(group[0]).append(": \"");
      yaml.append(ZendeskWorld.id(world.groups(), group[1])).append("\"\n");
    }
    return yaml.toString();
  }

  private static final String[][] SHARED = {
    {"command", "action"},
    {"state", "state"},
    {"waitsFor", "waitsFor"},
    {"reference", "reference"},
    {"byHandReference", "byHandReference"},
  };

  /**
   * How a kind of case is asked for.
   *
   * @param kind its name in the file
   * @param fields key in the file, key in the sandbox's world
   * @param reason what the tags of its reasons begin with
   * @param reasons their codes
   * @param commands key in the file, last part of the tag, title of the macro
   */
  private record AskedFor(
      String kind,
      List<String[]> fields,
      String reason,
      List<String> reasons,
      List<String[]> commands) {}

  private static final AskedFor REFUND =
      new AskedFor(
          "refund",
          pairs("payment|payment", "amount|amount", "reason|reason"),
          "crl_reason_",
          List.of(
              "duplicate_charge",
              "not_received",
              "damaged",
              "cancelled_in_window",
              "price_error",
              "goodwill",
              "fraud_claim"),
          pairs(
              "send|send|Refund: send",
              "send_and_tell|send_tell|Refund: send and tell customer",
              "where_is_it|where|Refund: where is it",
              "approve|approve|Refund: approve",
              "refuse|refuse|Refund: refuse",
              "retry|retry|Refund: retry",
              "withdraw|withdraw|Refund: withdraw",
              "done_by_hand|by_hand|Refund: I did it by hand",
              "checked_found|checked_found|Refund: I checked Stripe: found",
              "checked_none|checked_none|Refund: I checked Stripe: none"));

  private static final AskedFor CANCELLATION =
      new AskedFor(
          "cancellation",
          pairs("object|cancellationObject", "reason|cancellationReason", "when|cancellationWhen"),
          "crl_cancellation_reason_",
          List.of("changed_mind", "ordered_twice", "late_delivery", "not_needed", "goodwill"),
          pairs(
              "send|send|Cancellation: cancel",
              "approve|approve|Cancellation: approve",
              "refuse|refuse|Cancellation: refuse",
              "withdraw|withdraw|Cancellation: withdraw",
              "retry|retry|Cancellation: retry",
              "skip|skip|Cancellation: skip",
              "compensate|compensate|Cancellation: take back",
              "done_by_hand|by_hand|Cancellation: I did it by hand",
              "where_is_it|where|Cancellation: where is it",
              "checked_found|checked_found|Cancellation: I checked: found",
              "checked_none|checked_none|Cancellation: I checked: none"));

  private static final AskedFor VERIFICATION =
      new AskedFor(
          "verification",
          pairs("account|verificationAccount", "reason|verificationReason"),
          "crl_verification_reason_",
          List.of("new_customer", "high_value", "suspicious_login", "account_recovery"),
          pairs(
              "send|send|Verification: verify",
              "approve|approve|Verification: approve",
              "refuse|refuse|Verification: refuse",
              "withdraw|withdraw|Verification: withdraw",
              "retry|retry|Verification: retry",
              "skip|skip|Verification: skip",
              "done_by_hand|by_hand|Verification: I did it by hand",
              "where_is_it|where|Verification: where is it",
              "compensate|compensate|Verification: take back",
              "checked_found|checked_found|Verification: I checked: found",
              "checked_none|checked_none|Verification: I checked: none"));

  private static final String[][] GROUPS = {
    {"requesters", "Refund requesters"},
    {"approvers", "Refund approvers"},
    {"finance", "Finance"},
    {"operators", "Operators"},
  };

  private static List<String[]> pairs(String... lines) {
    return Arrays.stream(lines).map(line -> line.split("\\|", -1)).toList();
  }

  private static void kind(StringBuilder yaml, ZendeskWorld world, AskedFor asked) {
    yaml.append("  ").append(asked.kind()).append(":\n    fields:\n");
    for (String[] field : asked.fields()) {
      field(yaml, world, "      ", field);
    }
    yaml.append("    reasons:\n");
    for (String code : asked.reasons()) {
      yaml.append("      ").append(code).append(": ").append(asked.reason()).append(code);
      yaml.append('\n');
    }
    yaml.append("    commands:\n");
    for (String[] command : asked.commands()) {
      yaml.append("      ").append(command[0]).append(": crl_do_").append(asked.kind());
      yaml.append('_').append(command[1]).append('\n');
    }
    yaml.append("    macros:\n");
    for (String[] command : asked.commands()) {
      yaml.append("      ").append(command[0]).append(": [\"");
      yaml.append(ZendeskWorld.id(world.macros(), command[2])).append("\"]\n");
    }
  }

  private static void controls(StringBuilder yaml, ZendeskWorld world, long ticket) {
    yaml.append("  controls:\n    ticket: \"").append(ticket).append("\"\n");
    for (AskedFor kind : List.of(REFUND, CANCELLATION, VERIFICATION)) {
      String plural = kind.kind().substring(0, 1).toUpperCase(Locale.ROOT);
      plural += kind.kind().substring(1) + "s: ";
      yaml.append("    ").append(kind.kind()).append(":\n");
      for (String what : List.of("pause", "resume")) {
        yaml.append("      ").append(what).append(": [\"");
        yaml.append(ZendeskWorld.id(world.macros(), plural + what)).append("\"]\n");
      }
    }
  }

  /** A field's key in the file, and in the sandbox's world. */
  private static void field(StringBuilder yaml, ZendeskWorld world, String indent, String[] keys) {
    yaml.append(indent).append(keys[0]).append(": ");
    yaml.append(ZendeskWorld.id(world.fields(), keys[1])).append('\n');
  }

  private static void line(StringBuilder yaml, String key, long id) {
    yaml.append("  ").append(key).append(": \"").append(id).append("\"\n");
  }

  private static String policy(Tempo tempo) {
    return tempo.waits
        + """
        # On the stage a few people do the work of many.
        speed:
          "*": { refunds: 1000000, requested: 1000000000, approved: 1000000000, account: 1000000000 }
          # Low, so that the outflow brake can be seen.
          GBP: { refunds: 1000000, requested: 1000000000, approved: 1000000000, account: 50 }
        roles:
          requesters: [requester]
          approvers: [approver, requester]
          finance: [finance]
          operators: [operator]
        local: { lena: [requester], ana: [approver], fin: [finance], olga: [operator] }
        """;
  }

  private static final String SHORT_WAITS =
      """
      # Real waits are minutes and hours; these are seconds, so that the story is short.
      zone: UTC
      waits:
        attempt: 4s
        sendBudget: 5s
        awayEvery: 1s
        doubtEvery: 1s
        longest: 10m
        noteAway: 1s
        noteDoubt: 1s
        doubtOwner: 1m
        approval: 5m
        approvalHolds: 10m
        settlement: 5m
      cancellation:
        undoWindow: 8s
        labelVoid: 5m
        billingEnd: 1m
      verification:
        sessionLife: 5m
        checkedWithin: 1m
        redactWithin: 5m
        reviewAlways: [suspicious_login]
      """;

  private static final String SHORTEST_WAITS =
      """
      # In the proportions of real waits, so that things happen in the same order.
      zone: UTC
      waits:
        attempt: 1500ms
        sendBudget: 2s
        awayEvery: 500ms
        doubtEvery: 1500ms
        longest: 2m
        noteAway: 1500ms
        noteDoubt: 500ms
        doubtOwner: 1m
        approval: 2m
        approvalHolds: 5m
        settlement: 1m
      cancellation:
        undoWindow: 4s
        labelVoid: 1m
        billingEnd: 1m
      verification:
        sessionLife: 2m
        checkedWithin: 1m
        redactWithin: 1m
        reviewAlways: [suspicious_login]
      """;
}
