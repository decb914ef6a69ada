package io.caserail.worker;

import com.uber.m3.tally.NoopScope;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.zendesk.FilledCommands;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.model.FaultDomain;
import io.caserail.port.RefundPolicy;
import io.caserail.port.Trouble;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.provision.Finding;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks the other systems whether a worker could do its work with them, by the worker's own
 * credentials. Changes nothing; no worker has to run.
 */
public final class WorkerDoctor {
  /**
   * Events of refunds that have failed are looked for as far back as this; a settlement that
   * Temporal has forgotten by then would be opened again.
   */
  private static final Duration LATE_NEWS = Duration.ofDays(3);

  private static final int DAYS_TO_ROTATE = 14;
  private static final long SECONDS_FOR_TEMPORAL = 10;

  private WorkerDoctor() {}

  /**
   * What it finds: one finding a system, one of what the payment system says of risk, one for each
   * credential that is about to expire, and one for each system whose answers may be lost.
   */
  public static List<Finding> look(CaserailConfig config) {
    List<Finding> findings = new ArrayList<>(systems(config));
    LocalDate today = LocalDate.now(Clock.systemUTC());
    config
        .expires()
        .forEach(
            (name, day) -> {
              if (day.isBefore(today.plusDays(DAYS_TO_ROTATE))) {
                findings.add(expiring(name, day, today));
              }
            });
    findings.addAll(LostAnswers.findings(config));
    return findings;
  }

  private static Finding expiring(String name, LocalDate day, LocalDate today) {
    String advice =
        "put a new one in place, restart who holds it, and give its day: expires." + name;
    return day.isAfter(today)
        ? Finding.trap("The credential " + name + " expires on " + day, advice)
        : Finding.fault("The credential " + name + " has expired on " + day, advice);
  }

  private static List<Finding> systems(CaserailConfig config) {
    HttpCalls calls = new HttpCalls(config.http());
    try {
      return List.of(
          stripe(config, calls), sweep(config, calls), temporal(config), risk(config, calls));
    } finally {
      calls.close();
    }
  }

  /** A key's prefix says its mode, and only an answer says it of the account. */
  private static Finding stripe(CaserailConfig config, HttpCalls calls) {
    boolean live = config.stripe().settings().live();
    boolean answered;
    try {
      answered =
          new StripeClient(upstream(calls, "Stripe"), config.stripe().settings()).answersLive();
    } catch (ApplicationFailure failure) {
      return Finding.notVerified(
          "Whether Stripe answers in the file's mode: " + cause(failure),
          "let the key read the balance, which moves nothing, and look again");
    }
    return answered == live
        ? Finding.good("Stripe answers in " + mode(live) + " mode, as the file has it")
        : Finding.fault(
            "Stripe answers in " + mode(answered) + " mode, and the file's mode is " + mode(live),
            "use the key, and the address, that belong to the mode");
  }

  /** What a restricted key may not read ends every look at a payment, as a fault of ours. */
  private static Finding risk(CaserailConfig config, HttpCalls calls) {
    RefundPolicy.Risk minds = WorkerProcess.policy(config).refunds().risk();
    StripeClient stripe = new StripeClient(upstream(calls, "Stripe"), config.stripe().settings());
    List<String> missing = new ArrayList<>();
    try {
      if (!minds.review().isEmpty() && !stripe.mayList("reviews")) {
        missing.add("reviews");
      }
      if (!minds.warning().isEmpty() && !stripe.mayList("radar/early_fraud_warnings")) {
        missing.add("early fraud warnings");
      }
    } catch (ApplicationFailure failure) {
      return Finding.notVerified(
          "Whether the Stripe key may read reviews and early fraud warnings: " + cause(failure),
          "look again");
    }
    return missing.isEmpty()
        ? Finding.good("The Stripe key may read what the policy makes of risk")
        : Finding.fault(
            "The Stripe key may not read "
                + String.join(" and ", missing)
                + ", so that nothing is refunded",
            "give the restricted key the permission to read them, or let nothing come of them: risk"
                + " in the policy");
  }

  private static Finding sweep(CaserailConfig config, HttpCalls calls) {
    ZendeskSettings account = config.zendesk().settings();
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            Clock.systemUTC(),
            null,
            CallWatch.NONE);
    ZendeskClient client =
        new ZendeskClient(
            upstream, new ZendeskTokens(upstream, account, Clock.systemUTC()), account);
    boolean bySearch = account.sweepView().isEmpty();
    String how = bySearch ? "the search by tag" : "view " + account.sweepView();
    try {
      int due = new FilledCommands(client, config.zendesk().fields(), account).tickets().size();
      String found =
          "The sweep can look for commands by " + how + ", and finds " + due + " at the moment";
      return bySearch
          ? Finding.trap(
              found + ", minutes late: Zendesk's search index lags",
              "let it read a view: zendesk.sweepView, with the number of view 'Not picked up'")
          : Finding.good(found);
    } catch (ApplicationFailure failure) {
      return Finding.fault(
          "The sweep can't look for commands by " + how + ": " + cause(failure),
          bySearch
              ? "give the worker's OAuth client the scope 'read', or name a view: zendesk.sweepView"
              : "name a view that is there and open to the integration's user: zendesk.sweepView");
    }
  }

  private static Finding temporal(CaserailConfig config) {
    WorkflowServiceStubs stubs = null;
    try {
      WorkflowClient client = TemporalConnector.of(config.temporal()).connect(new NoopScope());
      stubs = client.getWorkflowServiceStubs();
      String namespace = client.getOptions().getNamespace();
      DescribeNamespaceResponse answer =
          stubs
              .blockingStub()
              .withDeadlineAfter(SECONDS_FOR_TEMPORAL, TimeUnit.SECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      return retention(
          namespace,
          Duration.ofSeconds(answer.getConfig().getWorkflowExecutionRetentionTtl().getSeconds()));
    } catch (StatusRuntimeException e) {
      return Finding.notVerified(
          "How long Temporal keeps closed cases: it answers " + e.getStatus().getCode(),
          "start it, or mend temporal in the file, and look again");
    } catch (IllegalArgumentException e) {
      return Finding.fault(String.valueOf(e.getMessage()), "mend temporal in the file");
    } finally {
      if (stubs != null) {
        stubs.shutdownNow();
      }
    }
  }

  private static Finding retention(String namespace, Duration kept) {
    if (kept.isZero()) {
      return Finding.notVerified(
          "How long Temporal keeps closed cases: namespace " + namespace + " does not say", "");
    }
    String keeps =
        "Temporal's namespace " + namespace + " keeps closed cases for " + kept.toHours() + " h";
    return kept.compareTo(LATE_NEWS) > 0
        ? Finding.good(keeps)
        : Finding.fault(
            keeps
                + "; news of a refund that failed late is read for "
                + LATE_NEWS.toHours()
                + " h, and would open a forgotten case again",
            "temporal operator namespace update --namespace "
                + namespace
                + " --retention 720h; the audit file proves who decided after that");
  }

  private static Upstream upstream(HttpCalls calls, String system) {
    return new Upstream(
        calls, new Failures(system, FaultDomain.UPSTREAM), Clock.systemUTC(), null, CallWatch.NONE);
  }

  private static String cause(ApplicationFailure failure) {
    Trouble trouble = Failures.troubleOf(failure);
    return trouble == null ? failure.getType() : trouble.cause() + " (" + trouble.evidence() + ")";
  }

  private static String mode(boolean live) {
    return live ? "live" : "test";
  }
}
