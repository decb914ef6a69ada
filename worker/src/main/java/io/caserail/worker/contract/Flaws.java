package io.caserail.worker.contract;

import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.worker.config.YamlFile;
import java.util.ArrayList;
import java.util.List;

/** Notes what is wrong with one file, each with its line and clause. */
final class Flaws {
  private final LifecycleState state;
  private final YamlFile file;
  private final List<Flaw> found = new ArrayList<>();

  Flaws(LifecycleState state, YamlFile file) {
    this.state = state;
    this.file = file;
  }

  /** Notes what is wrong with a clause, given as a JSON pointer. */
  void add(String pointer, String what) {
    found.add(
        new Flaw(
            state,
            file.name(),
            file.line(pointer),
            pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.'),
            what));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Flaw> found() {
    return found;
  }
}
