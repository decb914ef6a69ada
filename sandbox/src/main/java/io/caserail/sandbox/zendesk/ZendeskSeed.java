package io.caserail.sandbox.zendesk;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The default world of demo and tests: people, groups, fields, macros, a trigger for each kind of
 * case, views.
 */
final class ZendeskSeed {
  private static final String HOOK = "01JCASERAILREFUNDHOOK0001";
  private static final String HOOK_NAME = "Caserail";
  private static final Pattern COMMAND_TRIGGER = Pattern.compile("Caserail: (\\w+) command");

  private final ZendeskAccount account;
  private final URI hookTarget;
  private final Map<String, Long> users = new LinkedHashMap<>();
  private final Map<String, Long> groups = new LinkedHashMap<>();

  ZendeskSeed(ZendeskAccount account, URI hookTarget) {
    this.account = account;
    this.hookTarget = hookTarget;
  }

  ZendeskWorld plant(boolean setUp) {
    List.of("Refund requesters", "Refund approvers", "Finance", "Operators").forEach(this::group);
    agent("Lena", "Refund requesters");
    agent("Omar", "Refund requesters");
    agent("Ana", "Refund approvers");
    agent("Ben", "Refund approvers");
    agent("Fin", "Finance");
    agent("Olga", "Operators");
    customer("Mia");
    customer("Noah");
    customer("Zoe");
    user("Caserail", "caserail@acme.example", "admin");
    client(ZendeskAddress.READER, Set.of("read"));
    client(ZendeskAddress.WRITER, Set.of("read", "write"));
    client(ZendeskAddress.WEBHOOKS, Set.of("webhooks:read", "webhooks:write"));
    client(ZendeskAddress.PROVISIONER, Set.of("read", "write"));
    if (setUp) {
      SeedFields.byKey().values().forEach(account.settings()::put);
      macros();
      views();
      triggers();
    }
    ZendeskWorld people =
        new ZendeskWorld(users, groups, Map.of(), Map.of(), Map.of(), Map.of(), "");
    return present(account.settings(), people);
  }

  /** The same people, and what is set up by now; found by the names that everything has. */
  static ZendeskWorld present(Settings settings, ZendeskWorld people) {
    Map<String, Long> fields = new LinkedHashMap<>();
    SeedFields.byKey()
        .forEach(
            (key, field) ->
                settings
                    .fieldTitled(field.title())
                    .ifPresent(present -> fields.put(key, present.id())));
    Map<String, Long> macros = new LinkedHashMap<>();
    settings.macros().forEach(macro -> macros.put(macro.title(), macro.id()));
    Map<String, Long> views = new LinkedHashMap<>();
    settings.views().forEach(view -> views.put(view.title(), view.id()));
    Map<String, Long> triggers = new LinkedHashMap<>();
    settings.triggers().forEach(t -> kindOf(t).ifPresent(kind -> triggers.put(kind, t.id())));
    String hook =
        settings.webhooks().stream()
            .filter(webhook -> webhook.name().equals(HOOK_NAME))
            .map(Webhook::id)
            .findFirst()
            .orElse("");
    return new ZendeskWorld(people.users(), people.groups(), fields, macros, views, triggers, hook);
  }

  private static Optional<String> kindOf(Trigger trigger) {
    Matcher title = COMMAND_TRIGGER.matcher(trigger.title());
    return title.matches() ? Optional.of(title.group(1)) : Optional.empty();
  }

  private void group(String name) {
    long id = 37_001L + groups.size();
    groups.put(name, id);
    account.directory().add(new Group(id, name));
  }

  private void agent(String name, String group) {
    user(name, name.toLowerCase(Locale.ROOT) + "@acme.example", "agent");
    long id = account.ids().next();
    account
        .directory()
        .add(new Membership(id, ZendeskWorld.id(users, name), ZendeskWorld.id(groups, group)));
  }

  private void customer(String name) {
    user(name, name.toLowerCase(Locale.ROOT) + "@example.com", "end-user");
  }

  private void user(String name, String email, String role) {
    long id = 38_001L + users.size();
    users.put(name, id);
    account.directory().add(new User(id, name, email, role, true));
  }

  private void client(String id, Set<String> allowed) {
    String secret = UUID.randomUUID().toString();
    account.tokens().add(new OAuthClient(id, secret, ZendeskWorld.id(users, "Caserail"), allowed));
  }

