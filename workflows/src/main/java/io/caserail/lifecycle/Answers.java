package io.caserail.lifecycle;

import io.caserail.decision.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in tickets beside a request's own notes: answers to who has asked or decided. */
final class Answers {
  private static final int LINES = 4;

  private Answers() {}

  /** Something that was said, and why it does not count. */
  record NotCounted(String said, String why, List<String> lines) {
    NotCounted {
      lines = List.copyOf(lines);
    }
  }

  /** The object's field names no object. */
  static List<String> noObject(String by, String field, String holds) {
    return List.of(
        "Request by " + by + " not counted: " + field + " does not hold " + holds + ".",
        "Correct it and apply the macro again.");
  }

  /** A newer request takes the place of the one before it. */
  static List<String> corrected(String by, String changes) {
    return List.of(
        "Corrected by " + by + ": " + changes + ".",
        "What was asked for before has changed nothing and is withdrawn; approvals of it are void.",
        "Owner: Caserail, which looks at it afresh.");
  }

  /** A newer request comes after the one before it. */
  static List<String> tooLate(String noun, String by, String changes) {
    return List.of(
        "Correction by "
            + by
            + " waits: "
            + changes
            + ". The first "
            + noun.toLowerCase(Locale.ROOT)
            + " is being carried out, and can't be corrected while it is.",
        "What it makes stands, and this is looked at after it; if it makes nothing, this takes its"
            + " place.",
        "Owner: Caserail.",
        "Do now: nothing. To have the first taken back, where that can still be done: macro "
            + noun
            + ": withdraw.");
  }

  /** Another ticket's request about the same object is served first. */
  static String queued(String noun, String object) {
    return noun
        + " waits for another "
        + noun.toLowerCase(Locale.ROOT)
        + " of the same "
        + object
        + ". Owner: Caserail.";
  }

  /** Where it is, when nothing of the ticket is. */
  static String nothing(String noun) {
    return noun + ": nothing of this ticket is under way.";
  }

  /** Where it is. */
  static String where(String noun, @Nullable Block block) {
    return block == null
        ? noun + ": Caserail is working on it."
        : noun + " waits: " + block.cause() + ". Owner: " + block.owner() + ".";
  }

  /**
   * Something does not count.
   *
   * @param said what, and by whom
   * @param question what it was to answer, where people are asked; null where they are not
   */
  static NotCounted notCounted(String said, String why, @Nullable Block question) {
    String first = said + " not counted: " + why + ".";
    return new NotCounted(
        said,
        why,
        question == null
            ? List.of(first)
            : List.of(first, "Someone else in " + question.owner() + " must decide."));
  }

  /** One note sums up what was not counted: the first of it at length, and the rest in one line. */
  static List<String> notCounted(List<NotCounted> all) {
    List<String> lines = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (NotCounted one : all) {
      if (more.isEmpty() && lines.size() + one.lines().size() <= LINES) {
        lines.addAll(one.lines());
      } else {
        more.add(one.said() + " (" + one.why() + ")");
      }
    }
    if (!more.isEmpty()) {
      lines.add(
          "And "
              + more.size()
              + (more.size() == 1 ? " more was" : " more were")
              + " not counted: "
              + String.join("; ", more)
              + ".");
    }
    return List.copyOf(lines);
  }
}
