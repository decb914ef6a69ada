package io.caserail.worker.provision;

import io.caserail.worker.provision.Step.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an account lacks, in the order in which it is mended: what is referred to comes first, and
 * what is removed goes last, backwards. A pure comparison: the same account makes the same plan.
 */
public record Plan(List<Step> steps) {
  private static final Comparator<Step> BACKWARDS =
      Comparator.comparing(Step::part, Comparator.reverseOrder());

  public Plan {
    steps = List.copyOf(steps);
  }

  /** What has to be done so that the account is as the blueprint. */
  static Plan between(Blueprint blueprint, Collection<Found> account) {
    Map<String, Found> ours = new LinkedHashMap<>();
    List<Step> surplus = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    blueprint.items().forEach(item -> wanted.add(item.key()));
    for (Found found : account) {
      Optional<String> key = found.mark().map(Mark::key);
      if (key.isPresent()
          && (!wanted.contains(key.get()) || ours.putIfAbsent(key.get(), found) != null)) {
        surplus.add(Step.remove(found));
      }
    }
    Map<String, String> ids = new HashMap<>();
    ours.forEach((key, found) -> ids.put(key, found.id()));
    List<Step> steps = new ArrayList<>();
    for (Item item : blueprint.items()) {
      Found found = ours.get(item.key());
      steps.add(found == null ? missing(item, account) : present(item, found, ids));
    }
    surplus.sort(BACKWARDS);
    steps.addAll(surplus);
    return new Plan(steps);
  }

  /** What has to be done so that nothing of ours is left. */
  static Plan removal(Collection<Found> account) {
    return new Plan(
        account.stream()
            .filter(found -> found.mark().isPresent())
            .map(Step::remove)
            .sorted(BACKWARDS)
            .toList());
  }

  private static Step missing(Item item, Collection<Found> account) {
    for (Found found : account) {
      boolean namesake = found.part() == item.part() && found.title().equals(item.title());
      if (namesake && found.mark().isEmpty()) {
        return isOtherType(item, found)
            ? Step.blocked(item, found, "one of this name is there, of another type; rename it")
            : new Step(Action.ADOPT, item, found, List.of(), "");
      }
    }
    return Step.create(item);
  }

  private static Step present(Item item, Found found, Map<String, String> ids) {
    if (found.mark().filter(mark -> mark.version() > Blueprint.VERSION).isPresent()) {
      return Step.blocked(item, found, "a newer Caserail has made it; use that one");
    }
    if (isOtherType(item, found)) {
      return Step.blocked(item, found, "a field's type can't be changed; remove it first");
    }
    List<Difference> differences = Difference.between(found.body(), item.resolved(ids));
    return new Step(
        differences.isEmpty() ? Action.LEAVE : Action.CHANGE, item, found, differences, "");
  }

  private static boolean isOtherType(Item item, Found found) {
    return item.part() == Part.FIELD && !found.body().path("type").equals(item.body().path("type"));
  }

  /** What is not left as it is. */
  public List<Step> changes() {
    return steps.stream().filter(step -> step.action() != Action.LEAVE).toList();
  }

  public List<Step> of(Action action) {
    return steps.stream().filter(step -> step.action() == action).toList();
  }

  /** Whether the account is as it should be. */
  public boolean isDone() {
    return changes().isEmpty();
  }
}
