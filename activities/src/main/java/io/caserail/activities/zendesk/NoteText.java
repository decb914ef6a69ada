package io.caserail.activities.zendesk;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A note's lines as a comment body that shows what they say and nothing else.
 *
 * <p>Zendesk expands placeholders in a comment, those of ticket texts included, and cuts a body at
 * 64 kB without a word. So placeholders lose their meaning, control characters their existence, and
 * a line its end when it is too long.
 */
final class NoteText {
  private static final int LONGEST_LINE = 2_000;

  private NoteText() {}

  static String of(List<String> lines) {
    return lines.stream().map(NoteText::plain).collect(Collectors.joining("\n"));
  }

  private static String plain(String line) {
    String clean =
        line.codePoints()
            .map(c -> Character.isWhitespace(c) ? ' ' : c)
            .filter(NoteText::isShown)
            .limit(LONGEST_LINE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return clean.replaceAll("\\{(?=[{%])", "{ ");
  }

  /** Controls and the invisible characters that turn the reading direction are not shown. */
  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }
}
