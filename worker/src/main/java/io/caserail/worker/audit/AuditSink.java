package io.caserail.worker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a JSON line per event to a file and returns once the disk has it. Nothing is ever
 * rewritten, and each line holds the hash of the one before it, so that {@link AuditChain} sees
 * what was changed or left out. A full file becomes a numbered part beside it, and the chain goes
 * on in a new one. Several processes may append to one file on a local disk.
 */
public final class AuditSink implements AutoCloseable {
  /** The size in bytes from which a file becomes a part: about 100,000 lines. */
  static final long FULL = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(AuditSink.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A lock on a file holds off other processes; this holds off the rest of our own. */
  private static final Map<Path, Object> OURS = new ConcurrentHashMap<>();

  private final Path file;
  private final long full;
  private final Object ours;
  private boolean closed;

  /**
   * Opens or creates the file, and its folder.
   *
   * @throws UncheckedIOException when it can't be written
   */
  public AuditSink(Path path) {
    this(path, FULL);
  }

  AuditSink(Path path, long full) {
    this.file = path.toAbsolutePath().normalize();
    this.full = full;
    this.ours = OURS.computeIfAbsent(file, any -> new Object());
    try {
      Path folder = file.getParent();
      if (folder != null) {
        var unused = Files.createDirectories(folder);
      }
      new FileOutputStream(file.toFile(), true).close();
      new FileOutputStream(lockFile().toFile(), true).close();
    } catch (IOException e) {
      throw new UncheckedIOException("the audit file can't be opened: " + path, e);
    }
  }

  /**
   * Appends the line.
   *
   * @throws UncheckedIOException when it is not known to be on the disk
   */
  public void append(RecordLine line) {
    synchronized (ours) {
      try {
        if (closed) {
          throw new IOException("it is closed");
        }
        write(JSON.valueToTree(line));
      } catch (IOException e) {
        throw new UncheckedIOException("the audit file can't be written", e);
      }
    }
  }

  private void write(ObjectNode line) throws IOException {
    try (RandomAccessFile door = new RandomAccessFile(lockFile().toFile(), "rw")) {
      // It ends with the door.
      var unused = lock(door.getChannel());
      writeLocked(line);
    }
  }

  private void writeLocked(ObjectNode line) throws IOException {
    if (Files.notExists(file)) {
      // Somebody died right after it had become a part.
      new FileOutputStream(file.toFile(), true).close();
    }
    ObjectNode chained = JSON.createObjectNode().put(AuditChain.BEFORE, AuditChain.head(file));
    chained.setAll(line);
    // What a process left unfinished that died while it wrote stays, as a line of its own.
    boolean torn = !isMadeAPart() && AuditChain.isTorn(file);
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(((torn ? "\n" : "") + text(chained) + "\n").getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
  }

  /** A full file goes on growing where it can't be renamed: nothing is to wait for that. */
  private boolean isMadeAPart() throws IOException {
    if (Files.size(file) < full) {
      return false;
    }
    try {
      var unused = Files.move(file, AuditChain.nextPart(file));
      return true;
    } catch (FileSystemException e) {
      log.warn("the audit file is full and can't be made a part: {}", e.toString());
      return false;
    }
  }

  private Path lockFile() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  /** Not {@code lock()}: an interrupt, as of a worker that stops, would end it without a line. */
  private static FileLock lock(FileChannel door) throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileLock held = door.tryLock();
      if (held != null) {
        return held;
      }
      if (System.nanoTime() - until > 0) {
        throw new IOException("another process does not let go of it");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private static String text(ObjectNode line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings is JSON", e);
    }
  }

  @Override
  public void close() {
    synchronized (ours) {
      closed = true;
    }
  }
}
