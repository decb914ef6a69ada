package io.caserail.worker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caserail.activities.http.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a file. Its readers note what is wrong and go on with a stand-in, so that all
 * problems come to light in one go; {@link #build} gives no record out once anything was wrong.
 */
public final class Section {
  private final YamlFile file;
  private final Function<String, String> fill;
  private final List<String> problems;
  private final String pointer;
  private final JsonNode node;
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(
      YamlFile file,
      Function<String, String> fill,
      List<String> problems,
      String pointer,
      JsonNode node) {
    this.file = file;
    this.fill = fill;
    this.problems = problems;
    this.pointer = pointer;
    this.node = node;
  }

  /**
   * The whole file.
   *
   * @param fill fills in what stands outside; throws {@link IllegalArgumentException} if it can't
   */
  public static Section root(YamlFile file, Function<String, String> fill) {
    return new Section(file, fill, new ArrayList<>(), "", file.root());
  }

  /** All problems so far, of this file. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Notes a problem with a key: what is wrong and what to do. */
  public void problem(String key, String what) {
    String path = key.isEmpty() ? pointer : pointer + "/" + key;
    problems.add(file.at(path) + " " + readable(path) + ": " + what);
  }

  /**
   * Reads a record and sees to it that no key is left over.
   *
   * @return null when anything was wrong, which is then noted
   */
  public <T> @Nullable T build(Function<Section, ? extends @Nullable T> reader) {
    int before = problems.size();
    T built = attempt(() -> reader.apply(this));
    refuseUnknown();
    return problems.size() == before ? built : null;
  }

  /** Makes a record of what was read; what it refuses is noted unless something else was wrong. */
  public <T> @Nullable T attempt(Supplier<T> maker) {
    int before = problems.size();
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      if (problems.size() == before) {
        problem("", String.valueOf(e.getMessage()));
      }
      return null;
    }
  }

  private void refuseUnknown() {
    for (String key : present()) {
      if (!asked.contains(key)) {
        String known =
            NearestName.of(key, asked)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("known here: " + String.join(", ", asked));
        problem(key, "is not known; " + known);
      }
    }
  }

  public boolean has(String key) {
    asked.add(key);
    JsonNode value = node.get(key);
    return value != null && !value.isNull();
  }

  /** A key with nothing but comments below it holds an empty text. */
  private boolean isFilled(String key) {
    return has(key) && !(node.path(key).isTextual() && node.path(key).textValue().isEmpty());
  }

  /** Says that a key is known, although nobody reads it here. */
  public void allow(String... keys) {
    asked.addAll(Arrays.asList(keys));
  }

  /** Every key that stands in the file; for mappings whose keys are the user's. */
  public Set<String> names() {
    Set<String> names = present();
    asked.addAll(names);
    return names;
  }

  /** A text that must be there. */
  public String text(String key) {
    if (!has(key)) {
      problem(key, "is missing; add it");
      return "";
    }
    String value = scalar(key, node.path(key));
    if (value != null && value.isBlank()) {
      problem(key, "is empty; fill it in");
    }
    return value == null ? "" : value;
  }

  public String text(String key, String fallback) {
    if (!has(key)) {
      return fallback;
    }
    String value = scalar(key, node.path(key));
    return value == null ? fallback : value;
  }

  public List<String> texts(String key, List<String> fallback) {
    if (!has(key)) {
      return fallback;
    }
    JsonNode value = node.path(key);
    if (value.isValueNode()) {
      String only = scalar(key, value);
      return only == null ? List.of() : List.of(only);
    }
    List<String> texts = new ArrayList<>();
    if (!value.isArray()) {
      problem(key, "is a mapping; write a list");
    } else {
      for (JsonNode item : value) {
        String text = scalar(key, item);
        if (text != null) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** A secret that must be there; no message shows it. */
  public Secret secret(String key) {
    String value = text(key);
    try {
      return new Secret(value);
    } catch (IllegalArgumentException e) {
      if (!value.isBlank()) {
        problem(key, String.valueOf(e.getMessage()));
      }
      return new Secret("missing");
    }
  }

  public Duration duration(String key, Duration fallback) {
    return read(key, fallback, Durations::parse);
  }

  /** A time, or {@code none} for no time at all. */
  public Duration durationOrNone(String key, Duration fallback) {
    return read(key, fallback, text -> text.equals("none") ? Duration.ZERO : Durations.parse(text));
  }

  public long number(String key, long fallback, long least, long most) {
    return read(
        key,
        fallback,
        text -> {
          if (text.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
              return number;
            }
          }
          throw new IllegalArgumentException(
              "'" + text + "' is no number from " + least + " to " + most);
        });
  }

  public boolean flag(String key, boolean fallback) {
    return read(
        key,
        fallback,
        text -> {
          if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
          }
          throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        });
  }

  public <E extends Enum<E>> E choice(String key, E fallback) {
    return read(key, fallback, text -> constant(fallback.getDeclaringClass(), text));
  }

  /**
   * An http or https address without user, query or fragment; an empty fallback: it must be there.
   */
  public URI uri(String key, String fallback) {
    if (fallback.isEmpty() && !has(key)) {
      problem(key, "is missing; add it");
    }
    return read(
        key, URI.create(fallback.isEmpty() ? "http://missing" : fallback), Section::address);
  }

  /** A mapping; an empty one where it is left out. */
  public Section section(String key) {
    JsonNode inner = isFilled(key) ? node.path(key) : JsonNodeFactory.instance.objectNode();
    if (!inner.isObject()) {
      problem(key, "is no mapping; write its keys below it, indented");
      inner = JsonNodeFactory.instance.objectNode();
    }
    return new Section(file, fill, problems, pointer + "/" + key, inner);
  }

  /** A list of mappings. */
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    JsonNode list = isFilled(key) ? node.path(key) : JsonNodeFactory.instance.arrayNode();
    if (!list.isArray()) {
      problem(key, "is no list; write its items below it, each after a dash");
      return sections;
    }
    for (int i = 0; i < list.size(); i++) {
      String at = pointer + "/" + key + "/" + i;
      JsonNode item = list.path(i);
      if (!item.isObject()) {
        problem(key + "/" + i, "is no mapping");
      } else {
        sections.add(new Section(file, fill, problems, at, item));
      }
    }
    return sections;
  }

  /** For each constant its text; what is left out has the default. */
  public <E extends Enum<E>> Map<E, String> perConstant(
      Class<E> type, Function<E, String> fallback) {
    Map<E, String> texts = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      texts.put(constant, text(key(constant), fallback.apply(constant)));
    }
    return texts;
  }

  /** How a constant is written in a file: {@code NEEDS_APPROVAL} is {@code needs_approval}. */
  public static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant of a written name.
   *
   * @throws IllegalArgumentException naming the possible ones
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (key(constant).equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    String possible =
        Arrays.stream(type.getEnumConstants()).map(Section::key).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("'" + text + "' is none of " + possible);
  }

  /**
   * A value of any form.
   *
   * @param parser throws {@link IllegalArgumentException} saying what is wrong with the text
   */
  public <T> T read(String key, T fallback, Function<String, T> parser) {
    String value = has(key) ? scalar(key, node.path(key)) : null;
    if (value == null) {
      return fallback;
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return fallback;
    }
  }

  private @Nullable String scalar(String key, JsonNode value) {
    if (!value.isValueNode()) {
      problem(key, "is a list or mapping; write one value");
      return null;
    }
    try {
      return fill.apply(value.asText());
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no address such as https://host", e);
    }
    throw new IllegalArgumentException("is no plain address such as https://host");
  }

  private Set<String> present() {
    Set<String> keys = new LinkedHashSet<>();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      keys.add(names.next());
    }
    return keys;
  }

  private static String readable(String path) {
    return path.isEmpty() ? "(top level)" : path.substring(1).replace('/', '.');
  }
}
