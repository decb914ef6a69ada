package io.caserail.activities.scim;

import io.caserail.activities.ChangeScene;
import io.caserail.activities.http.Secret;
import io.caserail.port.AccessActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.scim.ScimOptions;
import io.caserail.sandbox.scim.ScimSandbox;
import java.util.List;
import java.util.function.Function;

/** A user in two groups in the sandbox, and our activities in front of it. */
final class AccessScene implements AutoCloseable {
  final ChangeScene changes = new ChangeScene();
  final ScimSandbox scim;
  final String pro;
  final String beta;

  String mia;

  AccessScene(ScimOptions options) {
    scim = ScimSandbox.start(options, changes.surroundings());
    mia = scim.addUser("mia").id();
    String leo = scim.addUser("leo").id();
    pro = scim.addGroup("Pro", leo, mia).id();
    beta = scim.addGroup("Beta", mia, leo).id();
  }

  /** Access is the account itself. */
  AccessActivities activities() {
    return activities(scim.token(), List.of());
  }

  /** Access is these groups. */
  AccessActivities activitiesOf(String... groups) {
    return activities(scim.token(), List.of(groups));
  }

  AccessActivities activities(String token, List<String> groups) {
    ScimSettings settings = new ScimSettings(scim.url(), new Secret(token), false, groups);
    return changes.stub(
        AccessActivities.class,
        new ScimAccess(
            new ScimClient(changes.upstream("SCIM"), settings),
            changes.clearance(),
            changes.sends(),
            changes.surroundings().clock(),
            settings));
  }

  ChangeOrder order() {
    return changes.order(mia);
  }

  ChangeOrder orderWith(String value) {
    return changes.order(mia, 0, false, value);
  }

  ChangeOrder maybeSent() {
    return changes.maybeSent(mia);
  }

  void patches(Function<CallFault, Fault> fault) {
    strike("PATCH *", fault);
  }

  void reads(Function<CallFault, Fault> fault) {
    strike("GET *", fault);
  }

  private void strike(String endpoint, Function<CallFault, Fault> fault) {
    changes
        .surroundings()
        .faults()
        .add(fault.apply(Fault.on(ScimSandbox.SYSTEM).endpoint(endpoint)));
  }

  boolean active() {
    return scim.user(mia).active();
  }

  boolean in(String group) {
    return scim.group(group).members().contains(mia);
  }

  /** How many changes were asked for over HTTP. */
  int sends() {
    return calls(false);
  }

  /** How many of them had an effect. */
  int effects() {
    return calls(true);
  }

  private int calls(boolean onlyEffective) {
    return (int)
        changes.surroundings().calls().of(ScimSandbox.SYSTEM).stream()
            .filter(c -> c.endpoint().startsWith("PATCH"))
            .filter(c -> !onlyEffective || c.effect())
            .map(CallRecord::status)
            .count();
  }

  @Override
  public void close() {
    scim.close();
    changes.close();
  }
}
