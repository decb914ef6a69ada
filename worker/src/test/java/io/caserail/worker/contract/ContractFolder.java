package io.caserail.worker.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.caserail.contract.Contracts;
import io.caserail.contract.LifecycleState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A folder with the contracts that are built in, to be spoilt. */
record ContractFolder(Path path) {
  private static final ObjectMapper YAML = new YAMLMapper();

  static ContractFolder in(Path directory) {
    for (LifecycleState state : LifecycleState.values()) {
      write(directory.resolve(name(state)), ContractFiles.builtInText(name(state)));
    }
    return new ContractFolder(directory);
  }

  /** The same with some text of a file changed. */
  ContractFolder with(LifecycleState state, UnaryOperator<String> change) {
    String before = ContractFiles.builtInText(name(state));
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("nothing was changed in " + name(state));
    }
    write(path.resolve(name(state)), after);
    return this;
  }

  /** The same with a file's tree changed; its lines are others then. */
  ContractFolder withTree(LifecycleState state, Consumer<ObjectNode> change) {
    return with(
        state,
        text -> {
          try {
            ObjectNode tree = (ObjectNode) YAML.readTree(text);
            change.accept(tree);
            return YAML.writeValueAsString(tree);
          } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  ContractFolder without(LifecycleState state) {
    try {
      Files.delete(path.resolve(name(state)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Contracts read() {
    return ContractFiles.load(path, CodeFacts.builtIn());
  }

  private static String name(LifecycleState state) {
    return state.word() + ".yaml";
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
