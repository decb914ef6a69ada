package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.model.Digest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketView;
import java.util.ArrayList;
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
 */
record ViewMark(String key, long revision, String view, List<String> commands) {
  static final String NAME = "caserail";
  private static final int HASH_DIGITS = 16;

  ViewMark {
    commands = List.copyOf(commands);
  }

  static ViewMark of(ShowRequest request) {
    return new ViewMark(
        request.key().value(), request.revision(), hash(request.view()), request.commands());
  }

  /** Reads an audit's {@code metadata}; null where there is no mark, or one that isn't ours. */
  static @Nullable ViewMark read(JsonNode metadata) {
    JsonNode mark = metadata.path("custom").path(NAME);
    JsonNode commands = mark.path("commands");
    if (!mark.path("key").isTextual() || !mark.path("revision").canConvertToLong()) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    commands.forEach(id -> ids.add(id.asText()));
    return new ViewMark(
        mark.path("key").asText(),
        mark.path("revision").asLong(),
        mark.path("view").asText(""),
        ids);
  }

  ObjectNode toJson() {
    ObjectNode mark = JsonNodeFactory.instance.objectNode();
    mark.put("key", key);
    mark.put("revision", revision);
    mark.put("view", view);
    commands.forEach(mark.putArray("commands")::add);
    return mark;
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
    return Digest.hex(HASH_DIGITS, parts.toArray(new String[0]));
  }
}
