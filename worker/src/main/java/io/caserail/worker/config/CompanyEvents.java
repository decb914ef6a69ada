package io.caserail.worker.config;

import com.fasterxml.jackson.core.JsonPointer;
import io.caserail.activities.http.Secret;
import io.caserail.model.CaseKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of one of the company's own systems, which wake cases.
 *
 * @param secrets the signing secrets in force, by a name of yours
 * @param kind the kind of case that all its events are for; null where each says it
 * @param kindAt the JSON Pointer of the kind, where each event says it
 * @param objectAt the JSON Pointer of the object's id
 */
public record CompanyEvents(
    Map<String, Secret> secrets, @Nullable CaseKind kind, String kindAt, String objectAt) {
  private static final String EACH = "each";

  public CompanyEvents {
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  static Map<String, CompanyEvents> read(Section section) {
    Map<String, CompanyEvents> systems = new LinkedHashMap<>();
    var unused =
        section.build(
            all -> {
              for (String name : all.names()) {
                if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
                  all.problem(name, "takes 1 to 40 lower-case letters, digits and dashes");
                }
                CompanyEvents events = all.section(name).build(CompanyEvents::one);
                if (events != null) {
                  systems.put(name, events);
                }
              }
              return systems;
            });
    return systems;
  }

  private static CompanyEvents one(Section section) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    Section keys = section.section("secrets");
    var unused =
        keys.build(
            s -> {
              s.names().forEach(name -> secrets.put(name, s.secret(name)));
              return secrets;
            });
    return new CompanyEvents(
        secrets,
        kind(section),
        section.read("kindAt", "/data/kind", CompanyEvents::pointer),
        section.read("objectAt", "/data/object", CompanyEvents::pointer));
  }

  /** A refund waits for no news, and its settlement hears the payment system. */
  private static @Nullable CaseKind kind(Section section) {
    String word = section.text("kind", EACH);
    return switch (word) {
      case EACH -> null;
      case "cancellation" -> CaseKind.CANCELLATION;
      case "verification" -> CaseKind.VERIFICATION;
      default -> {
        section.problem("kind", "'" + word + "' is none of each, cancellation, verification");
        yield null;
      }
    };
  }

  private static String pointer(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty; write a JSON Pointer such as /data/object");
    }
    var unused = JsonPointer.compile(text);
    return text;
  }
}
