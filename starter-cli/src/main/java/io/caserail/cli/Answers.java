package io.caserail.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The person who answers questions, if there is one. */
interface Answers {
  /** The next line that was typed; null when nobody is there to type one. */
  @Nullable String next();

  /** Whoever writes to the standard input; nobody once it has ended. */
  static Answers ofStandardInput() {
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
