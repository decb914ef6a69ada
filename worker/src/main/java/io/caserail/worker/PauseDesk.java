package io.caserail.worker;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.zendesk.ControlTicket;
import io.caserail.activities.zendesk.Controls;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.TicketId;
import io.caserail.worker.audit.ControlRecord;
import io.caserail.worker.authority.Paused;
import io.caserail.worker.authority.TicketPauses;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.ControlsConfig;
import io.caserail.worker.policy.Policy;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a person pauses by command line, and reads what is paused; no worker has to run. */
public final class PauseDesk implements AutoCloseable {
  private final CaserailConfig config;
  private final ControlsConfig controls;
  private final HttpCalls calls;
  private final TicketPauses pauses;

  private PauseDesk(
      CaserailConfig config, ControlsConfig controls, HttpCalls calls, TicketPauses pauses) {
    this.config = config;
    this.controls = controls;
    this.calls = calls;
    this.pauses = pauses;
  }

  /**
   * Opens it with the credentials of a worker.
   *
   * @throws ConfigInvalid where nothing can be paused
   */
  public static PauseDesk open(CaserailConfig config) {
    Policy policy = WorkerProcess.policy(config);
    Clock clock = Clock.systemUTC();
    ZendeskSettings account = config.zendesk().settings();
    HttpCalls calls = new HttpCalls(config.http());
    Upstream upstream =
        new Upstream(
            calls, new Failures("Zendesk", FaultDomain.ZENDESK), clock, null, CallWatch.NONE);
    ZendeskClient zendesk =
        new ZendeskClient(upstream, new ZendeskTokens(upstream, account, clock), account);
    ControlsConfig controls = config.zendesk().controls();
    TicketPauses pauses = pauses(config, policy, zendesk, clock, null);
    if (controls == null || pauses == null) {
      calls.close();
      throw new ConfigInvalid(
          "caserail.yaml",
          List.of(
              "zendesk.controls: is missing, so that nothing can be paused; name a ticket, and for"
                  + " each kind of case a macro that pauses it and one that resumes it"));
    }
    return new PauseDesk(config, controls, calls, pauses);
  }

  /**
   * By the ticket of controls, which whoever writes to the namespace can't write to.
   *
   * @param record null where no record is kept: a worker reads what is said here
   */
  static @Nullable TicketPauses pauses(
      CaserailConfig config,
      Policy policy,
      ZendeskClient zendesk,
      InstantSource clock,
      @Nullable ControlRecord record) {
    ControlsConfig controls = config.zendesk().controls();
    if (controls == null) {
      return null;
    }
    Controls ticket =
        new ControlTicket(
            zendesk,
            new PersonTags(config.personKey()),
            controls.ticket(),
            config.zendesk().settings().integrationUser());
    return new TicketPauses(
        record == null ? ticket : record.of(ticket, controls.ticket(), controls.macros()),
        controls.macros(),
        policy,
        clock);
  }

  /** Whether this kind of case can be paused. */
  public boolean controls(CaseKind kind) {
    return controls.macros().containsKey(kind);
  }

  /** The number of the ticket of controls. */
  public TicketId ticket() {
    return controls.ticket();
  }

  /** Where an agent opens it. */
  public URI page() {
    return config.zendesk().settings().base().resolve("/agent/tickets/" + controls.ticket());
  }

  /**
   * What is paused now.
   *
   * @throws io.temporal.failure.ApplicationFailure when that can't be read
   */
  public List<Paused> paused() {
    return pauses.paused();
  }

  /**
   * Pauses a kind of case at once.
   *
   * @param by who says so; not checked
   * @throws io.temporal.failure.ApplicationFailure when it is not certain that it is paused
   */
  public void pause(CaseKind kind, String by, String why) {
    pauses.pause(kind, by, why);
  }

  @Override
  public void close() {
    calls.close();
  }
}
