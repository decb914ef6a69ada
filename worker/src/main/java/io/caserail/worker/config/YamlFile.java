package io.caserail.worker.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed YAML file that knows the line of each key.
 *
 * @param name how problems name the file
 * @param text its content
 * @param root its tree; an object, empty for an empty file
 * @param lines the line of each key, by JSON pointer
 */
public record YamlFile(String name, String text, JsonNode root, Map<String, Integer> lines) {
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public YamlFile {
    lines = Map.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigInvalid when it isn't there, can't be read or is no YAML mapping
   */
  public static YamlFile read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return parse(name, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ConfigInvalid(name, List.of("there is no file " + file + "; check the path"));
    } catch (IOException e) {
      throw new ConfigInvalid(
          name, List.of(file + " can't be read (" + e.getClass().getSimpleName() + ")"));
    }
  }

  /**
   * Reads a text.
   *
   * @throws ConfigInvalid when it is no YAML mapping
   */
  public static YamlFile parse(String name, String text) {
    try {
      JsonNode root = YAML.readTree(text);
      if (root.isMissingNode() || root.isNull()) {
        return new YamlFile(name, text, YAML.createObjectNode(), Map.of());
      }
      if (!root.isObject()) {
        throw new ConfigInvalid(name, List.of(name + ":1 is no list of 'key: value' lines"));
      }
      return new YamlFile(name, text, root, lines(text));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? name : name + ":" + at.getLineNr();
      throw new ConfigInvalid(name, List.of(where + " is no YAML: " + firstLine(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be read", e);
    }
  }

  /** {@code file:line}, as far as the line is known. */
  String at(String pointer) {
    int line = line(pointer);
    return line == 0 ? name : name + ":" + line;
  }

  /** The line of a JSON pointer, or else of the nearest thing around it; 0 where none is known. */
  public int line(String pointer) {
    for (String known = pointer; !known.isEmpty(); known = parent(known)) {
      Integer line = lines.get(known);
      if (line != null) {
        return line;
      }
    }
    return 0;
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private static Map<String, Integer> lines(String text) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = YAML.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
      }
    }
    return lines;
  }

  /** The parser's own words, without the piece of the file that it quotes: it may be a secret. */
  private static String firstLine(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
  }
}
