package io.caserail.sandbox.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's append-only record of every effect and every comment, in the order in which they
 * happened. What the product claims is checked against this. Thread-safe.
 */
public final class Books {
  private final VirtualClock clock;
  private final List<BookEntry> entries = new ArrayList<>();
  private final Set<Long> effectiveCalls = new HashSet<>();

  public Books(VirtualClock clock) {
    this.clock = clock;
  }

  /** Writes down an effect that moved no money. */
  public BookEntry append(
      String system, String kind, String object, Map<String, String> details, Cause cause) {
    return write(system, kind, object, null, null, details, cause);
  }

  /** Writes down an effect that moved money, in the currency's minor unit. */
  public BookEntry appendMoney(
      String system,
      String kind,
      String object,
      long amountMinor,
      String currency,
      Map<String, String> details,
      Cause cause) {
    return write(system, kind, object, amountMinor, currency, details, cause);
  }

  private synchronized BookEntry write(
      String system,
      String kind,
      String object,
      @Nullable Long amountMinor,
      @Nullable String currency,
      Map<String, String> details,
      Cause cause) {
    BookEntry entry =
        new BookEntry(
            entries.size() + 1L,
            clock.instant(),
            system,
            kind,
            object,
            amountMinor,
            currency,
            details,
            cause);
    entries.add(entry);
    if (cause.call() != null) {
      effectiveCalls.add(cause.call());
    }
    return entry;
  }

  public synchronized List<BookEntry> entries() {
    return List.copyOf(entries);
  }

  public List<BookEntry> of(String system, String kind) {
    return entries().stream()
        .filter(e -> e.system().equals(system) && e.kind().equals(kind))
        .toList();
  }

  /** Everything that happened to one object, whatever the system. */
  public List<BookEntry> about(String object) {
    return entries().stream().filter(e -> e.object().equals(object)).toList();
  }

  /** Whether the HTTP call with this overall ordinal changed anything. */
  public synchronized boolean changedBy(long call) {
    return effectiveCalls.contains(call);
  }

  /** The books as lines for an auditor. */
  public String text() {
    return entries().stream().map(BookEntry::toString).collect(Collectors.joining("\n"));
  }
}
