package io.caserail.worker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an audit file and its parts say, and what is wrong with them. Each line names the hash of
 * the one before it: a line that was changed, added or left out breaks the chain at the next. What
 * was cut off at the end only shows beside a head that was noted down elsewhere.
 *
 * @param count how many lines there are
 * @param head the hash of the last line; {@code begin} when there is none
 * @param breaks where the chain does not hold, for people; empty when it does
 * @param wanted the lines that were asked for, oldest first
 */
public record AuditChain(long count, String head, List<String> breaks, List<String> wanted) {
  /** What the first line of all says of the one before it. */
  static final String BEGIN = "begin";

  /** The field with the hash of the line before. */
  static final String BEFORE = "before";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PART = Pattern.compile("\\.(\\d{6})");
  private static final int CHUNK = 4096;

  public AuditChain {
    breaks = List.copyOf(breaks);
    wanted = List.copyOf(wanted);
  }

  public boolean holds() {
    return breaks.isEmpty();
  }

  /**
   * Reads the file and the parts beside it, while others may write. Lines from before there was a
   * chain may only stand at its beginning.
   *
   * @param wanted which lines to keep
   * @throws NoSuchFileException when there is no such file
   */
  public static AuditChain read(Path file, Predicate<String> wanted) throws IOException {
    while (true) {
      List<Path> parts = parts(file);
      if (parts.isEmpty() && Files.notExists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      Reading reading = new Reading(wanted);
      for (Path part : parts) {
        reading.read(part, true);
      }
      if (Files.exists(file)) {
        reading.read(file, false);
      }
      // A file that became a part meanwhile was missed, or read twice.
      if (parts.equals(parts(file))) {
        return reading.chain();
      }
    }
  }

  /** One way through all files, oldest first. */
  private static final class Reading {
    private final Predicate<String> wanted;
    private final List<String> kept = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();
    private String head = BEGIN;
    private long count;
    private boolean begun;

    private Reading(Predicate<String> wanted) {
      this.wanted = wanted;
    }

    /** {@code closed}: its last line counts even if it is not finished, since nobody goes on. */
    private void read(Path file, boolean closed) throws IOException {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
          if (b == '\n') {
            number++;
            take(file.getFileName() + ", line " + number, line.toByteArray());
            line.reset();
          } else {
            line.write(b);
          }
        }
        if (closed && line.size() > 0) {
          take(file.getFileName() + ", line " + (number + 1), line.toByteArray());
        }
      }
    }

    private void take(String where, byte[] line) {
      String text = new String(line, StandardCharsets.UTF_8);
      String before = before(text);
      begun |= before != null && !before.isEmpty();
      // A line that a dying process left unfinished is vouched for by the next one.
      if (begun && before != null && !before.equals(head)) {
        breaks.add(where + ": " + broken(before));
      }
      head = hash(line);
      count++;
      if (wanted.test(text)) {
        kept.add(text);
      }
    }

    private AuditChain chain() {
      return new AuditChain(count, head, breaks, kept);
    }
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
  private static String hash(byte[] line) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The hash that the next line of an existing file names. */
  static String head(Path file) throws IOException {
    if (Files.size(file) > 0) {
      return hash(lastLine(file));
    }
    List<Path> parts = parts(file);
    return parts.isEmpty() ? BEGIN : hash(lastLine(parts.get(parts.size() - 1)));
  }

  /** Whether the last line of an existing file was not finished. */
  static boolean isTorn(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() == 0) {
        return false;
      }
      in.seek(in.length() - 1);
      return in.read() != '\n';
    }
  }

  private static byte[] lastLine(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long end = isTorn(file) ? in.length() : in.length() - 1;
      for (long size = CHUNK; ; size *= 2) {
        long from = Math.max(0, end - size);
        byte[] tail = new byte[Math.toIntExact(end - from)];
        in.seek(from);
        in.readFully(tail);
        // One byte is one character of this, so that places in the text are places in the bytes.
        int start = new String(tail, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
        if (start > 0 || from == 0) {
          return Arrays.copyOfRange(tail, start, tail.length);
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
    if (folder == null || Files.notExists(folder)) {
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
