package io.caserail.worker.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.Secret;
import io.caserail.activities.zendesk.AccountSettings;
import io.caserail.activities.zendesk.DecisionReasons;
import io.caserail.activities.zendesk.ZendeskFields;
import io.caserail.model.DecisionReason;
import io.caserail.model.Role;
import io.caserail.port.FailureType;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.GatewayConfig;
import io.caserail.worker.config.KindTags;
import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.policy.Grant;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at an account for what is not as it should be, and for traps; changes nothing. */
final class Doctor {
  private static final int FEWEST_APPROVERS = 2;
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final ProvisionConfig config;
  private final AccountSettings account;
  private final InstantSource clock;

  Doctor(ProvisionConfig config, AccountSettings account, InstantSource clock) {
    this.config = config;
    this.account = account;
    this.clock = clock;
  }

  /**
   * All that can be seen.
   *
   * @param known the signing secrets that the gateway takes
   */
  List<Finding> look(Plan plan, Collection<Found> there, Collection<Secret> known) {
    List<Finding> findings = new ArrayList<>();
    drift(plan, findings);
    portal(there, findings);
    rules(plan, there, findings);
    userTags(account.accountWide(), findings);
    approvers(findings);
    others(findings);
    controls(findings);
    secrets(plan, known, findings);
    account.clock().ifPresent(time -> skew(Duration.between(time, clock.instant()), findings));
    notVerified(findings);
    return findings;
  }

  private static void drift(Plan plan, List<Finding> findings) {
    for (Step step : plan.changes()) {
      String what =
          switch (step.action()) {
            case CREATE -> "is missing";
            case CHANGE, LEAVE -> "is not as it should be";
            case REMOVE -> "is ours and no longer wanted";
            case ADOPT -> "has our name, and is not ours";
            case BLOCKED -> step.why();
          };
      findings.add(
          Finding.fault(
              "The " + step.part().word() + " '" + step.title() + "' " + what,
              "caserail zendesk plan shows what differs, apply mends it"));
    }
    if (plan.isDone()) {
      findings.add(Finding.good("Fields, rules, views and webhook are as they should be"));
    }
  }

  /** Said apart from the drift, since it lets customers write into what people trust. */
  private static void portal(Collection<Found> there, List<Finding> findings) {
    there.stream()
        .filter(found -> found.part() == Part.FIELD && found.mark().isPresent())
        .filter(found -> found.body().path("editable_in_portal").asBoolean())
        .forEach(
            found ->
                findings.add(
                    Finding.trap(
                        "Customers can fill in '" + found.title() + "' in the portal",
                        "close the field to the portal: caserail zendesk apply")));
  }

  private void rules(Plan plan, Collection<Found> there, List<Finding> findings) {
    Set<String> tags = new HashSet<>(config.states().values());
    config.states().values().forEach(state -> tags.add(ZendeskFields.lateTag(state)));
    tags.addAll(config.waits().values());
    for (DecisionReason reason : DecisionReason.values()) {
      tags.add(DecisionReasons.tag(reason));
    }
    for (KindTags kind : config.kinds().values()) {
      tags.addAll(kind.commands().keySet());
      tags.addAll(kind.reasons().keySet());
      tags.addAll(kind.options().keySet());
    }
    tags.remove("");
    String command =
        plan.steps().stream()
            .filter(step -> step.item() != null && step.found() != null)
            .filter(step -> step.wanted().key().equals(Blueprint.COMMAND))
            .map(step -> step.present().id())
            .findFirst()
            .orElse("none");
    Set<Part> rules = Set.of(Part.TRIGGER, Part.AUTOMATION, Part.MACRO);
    findings.addAll(
        new RuleTraps(command, tags, config.access().integrationUser())
            .in(there.stream().filter(found -> rules.contains(found.part())).toList()));
  }

  private static void userTags(JsonNode settings, List<Finding> findings) {
    if (settings.path("user").path("tagging").asBoolean()) {
      findings.add(
          Finding.trap(
              "Users and organisations can have tags, which their tickets get",
              "see to it that none of them is a tag of our lists; a command that comes this way"
                  + " is refused, and is noise"));
    }
  }

  private void approvers(List<Finding> findings) {
    if (config.approvers().isEmpty()) {
      findings.add(
          Finding.trap(
              "Nobody is mailed when an approval is needed",
              "name a group: zendesk.provisioner.approvers"));
      return;
    }
    Set<String> members = account.members(config.approvers());
    String has = "The approvers' group has " + members.size() + " members";
    if (members.size() >= FEWEST_APPROVERS) {
      findings.add(Finding.good(has));
      return;
    }
    List<Grant> standIns = standIns(Role.APPROVER, members, policy());
    String until =
        standIns.stream()
            .map(Grant::words)
            .map(words -> ", and somebody stands in for " + words)
            .collect(Collectors.joining());
    findings.add(
        members.size() + standIns.size() < FEWEST_APPROVERS
            ? Finding.trap(
                has + until + "; who asks may not approve",
                "put at least "
                    + FEWEST_APPROVERS
                    + " people into it, or let somebody stand in: grants in the policy")
            : Finding.good(has + until + "; they are not mailed, and then there are too few"));
  }

  /** The other roles that a group gives; nobody in one is found by nobody until they are needed. */
  private void others(List<Finding> findings) {
    Policy policy = policy();
    if (policy == null) {
      return;
    }
    people(
        policy,
        Role.FINANCE,
        "finance",
        "what is above an approver's tier, and what is in doubt, waits for them",
        findings);
    if (policy.roles().values().stream().anyMatch(roles -> roles.contains(Role.OPERATOR))) {
      people(
          policy,
          Role.OPERATOR,
          "operator",
          "engineers can neither hold outages by macro nor release what is quarantined",
          findings);
    }
  }

