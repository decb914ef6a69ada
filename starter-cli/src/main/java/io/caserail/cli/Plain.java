package io.caserail.cli;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes text from elsewhere fit to be printed: no control character, so nothing moves the cursor or
 * colours the terminal, and nothing that turns the direction of the text or hides in it.
 */
final class Plain {
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\u2028\\u2029]");

  private Plain() {}

  static String text(@Nullable Object value) {
    return value == null ? "" : UNFIT.matcher(value.toString()).replaceAll("\ufffd");
  }

  /** Text of ours in several lines, with values from elsewhere in it. */
  static String lines(@Nullable String text) {
    return text == null ? "" : String.join("\n", text.lines().map(Plain::text).toList());
  }
}
