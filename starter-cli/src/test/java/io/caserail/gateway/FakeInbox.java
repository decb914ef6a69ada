package io.caserail.gateway;

import io.caserail.client.TemporalUnavailable;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what the gateway says; can be away, like Temporal. */
final class FakeInbox implements CaseInbox {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  final List<String> said = new CopyOnWriteArrayList<>();
  final List<QuarantineEntry> quarantined = new CopyOnWriteArrayList<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger bundles = new AtomicInteger();
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private volatile Duration slow = Duration.ZERO;
  private volatile boolean away;
  private volatile boolean broken;

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  void breakDown() {
    broken = true;
  }

  @Override
  public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
    say(submitted(kind, object, hint));
  }

  private static String submitted(CaseKind kind, ObjectId object, TicketHint hint) {
    return "submit " + word(kind) + " " + object + " " + hint.ticket() + " " + hint.source();
  }

  /** One call, as the server takes it. */
  @Override
  public String hintLater(HintBundle bundle) {
    call();
    bundles.incrementAndGet();
    for (HintBundle.Line line : bundle.lines()) {
      CaseKind kind = line.kind();
      ObjectId object = line.object();
      said.add(
          kind == null || object == null
              ? "hintOpen " + line.hint().ticket()
              : submitted(kind, object, line.hint()));
    }
    return "hints-acme-" + bundles.get();
  }

  @Override
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    say("wake " + word(kind) + " " + object + " " + eventId);
    return waiting.contains(object.value());
  }

  @Override
  public List<String> hintOpen(TicketHint hint) {
    say("hintOpen " + hint.ticket());
    return heard(hint.ticket().value());
  }

  @Override
  public List<String> wakeOn(ObjectId part, String eventId) {
    say("wakeOn " + part + " " + eventId);
    return heard(part.value());
  }

  /** Whose only case is called like what it is about. */
  private List<String> heard(String name) {
    return waiting.contains(name) ? List.of("case-" + name) : List.of();
  }

  @Override
  public void wakeOrStart(String refund, String eventId) {
    say("wakeOrStart " + refund + " " + eventId);
  }

  @Override
  public boolean quarantine(QuarantineEntry entry) {
    say("quarantine " + entry.source());
    if (known.add(entry.source() + entry.eventId())) {
      quarantined.add(entry);
      return true;
    }
    return false;
  }

  @Override
  public long quarantined(String source, int most) {
    return quarantined.stream().filter(entry -> entry.source().equals(source)).count();
  }

  @Override
  public String account() {
    return "acme";
  }

  @Override
  public boolean reachable() {
    return !away;
  }

  private static String word(CaseKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** From now on every call waits until it is let go; returns what lets them go. */
  CountDownLatch holdCalls() {
    CountDownLatch held = new CountDownLatch(1);
    hold = held;
    return held;
  }

  /** How many calls are waiting, or have passed. */
  int calls() {
    return calls.get();
  }

  /** From now on every call takes this long. */
  void takes(Duration aCall) {
    slow = aCall;
  }

  /** Waits as a call of Temporal does: no longer than its caller lets it. */
  private boolean isLetGo() {
    Deadline limit = Context.current().getDeadline();
    long most = limit == null ? Long.MAX_VALUE : limit.timeRemaining(TimeUnit.NANOSECONDS);
    try {
      if (!slow.isZero()) {
        return !NEVER.await(Math.min(most, slow.toNanos()), TimeUnit.NANOSECONDS)
            && slow.toNanos() <= most;
      }
      return hold.await(most, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void say(String what) {
    call();
    said.add(what);
  }

  private void call() {
    calls.incrementAndGet();
    if (!isLetGo()) {
      throw new TemporalUnavailable("no answer in time", new IllegalStateException());
    }
    if (away) {
      throw new TemporalUnavailable("away", new IllegalStateException());
    }
    if (broken) {
      throw new IllegalStateException("something nobody thought of");
    }
  }
}
