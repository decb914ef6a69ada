package io.caserail.contract;

import java.util.regex.Pattern;

/**
 * A file that could not be read as a contract. Which events it names, only its text tells.
 *
 * @param text its text, and that of the contract that is built in, which it is usually made of
 * @param isThere whether there is anything in its place
 */
public record UnreadContract(String text, boolean isThere) {

  /**
   * Whether it may name an event.
   *
   * @param isStrange whether no contract that can be read names the sender: what is not there may
   *     be the one that names all it sends
   */
  boolean mayName(String source, String type, boolean isStrange) {
    return (holds(source) && holds(type)) || (isStrange && !isThere);
  }

  /** As a word of its own: {@code refund.failed} is none of {@code refund.failed.late}. */
  private boolean holds(String word) {
    String edge = "[A-Za-z0-9_.-]";
    return !word.isEmpty()
        && Pattern.compile("(?<!" + edge + ")" + Pattern.quote(word) + "(?!" + edge + ")")
            .matcher(text)
            .find();
  }
}
