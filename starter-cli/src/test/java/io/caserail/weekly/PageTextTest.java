package io.caserail.weekly;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.weekly.Page.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names come from people: on the page they are words, whatever they hold. */
final class PageTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><b>x</b>",
        "' onmouseover='x",
        "![x](https://evil.example/?q)",
        "[x](javascript:alert(1))",
        "a | b\n| c | d |",
        "`code` **bold** _it_ ~~gone~~",
        "https://evil.example and www.evil.example",
        "mail@evil.example",
        "\u001b[2J\u202e\u0007\u2028",
        "# heading",
        "&lt;script&gt;"
      })
  void what_a_name_holds_makes_no_markup(String hostile) {
    Page page =
        new Page(
            "Title", List.of(new Section("S", List.of("A"), List.of(List.of(hostile)), hostile)));

    String html = PageText.html(page);
    String markdown = PageText.markdown(page);

    String cell = html.substring(html.indexOf("<td>") + 4, html.indexOf("</td>"));
    assertThat(cell).doesNotContain("<", ">", "\"", "'");
    assertThat(cell.replaceAll("&(amp|lt|gt|quot|#39);", "")).doesNotContain("&");
    assertThat(html + markdown).doesNotContain("\u001b", "\u202e", "\u0007", "\u2028");
    String row = markdown.lines().skip(6).findFirst().orElseThrow();
    assertThat(row).startsWith("| ").endsWith(" |");
    String inner = row.substring(2, row.length() - 2);
    assertThat(inner.replaceAll("\\\\[\\\\`*_{}\\[\\]#+!|~]", ""))
        .doesNotContain("<", ">", "|", "`", "*", "_", "[", "]", "!", "~", "://", "www.", "@");
  }

  @Test
  void an_empty_part_says_none() {
    Page page = new Page("T", List.of(new Section("S", List.of("A"), List.of(), "")));

    assertThat(PageText.markdown(page)).isEqualTo("# T\n\n## S\n\nNone.\n");
    assertThat(PageText.html(page)).contains("<h2>S</h2>\n<p>None.</p>");
  }
}
