package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The vendor's lists: by cursor when the caller sends {@code page[size]}, else by offset, 100 at a
 * time.
 */
final class Page {
  private static final int MAX = 100;

  private Page() {}

  static Answer of(Call call, String name, List<ObjectNode> items) {
    return call.query("page[size]").isPresent() || call.query("page[after]").isPresent()
        ? byCursor(call, name, items)
        : byOffset(call, name, items);
  }

  private static Answer byCursor(Call call, String name, List<ObjectNode> items) {
    int size = number(call, "page[size]", MAX);
    if (size < 1 || size > MAX) {
      throw ZendeskRefusal.badRequest("InvalidPaginationParameter", "page[size] is 1 to 100");
    }
    int from = call.query("page[after]").map(Page::position).orElse(0);
    int to = Math.min(items.size(), from + size);
    ObjectNode body = Json.object();
    body.set(name, Json.tree(from > to ? List.of() : items.subList(from, to)));
    boolean more = to < items.size();
    ObjectNode meta = body.putObject("meta").put("has_more", more);
    meta.put("after_cursor", to == from ? null : cursor(to));
    ObjectNode links = body.putObject("links");
    String next = call.facts().path() + "?page[size]=" + size + "&page[after]=" + cursor(to);
    links.put("next", more ? next : null);
    return Answer.json(200, body);
  }

  private static Answer byOffset(Call call, String name, List<ObjectNode> items) {
    int page = number(call, "page", 1);
    if (page < 1 || page > MAX) {
      throw ZendeskRefusal.badRequest("InvalidPaginationDepth", "Use cursor pagination instead");
    }
    int size = Math.min(MAX, number(call, "per_page", MAX));
    int from = Math.min(items.size(), (page - 1) * size);
    int to = Math.min(items.size(), from + size);
    ObjectNode body = Json.object();
    body.set(name, Json.tree(items.subList(from, to)));
    body.put("count", items.size());
    String path = call.facts().path() + "?page=";
    body.put("next_page", to < items.size() ? path + (page + 1) : null);
    body.put("previous_page", page > 1 ? path + (page - 1) : null);
    return Answer.json(200, body);
  }

  static int number(Call call, String name, int otherwise) {
    return call.query(name).map(Integer::parseInt).orElse(otherwise);
  }

  private static String cursor(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("at:" + position).getBytes(StandardCharsets.UTF_8));
  }

  private static int position(String cursor) {
    String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    return Integer.parseInt(text.replace("at:", ""));
  }
}
