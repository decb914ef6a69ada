package io.caserail.cli;

import io.caserail.quarantine.QuarantineDecision.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caserail quarantine release}: has the gateway read an event again. */
@Command(
    name = "release",
    description = {
      "Has the gateway read an event again, by the rules that it has now.",
      "What is again not understood stays, with what it breaks now; the exit code is 1 then."
    })
final class QuarantineReleaseCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final QuarantineWordOptions word = new QuarantineWordOptions();

  @Override
  public Integer call() {
    return word.say(Kind.RELEASE, screen);
  }
}
