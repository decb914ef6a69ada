package io.caserail.worker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends a JSON line per event to a file and returns once the disk has it. Nothing is ever
 * rewritten. Several processes may append to one file on a local disk: a line is one write. A plain
 * stream, since an interrupted thread would close a channel for all the others.
 */
public final class AuditSink implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileOutputStream file;

  /**
   * Opens or creates the file, and its folder.
   *
   * @throws UncheckedIOException when it can't be written
   */
  public AuditSink(Path path) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        var unused = Files.createDirectories(folder);
      }
      this.file = new FileOutputStream(path.toFile(), true);
    } catch (IOException e) {
      throw new UncheckedIOException("the audit file can't be opened: " + path, e);
    }
  }

  /**
   * Appends the line.
   *
   * @throws UncheckedIOException when it is not known to be on the disk
   */
  public synchronized void append(AuditLine line) {
    try {
      file.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
      file.getFD().sync();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings is JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the audit file can't be written", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the audit file can't be closed", e);
    }
  }
}