  private void people(
      Policy policy, Role role, String called, String otherwise, List<Finding> findings) {
    Set<String> people = with(role, policy);
    if (role != Role.OPERATOR) {
      standIns(role, people, policy).forEach(grant -> people.add(grant.person()));
    }
    findings.add(
        people.isEmpty()
            ? Finding.trap(
                "Nobody has the role " + called + ", so that " + otherwise,
                "put people into a group to which the policy gives it")
            : Finding.good(
                people.size()
                    + (people.size() == 1 ? " person has" : " people have")
                    + " the role "
                    + called));
  }

  /** The members of the groups to which the policy gives a role. */
  private Set<String> with(Role role, Policy policy) {
    Set<String> people = new HashSet<>();
    policy.roles().entrySet().stream()
        .filter(group -> group.getValue().contains(role))
        .forEach(group -> people.addAll(members(group.getKey())));
    return people;
  }

  /** Nobody is in a group that does not exist. */
  private Set<String> members(String group) {
    try {
      return account.members(group);
    } catch (ApplicationFailure failure) {
      if (Failures.is(failure, FailureType.NOT_FOUND)) {
        return Set.of();
      }
      throw failure;
    }
  }

  /** Null where it can't be read, which is found elsewhere. */
  private @Nullable Policy policy() {
    try {
      return config.policy() == null
          ? PolicyFile.builtIn(config.groups())
          : PolicyFile.load(config.policy(), config.groups());
    } catch (ConfigInvalid unusable) {
      return null;
    }
  }

  /** Who has a role now without being in its group; engineers never do. */
  private List<Grant> standIns(Role role, Set<String> members, @Nullable Policy policy) {
    if (policy == null || policy.grants().isEmpty()) {
      return List.of();
    }
    Set<String> engineers = with(Role.OPERATOR, policy);
    return policy.grants().stream()
        .filter(grant -> grant.role() == role && grant.holds(clock.instant()))
        .filter(grant -> !members.contains(grant.person()) && !engineers.contains(grant.person()))
        .toList();
  }

  private void controls(List<Finding> findings) {
    String ticket = config.controls();
    if (ticket.isEmpty()) {
      findings.add(
          Finding.trap(
              "Nobody can pause anything, and the outflow brake holds only while the hour is high",
              "make a ticket for it, in a group of its own, and name it: zendesk.controls.ticket"));
      return;
    }
    String status = account.statusOf(ticket);
    findings.add(
        switch (status) {
          case "", "closed", "deleted" ->
              Finding.fault(
                  "The ticket of controls, "
                      + ticket
                      + ", "
                      + (status.equals("closed") ? "is closed" : "does not exist")
                      + ", so that nothing is sent",
                  "make another one, and name it: zendesk.controls.ticket");
          case "solved" ->
              Finding.trap(
                  "The ticket of controls, "
                      + ticket
                      + ", is solved; once it closes nothing is sent",
                  "open it again, and keep automations from solving and closing it");
          default -> Finding.good("There is a ticket of controls, " + ticket);
        });
  }

  private void secrets(Plan plan, Collection<Secret> known, List<Finding> findings) {
    if (known.stream().anyMatch(s -> s.value().equals(GatewayConfig.PUBLIC_ZENDESK_SECRET))) {
      findings.add(
          Finding.fault(
              "The gateway takes the secret that Zendesk publishes for tests, so anybody can sign",
              "remove it from gateway.secrets.zendesk"));
    }
    plan.steps().stream()
        .filter(step -> step.part() == Part.WEBHOOK && step.item() != null && step.found() != null)
        .findFirst()
        .map(step -> account.signingSecret(step.present().id()))
        .ifPresent(
            secret ->
                findings.add(
                    known.contains(secret)
                        ? Finding.good("The gateway knows the webhook's signing secret")
                        : Finding.fault(
                            "The gateway does not know the webhook's signing secret, and refuses"
                                + " all it sends",
                            "caserail zendesk apply --secret-file FILE, and name the file in"
                                + " gateway.secrets.zendesk")));
  }

  private static void skew(Duration ahead, List<Finding> findings) {
    findings.add(
        ahead.abs().compareTo(SKEW) > 0
            ? Finding.fault(
                "This machine's clock is " + ahead.toSeconds() + " s ahead of Zendesk's",
                "let the clock be set by the network; webhooks are refused beyond 5 minutes")
            : Finding.good("This machine's clock agrees with Zendesk's"));
  }

  private static void notVerified(List<Finding> findings) {
    findings.addAll(UNVERIFIED);
  }

  /** What no document settles and no call shows; the worker assumes the safer of the two. */
  private static final List<Finding> UNVERIFIED =
      List.of(
          Finding.notVerified(
              "Whether words of a ticket's text become tags (automatic ticket tagging): no call"
                  + " tells",
              "Admin Centre, Objects and rules, Tickets, Settings, Tags: switch it off"),
          Finding.notVerified(
              "Which channel an audit shows for the mobile app and for bulk edits: only 'web'"
                  + " counts",
              "apply a macro there once; a note tells the channel that was refused"),
          Finding.notVerified(
              "Whether an API caller's macro_id looks like an agent's macro: the channel decides",
              "give no API client a staff user of its own that is in a deciding group"),
          Finding.notVerified(
              "Whether placeholders in a webhook's body are escaped: only ids are sent", ""),
          Finding.notVerified(
              "Whether a repeated webhook keeps its invocation's id: repeats are told by what they"
                  + " say",
              ""));
}
