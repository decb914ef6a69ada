package io.caserail.worker.policy;

import io.caserail.worker.config.Section;
import java.util.List;

/** Lists of reasons or of a provider's codes: a code that can't be one would never be met. */
final class Codes {
  private Codes() {}

  static List<String> read(Section section, String key, List<String> usual) {
    List<String> codes = section.texts(key, usual);
    for (String code : codes) {
      if (!code.matches("[a-z0-9_]{1,60}")) {
        section.problem(key, "'" + code + "' is no code of lower-case letters, digits and '_'");
      }
    }
    return codes;
  }
}
