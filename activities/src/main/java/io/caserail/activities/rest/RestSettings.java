package io.caserail.activities.rest;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to reach a company's own API, and where it differs from our description of one.
 *
 * @param system its name as people know it
 * @param base its address; the paths stand below it
 * @param auth how we say who we are
 * @param live whether real changes are made; the address is https then
 * @param keyHeader the header of the idempotency key
 * @param keyLife how long a repeated key is answered as the first time, at the least
 * @param pollAfter when to ask again for a final word that says nothing about it
 * @param paths where it is asked
 * @param names how the company calls its collections
 * @param change what it answers about a change
 * @param codes what the codes of its noes mean: {@code already} (it stood before), {@code too_late}
 *     (it can't be taken back any more), {@code unknown_object} (of a 404; without a word every 404
 *     means that), {@code key_in_use} (the key is known from a request that is another one, or not
 *     finished)
 * @param objects what it answers about an object
 */
public record RestSettings(
    String system,
    URI base,
    RestAuth auth,
    boolean live,
    String keyHeader,
    Duration keyLife,
    Duration pollAfter,
    Paths paths,
    Map<RestCollection, String> names,
    AnswerMap change,
    Words codes,
    Map<RestCollection, AnswerMap> objects) {

  /** The header that the description names. */
  public static final String KEY_HEADER = "Idempotency-Key";

  /** What the description asks for. */
  public static final Duration KEY_LIFE = Duration.ofHours(24);

  /** The codes that the description names. */
  public static final Words CODES =
      Words.of("already", "too_late")
          .with("unknown_object", "not_found")
          .with("key_in_use", "idempotency_mismatch", "idempotency_in_progress");

  /** Facts about a change without which nothing can be found again. */
  private static final List<String> NEEDED = List.of("reference", "operation", "change", "status");

  /**
   * Where to ask.
   *
   * @param object an object; names {@code collection} and {@code id}
   * @param change makes a change; names {@code id} and may name {@code collection} and {@code
   *     change}
   * @param find finds changes; names {@code operationId}
   */
  public record Paths(PathTemplate object, PathTemplate change, PathTemplate find) {
    /** As the description has them. */
    public static final Paths USUAL =
        new Paths(
            objectPath("/{collection}/{id}"),
            changePath("/{collection}/{id}/changes"),
            findPath("/changes?operationId={operationId}"));

    public static PathTemplate objectPath(String text) {
      return new PathTemplate(text).requiring(Set.of("id", "collection"), Set.of());
    }

    public static PathTemplate changePath(String text) {
      return new PathTemplate(text).requiring(Set.of("id"), Set.of("collection", "change"));
    }

    public static PathTemplate findPath(String text) {
      return new PathTemplate(text).requiring(Set.of("operationId"), Set.of());
    }
  }

  public RestSettings {
    if (!system.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} .&'-]{0,39}")) {
      throw new IllegalArgumentException("name takes 1 to 40 letters, digits and spaces");
    }
    if (base.getHost() == null || !base.toString().matches("https?://.*")) {
      throw new IllegalArgumentException("baseUrl is no http(s) address: " + base);
    }
    if (live && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException("baseUrl must be https in live mode: " + base);
    }
    requireHeaderName(keyHeader);
    if (keyLife.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("keyLife is below a minute: " + keyLife);
    }
    if (pollAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("pollAfter is below a second: " + pollAfter);
    }
    for (String fact : NEEDED) {
      if (!change.tells(fact)) {
        throw new IllegalArgumentException(
            "change." + fact + " is empty; without it no change can be found again");
      }
    }
    names.forEach(RestSettings::requirePathName);
    names = Collections.unmodifiableMap(new EnumMap<>(names));
    objects = Collections.unmodifiableMap(new EnumMap<>(objects));
  }

  /** An API that keeps to the description. */
  public static RestSettings described(String system, URI base, RestAuth auth, boolean live) {
    Map<RestCollection, String> names = new EnumMap<>(RestCollection.class);
    Map<RestCollection, AnswerMap> objects = new EnumMap<>(RestCollection.class);
    for (RestCollection collection : RestCollection.values()) {
      names.put(collection, collection.path());
      objects.put(collection, collection.usual());
    }
    return new RestSettings(
        system,
        base,
        auth,
        live,
        KEY_HEADER,
        KEY_LIFE,
        Duration.ofMinutes(15),
        Paths.USUAL,
        names,
        AnswerMap.CHANGE,
        CODES,
        objects);
  }

  String name(RestCollection collection) {
    return names.getOrDefault(collection, collection.path());
  }

  AnswerMap object(RestCollection collection) {
    return objects.getOrDefault(collection, collection.usual());
  }

  private static void requirePathName(RestCollection collection, String name) {
    if (!name.matches("[A-Za-z0-9_.~-]{1,60}")) {
      throw new IllegalArgumentException(
          collection.path() + ".path is no single piece of a path: " + name);
    }
  }

  /** Refuses what can't name a header. */
  static void requireHeaderName(String name) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}")) {
      throw new IllegalArgumentException("'" + name + "' can't name a header");
    }
  }
}
