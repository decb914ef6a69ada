package io.caserail.demo;

import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.stripe.StripeSandbox;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Customers who follow a link as soon as they have it, and an identity provider that judges and
 * erases at once: what is left of the time is ours and Temporal's.
 */
final class PromptCustomers implements CallListener, AutoCloseable {
  private static final Pattern CHANGE = Pattern.compile("/accounts/([^/]+)/changes$");

  private final Sandbox world;
  private final Calls.Watch watch;

  /** Not the thread of the call, which has to be answered first. */
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  PromptCustomers(Sandbox world) {
    this.world = world;
    this.watch = world.calls().watch(this);
  }

  @Override
  public void processed(CallRecord call) {
    if (!call.effect()) {
      return;
    }
    String path = call.facts().path();
    Matcher change = CHANGE.matcher(path);
    if (call.system().equals(CompanySandbox.SYSTEM) && change.find()) {
      String account = change.group(1);
      thread.execute(() -> prove(account));
    } else if (call.system().equals(StripeSandbox.SYSTEM) && path.endsWith("/redact")) {
      thread.execute(world.stripe()::finishChecks);
    }
  }

  private void prove(String account) {
    if (world.company().account(account).verdict().isEmpty()) {
      String session = world.stripe().followLink(world.company().openLink(account));
      var unused = world.stripe().submit(session);
      world.stripe().finishChecks();
    }
  }

  @Override
  public void close() {
    watch.close();
    thread.shutdownNow();
  }
}
