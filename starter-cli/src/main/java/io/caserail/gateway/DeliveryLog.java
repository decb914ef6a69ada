package io.caserail.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a JSON line per delivery to {@code deliveries.jsonl} in a folder of this gateway's own,
 * on a thread of its own, so that no answer waits for a disk. A file that is full, or was begun a
 * day ago, becomes a numbered part; the oldest parts go, by what they take together and by age.
 * What can't be written is counted and left out, and a process that dies loses what it has not
 * flushed: a second's lines at most.
 */
public final class DeliveryLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeliveryLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "deliveries.jsonl";
  private static final Pattern PART = Pattern.compile("deliveries\\.jsonl\\.[0-9]{8}");
  private static final int PARTS = 16;
  private static final int WAITING = 10_000;
  private static final Duration FLUSH = Duration.ofSeconds(1);
  private static final Duration TIDY = Duration.ofMinutes(1);
  private static final Duration PART_OF = Duration.ofDays(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final @Nullable Path folder;
  private final long partBytes;
  private final Duration keepFor;
  private final Clock clock;
  private final RefusedLines refused = new RefusedLines();
  private final BlockingQueue<DeliveryLine> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final @Nullable Thread writer;
  private volatile boolean closed;
  private @Nullable BufferedWriter out;
  private long written;
  private Instant tidied = Instant.MIN;
  private boolean complained;

  /** When the file that grows was begun; null while it has no line. */
  private @Nullable Instant begun;

  private DeliveryLog(@Nullable Path folder, long partBytes, Duration keepFor, Clock clock) {
    this.folder = folder;
    this.partBytes = partBytes;
    this.keepFor = keepFor;
    this.clock = clock;
    if (folder == null) {
      writer = null;
    } else {
      writer = new Thread(() -> write(folder), "caserail-deliveries");
      writer.setDaemon(true);
      writer.start();
    }
  }

  /** One that keeps nothing. */
  public static DeliveryLog none() {
    return new DeliveryLog(null, 0, Duration.ZERO, Clock.systemUTC());
  }

  /**
   * One that writes to a folder, which is made if it is not there. A folder that can't be written
   * stops no gateway; every line is lost then, and counted.
   *
   * @param mostBytes what all its files may take together
   * @param keepFor how old the newest line of a part may become; its oldest is a day older at most
   */
  public static DeliveryLog in(Path folder, long mostBytes, Duration keepFor, Clock clock) {
    return new DeliveryLog(folder, mostBytes / PARTS, keepFor, clock);
  }

  /** Hands a line to the writer; never waits. */
  void add(DeliveryLine line) {
    if (folder == null) {
      return;
    }
    List<DeliveryLine> lines =
        line.isUnproven() ? refused.after(line, clock.instant()) : List.of(line);
    for (DeliveryLine one : lines) {
      if (closed || !waiting.offer(one)) {
        lost.incrementAndGet();
      }
    }
  }

  /** How many lines could not be written. */
  long lost() {
    return lost.get();
  }

  private void write(Path where) {
    try (RandomAccessFile door = door(where);
        FileLock held = door.getChannel().tryLock()) {
      if (held == null) {
        throw new IOException("another gateway writes to this folder; give each its own");
      }
      drain(where);
    } catch (IOException | OverlappingFileLockException e) {
      log.warn("Deliveries are not logged folder={} cause={}", where, e.toString());
      while (!closed || !waiting.isEmpty()) {
        if (next() != null) {
          lost.incrementAndGet();
        }
      }
    }
  }

  private static RandomAccessFile door(Path where) throws IOException {
    var unused = Files.createDirectories(where);
    return new RandomAccessFile(where.resolve("deliveries.lock").toFile(), "rw");
  }

  private void drain(Path where) {
    long flushed = System.nanoTime();
    goOn(where);
    while (!closed || !waiting.isEmpty()) {
      tidy(where);
      DeliveryLine line = next();
      if (line != null) {
        append(where, line);
      }
      refused.over(clock.instant()).forEach(rest -> append(where, rest));
      if (System.nanoTime() - flushed > FLUSH.toNanos() || waiting.isEmpty()) {
        flush();
        flushed = System.nanoTime();
      }
    }
    release();
  }

  /** What an earlier process has left may be old already. */
  private void goOn(Path where) {
    try {
      begun = begunAt(where.resolve(FILE));
    } catch (IOException | UncheckedIOException e) {
      complain(where, e);
    }
    tidy(where);
  }

  /** By its first line; by its last one where that can't be read. */
  private static @Nullable Instant begunAt(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return null;
    }
    Instant last = Files.getLastModifiedTime(file).toInstant();
    try (Stream<String> lines = lines(file)) {
      return lines.limit(2).flatMap(DeliveryLog::time).findFirst().orElse(last);
    }
  }

  private static Stream<Instant> time(String line) {
    DeliveryLine read = read(line);
    try {
      return read == null ? Stream.empty() : Stream.of(Instant.parse(read.at()));
    } catch (DateTimeParseException e) {
      return Stream.empty();
    }
  }

  /** Age counts without traffic, too. */
  private void tidy(Path where) {
    Instant now = clock.instant();
    if (now.isBefore(tidied.plus(TIDY))) {
      return;
    }
    tidied = now;
    Instant first = begun;
    try {
      if (first != null && !now.isBefore(first.plus(PART_OF))) {
        makePart(where);
      } else {
        removeOld(where);
      }
    } catch (IOException | UncheckedIOException e) {
      complain(where, e);
    }
  }

  private @Nullable DeliveryLine next() {
    try {
      return waiting.poll(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed = true;
      return null;
    }
  }

  private void append(Path where, DeliveryLine line) {
    try {
      String text = JSON.writeValueAsString(line) + "\n";
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      BufferedWriter current = open(where);
      if (written > 0 && written + length > partBytes) {
        makePart(where);
        current = open(where);
      }
      current.write(text);
      written += length;
      if (begun == null) {
        begun = clock.instant();
      }
      complained = false;
    } catch (IOException | UncheckedIOException e) {
      lost.incrementAndGet();
      release();
      complain(where, e);
    }
  }

  private void complain(Path where, Exception e) {
    if (!complained) {
      complained = true;
      log.warn("Deliveries can't be logged as they should folder={} cause={}", where, e.toString());
    }
  }

  private BufferedWriter open(Path where) throws IOException {
    BufferedWriter current = out;
    if (current == null) {
      Path file = where.resolve(FILE);
      removeOld(where);
      current =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      written = Files.size(file);
      if (written > 0) {
        // What a process left unfinished that died stays, as a line of its own.
        current.write("\n");
        written++;
      }
      out = current;
    }
    return current;
  }

  private void makePart(Path where) throws IOException {
    release();
    begun = null;
    List<Path> parts = parts(where);
    int last = parts.isEmpty() ? 0 : number(parts.get(parts.size() - 1));
    var unused =
        Files.move(where.resolve(FILE), where.resolve(FILE + "." + "%08d".formatted(last + 1)));
    removeOld(where);
  }

  /** With the file that grows they never take more than what was meant. */
  private void removeOld(Path where) throws IOException {
    List<Path> parts = parts(where);
    Instant oldest = clock.instant().minus(keepFor);
    long room = partBytes * (PARTS - 1);
    for (int i = parts.size() - 1; i >= 0; i--) {
      Path part = parts.get(i);
      room -= Files.size(part);
      if (room < 0 || Files.getLastModifiedTime(part).toInstant().isBefore(oldest)) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void flush() {
    try {
      if (out != null) {
        out.flush();
      }
    } catch (IOException e) {
      lost.incrementAndGet();
      release();
    }
  }

  private void release() {
    BufferedWriter current = out;
    out = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        lost.incrementAndGet();
      }
    }
  }

  private static List<Path> parts(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files
          .filter(file -> PART.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .toList();
    }
  }

  private static int number(Path part) {
    String name = String.valueOf(part.getFileName());
    return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * The deliveries that a name may mean, oldest first.
   *
   * @param name an event's id, a body's digest or a quarantine entry's id
   * @throws IOException when the folder can't be read
   */
  public static List<DeliveryLine> find(Path folder, String name) throws IOException {
    List<DeliveryLine> found = new ArrayList<>();
    for (Path file : files(folder)) {
      try (Stream<String> lines = lines(file)) {
        lines
            .filter(line -> line.contains(name))
            .map(DeliveryLog::read)
            .filter(line -> line != null && line.isNamed(name))
            .forEach(found::add);
      }
    }
    return found;
  }

  /**
   * What a source's way in has refused unproven, hence without any id.
   *
   * @param count how often, as long as the log keeps
   * @param last when last, ISO 8601 in UTC
   * @param why why, then
   */
  public record Refused(long count, String last, String why) {
    private Refused and(Refused later) {
      // A line for many says no cause of its own.
      boolean names = later.count() == 1 || why.isEmpty();
      return new Refused(count + later.count(), later.last(), names ? later.why() : why);
    }
  }

  /**
   * What was refused unproven, by source.
   *
   * @throws IOException when the folder can't be read
   */
  public static Map<String, Refused> refused(Path folder) throws IOException {
    Map<String, Refused> refused = new TreeMap<>();
    for (Path file : files(folder)) {
      try (Stream<String> lines = lines(file)) {
        lines
            .map(DeliveryLog::read)
            .filter(line -> line != null && line.isUnproven())
            .forEach(
                line ->
                    refused.merge(
                        line.source(),
                        new Refused(Math.max(1, line.more()), line.at(), line.why()),
                        Refused::and));
      }
    }
    return refused;
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>(parts(folder));
    Path current = folder.resolve(FILE);
    if (Files.exists(current)) {
      files.add(current);
    }
    return files;
  }

  /** What a disk has spoiled is a line that can't be read, and hides no other. */
  private static Stream<String> lines(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    return reader
        .lines()
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Null for what a process left unfinished. */
  private static @Nullable DeliveryLine read(String line) {
    try {
      return JSON.readValue(line, DeliveryLine.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Writes what is waiting, five seconds at most. */
  @Override
  public void close() {
    closed = true;
    if (writer != null) {
      try {
        writer.join(STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
