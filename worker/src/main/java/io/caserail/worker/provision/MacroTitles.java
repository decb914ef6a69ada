package io.caserail.worker.provision;

import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The titles of the macros that give commands. */
public final class MacroTitles {
  /** Of all kinds, each once. */
  public static final List<String> ALL =
      Arrays.stream(CaseKind.values())
          .flatMap(MacroTitles::of)
          .filter(Objects::nonNull)
          .map(Wording::macro)
          .distinct()
          .toList();

  private MacroTitles() {}

  private static Stream<Wording> of(CaseKind kind) {
    return Arrays.stream(CommandKind.values()).map(command -> Wording.of(kind, command));
  }
}
