package io.caserail.activities.stripe;

import io.caserail.model.ObjectId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which request has made or changed an object, by the marks in its metadata.
 *
 * @param object what the request's case locks
 * @param request the request's key
 * @param ticket where it was asked; empty where that is not noted
 */
record MadeBy(ObjectId object, String request, String ticket) {
  private static final Pattern OPERATION =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{2,99})/([0-9a-f]{16})/.+");
  private static final Pattern TICKET = Pattern.compile("[0-9]{1,19}");

  /** By an operation's id; null where it is none of ours. */
  static @Nullable MadeBy of(String operation, Map<String, String> metadata) {
    Matcher parts = OPERATION.matcher(operation);
    String ticket = metadata.getOrDefault(Marks.TICKET, "");
    return parts.matches()
        ? new MadeBy(
            new ObjectId(parts.group(1)),
            parts.group(2),
            TICKET.matcher(ticket).matches() ? ticket : "")
        : null;
  }
}
