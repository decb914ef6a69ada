package io.caserail.activities.scim;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.change.Finding;
import io.caserail.activities.change.LostAnswer;
import io.caserail.activities.change.SendCertainty;
import io.caserail.activities.change.StateChange;
import io.caserail.activities.http.Failures;
import io.caserail.model.ObjectId;
import io.caserail.port.AccessActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Outcome;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Access by SCIM: the account itself, switched off and on, or its place in the configured groups.
 * Nothing is ever deleted. Each change is sent for the version that was read, where the server has
 * versions, and one that somebody else has overtaken is {@link
 * io.caserail.port.FailureType#CONFLICT}.
 *
 * <p>Leaving several groups takes several calls. Once one of them has succeeded, a failure of the
 * next is {@link io.caserail.port.FailureType#IN_DOUBT}, and the next attempt does what is left.
 */
public final class ScimAccess implements AccessActivities {
  private static final String BETWEEN = " ";

  private final ScimClient client;
  private final ScimSettings settings;
  private final Failures failures;
  private final StateChange changes;
  private final StateChange undos;

  /**
   * The activities.
   *
   * @param clearance asked again right before each send
   * @param record hears of each send before it happens
   * @param clock against which the time to send is held
   */
  public ScimAccess(
      ScimClient client,
      Clearance clearance,
      ChangeRecord record,
      InstantSource clock,
      ScimSettings settings) {
    this.client = client;
    this.settings = settings;
    this.failures = client.failures();
    this.changes = new StateChange(client.frame(clock), clearance, record);
    this.undos = new StateChange(client.frame(clock), clearance.ofUndos(), record);
  }

  /**
   * What there is to go by when an answer about access is lost.
   *
   * @param system its name as people know it
   */
  public static LostAnswer lostAnswer(String system) {
    return LostAnswer.keyless(
        system,
        "access is a state, which is read before each send and set to the same again",
        "the account itself, or its place in each of the configured groups");
  }

  @Override
  public Outcome revokeAccess(ChangeOrder order) {
    return changes.make(order, certainty -> look(order, false, settings.groups(), certainty));
  }

  @Override
  public Outcome restoreAccess(ChangeOrder order) {
    return undos.make(order, certainty -> look(order, true, groupsOf(order), certainty));
  }

  @Override
  public Outcome findRevocation(ChangeOrder order) {
    Optional<ScimResource> user = client.one(ScimClient.Kind.USER, order.object().value());
    if (user.isEmpty()) {
      return Outcome.absent(failures.system() + " has no such account");
    }
    boolean revoked =
        settings.groups().isEmpty()
            ? !user.get().isActive()
            : differing(user.get(), false, settings.groups()).isEmpty();
    return revoked ? Outcome.succeeded(reference(user.get()), says(false)) : Outcome.absent();
  }

  /** What an account may use now, in a word for people. */
  public String stateOf(String account) {
    Optional<ScimResource> user = client.one(ScimClient.Kind.USER, account);
    if (user.isEmpty()) {
      return "no such account";
    }
    if (settings.groups().isEmpty()) {
      return user.get().isActive() ? "on" : "off";
    }
    int without = differing(user.get(), true, settings.groups()).size();
    return without == 0 ? "on" : without == settings.groups().size() ? "off" : "on in part";
  }

  private Finding look(
      ChangeOrder order, boolean wanted, List<String> groups, SendCertainty certainty) {
    ScimResource user = existing(order.object());
    if (settings.groups().isEmpty()) {
      return user.isActive() == wanted
          ? stands(user, wanted, certainty)
          : Finding.missing(() -> activate(user, wanted));
    }
    List<ScimResource> differing = differing(user, wanted, groups);
    return differing.isEmpty()
        ? stands(user, wanted, certainty)
        : Finding.missing(() -> move(user, wanted, differing, certainty));
  }

  private Finding stands(ScimResource user, boolean wanted, SendCertainty certainty) {
    String evidence = says(wanted);
    return Finding.stands(
        certainty.inDoubt()
            ? Outcome.succeeded(reference(user), evidence)
            : Outcome.already(reference(user), "it was so before: " + evidence));
  }

  private Outcome activate(ScimResource user, boolean wanted) {
    client.activate(user, wanted);
    return Outcome.succeeded(user.id(), says(wanted));
  }

  private Outcome move(
      ScimResource user, boolean wanted, List<ScimResource> groups, SendCertainty certainty) {
    boolean begun = false;
    for (ScimResource group : groups) {
      try {
        if (wanted) {
          client.join(group, user.id());
        } else {
          client.leave(group, user.id());
        }
        begun = true;
      } catch (ApplicationFailure failure) {
        throw begun ? failures.inDoubtBecause(failure) : failure;
      }
    }
    List<String> moved = groups.stream().map(ScimResource::id).toList();
    return Outcome.succeeded(
        certainty.inDoubt() ? reference(user) : String.join(BETWEEN, moved), says(wanted));
  }

  /** The groups in which the user's place is not the one that is wanted. */
  private List<ScimResource> differing(ScimResource user, boolean wanted, List<String> groups) {
    return groups.stream()
        .map(this::configured)
        .filter(group -> holds(group, user) != wanted)
        .toList();
  }

  /** By the group's list, or where that is left out, by the user's: to be silent is no answer. */
  private boolean holds(ScimResource group, ScimResource user) {
    if (group.shows(ScimClient.MEMBERS)) {
      return group.names(ScimClient.MEMBERS, user.id());
    }
    if (user.shows(ScimClient.GROUPS)) {
      return user.names(ScimClient.GROUPS, group.id());
    }
    throw failures.badAnswer(
        failures.system() + " does not show whether the account is in a group",
        "group " + group.id());
  }

  /** The groups to be given back: those that were left, or all where that is not known. */
  private List<String> groupsOf(ChangeOrder order) {
    if (settings.groups().isEmpty() || order.value().isEmpty()) {
      return settings.groups();
    }
    List<String> named = List.of(order.value().split(BETWEEN, -1));
    if (!settings.groups().containsAll(named)) {
      throw failures.ourFault("a group to be given back is none of ours", order.value());
    }
    return named;
  }

  /** What was changed as far as anybody knows afterwards: the user, or all the groups. */
  private String reference(ScimResource user) {
    return settings.groups().isEmpty() ? user.id() : String.join(BETWEEN, settings.groups());
  }

  private String says(boolean access) {
    return "access is " + (access ? "given" : "taken away") + " in " + failures.system();
  }

  private ScimResource existing(ObjectId account) {
    return client
        .one(ScimClient.Kind.USER, account.value())
        .orElseThrow(
            () ->
                failures.notFound(
                    "the account does not exist in " + failures.system(), account.value()));
  }

  private ScimResource configured(String group) {
    return client
        .one(ScimClient.Kind.GROUP, group)
        .orElseThrow(
            () ->
                failures.ourFault(
                    "a group of our configuration does not exist in " + failures.system(), group));
  }
}
