package io.caserail.demo;

import java.util.List;

/**
 * A random story, as data: the same seed and length give the same one. Scheduling may still differ
 * from one playing to the next, what is put in does not.
 *
 * @param customers the customer who writes each ticket
 */
record Script(long seed, List<Thing> things, List<Integer> customers, List<Act> acts) {
  Script {
    things = List.copyOf(things);
    customers = List.copyOf(customers);
    acts = List.copyOf(acts);
  }

  /** Line by line, for whoever looks why it failed. */
  String text() {
    StringBuilder text = new StringBuilder("seed " + seed + "\n");
    for (int i = 0; i < things.size(); i++) {
      text.append("  thing ").append(i).append(": ").append(things.get(i)).append('\n');
    }
    text.append("  tickets of customers ").append(customers).append('\n');
    for (int i = 0; i < acts.size(); i++) {
      text.append("  %2d %s%n".formatted(i, acts.get(i)));
    }
    return text.toString();
  }
}
