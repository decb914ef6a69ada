package io.caserail.worker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an audit file and its parts, oldest first, and what is wrong with them. Each line
 * names the hash of the one before it: a line that was changed, added or left out breaks the chain
 * at the next. What was cut off at the end only shows beside a head that was noted down elsewhere.
 *
 * @param lines all of them, as they stand
 * @param head the hash of the last line; {@link #BEGIN} when there is none
 * @param breaks where the chain does not hold, for people; empty when it does
 */
public record AuditChain(List<String> lines, String head, List<String> breaks) {
  /** What the first line of all says of the one before it. */
  static final String BEGIN = "begin";

  /** The field with the hash of the line before. */
  static final String BEFORE = "before";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PART = Pattern.compile("\\.(\\d{6})");
  private static final int CHUNK = 4096;

  public AuditChain {
    lines = List.copyOf(lines);
    breaks = List.copyOf(breaks);
  }

  public boolean holds() {
    return breaks.isEmpty();
  }

  /**
   * Reads the file and the parts beside it. Lines from before there was a chain may only stand at
   * its beginning.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such file
   */
  public static AuditChain read(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> breaks = new ArrayList<>();
    String head = BEGIN;
    boolean begun = false;
    List<Path> files = new ArrayList<>(parts(file));
    files.add(file);
    for (Path part : files) {
      try (BufferedReader reader = Files.newBufferedReader(part)) {
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          number++;
          String before = before(line);
          begun |= before != null && !before.isEmpty();
          // A line that a dying process left unfinished is vouched for by the next one.
          if (begun && before != null && !before.equals(head)) {
            breaks.add(part.getFileName() + ", line " + number + ": " + broken(before));
          }
          lines.add(line);
          head = hash(line);
        }
      }
    }
    return new AuditChain(lines, head, breaks);
  }

  private static String broken(String before) {
    return before.isEmpty()
        ? "it is not chained to the line before it"
        : "the line before it was changed, added or left out";
  }

  /** Empty where it names none; null when it is no whole line. */
  private static @Nullable String before(String line) {
    try {
      return JSON.readTree(line).path(BEFORE).asText("");
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** As {@code printf %s "$line" | sha256sum} says it. */
  private static String hash(String line) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The hash that the next line names. */
  static String head(Path file) throws IOException {
    if (Files.size(file) > 0) {
      return hash(lastLine(file));
    }
    List<Path> parts = parts(file);
    return parts.isEmpty() ? BEGIN : hash(lastLine(parts.get(parts.size() - 1)));
  }

  /** Whether its last line was not finished. */
  static boolean isTorn(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() == 0) {
        return false;
      }
      in.seek(in.length() - 1);
      return in.read() != '\n';
    }
  }

  private static String lastLine(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long end = in.length();
      for (long size = CHUNK; ; size *= 2) {
        long from = Math.max(0, end - size);
        byte[] tail = new byte[Math.toIntExact(end - from)];
        in.seek(from);
        in.readFully(tail);
        String text = new String(tail, StandardCharsets.UTF_8).stripTrailing();
        int start = text.lastIndexOf('\n');
        if (start >= 0 || from == 0) {
          return text.substring(start + 1);
        }
      }
    }
  }

  /** The name that a full file gets. */
  static Path nextPart(Path file) throws IOException {
    List<Path> parts = parts(file);
    int newest = parts.isEmpty() ? 0 : number(file, parts.get(parts.size() - 1));
    return file.resolveSibling(file.getFileName() + ".%06d".formatted(newest + 1));
  }

  private static List<Path> parts(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> siblings = Files.list(folder)) {
      return siblings.filter(other -> number(file, other) > 0).sorted().toList();
    }
  }

  private static int number(Path file, Path part) {
    String name = String.valueOf(part.getFileName());
    String own = String.valueOf(file.getFileName());
    if (!name.startsWith(own)) {
      return 0;
    }
    var matcher = PART.matcher(name.substring(own.length()));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
