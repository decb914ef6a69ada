package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.RequestKey;
import io.caserail.port.SaidBy;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we leave in the metadata of each audit that we write, so that the next one can tell what is
 * on the ticket already: {@code metadata.custom.caserail}.
 *
 * @param key whose view it was
 * @param revision which of that key's views
 * @param view a hash of what was shown
 * @param commands the command ids that were thereby used up
 * @param about the kind of case that it is a view of; older marks are all of refunds
 * @param state the state that the view has, whatever the list showed; null in older marks, and
 *     where it has none
 * @param waitsFor whom it waits for; likewise
 * @param late whether that takes too long
 * @param left keys under which nothing is shown any more
 * @param by which run has said it; null where none has, and in older marks
 */
record ViewMark(
    String key,
    long revision,
    String view,
    List<String> commands,
    CaseKind about,
    @Nullable TicketState state,
    @Nullable WaitsFor waitsFor,
    boolean late,
    List<String> left,
    @Nullable SaidBy by) {
  static final String NAME = "caserail";
  private static final int HASH_DIGITS = 16;

  ViewMark {
    commands = List.copyOf(commands);
    left = List.copyOf(left);
  }

  static ViewMark of(ShowRequest request) {
    return new ViewMark(
        request.key().value(),
        request.revision(),
        hash(request.view()),
        request.commands(),
        request.about(),
        request.view().state(),
        request.view().waitsFor(),
        request.view().late(),
        request.left().stream().map(RequestKey::value).toList(),
        request.by());
  }

  /** Reads an audit's {@code metadata}; null where there is no mark, or one that isn't ours. */
  static @Nullable ViewMark read(JsonNode metadata) {
    JsonNode mark = metadata.path("custom").path(NAME);
    if (!mark.path("key").isTextual() || !mark.path("revision").canConvertToLong()) {
      return null;
    }
    CaseKind about = constant(CaseKind.class, mark.path("about"));
    return new ViewMark(
        mark.path("key").asText(),
        mark.path("revision").asLong(),
        mark.path("view").asText(""),
        texts(mark.path("commands")),
        about == null ? CaseKind.REFUND : about,
        constant(TicketState.class, mark.path("state")),
        constant(WaitsFor.class, mark.path("waitsFor")),
        mark.path("late").asBoolean(false),
        texts(mark.path("left")),
        saidBy(mark.path("by")));
  }

  /** The same, which says nothing about how the request is. */
  ViewMark withoutState() {
    return new ViewMark(key, revision, view, commands, about, null, null, false, left, by);
  }

  /** Whether both were left by the same view of the same request. */
  boolean isOfSameView(ViewMark other) {
    return revision == other.revision && key.equals(other.key) && view.equals(other.view);
  }

  /** Whether the other says the same under its key, or deals with all the commands of this one. */
  boolean saysNoMoreThan(ViewMark other) {
    return key.equals(other.key)
        && (view.equals(other.view) || other.commands.containsAll(commands));
  }

  /** Whether it says that something does not go as it should. */
  boolean isTrouble() {
    return late
        || state == TicketState.CHECK_NEEDED
        || state == TicketState.FAILED
        || state == TicketState.NEEDS_PERSON
        || state == TicketState.WAITING;
  }

  private static @Nullable SaidBy saidBy(JsonNode by) {
    return by.isObject()
        ? new SaidBy(
            by.path("about").asText(""),
            by.path("run").asText(""),
            by.path("ended").asBoolean(false),
            by.path("object").asText(""),
            by.path("field").asText(""))
        : null;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  ObjectNode toJson() {
    ObjectNode mark = JsonNodeFactory.instance.objectNode();
    mark.put("key", key);
    mark.put("revision", revision);
    mark.put("view", view);
    commands.forEach(mark.putArray("commands")::add);
    mark.put("about", about.name());
    if (state != null) {
      mark.put("state", state.name());
    }
    if (waitsFor != null) {
      mark.put("waitsFor", waitsFor.name());
    }
    if (late) {
      mark.put("late", true);
    }
    if (!left.isEmpty()) {
      left.forEach(mark.putArray("left")::add);
    }
    if (by != null) {
      ObjectNode run = mark.putObject("by").put("about", by.about()).put("run", by.run());
      if (by.ended()) {
        run.put("ended", true);
      }
      if (!by.object().isEmpty()) {
        run.put("object", by.object()).put("field", by.field());
      }
    }
    return mark;
  }

  /** Null for one that is not known here: a newer version may have written it. */
  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, JsonNode name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name.asText("")))
        .findFirst()
        .orElse(null);
  }

  private static String hash(TicketView view) {
    List<String> parts = new ArrayList<>();
    parts.add(String.valueOf(view.state()));
    parts.add(String.valueOf(view.waitsFor()));
    parts.add(view.reference());
    parts.addAll(view.note());
    if (view.fields() != null) {
      parts.add(view.fields().toString());
    }
    if (view.late()) {
      parts.add("late");
    }
    return Digest.hex(HASH_DIGITS, parts.toArray(new String[0]));
  }
}
