package io.caserail.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of the cases' code, held against the sources. */
class CaseShapeTest {
  private static final Pattern STEP =
      Pattern.compile("Step ([A-Z_]+) =\\s*new Step\\(\"([a-z-]+)\"");
  private static final Pattern PIVOT =
      Pattern.compile("\\.pass(?:UnlessStopped)?\\(\\s*\"([^\"]+)");
  private static final Pattern MACRO = Pattern.compile("Tell customer: ([a-z ]+)");
  private static final Map<String, String> MACROS =
      Map.of(
          "cancellation delayed", "tell_cancellation_delayed",
          "verification delayed", "tell_verification_delayed",
          "link sent", "tell_link_sent",
          "verified", "tell_verified",
          "not verified", "tell_not_verified",
          "sent", "tell_sent",
          "delayed", "tell_delayed",
          "we are checking", "tell_checking",
          "cancelled", "tell_cancelled");
  private static final Pattern OFFERED = Pattern.compile("DecisionKind\\.([A-Z_]+)");

  /** What may be said of each open case. */
  private static final List<DecisionKind> ALWAYS =
      List.of(DecisionKind.WITHDRAW, DecisionKind.EXTEND, DecisionKind.HAND_OVER);

  /** What the engine offers where a kind's code does this. */
  private static final Map<String, List<DecisionKind>> BY_THE_ENGINE =
      Map.of(
          "engine.read(", List.of(DecisionKind.RETRY),
          ".forWord(", List.of(DecisionKind.RETRY),
          "engine.write(",
              List.of(
                  DecisionKind.RETRY,
                  DecisionKind.DONE_BY_HAND,
                  DecisionKind.CHECKED_FOUND,
                  DecisionKind.CHECKED_NONE),
          ".undoneBy(", List.of(DecisionKind.COMPENSATE),
          ".orSkipped()", List.of(DecisionKind.SKIP));

  /** With which steps each of the code's words passes the pivot. */
  private static final Map<String, List<String>> PASSES =
      Map.of(
          "the payment system has accepted the refund", List.of("pay"),
          // A settlement begins beyond it.
          "the payment system has accepted it", List.of(),
          "the verdict stands", List.of("apply"),
          "billing is being ended", List.of("end-billing"),
          "the term is over, and billing ends with it", List.of("term"),
          "the label is being voided", List.of("void-label"),
          "what is final was begun before this was asked for",
              List.of("void-label", "end-billing", "refund"),
          "the parcel is being brought back", List.of("intercept", "find-parcel"),
          "the refund of ", List.of("refund"));

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void the_steps_are_those_of_the_code(CaseKind kind) {
    assertThat(new TreeSet<>(CaseShape.of(kind).names())).isEqualTo(stepNames(kind));
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void the_pivot_is_passed_where_the_code_passes_it(CaseKind kind) {
    Set<String> passed =
        PIVOT
            .matcher(code(kind))
            .results()
            .flatMap(pass -> PASSES.getOrDefault(pass.group(1), List.of(pass.group(1))).stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(new TreeSet<>(CaseShape.of(kind).pivot())).isEqualTo(passed);
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void what_is_taken_back_is_what_the_code_takes_back(CaseKind kind) {
    Set<String> undone = new TreeSet<>();
    for (String source : sources(kind)) {
      Map<String, String> steps = steps(source);
      for (int at = source.indexOf(".undoneBy(");
          at >= 0;
          at = source.indexOf(".undoneBy(", at + 1)) {
        undone.add(lastNamed(source.substring(0, at), steps));
      }
    }

    assertThat(new TreeSet<>(CaseShape.of(kind).undone())).isEqualTo(undone);
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void what_may_be_decided_is_what_the_code_offers(CaseKind kind) {
    String code = code(kind);
    String engine = code("engine") + code("call");
    Set<DecisionKind> offered = EnumSet.copyOf(ALWAYS);
    OFFERED
        .matcher(code)
        .results()
        .forEach(named -> offered.add(DecisionKind.valueOf(named.group(1))));
    BY_THE_ENGINE.forEach(
        (call, offers) -> {
          if (code.contains(call)) {
            offered.addAll(offers);
          }
          assertThat(offers).allMatch(offer -> engine.contains("DecisionKind." + offer));
        });

    assertThat(CaseShape.of(kind).offers()).containsExactlyInAnyOrderElementsOf(offered);
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void customers_are_told_what_the_notes_of_the_code_tell_them(CaseKind kind) {
    String code = code(kind);
    if (code.contains("SentView.")) {
      code += source("port", "SentView.java");
    }
    Set<String> told = new TreeSet<>();
    // A sentence may stand on two lines.
    MACRO
        .matcher(code.replaceAll("\"\\s*\\+\\s*\"", ""))
        .results()
        .forEach(macro -> told.add(MACROS.getOrDefault(macro.group(1), macro.group())));
    for (CustomerNotice.Text text : CustomerNotice.Text.values()) {
      if (code.contains("CustomerNotice.Text." + text)) {
        told.add(text.name().toLowerCase(Locale.ROOT));
      }
    }
    for (CustomerWords words : CustomerWords.values()) {
      String by = words.name().startsWith("PENDING") ? "ofPending" : "ofFailure";
      if (code.contains("CustomerWords." + by)) {
        told.add(words.name().toLowerCase(Locale.ROOT));
      }
    }

    assertThat(new TreeSet<>(CaseShape.of(kind).tells())).isEqualTo(told);
  }

  private static String lastNamed(String before, Map<String, String> steps) {
    Matcher names =
        Pattern.compile("\\b(" + String.join("|", steps.keySet()) + ")\\b").matcher(before);
    String last = "";
    while (names.find()) {
      last = names.group(1);
    }
    return steps.getOrDefault(last, "none");
  }

  private static Set<String> stepNames(CaseKind kind) {
    return STEP.matcher(code(kind))
        .results()
        .map(step -> step.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name of each step by the constant that holds it; each constant's first one. */
  private static Map<String, String> steps(String source) {
    Map<String, String> steps = new LinkedHashMap<>();
    STEP.matcher(source).results().forEach(m -> steps.putIfAbsent(m.group(1), m.group(2)));
    return steps;
  }

  private static String code(CaseKind kind) {
    return code(kind.name().toLowerCase(Locale.ROOT));
  }

  private static String code(String packageName) {
    return String.join("\n", sources(packageName));
  }

  private static String source(String packageName, String file) {
    try {
      return Files.readString(Path.of("src/main/java/io/caserail", packageName, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> sources(CaseKind kind) {
    return sources(kind.name().toLowerCase(Locale.ROOT));
  }

  private static List<String> sources(String packageName) {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/caserail/" + packageName))) {
      for (Path file : files.sorted().toList()) {
        sources.add(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }
}
