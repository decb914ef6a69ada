package io.caserail.cli;

import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.messages.MessageKind;
import io.caserail.worker.messages.Messages;
import io.caserail.worker.messages.MessagesFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code caserail messages check}: whether any text says more than its state allows. */
@Command(
    name = "check",
    description = {
      "Shows what customers are told, language by language, and whether any text says more than",
      "its state allows. Exit code 1 means that one does."
    })
final class MessagesCheckCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "the texts (default: those that are built in)")
  private @Nullable Path file;

  private record Report(
      String file, boolean usable, List<String> problems, Map<String, Map<String, String>> texts) {}

  @Override
  public Integer call() {
    String name = file == null ? "built in" : file.toString();
    try {
      Messages messages = MessagesFile.load(file);
      if (format.isJson()) {
        screen.print(JsonText.of(new Report(name, true, List.of(), texts(messages))));
      } else {
        print(messages);
      }
      return ExitCode.OK;
    } catch (ConfigInvalid wrong) {
      if (format.isJson()) {
        screen.print(JsonText.of(new Report(name, false, wrong.problems(), Map.of())));
        return ExitCode.REFUSED;
      }
      throw Stopped.refused(String.valueOf(wrong.getMessage()));
    }
  }

  private static Map<String, Map<String, String>> texts(Messages messages) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    messages
        .languages()
        .forEach(
            (name, language) -> {
              Map<String, String> texts = new TreeMap<>();
              for (MessageKind kind : MessageKind.values()) {
                texts.put(kind.name().toLowerCase(Locale.ROOT), language.text(kind));
              }
              all.put(name, texts);
            });
    return all;
  }

  private void print(Messages messages) {
    texts(messages)
        .forEach(
            (name, texts) -> {
              boolean usual = name.equals(messages.usual());
              screen.line("Language %s%s", name, usual ? ", and whoever has none of these" : "");
              texts.forEach(
                  (kind, text) -> {
                    screen.line("  %s", kind);
                    text.lines().forEach(line -> screen.line("    %s", line));
                  });
            });
    screen.line("No text says more than its state allows, by the words that are listed.");
  }
}
