package io.caserail.sandbox.zendesk;

import java.util.List;

/** Holds if all of the first hold and, unless there are none, any of the second. */
public record Conditions(List<Condition> all, List<Condition> any) {
  public Conditions {
    all = List.copyOf(all);
    any = List.copyOf(any);
  }

  public static Conditions allOf(Condition... all) {
    return new Conditions(List.of(all), List.of());
  }
}
