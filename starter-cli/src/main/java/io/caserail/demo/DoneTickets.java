package io.caserail.demo;

import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Calls;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices the moment in which a ticket has come to a state, without asking for it all the time. */
final class DoneTickets implements CallListener, AutoCloseable {
  private static final Pattern UPDATE = Pattern.compile("/api/v2/tickets/(\\d+)(?:\\.json)?");
  private static final long PATIENCE_SECONDS = 60;

  private final Map<Long, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();
  private final Stage stage;
  private final String state;
  private final Calls.Watch watch;

  DoneTickets(Stage stage, String state) {
    this.stage = stage;
    this.state = state;
    this.watch = stage.sandbox().calls().watch(this);
  }

  /** Must be called before the ticket can come there. */
  void expect(long ticket) {
    awaited.put(ticket, new CompletableFuture<>());
  }

  /**
   * Waits for it; when it was, in {@link System#nanoTime}.
   *
   * @throws SceneFailed after a minute
   */
  long await(long ticket) {
    CompletableFuture<Long> future = awaited.get(ticket);
    if (future == null) {
      throw new IllegalStateException("ticket " + ticket + " is not expected");
    }
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SceneFailed(
          "ticket "
              + ticket
              + " shows '"
              + stage.state(ticket)
              + "': "
              + stage.ticket(ticket).internalNotes());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } finally {
      awaited.remove(ticket);
    }
  }

  @Override
  public void processed(CallRecord call) {
    if (!call.effect() || !call.facts().method().equals("PUT")) {
      return;
    }
    Matcher update = UPDATE.matcher(call.facts().path());
    if (update.matches()) {
      long ticket = Long.parseLong(update.group(1));
      CompletableFuture<Long> future = awaited.get(ticket);
      if (future != null && stage.state(ticket).equals(state)) {
        future.complete(System.nanoTime());
      }
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
