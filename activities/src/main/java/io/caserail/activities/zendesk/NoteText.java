package io.caserail.activities.zendesk;

import io.caserail.model.PlainText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A note's lines as a comment body that shows what they say and nothing else.
 *
 * <p>Zendesk expands placeholders in a comment, those of ticket texts included, renders Markdown
 * where an account allows it, and cuts a body at 64 kB without a word. So markup loses its meaning,
 * control characters their existence, and a line its end when it is too long.
 */
final class NoteText {
  private static final int LONGEST_LINE = 2_000;

  private NoteText() {}

  static String of(List<String> lines) {
    return lines.stream().map(NoteText::plain).collect(Collectors.joining("\n"));
  }

  private static String plain(String line) {
    String plain = PlainText.of(line);
    int length = plain.codePointCount(0, plain.length());
    return length <= LONGEST_LINE
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_LINE));
  }
}
