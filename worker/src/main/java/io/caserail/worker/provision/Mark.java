package io.caserail.worker.provision;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells that something is ours, which of ours, and as which version made it. It stands in the
 * thing's own description, so that it is there whoever asks, and needs no list that could be lost.
 *
 * @param key its name in the blueprint
 * @param version of the blueprint
 */
record Mark(String key, int version) {
  private static final Pattern MARK = Pattern.compile("\\[caserail ([a-z0-9_./]+) v([0-9]{1,6})]");

  @Override
  public String toString() {
    return "[caserail " + key + " v" + version + "]";
  }

  static Optional<Mark> in(String text) {
    Matcher found = MARK.matcher(text);
    return found.find()
        ? Optional.of(new Mark(found.group(1), Integer.parseInt(found.group(2))))
        : Optional.empty();
  }
}
