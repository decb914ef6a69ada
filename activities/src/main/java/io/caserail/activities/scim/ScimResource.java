package io.caserail.activities.scim;

import io.caserail.activities.http.Doc;
import io.caserail.activities.http.HttpAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A user or a group as the server shows it.
 *
 * @param id the one it was asked for by
 * @param version what {@code If-Match} takes; empty where the server has no versions
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7643#section-4">RFC 7643, 4: resource schemas</a>
 */
record ScimResource(String id, Doc doc, String version) {
  static ScimResource of(String id, Doc doc, HttpAnswer answer) {
    if (!doc.text("id").equals(id)) {
      throw doc.unreadable("id");
    }
    @Nullable String tag = answer.header("ETag");
    if (tag != null) {
      return new ScimResource(id, doc, tag);
    }
    String version = doc.has("meta") ? doc.child("meta").textOr("version", "") : "";
    return new ScimResource(id, doc, version);
  }

  /** Whether a user may use anything; a server that doesn't say can't be used. */
  boolean isActive() {
    return doc.flag("active");
  }

  /** Whether it shows this list; one that is left out may be empty, or too long to be shown. */
  boolean shows(String list) {
    return doc.json().hasNonNull(list);
  }

  /** Whether a list that it shows names another resource. */
  boolean names(String list, String other) {
    return shows(list)
        && doc.children(list).stream().anyMatch(entry -> entry.text("value").equals(other));
  }
}
