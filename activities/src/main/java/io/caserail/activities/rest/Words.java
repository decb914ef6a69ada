package io.caserail.activities.rest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a company's words mean, in whatever case they are written.
 *
 * @param byMeaning for each meaning the words that have it; none for a meaning that the company
 *     does not know
 */
public record Words(Map<String, List<String>> byMeaning) {
  public Words {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    Map<String, String> seen = new LinkedHashMap<>();
    byMeaning.forEach(
        (meaning, words) -> {
          copy.put(meaning, List.copyOf(words));
          for (String word : words) {
            String other = seen.putIfAbsent(word.toLowerCase(Locale.ROOT), meaning);
            if (other != null) {
              throw new IllegalArgumentException(
                  "'" + word + "' means both " + other + " and " + meaning);
            }
          }
        });
    byMeaning = Collections.unmodifiableMap(copy);
  }

  /** Words that mean themselves. */
  public static Words of(String... meanings) {
    Map<String, List<String>> byMeaning = new LinkedHashMap<>();
    for (String meaning : meanings) {
      byMeaning.put(meaning, List.of(meaning));
    }
    return new Words(byMeaning);
  }

  /** These, with other words for a meaning. */
  Words with(String meaning, String... words) {
    Map<String, List<String>> more = new LinkedHashMap<>(byMeaning);
    more.put(meaning, List.of(words));
    return new Words(more);
  }

  Optional<String> meaning(String word) {
    return byMeaning.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(word::equalsIgnoreCase))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  boolean mean(String meaning, String word) {
    return meaning(word).filter(meaning::equals).isPresent();
  }
}
