package io.caserail.worker.messages;

import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.Section;
import io.caserail.worker.config.YamlFile;
import io.caserail.worker.messages.MessageKind.Assertion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts for customers, and refuses any that says more than its state allows. Each
 * language brings the words by which that is told, so that nobody adds a language without them.
 */
public final class MessagesFile {
  private static final String BUILT_IN = "/caserail/messages.yaml";

  private MessagesFile() {}

  /**
   * Reads the file that a configuration names.
   *
   * @param file null for the texts that are built in
   * @throws ConfigInvalid naming all that is wrong, each with its line
   */
  public static Messages load(@Nullable Path file) {
    return file == null ? builtIn() : read(YamlFile.read(file));
  }

  /** The same from a text. */
  public static Messages parse(String yaml) {
    return read(YamlFile.parse("messages.yaml", yaml));
  }

  /** The texts that are built in. */
  public static Messages builtIn() {
    return parse(builtInText());
  }

  /** The built-in file with its comments: a start for one's own. */
  public static String builtInText() {
    try (InputStream in = MessagesFile.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + BUILT_IN);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the jar can be read", e);
    }
  }

  private static Messages read(YamlFile file) {
    Section root = Section.root(file, text -> text);
    Messages messages = root.build(MessagesFile::read);
    if (messages == null) {
      throw new ConfigInvalid(file.name(), root.problems());
    }
    return messages;
  }

  private static Messages read(Section root) {
    Map<String, Messages.Language> languages = new TreeMap<>();
    Section all = root.section("languages");
    for (String name : all.names()) {
      if (!name.matches("[a-z]{2,3}(-[a-z0-9]{2,8})?")) {
        all.problem(name, "is no language such as de or pt-br, in small letters");
      }
      Messages.Language language = all.section(name).build(MessagesFile::language);
      if (language != null) {
        languages.put(name, language);
      }
    }
    return new Messages(root.text("language"), languages);
  }

  private static Messages.Language language(Section own) {
    Map<Assertion, List<String>> words = new EnumMap<>(Assertion.class);
    Section lists = own.section("words");
    for (Assertion assertion : Assertion.values()) {
      List<String> list = lists.texts(Section.key(assertion), List.of());
      if (list.isEmpty()) {
        lists.problem(
            Section.key(assertion), "is missing; list the words that say " + assertion.words());
      }
      words.put(assertion, list);
    }
    var unused = lists.build(any -> any);
    MessageLint lint = new MessageLint(words);
    Map<MessageKind, String> texts = new EnumMap<>(MessageKind.class);
    Section given = own.section("texts");
    for (MessageKind kind : MessageKind.values()) {
      String text = given.text(kind.key());
      if (!text.isBlank()) {
        lint.problems(kind, text).forEach(problem -> given.problem(kind.key(), problem));
      }
      texts.put(kind, text);
    }
    var unusedToo = given.build(any -> any);
    return new Messages.Language(own.text("bankDays"), texts);
  }
}
