package io.caserail.model;

/**
 * Text from elsewhere, such as a person's name, made fit for places that read markup.
 *
 * <p>Ticket systems expand placeholders in a comment, and both they and the Temporal UI render
 * Markdown with HTML in it. So what would begin a placeholder, a tag, a link or an image is broken
 * by a space, and what is not seen (controls, marks that turn the reading direction, characters
 * without width) is left out.
 */
public final class PlainText {
  private PlainText() {}

  /** The text in one line, without any meaning but that of its words. */
  public static String of(String text) {
    return text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(PlainText::isShown)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .replaceAll("\\{(?=[{%])", "{ ")
        .replaceAll("<(?=[A-Za-z/!?])", "< ")
        .replaceAll("](?=\\()", "] ");
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
