package io.caserail.cli;

import io.caserail.quarantine.QuarantineDecision.Kind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caserail quarantine discard}: an event asks for nothing, says a person. */
@Command(name = "discard", description = "Says that an event asks for nothing; it stays unread.")
final class QuarantineDiscardCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final QuarantineWordOptions word = new QuarantineWordOptions();

  @Override
  public Integer call() {
    return word.say(Kind.DISCARD, screen);
  }
}
