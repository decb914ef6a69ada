package io.caserail.weekly;

import io.caserail.weekly.Page.Section;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a page as Markdown or as HTML. Whatever a cell holds is words there: it makes no markup,
 * no link and no line of its own.
 */
public final class PageText {
  private static final String STYLE =
      "body{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
          + "table{border-collapse:collapse}"
          + "td,th{border:1px solid #999;padding:.3em .6em;text-align:left}";

  private PageText() {}

  /** The page as Markdown with tables. */
  public static String markdown(Page page) {
    StringBuilder text = new StringBuilder("# " + plain(page.title()) + "\n");
    for (Section section : page.sections()) {
      text.append("\n## ").append(plain(section.title())).append("\n\n");
      if (section.rows().isEmpty()) {
        text.append("None.\n");
      } else {
        text.append(row(section.columns())).append("|---".repeat(section.columns().size()));
        text.append("|\n");
        section.rows().forEach(row -> text.append(row(row)));
      }
      if (!section.note().isEmpty()) {
        text.append('\n').append(plain(section.note())).append('\n');
      }
    }
    return text.toString();
  }

  /** The page as a document of its own, which loads nothing from elsewhere. */
  public static String html(Page page) {
    StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    text.append("<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"");
    text.append("default-src 'none'; style-src 'unsafe-inline'\"><title>");
    text.append(escaped(page.title())).append("</title><style>").append(STYLE);
    text.append("</style></head><body>\n<h1>").append(escaped(page.title())).append("</h1>\n");
    for (Section section : page.sections()) {
      text.append("<h2>").append(escaped(section.title())).append("</h2>\n");
      if (section.rows().isEmpty()) {
        text.append("<p>None.</p>\n");
      } else {
        text.append("<table><thead>").append(cells("th", section.columns())).append("</thead>");
        text.append("<tbody>\n");
        section.rows().forEach(row -> text.append(cells("td", row)).append('\n'));
        text.append("</tbody></table>\n");
      }
      if (!section.note().isEmpty()) {
        text.append("<p>").append(escaped(section.note())).append("</p>\n");
      }
    }
    return text.append("</body></html>\n").toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(PageText::plain).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  /** Renderers make links of bare addresses too. */
  private static String plain(String text) {
    return escaped(text)
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replaceAll("([\\\\`*_{}\\[\\]#+!|~])", "\\\\$1")
        .replace("://", "&#58;//")
        .replace("www.", "www&#46;")
        .replace("@", "&#64;");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isShown(c) ? c : '\ufffd');
              }
            });
    return out.toString();
  }

  /** Controls, line ends and marks that turn the reading direction are not. */
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
