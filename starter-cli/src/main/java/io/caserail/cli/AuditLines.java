package io.caserail.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caserail.worker.audit.AuditChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The lines of the audit sink's file that are about one case: those that name it in any field. */
final class AuditLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditLines() {}

  /** Reads and verifies the file and its parts, and keeps the lines with one of these names. */
  static AuditChain about(Set<String> names, Path file) {
    try {
      return AuditChain.read(file, line -> names(line, names));
    } catch (NoSuchFileException e) {
      throw Stopped.misused("There is no audit log " + file + ".\nCheck --audit-log.");
    } catch (IOException | UncheckedIOException e) {
      throw Stopped.misused("The audit log " + file + " can't be read: " + e.getMessage());
    }
  }

  private static boolean names(String line, Set<String> names) {
    return names(read(line), names);
  }

  /** The fields of a line; none where it was spoilt. */
  static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean names(JsonNode node, Set<String> names) {
    if (node.isTextual()) {
      return Stream.of(node.textValue().split("/", -1)).anyMatch(names::contains);
    }
    for (JsonNode child : node) {
      if (names(child, names)) {
        return true;
      }
    }
    return false;
  }
}
