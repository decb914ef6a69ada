package io.caserail.worker.provision;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about one thing.
 *
 * @param item what it should be; null where it should not be
 * @param found what is there; null where nothing is
 * @param differences what differs; empty unless it is there and should be
 * @param why what stands in the way of a blocked one; empty for the others
 */
public record Step(
    Action action,
    @Nullable Item item,
    @Nullable Found found,
    List<Difference> differences,
    String why) {
  /** What can be done. */
  public enum Action {
    CREATE,
    CHANGE,
    LEAVE,
    REMOVE,
    /** There under the same name without our mark; taken over only where that is asked for. */
    ADOPT,
    /** Nothing can be done by itself; a person has to act first. */
    BLOCKED
  }

  public Step {
    differences = List.copyOf(differences);
    if (item == null && found == null) {
      throw new IllegalArgumentException("a step is about something");
    }
  }

  static Step create(Item item) {
    return new Step(Action.CREATE, item, null, List.of(), "");
  }

  static Step remove(Found found) {
    return new Step(Action.REMOVE, null, found, List.of(), "");
  }

  static Step blocked(Item item, Found found, String why) {
    return new Step(Action.BLOCKED, item, found, List.of(), why);
  }

  Item wanted() {
    return Objects.requireNonNull(item, "this step makes nothing");
  }

  Found present() {
    return Objects.requireNonNull(found, "this step makes something new");
  }

  public Part part() {
    return item == null ? present().part() : item.part();
  }

  /** Its name: as it should be, else as it is. */
  public String title() {
    return item == null ? present().title() : item.title();
  }
}
