package io.caserail.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The person at the keyboard, if there is one. */
interface Answers {
  /** The next line that was typed; null when nobody is there to type one. */
  @Nullable String next();

  /** Whoever sits at the terminal; nobody in a script. */
  static Answers ofTerminal() {
    if (System.console() == null) {
      return () -> null;
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    return () -> {
      try {
        return in.readLine();
      } catch (IOException e) {
        return null;
      }
    };
  }
}
