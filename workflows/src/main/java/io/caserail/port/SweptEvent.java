package io.caserail.port;

/**
 * How an event's id says that no webhook has brought the event, but the sweep. The id itself stays
 * the vendor's, so that a case knows an event again that comes both ways.
 */
public final class SweptEvent {
  /** What brings hints and events that were found by looking. */
  public static final String SOURCE = "sweep";

  private static final String MARK = SOURCE + ":";

  private SweptEvent() {}

  /** The id of an event that the sweep has found. */
  public static String marked(String eventId) {
    return MARK + eventId;
  }

  /** Whether the sweep has brought it. */
  public static boolean is(String eventId) {
    return eventId.startsWith(MARK);
  }

  /** The vendor's own id. */
  public static String id(String eventId) {
    return is(eventId) ? eventId.substring(MARK.length()) : eventId;
  }
}
