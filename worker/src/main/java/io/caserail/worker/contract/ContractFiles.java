package io.caserail.worker.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.contract.Contract;
import io.caserail.contract.Contracts;
import io.caserail.contract.EventContract;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.contract.UnreadContract;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contracts of a folder, one file for each state: {@code billing.yaml} and so on. What is
 * wrong with one is noted and holds for this one only.
 */
public final class ContractFiles {
  private static final String BUILT_IN = "/caserail/contracts/";
  private static final String SCHEMA = "contract.schema.json";
  private static final JsonSchema FORM = JsonSchema.of(json(builtInText(SCHEMA)));
  private static final String EXTENSION = ".yaml";

  private final @Nullable CodeFacts code;
  private final Map<LifecycleState, Contract> contracts = new EnumMap<>(LifecycleState.class);
  private final Map<LifecycleState, Flaws> flawsOf = new EnumMap<>(LifecycleState.class);
  private final List<Flaw> flaws = new ArrayList<>();

  private ContractFiles(@Nullable CodeFacts code) {
    this.code = code;
  }

  /**
   * Reads a folder.
   *
   * @param folder null for the contracts that are built in
   * @param code what they are held against
   * @throws ConfigInvalid when there is no such folder
   */
  public static Contracts load(@Nullable Path folder, CodeFacts code) {
    return read(folder, new ContractFiles(code));
  }

  /**
   * The same for whoever only routes events by them, and knows neither the policy nor the cases:
   * they are held against their schema and against each other.
   *
   * @throws ConfigInvalid when there is no such folder
   */
  public static Contracts forRouting(@Nullable Path folder) {
    return read(folder, new ContractFiles(null));
  }

  private static Contracts read(@Nullable Path folder, ContractFiles files) {
    if (folder == null) {
      return files.read(
          state -> YamlFile.parse(name(state), builtInText(name(state))),
          state -> builtInText(name(state)));
    }
    if (!Files.isDirectory(folder)) {
      throw new ConfigInvalid(
          "contracts", List.of("there is no folder " + folder + "; check the path"));
    }
    files.strangers(folder);
    return files.read(
        state -> YamlFile.read(folder.resolve(name(state))),
        state -> text(folder.resolve(name(state))));
  }

  /** What stands in a file, whatever it is; empty when there is none, or it can't be read. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The files that a folder is read from, whether they are there or not.
   *
   * @param folder null for the contracts that are built in, which are in no file
   */
  public static Set<Path> in(@Nullable Path folder) {
    return folder == null
        ? Set.of()
        : Stream.of(LifecycleState.values())
            .map(state -> folder.resolve(name(state)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The contracts that are built in, under the policy that is built in. */
  public static Contracts builtIn() {
    return load(null, CodeFacts.builtIn());
  }

  /** A file that is built in, with its comments: a start for one's own. */
  public static String builtInText(String name) {
    try (InputStream in = ContractFiles.class.getResourceAsStream(BUILT_IN + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + BUILT_IN + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the jar can be read", e);
    }
  }

  private Contracts read(
      Function<LifecycleState, YamlFile> reader, Function<LifecycleState, String> texts) {
    for (LifecycleState state : LifecycleState.values()) {
      try {
        read(state, reader.apply(state));
      } catch (ConfigInvalid unreadable) {
        unreadable.problems().forEach(problem -> flaws.add(unreadable(state, problem)));
      }
    }
    routes();
    flawsOf.values().forEach(of -> flaws.addAll(of.found()));
    Map<LifecycleState, UnreadContract> unread = new EnumMap<>(LifecycleState.class);
    for (LifecycleState state : LifecycleState.values()) {
      if (!contracts.containsKey(state)) {
        String text = texts.apply(state);
        unread.put(
            state, new UnreadContract(text + "\n" + builtInText(name(state)), !text.isBlank()));
      }
    }
    return new Contracts(contracts, flaws, unread);
  }

  private void read(LifecycleState state, YamlFile file) {
    Flaws wrong = new Flaws(state, file);
    flawsOf.put(state, wrong);
    FORM.misfits(file.root()).forEach(misfit -> wrong.add(misfit.pointer(), misfit.what()));
    if (!wrong.isEmpty()) {
      return;
    }
    String said = file.root().path("state").asText();
    if (!said.equals(state.word())) {
      wrong.add("/state", "is " + said + ", and the file is called " + file.name());
      return;
    }
    bodies(file.root(), wrong);
    Contract contract = ContractReader.read(state, file.root());
    contracts.put(state, contract);
    if (code != null) {
      Contradictions.find(contract, code, wrong);
    }
  }

  private static void bodies(JsonNode root, Flaws wrong) {
    for (int i = 0; i < root.path("events").size(); i++) {
      JsonNode versions = root.path("events").path(i).path("versions");
      for (int j = 0; j < versions.size(); j++) {
        try {
          var unused = JsonSchema.of(versions.path(j).path("schema"));
        } catch (IllegalArgumentException e) {
          wrong.add("/events/" + i + "/versions/" + j + "/schema", String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /** Each version of each event has one place to go to. */
  private void routes() {
    Map<String, String> known = new HashMap<>();
    contracts.forEach(
        (state, contract) -> {
          for (int i = 0; i < contract.events().size(); i++) {
            EventContract event = contract.events().get(i);
            for (int j = 0; j < event.versions().size(); j++) {
              route(state, event, "/events/" + i, j, known);
            }
          }
        });
  }

  private void route(
      LifecycleState state,
      EventContract event,
      String at,
      int version,
      Map<String, String> known) {
    String name = event.versions().get(version).version();
    String before =
        known.putIfAbsent(
            event.source() + " " + event.type() + " " + name, state.word() + at.replace('/', '.'));
    Flaws wrong = flawsOf.get(state);
    if (before != null && wrong != null) {
      wrong.add(
          at + "/versions/" + version + "/version",
          "stands in " + before + " as well, for the same source and type; remove one");
    }
  }

  private void strangers(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> states = Stream.of(LifecycleState.values()).map(ContractFiles::name).toList();
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(EXTENSION) || name.endsWith(".yml"))
          .filter(name -> !states.contains(name))
          .sorted()
          .forEach(
              name ->
                  flaws.add(
                      new Flaw(
                          null,
                          name,
                          0,
                          "",
                          "is the contract of no state; there are: " + String.join(", ", states))));
    } catch (IOException e) {
      throw new ConfigInvalid(
          "contracts", List.of(folder + " can't be read (" + e.getClass().getSimpleName() + ")"));
    }
  }

  /** A file that is missing, or no YAML. */
  private static Flaw unreadable(LifecycleState state, String problem) {
    Matcher at =
        Pattern.compile(Pattern.quote(name(state)) + ":([0-9]+) (.*)", Pattern.DOTALL)
            .matcher(problem);
    return at.matches()
        ? new Flaw(state, name(state), Integer.parseInt(at.group(1)), "", at.group(2))
        : new Flaw(state, name(state), 0, "", problem);
  }

  private static String name(LifecycleState state) {
    return state.word() + EXTENSION;
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema of the jar is JSON", e);
    }
  }
}
