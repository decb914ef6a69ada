package io.caserail.worker.messages;

import io.caserail.worker.messages.MessageKind.Assertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a text says more than its state allows. It finds words, not meaning: a text that passes
 * is still to be read by whoever answers for it.
 */
final class MessageLint {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern MARKUP = Pattern.compile("\\{\\{|}}|\\{%|<[A-Za-z/!]|]\\(|[*_`]{2}");

  /** In a text without its placeholders; any script's digits, signs of percent and money too. */
  private static final Pattern FIGURE = Pattern.compile("[\\p{Nd}%\\p{Sc}]");

  private static final String SPACE = "[\\s\\p{Z}]+";
  private static final int LONGEST = 2_000;

  private final Map<Assertion, Pattern> words;

  /**
   * Of one language.
   *
   * @param words what claims each, a {@code *} at the end of a word standing for any ending
   */
  MessageLint(Map<Assertion, List<String>> words) {
    this.words =
        words.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> pattern(entry.getValue())));
  }

  private static Pattern pattern(List<String> words) {
    String any =
        words.stream()
            .map(
                word ->
                    word.endsWith("*")
                        ? literal(word.substring(0, word.length() - 1)) + "[\\p{L}]*"
                        : literal(word))
            .collect(Collectors.joining("|"));
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Its words, with any white space between them. */
  private static String literal(String words) {
    return Pattern.compile(SPACE)
        .splitAsStream(words.strip())
        .map(Pattern::quote)
        .collect(Collectors.joining(SPACE));
  }

  /** All that is wrong with a text, in words for whoever wrote it; empty when nothing is. */
  List<String> problems(MessageKind kind, String text) {
    List<String> problems = new ArrayList<>();
    if (text.isBlank()) {
      problems.add("is empty; write the text");
    }
    if (text.length() > LONGEST) {
      problems.add("has " + text.length() + " characters, and " + LONGEST + " are the most");
    }
    if (MARKUP.matcher(text).find()) {
      problems.add("holds markup, which shows as something else; write plain text");
    }
    List<String> found =
        PLACEHOLDER.matcher(text).results().map(result -> result.group(1)).distinct().toList();
    found.stream()
        .filter(name -> !kind.placeholders().contains(name))
        .forEach(
            name ->
                problems.add("'{" + name + "}' is not known here; known: " + kind.placeholders()));
    kind.needed().stream()
        .filter(name -> !found.contains(name))
        .forEach(name -> problems.add("does not say '{" + name + "}', which it must"));
    String plain = PLACEHOLDER.matcher(text).replaceAll(" ");
    if (FIGURE.matcher(plain).find()) {
      problems.add("holds a figure; figures come in by placeholders only");
    }
    for (Assertion assertion : Assertion.values()) {
      Pattern claims = words.get(assertion);
      if (claims != null && !kind.mayClaim(assertion)) {
        Matcher matcher = claims.matcher(plain);
        matcher
            .results()
            .map(MatchResult::group)
            .distinct()
            .forEach(word -> problems.add("'" + word + "' says " + assertion.words()));
      }
    }
    return problems;
  }
}
