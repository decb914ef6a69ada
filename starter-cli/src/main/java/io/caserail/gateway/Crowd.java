package io.caserail.gateway;

import io.caserail.client.TemporalUnavailable;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.HintBundle.Line;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import io.grpc.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cases, for whom there may come more hints than Temporal takes one by one. Inside of {@link
 * #within} a hint joins those that come while the bundle before it is on its way, and all of them
 * go in one call; whoever brought one is answered once Temporal has it. Outside, all is as without.
 */
final class Crowd implements CaseInbox, AutoCloseable {
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private final CaseInbox cases;
  private final Duration longest;
  private final ExecutorService carrier = Executors.newSingleThreadExecutor(Crowd::daemon);
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(Crowd::daemon);
  private @Nullable Bundle gathering;

  /**
   * In front of the cases.
   *
   * @param longest how long one waits, from its arrival until Temporal has it
   */
  Crowd(CaseInbox cases, Duration longest) {
    this.cases = cases;
    this.longest = longest;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "caserail-crowd");
    thread.setDaemon(true);
    return thread;
  }

  /** What comes while this is done, by the same thread, may go together with others. */
  <T> T within(Supplier<T> taking) {
    INSIDE.set(true);
    try {
      return taking.get();
    } finally {
      INSIDE.remove();
    }
  }

  @Override
  public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
    if (INSIDE.get()) {
      var unused = join(new Line(kind, object, hint));
    } else {
      cases.submit(kind, object, hint);
    }
  }

  @Override
  public List<String> hintOpen(TicketHint hint) {
    return INSIDE.get() ? List.of(join(Line.open(hint))) : cases.hintOpen(hint);
  }

  /** The id of what keeps it. */
  private String join(Line line) {
    CompletableFuture<String> kept = gather(line);
    try {
      return kept.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new TemporalUnavailable("Temporal may not have the bundle", e);
    } catch (TimeoutException e) {
      throw new TemporalUnavailable("Temporal did not take the bundle in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporalUnavailable("stopped while a bundle was on its way", e);
    }
  }

  private synchronized CompletableFuture<String> gather(Line line) {
    Bundle bundle = gathering;
    if (bundle == null) {
      bundle = new Bundle(new ArrayList<>(), new CompletableFuture<>());
      gathering = bundle;
      carrier.execute(this::carry);
    }
    bundle.lines().add(line);
    return bundle.kept();
  }

  private synchronized Bundle gathered() {
    Bundle bundle = gathering;
    gathering = null;
    if (bundle == null) {
      throw new IllegalStateException("nothing was gathered");
    }
    return bundle;
  }

  private void carry() {
    Bundle bundle = gathered();
    Context.CancellableContext limited =
        Context.ROOT.withDeadlineAfter(longest.toMillis(), TimeUnit.MILLISECONDS, deadlines);
    try {
      bundle.kept().complete(limited.call(() -> cases.hintLater(new HintBundle(bundle.lines()))));
    } catch (Exception e) {
      bundle.kept().completeExceptionally(e);
    } finally {
      limited.cancel(null);
    }
  }

  /** Those that go together. */
  private record Bundle(List<Line> lines, CompletableFuture<String> kept) {}

  @Override
  public String hintLater(HintBundle bundle) {
    return cases.hintLater(bundle);
  }

  @Override
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    return cases.wake(kind, object, eventId);
  }

  @Override
  public List<String> wakeOn(ObjectId part, String eventId) {
    return cases.wakeOn(part, eventId);
  }

  @Override
  public void wakeOrStart(String refund, String eventId) {
    cases.wakeOrStart(refund, eventId);
  }

  @Override
  public boolean quarantine(QuarantineEntry entry) {
    return cases.quarantine(entry);
  }

  @Override
  public long quarantined(String source, int most) {
    return cases.quarantined(source, most);
  }

  @Override
  public String account() {
    return cases.account();
  }

  @Override
  public boolean reachable() {
    return cases.reachable();
  }

  @Override
  public void close() {
    carrier.shutdownNow();
    deadlines.shutdownNow();
  }
}
