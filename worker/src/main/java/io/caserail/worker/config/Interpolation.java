package io.caserail.worker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what stands outside the file:
 *
 * <pre>
 * ${NAME}           the environment variable NAME, or the content of the file that NAME_FILE names
 * ${NAME:-default}  the same; the default when neither is set or it is empty
 * ${file:path}      the content of a file, relative to the configuration file
 * $${               a plain ${
 * </pre>
 *
 * Spaces and line ends around a file's content are dropped. What was filled in is not looked at
 * again: a secret may hold any characters.
 */
final class Interpolation {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}");
  private static final Pattern VARIABLE =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

  private final Map<String, String> env;
  private final Path directory;
  private final Consumer<Path> used;

  Interpolation(Map<String, String> env, Path directory) {
    this(env, directory, file -> {});
  }

  /**
   * The same, telling which files were asked for.
   *
   * @param used is told each, also one that can't be read
   */
  Interpolation(Map<String, String> env, Path directory, Consumer<Path> used) {
    this.env = Map.copyOf(env);
    this.directory = directory;
    this.used = used;
  }

  /**
   * The value with its references filled in.
   *
   * @throws IllegalArgumentException saying what is missing and what to do
   */
  String fill(String raw) {
    Matcher reference = REFERENCE.matcher(raw);
    StringBuilder filled = new StringBuilder();
    while (reference.find()) {
      String inner = reference.group(1);
      reference.appendReplacement(
          filled, Matcher.quoteReplacement(inner == null ? "${" : value(inner)));
    }
    reference.appendTail(filled);
    return filled.toString();
  }

  private String value(String inner) {
    if (inner.startsWith("file:")) {
      return content(inner.substring("file:".length()));
    }
    Matcher variable = VARIABLE.matcher(inner);
    if (!variable.matches()) {
      throw new IllegalArgumentException(
          "${" + inner + "} is no reference; write ${NAME}, ${NAME:-default} or ${file:path}");
    }
    String name = String.valueOf(variable.group(1));
    String found = named(name);
    String fallback = variable.group(2);
    if (fallback != null) {
      return found == null || found.isEmpty() ? fallback : found;
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "the environment variable "
              + name
              + " is not set; set it, or "
              + name
              + "_FILE to a file that holds it");
    }
    return found;
  }

  private @Nullable String named(String name) {
    String value = env.get(name);
    if (value != null) {
      return value;
    }
    String file = env.get(name + "_FILE");
    return file == null ? null : content(file);
  }

  private String content(String file) {
    Path path = directory.resolve(file);
    used.accept(path);
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file " + file + " can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
