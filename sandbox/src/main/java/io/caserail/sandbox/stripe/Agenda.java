package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is to happen at a time, for a clock that only tests and callers move. */
final class Agenda {
  private record Item(Instant due, Runnable action) {}

  private final List<Item> items = new ArrayList<>();

  synchronized void at(Instant due, Runnable action) {
    items.add(new Item(due, action));
  }

  /** Runs what is due, earliest first; of two at the same time the one that was entered first. */
  void runUntil(Instant now) {
    List<Item> due = new ArrayList<>();
    synchronized (this) {
      items.removeIf(item -> !item.due().isAfter(now) && due.add(item));
    }
    due.sort(Comparator.comparing(Item::due));
    due.forEach(item -> item.action().run());
  }
}
