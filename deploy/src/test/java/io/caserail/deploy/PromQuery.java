package io.caserail.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression reads: each metric with the labels that it is selected by, and the
 * labels that results are grouped by. It knows the words of the language, not its grammar.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Prometheus: querying
 *     basics</a>
 */
record PromQuery(Map<String, Set<String>> metrics, Set<String> groupedBy) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'"
              + "|[0-9][0-9a-zA-Z.]*|[a-zA-Z_:][a-zA-Z0-9_:]*|[^\\s]");
  private static final Set<String> GROUPS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  static PromQuery of(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    Map<String, Set<String>> metrics = new LinkedHashMap<>();
    Set<String> grouped = new LinkedHashSet<>();
    int at = 0;
    while (at < tokens.size()) {
      String token = tokens.get(at);
      String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
      if (GROUPS.contains(token)) {
        at = names(tokens, at + 1, ")", grouped);
      } else if (isName(token) && !OPERATORS.contains(token) && !isFunction(next)) {
        Set<String> labels = metrics.computeIfAbsent(token, name -> new LinkedHashSet<>());
        at = next.equals("{") ? names(tokens, at + 1, "}", labels) : at + 1;
      } else {
        at++;
      }
    }
    return new PromQuery(metrics, grouped);
  }

  /** Takes the names up to the closing token; returns where to go on. */
  private static int names(List<String> tokens, int from, String close, Set<String> names) {
    int at = from;
    while (!tokens.get(at).equals(close)) {
      if (isName(tokens.get(at))) {
        names.add(tokens.get(at));
      }
      at++;
    }
    return at + 1;
  }

  private static boolean isName(String token) {
    char first = token.charAt(0);
    return Character.isLetter(first) || first == '_' || first == ':';
  }

  private static boolean isFunction(String next) {
    return next.equals("(") || next.equals("by") || next.equals("without");
  }
}
