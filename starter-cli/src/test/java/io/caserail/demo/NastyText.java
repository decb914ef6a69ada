package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Thirty things that people with bad intentions write into names and fields. */
final class NastyText {
  private NastyText() {}

  /** None holds a line end, which no field of one line takes. */
  static List<String> all() {
    return List.of(
        "{{ticket.requester.email}}",
        "{{ticket.id}}",
        "{{ current_user.name }}",
        "{% for c in ticket.comments %}{{c.value}}{% endfor %}",
        "{{{{ticket.status}}}}",
        "{\u200b{ticket.title}}",
        "<b>Refund approved</b>",
        "<img src=x onerror=alert(1)>",
        "<script>fetch('//evil.example')</script>",
        "</div><a href=\"https://evil.example\">Approve</a>",
        "<!-- approved",
        "![](https://evil.example/seen.png)",
        "![seen](https://evil.example/seen.png \"x\")",
        "[Approve here](https://evil.example)",
        "[Approve here][1]",
        "`` `rm -rf` ``",
        "# Refund approved",
        "\u001b[31mRED\u001b[0m",
        "\u001b]8;;https://evil.example\u0007Approve\u001b]8;;\u0007",
        "\u001b[2J\u001b[H",
        "\u009b2J",
        "good\rRefund sent",
        "=HYPERLINK(\"https://evil.example\",\"Approve\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1+1)",
        "\u202eevorppA",
        "\u2066\u2067Lena\u2069",
        "Le\u200bna\u00ad\ufeff",
        "\ud83d\ude00\udb40\udc41\u0000");
  }

  /** What is shown to colleagues: no markup, no placeholder, nothing invisible. */
  static void requireHarmless(String text) {
    requirePlain(text);
    assertThat(text).doesNotContain("{{", "{%", "](");
    assertThat(text).doesNotContainPattern("<[A-Za-z/!]");
    assertThat(text.lines()).noneMatch(line -> line.matches("[=+@#-].*"));
  }

  /** What a terminal shows: nothing that moves the cursor, paints, or turns the direction. */
  static void requirePlain(String text) {
    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]");
  }
}
