package io.caserail.gateway;

import com.fasterxml.jackson.core.JsonPointer;
import io.caserail.model.CaseKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in an event of a company's own system it stands which case it is news for.
 *
 * @param kind the kind of case that all its events are for; null where each says it
 * @param kindAt the JSON Pointer of the kind, where each event says it
 * @param objectAt the JSON Pointer of the object's id
 */
public record Correlation(@Nullable CaseKind kind, String kindAt, String objectAt) {
  /** The body that needs no settings: {@code {"data":{"kind":"cancellation","object":"ord_1"}}}. */
  public static final Correlation USUAL = new Correlation(null, "/data/kind", "/data/object");

  /** The kinds of cases that wait for news. */
  static final Set<CaseKind> WAITING = Set.of(CaseKind.CANCELLATION, CaseKind.VERIFICATION);

  public Correlation {
    if (kind != null && !WAITING.contains(kind)) {
      throw new IllegalArgumentException("no case of kind " + kind + " waits for such news");
    }
    check(kindAt);
    check(objectAt);
  }

  private static void check(String pointer) {
    if (pointer.isEmpty()) {
      throw new IllegalArgumentException("an empty JSON Pointer names the whole event");
    }
    var unused = JsonPointer.compile(pointer);
  }
}