  private void macros() {
    Map<String, Long> ids = new LinkedHashMap<>();
    command(ids, "Refund: send", "refund_send");
    command(ids, "Refund: send and tell customer", "refund_send_tell");
    command(ids, "Refund: approve", "refund_approve");
    command(ids, "Refund: refuse", "refund_refuse");
    command(ids, "Refund: withdraw", "refund_withdraw");
    command(ids, "Refund: I did it by hand", "refund_by_hand");
    command(ids, "Refund: where is it", "refund_where");
    command(ids, "Refund: retry", "refund_retry");
    command(ids, "Refund: I checked Stripe: found", "refund_checked_found");
    command(ids, "Refund: I checked Stripe: none", "refund_checked_none");
    tell(
        ids,
        "Tell customer: sent",
        "Your refund is on its way; banks show it in 5 to 10 business days.");
    tell(
        ids,
        "Tell customer: delayed",
        "Your refund takes longer than usual, and is not finished yet.");
    tell(ids, "Tell customer: we are checking", "We are checking your request.");
    command(ids, "Cancellation: cancel", "cancellation_send");
    command(ids, "Cancellation: approve", "cancellation_approve");
    command(ids, "Cancellation: refuse", "cancellation_refuse");
    command(ids, "Cancellation: withdraw", "cancellation_withdraw");
    command(ids, "Cancellation: retry", "cancellation_retry");
    command(ids, "Cancellation: skip", "cancellation_skip");
    command(ids, "Cancellation: take back", "cancellation_compensate");
    command(ids, "Cancellation: I did it by hand", "cancellation_by_hand");
    command(ids, "Cancellation: where is it", "cancellation_where");
    command(ids, "Cancellation: I checked: found", "cancellation_checked_found");
    command(ids, "Cancellation: I checked: none", "cancellation_checked_none");
    command(ids, "Verification: verify", "verification_send");
    command(ids, "Verification: approve", "verification_approve");
    command(ids, "Verification: refuse", "verification_refuse");
    command(ids, "Verification: withdraw", "verification_withdraw");
    command(ids, "Verification: retry", "verification_retry");
    command(ids, "Verification: skip", "verification_skip");
    command(ids, "Verification: I did it by hand", "verification_by_hand");
    command(ids, "Verification: where is it", "verification_where");
    command(ids, "Verification: take back", "verification_compensate");
    command(ids, "Verification: I checked: found", "verification_checked_found");
    command(ids, "Verification: I checked: none", "verification_checked_none");
    tell(ids, "Tell customer: cancelled", "Your cancellation is complete.");
    tell(
        ids,
        "Tell customer: cancellation delayed",
        "We have your request to cancel. It takes longer than usual, and is not complete yet.");
    tell(
        ids,
        "Tell customer: link sent",
        "We have sent you a link by which you can show who you are.");
    tell(
        ids,
        "Tell customer: verification delayed",
        "The check of your account takes longer than usual, and is not complete yet.");
    tell(ids, "Tell customer: verified", "Your account is verified.");
    tell(ids, "Tell customer: not verified", "We could not verify your account.");
    for (String kind : List.of("Refunds", "Cancellations", "Verifications")) {
      control(ids, kind + ": pause", kind + " shall stop. Why: ");
      control(ids, kind + ": resume", kind + " may go on. Why: ");
    }
    control(ids, "Outage: hold", "What waits shall not be sent yet. Why: ");
    control(ids, "Outage: release", "What is held may be sent. Why: ");
  }

  private void command(Map<String, Long> ids, String title, String option) {
    macro(ids, title, Map.of(SeedFields.ACTION, "crl_do_" + option), null, false);
  }

  private void tell(Map<String, Long> ids, String title, String text) {
    macro(ids, title, Map.of(), text, true);
  }

  /**
   * Applied to the ticket of controls, or of an outage, where the agent goes on with the comment.
   */
  private void control(Map<String, Long> ids, String title, String text) {
    macro(ids, title, Map.of(), text, false);
  }

  private void macro(
      Map<String, Long> ids,
      String title,
      Map<Long, String> sets,
      @Nullable String comment,
      boolean isPublic) {
    long id = 39_001L + ids.size();
    ids.put(title, id);
    account.settings().put(new Macro(id, title, sets, comment, isPublic));
  }

  private void views() {
    Map<String, Long> ids = new LinkedHashMap<>();
    view(ids, "Not picked up", Condition.on(SeedFields.ACTION, "present", ""));
    view(ids, "To approve", state("needs_approval"), state("needs_approval_late"));
    view(ids, "Needs a person", state("needs_person"), state("needs_person_late"));
    view(ids, "Waiting for Stripe", Condition.on(SeedFields.WAITS_FOR, "is", "crl_waits_stripe"));
    view(ids, "Check needed", state("check_needed"), state("check_needed_late"));
    view(
        ids,
        "Late",
        state("needs_approval_late"),
        state("waiting_late"),
        state("check_needed_late"),
        state("needs_person_late"),
        state("pending_late"),
        state("failed_late"));
  }

  private static Condition state(String option) {
    return Condition.on(SeedFields.STATE, "is", "crl_state_" + option);
  }

  private void view(Map<String, Long> ids, String title, Condition... anyOf) {
    long id = 40_001L + ids.size();
    ids.put(title, id);
    account
        .settings()
        .put(
            new View(
                id,
                title,
                new Conditions(
                    List.of(new Condition("status", "less_than", "closed")), List.of(anyOf))));
  }

  private void triggers() {
    String secret = "sandbox-" + UUID.randomUUID();
    account.settings().put(new Webhook(HOOK, HOOK_NAME, hookTarget, secret));
    Map<String, Long> ids = new LinkedHashMap<>();
    trigger(ids, "refund", SeedFields.PAYMENT);
    trigger(ids, "cancellation", SeedFields.CANCELLATION_OBJECT);
    trigger(ids, "verification", SeedFields.VERIFICATION_ACCOUNT);
  }

  /** Fires on every command of a kind, except for what the integration itself writes. */
  private void trigger(Map<String, Long> ids, String kind, long object) {
    long id = 41_001L + ids.size();
    ids.put(kind, id);
    String body =
        "{\"kind\":\""
            + kind
            + "\",\"ticket\":\"{{ticket.id}}\",\"object\":\"{{ticket.ticket_field_"
            + object
            + "}}\"}";
    Conditions conditions =
        new Conditions(
            List.of(
                Condition.on(SeedFields.ACTION, "changed", ""),
                new Condition("current_user", "is_not", "" + ZendeskWorld.id(users, "Caserail"))),
            SeedFields.commands(kind).stream()
                .map(tag -> Condition.on(SeedFields.ACTION, "is", tag))
                .toList());
    account
        .settings()
        .put(
            new Trigger(
                id,
                "Caserail: " + kind + " command",
                true,
                conditions,
                List.of(new RuleAction("notification_webhook", List.of(HOOK, body)))));
  }
}
