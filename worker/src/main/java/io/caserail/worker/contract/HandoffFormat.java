package io.caserail.worker.contract;

import io.caserail.contract.Audience;
import io.caserail.worker.contract.Handoff.Answer;
import io.caserail.worker.contract.Handoff.Chapter;
import java.util.List;

/** How a page is written. */
public enum HandoffFormat {
  MD {
    @Override
    public String page(Handoff handoff) {
      StringBuilder page = new StringBuilder("# " + title(handoff.audience()) + "\n");
      for (Chapter chapter : handoff.chapters()) {
        page.append("\n## ").append(chapter.title()).append("\n\n");
        page.append(plain(chapter.serves())).append("\n");
        for (Answer answer : chapter.answers()) {
          page.append("\n### ").append(answer.question().words()).append("\n\n");
          answer.lines().forEach(line -> page.append("- ").append(plain(line)).append("\n"));
        }
      }
      return page.toString();
    }

    /** What stands in a contract is text, whatever Markdown would make of it. */
    private String plain(String text) {
      return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|!])", "\\\\$1");
    }
  },
  HTML {
    @Override
    public String page(Handoff handoff) {
      String title = escaped(title(handoff.audience()));
      StringBuilder page =
          new StringBuilder(
              "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>"
                  + title
                  + "</title>\n<style>body{font:16px/1.5 sans-serif;max-width:50em;margin:2em"
                  + " auto;padding:0 1em}</style>\n<h1>"
                  + title
                  + "</h1>\n");
      for (Chapter chapter : handoff.chapters()) {
        page.append("<h2>").append(escaped(chapter.title())).append("</h2>\n");
        page.append("<p>").append(escaped(chapter.serves())).append("</p>\n");
        for (Answer answer : chapter.answers()) {
          page.append("<h3>").append(escaped(answer.question().words())).append("</h3>\n");
          page.append(list(answer.lines()));
        }
      }
      return page.append("</html>\n").toString();
    }

    private String list(List<String> lines) {
      StringBuilder list = new StringBuilder("<ul>\n");
      lines.forEach(line -> list.append("<li>").append(escaped(line)).append("</li>\n"));
      return list.append("</ul>\n").toString();
    }

    private String escaped(String text) {
      return text.replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;")
          .replace("'", "&#39;");
    }
  };

  /** The whole page. */
  public abstract String page(Handoff handoff);

  /** What its files end in. */
  public String extension() {
    return this == MD ? ".md" : ".html";
  }

  static String title(Audience audience) {
    return "Hand-off for " + audience.word();
  }
}
