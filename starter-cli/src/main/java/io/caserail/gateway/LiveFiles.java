package io.caserail.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in files, which are read again when one of them has changed: within a second, and at
 * once when {@link #again} is asked. What can't be used changes nothing; it is logged, and {@link
 * #isStuck} until it can. Thread-safe.
 *
 * @param <T> what is read, which is not changed afterwards
 */
public final class LiveFiles<T> {
  private static final Logger log = LoggerFactory.getLogger(LiveFiles.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Files that change while they are read are read again, this often at the most. */
  private static final int READINGS = 5;

  /**
   * What was read.
   *
   * @param files all that it was read from
   */
  public record Reading<T>(T value, Set<Path> files) {
    public Reading {
      files = Set.copyOf(files);
    }
  }

  private final String what;
  private final Supplier<Reading<T>> reader;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Reading<T> reading;
  private Map<Path, String> seen = Map.of();
  private long triedAt = System.nanoTime();
  private volatile long lookedAt = System.nanoTime();
  private volatile String stuck = "";

  /**
   * Reads for the first time.
   *
   * @param what what the log calls it
   * @param reader reads all files anew; whatever it throws must not hold a secret
   * @throws RuntimeException what the reader throws
   */
  public LiveFiles(String what, Supplier<Reading<T>> reader) {
    this.what = what;
    this.reader = reader;
    this.reading = reader.get();
    settle();
  }

  /** What is in force now. Cheap. */
  public T now() {
    if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos() && looking.tryLock()) {
      try {
        look();
      } finally {
        looking.unlock();
      }
    }
    return reading.value();
  }

  /** The same, after a look at the files. */
  public T again() {
    looking.lock();
    try {
      look();
    } finally {
      looking.unlock();
    }
    return reading.value();
  }

  /** Whether something newer stands there that can't be used. */
  public boolean isStuck() {
    return !stuck.isEmpty();
  }

  private void look() {
    Map<Path, String> now = stamps(reading.files());
    // A reading that failed may have asked for files that nobody looks at.
    boolean isDue = isStuck() && System.nanoTime() - triedAt > LOOK_EVERY.toNanos();
    if (isDue || !now.equals(seen)) {
      seen = now;
      read();
    }
    lookedAt = System.nanoTime();
  }

  private void read() {
    triedAt = System.nanoTime();
    try {
      reading = reader.get();
      settle();
      stuck = "";
      log.info("Files were read again what={}", what);
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(stuck)) {
        log.error("New files can't be used, what was read stays what={} reason={}", what, why);
      }
      stuck = why;
    }
  }

  /** Reads until nothing has changed meanwhile. */
  private void settle() {
    for (int more = 1; more < READINGS; more++) {
      Map<Path, String> now = stamps(reading.files());
      if (now.equals(seen)) {
        return;
      }
      seen = now;
      reading = reader.get();
    }
  }

  private static Map<Path, String> stamps(Set<Path> files) {
    Map<Path, String> stamps = new LinkedHashMap<>();
    for (Path file : files) {
      stamps.put(file, stamp(file));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + "|" + now.size() + "|" + now.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}
