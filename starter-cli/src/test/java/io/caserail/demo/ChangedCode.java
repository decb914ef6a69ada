package io.caserail.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The next release of some classes: their sources with a change, compiled in front of the rest. */
final class ChangedCode {
  private final Path sources;
  private final Path classes;

  ChangedCode(Path folder) {
    this.sources = folder.resolve("sources");
    this.classes = folder.resolve("classes");
  }

  /**
   * Changes a class of the workflows.
   *
   * @param before what stands in it once
   * @param after what stands there now
   */
  void change(Class<?> type, String before, String after) {
    Path file = Path.of(type.getName().replace('.', '/') + ".java");
    Path changed = sources.resolve(file);
    try {
      String source =
          Files.readString(
              Files.exists(changed)
                  ? changed
                  : Path.of("..", "workflows", "src", "main", "java").resolve(file));
      if (source.split(Pattern.quote(before), -1).length != 2) {
        throw new AssertionError(type + " does not hold '" + before + "' once");
      }
      Files.createDirectories(changed.getParent());
      Files.writeString(changed, source.replace(before, after));
      Files.createDirectories(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    compile(changed);
  }

  /** A worker that runs it. */
  WorkerJvm worker(Stage stage) {
    return WorkerJvm.startWith(
        classes + File.pathSeparator + System.getProperty("java.class.path"),
        WorkerJvm.UP,
        "io.caserail.cli.Caserail",
        "worker",
        "--config",
        stage.configured().toString());
  }

  private void compile(Path source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean good =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none", "-parameters", "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!good) {
        throw new AssertionError(source + " does not compile");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
