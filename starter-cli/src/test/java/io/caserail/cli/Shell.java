package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Types commands and keeps what they print. */
public final class Shell {
  private final List<String> always;
  private Ansi ansi = Ansi.OFF;
  private @Nullable String answer;
  private Runnable meanwhile = () -> {};
  private @Nullable String signer;

  /** What came of a command. */
  public record Printed(int exitCode, String out, String err) {
    void assertNoTrace() {
      assertThat(err).doesNotContain("\tat ", "Exception");
    }
  }

  /** A shell that adds these options to each command. */
  public Shell(String... always) {
    this.always = List.of(always);
  }

  /** With colours. */
  public Shell onTerminal() {
    ansi = Ansi.ON;
    return this;
  }

  /** With a person who answers this to each question. */
  public Shell answering(String line) {
    answer = line;
    return this;
  }

  /** The same, before whose answer something else happens. */
  public Shell answering(String line, Runnable first) {
    answer = line;
    meanwhile = first;
    return this;
  }

  /** With a person who opens the address that is printed, and signs in with their own. */
  public Shell signingAs(String email) {
    signer = email;
    return this;
  }

  /** Types a command. */
  public Printed type(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(always);
    StringWriter out = new StringWriter();
    StringWriter err = signer == null ? new StringWriter() : new Browser(signer);
    int code =
        Caserail.run(
            () -> {
              meanwhile.run();
              return answer;
            },
            new PrintWriter(out),
            new PrintWriter(err),
            ansi,
            args.toArray(String[]::new));
    return new Printed(code, out.toString(), err.toString());
  }
}
