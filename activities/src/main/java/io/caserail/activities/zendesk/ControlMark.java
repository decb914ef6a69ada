package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.model.CaseKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What we ourselves say in the ticket of controls or of an outage, in {@code
 * metadata.custom.caserail_control} of an audit of our own user.
 *
 * @param what that a kind of case is paused, that its pause has ended, or that a word about an
 *     outage was answered
 * @param about which kind; without meaning for an outage
 * @param by whose word it is, {@link #BRAKE} or a name; empty where a pause has ended
 * @param why in words; empty where a pause has ended
 * @param resumed where a pause has ended: the audit of the second person's word; of an answer: the
 *     audit that is answered; else empty
 */
public record ControlMark(What what, CaseKind about, String by, String why, String resumed) {
  /** Who has paused where the outflow brake has. */
  public static final String BRAKE = "the outflow brake";

  static final String NAME = "caserail_control";

  /** What a mark says. */
  public enum What {
    PAUSED,
    ENDED,
    ANSWERED
  }

  public static ControlMark paused(CaseKind about, String by, String why) {
    return new ControlMark(What.PAUSED, about, by, why, "");
  }

  public static ControlMark ended(CaseKind about, String resumed) {
    return new ControlMark(What.ENDED, about, "", "", resumed);
  }

  /** A word about an outage does not count, and why stands beside this. */
  public static ControlMark answered(String audit) {
    return new ControlMark(What.ANSWERED, CaseKind.REFUND, "", "", audit);
  }

  /** Reads an audit's {@code metadata}; null where there is no mark that we understand. */
  static @Nullable ControlMark read(JsonNode metadata) {
    JsonNode mark = metadata.path("custom").path(NAME);
    What what = constant(What.class, mark.path("what"));
    CaseKind about = constant(CaseKind.class, mark.path("about"));
    return what == null || about == null
        ? null
        : new ControlMark(
            what,
            about,
            mark.path("by").asText(""),
            mark.path("why").asText(""),
            mark.path("resumed").asText(""));
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("what", what.name())
        .put("about", about.name())
        .put("by", by)
        .put("why", why)
        .put("resumed", resumed);
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, JsonNode name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name.asText("")))
        .findFirst()
        .orElse(null);
  }
}
