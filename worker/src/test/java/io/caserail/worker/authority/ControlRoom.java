package io.caserail.worker.authority;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ControlTicket;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.TicketId;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.config.PauseMacros;
import io.caserail.worker.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The sandbox's Zendesk with a ticket of controls, and people who apply its macros. */
final class ControlRoom implements AutoCloseable {
  private final Surroundings surroundings;
  private final HttpCalls calls;
  private final Policy policy;
  private final PersonTags tags;
  private final ZendeskSandbox zendesk;
  private final long ticket;

  ControlRoom(Surroundings surroundings, HttpCalls calls, Policy policy, PersonTags tags) {
    this.surroundings = surroundings;
    this.calls = calls;
    this.policy = policy;
    this.tags = tags;
    this.zendesk = ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
    this.ticket = zendesk.customer("olga@acme.example").form("Pause and resume", "By macro, here.");
  }

  /** As a process has them that has just started. */
  TicketPauses pauses() {
    ZendeskAddress address = zendesk.address();
    String ourselves = id(address.world().users(), "Caserail");
    ZendeskSettings settings =
        new ZendeskSettings(
            zendesk.url(),
            ZendeskAddress.WRITER,
            new Secret(address.secretOf(ZendeskAddress.WRITER)),
            "read write",
            Duration.ofHours(2),
            ourselves,
            "",
            "not swept");
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            surroundings.clock(),
            null,
            CallWatch.NONE);
    ZendeskClient client =
        new ZendeskClient(
            upstream, new ZendeskTokens(upstream, settings, surroundings.clock()), settings);
    return new TicketPauses(
        new ControlTicket(client, tags, new TicketId(Long.toString(ticket)), ourselves),
        Map.of(CaseKind.REFUND, new PauseMacros(macro("Refunds: pause"), macro("Refunds: resume"))),
        policy,
        surroundings.clock());
  }

  private List<String> macro(String title) {
    return List.of(id(zendesk.world().macros(), title));
  }

  private static String id(Map<String, Long> ids, String name) {
    return Long.toString(ZendeskWorld.id(ids, name));
  }

  void says(String agent, String macro) {
    surroundings.clock().advance(Duration.ofSeconds(4));
    zendesk.agent(agent).applyMacro(ticket, macro);
  }

  List<String> notes() {
    return zendesk.look(ticket).internalNotes().stream().map(note -> note.body()).toList();
  }

  /** From now on nothing can be written. */
  ActiveFault failWrites() {
    return surroundings
        .faults()
        .add(Fault.on(ZendeskSandbox.SYSTEM).endpoint("PUT /api/v2/tickets/*").status(503));
  }

  @Override
  public void close() {
    zendesk.close();
  }
}
