package io.caserail.activities.rest;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * A path, and perhaps a query, below the base address, with names in braces.
 *
 * @param text for example {@code /{collection}/{id}}
 */
public record PathTemplate(String text) {
  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern FORM =
      Pattern.compile("/[A-Za-z0-9_.~/{}-]*(\\?[A-Za-z0-9_.~{}&=-]*)?");

  public PathTemplate {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no path such as /{collection}/{id}");
    }
  }

  /**
   * The same, once it is sure that it names all that it must and nothing else.
   *
   * @throws IllegalArgumentException when it does not
   */
  public PathTemplate requiring(Set<String> needed, Set<String> possible) {
    Set<String> named =
        NAME.matcher(text)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : needed) {
      if (!named.contains(name)) {
        throw new IllegalArgumentException("'" + text + "' lacks {" + name + "}");
      }
    }
    named.removeAll(needed);
    named.removeAll(possible);
    if (!named.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' names what is not known here: {" + String.join("}, {", named) + "}");
    }
    return this;
  }

  /** The address with the names' values in it, each as one piece of the path or the query. */
  HttpUrl below(URI base, Map<String, String> values) {
    Matcher name = NAME.matcher(text);
    StringBuilder filled = new StringBuilder(base.toString().replaceAll("/+$", ""));
    while (name.find()) {
      String value = values.getOrDefault(name.group(1), "");
      name.appendReplacement(
          filled, Matcher.quoteReplacement(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
    name.appendTail(filled);
    return HttpUrl.get(filled.toString());
  }
}
