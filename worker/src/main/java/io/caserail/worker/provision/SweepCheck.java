package io.caserail.worker.provision;

import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.model.FaultDomain;
import io.caserail.worker.config.CaserailConfig;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;

/** Tries, with the worker's own credentials, what the sweep may see. */
public final class SweepCheck {
  private static final Duration A_WHILE = Duration.ofMinutes(5);

  private SweepCheck() {}

  /** What a worker of this file would miss. */
  public static Finding look(CaserailConfig config, InstantSource clock) {
    ZendeskSettings account = config.zendesk().settings();
    try (HttpCalls http = new HttpCalls(config.http())) {
      Upstream calls =
          new Upstream(
              http,
              new Failures("Zendesk", FaultDomain.ZENDESK),
              clock,
              null,
              (system, endpoint, result, took) -> {});
      boolean may =
          new ZendeskClient(calls, new ZendeskTokens(calls, account, clock), account)
              .mayExport(clock.instant().minus(A_WHILE));
      return may
          ? Finding.good("The sweep may use the cursor export, and sees every ticket that changes")
          : Finding.trap(
              "The worker's user is no admin, so that the sweep can't use the cursor export: a"
                  + " command that somebody takes out of the field before it is read, in a ticket"
                  + " without an open case, is missed where its webhook is lost too",
              "make that user an admin, or see to it that nobody but Caserail empties the field");
    } catch (ApplicationFailure failure) {
      return Finding.fault(
          "The worker can't ask Zendesk what has changed: " + failure.getOriginalMessage(),
          "mend zendesk.clientId, zendesk.clientSecret and zendesk.scope");
    }
  }
}
