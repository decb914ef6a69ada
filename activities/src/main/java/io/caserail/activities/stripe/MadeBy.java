package io.caserail.activities.stripe;

import io.caserail.model.ObjectId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which request has made or changed an object, by the marks that it has left there.
 *
 * @param object what the request's case locks
 * @param request the request's key
 * @param ticket where it was asked; empty where that is not noted
 * @param account whose installation it was; empty where that is not noted
 */
record MadeBy(ObjectId object, String request, String ticket, String account) {
  private static final Pattern OPERATION =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{2,99})/([0-9a-f]{16})/[^ ]+");
  private static final Pattern TICKET = Pattern.compile("[0-9]{1,19}");

  /** By the metadata; null where no operation of ours is named there. */
  static @Nullable MadeBy of(Map<String, String> metadata) {
    return of(
        Marks.operation(metadata),
        metadata.getOrDefault(Marks.TICKET, ""),
        metadata.getOrDefault(Marks.ACCOUNT, ""));
  }

  /** By a comment, as {@link Marks#comment} writes it; null where it is none of ours. */
  static @Nullable MadeBy ofComment(String comment) {
    String[] words = comment.split(" ", -1);
    return words.length == 3 ? of(words[0], words[2], words[1]) : of(comment, "", "");
  }

  private static @Nullable MadeBy of(String operation, String ticket, String account) {
    Matcher parts = OPERATION.matcher(operation);
    return parts.matches()
        ? new MadeBy(
            new ObjectId(parts.group(1)),
            parts.group(2),
            TICKET.matcher(ticket).matches() ? ticket : "",
            account)
        : null;
  }
}
