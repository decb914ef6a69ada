package io.caserail.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may say what where a case waits, written down by hand and held against what each person is
 * answered: {@link #WHO} says who may say a word at all, and a {@link Row} which words count there.
 * Any wait may be extended and handed over.
 */
public final class DecisionTable {
  /** Whoever has asked may never be the one who agrees. */
  private static final String BY_ANOTHER = " by another";

  private static final String WHO =
      """
      approve        approver
      refuse         approver, finance
      retry          requester, approver, finance, operator
      checked found  finance
      checked none   finance
      done by hand   requester, approver, finance
      skip           approver, finance
      compensate     requester, approver, finance
      withdraw       requester, approver, finance
      correct
      extend         approver, finance
      hand over      requester, approver, finance, operator
      """;

  /** Lena is who has asked. */
  private static final List<Who> PEOPLE =
      List.of(
          new Who("lena", Role.REQUESTER),
          new Who("lena", Role.REQUESTER, Role.APPROVER, Role.FINANCE),
          new Who("ana", Role.APPROVER),
          new Who("finn", Role.FINANCE),
          new Who("otto", Role.OPERATOR),
          new Who("mallory"));

  private DecisionTable() {}

  /** Who speaks. */
  private record Who(String name, List<Role> roles) {
    Who(String name, Role... roles) {
      this(name, List.of(roles));
    }

    @Override
    public String toString() {
      return name + " " + roles;
    }
  }

  /**
   * Where a case waits.
   *
   * @param situation in words
   * @param step at which it waits; empty where it does not wait
   * @param words what ends the wait; "approve by another" where who has asked may not say so
   * @param play brings a new case there
   */
  public record Row(
      String situation,
      CaseStatus status,
      String step,
      List<String> words,
      Function<Row, Played> play) {
    @Override
    public String toString() {
      return "%s: %s %s".formatted(situation, status, step);
    }

    private @Nullable String word(DecisionKind kind) {
      if (kind == DecisionKind.EXTEND || kind == DecisionKind.HAND_OVER) {
        return step.isEmpty() ? null : inWords(kind);
      }
      return words.stream()
          .filter(word -> word.replace(BY_ANOTHER, "").equals(inWords(kind)))
          .findFirst()
          .orElse(null);
    }

    private boolean counts(DecisionKind kind, Who who) {
      String word = word(kind);
      return word != null
          && who.roles.stream().anyMatch(allowed(kind)::contains)
          && !(word.endsWith(BY_ANOTHER) && who.name.equals("lena"));
    }
  }

  /**
   * A case in its world.
   *
   * @param people who is believed by name, and what they may act as
   * @param close takes it all down
   */
  public record Played(
      TestWorkflowEnvironment env,
      WorkflowStub stub,
      Map<String, List<Role>> people,
      Runnable close) {
    private CaseView view() {
      return stub.query("view", CaseView.class);
    }

    private boolean isAt(Row row) {
      CaseView now = view();
      String step =
          now.requests().stream()
              .map(RequestView::block)
              .filter(Objects::nonNull)
              .map(Block::step)
              .findFirst()
              .orElse("");
      return !now.requests().isEmpty() && now.status() == row.status && step.equals(row.step);
    }

    private void until(Row row) {
      boolean there = isAt(row);
      for (int i = 0; i < 400 && !there; i++) {
        env.sleep(i < 100 ? Duration.ofMillis(500) : Duration.ofMinutes(10));
        there = isAt(row);
      }
      assertThat(there).as("%s, not %s", row, view()).isTrue();
    }

    private Verdict says(DecisionKind kind, Who who, int number) {
      people.put(who.name, who.roles);
      return stub.update(
          "decide",
          Verdict.class,
          new Decision(
              "table-" + number,
              "",
              kind,
              who.name,
              "because",
              "",
              "by-hand-1",
              Instant.ofEpochMilli(env.currentTimeMillis()).plus(Duration.ofHours(2)),
              "the night shift"));
    }
  }

  /** The rows of a table: situation, status, step, and words between commas. */
  public static Stream<Row> rows(String table, Function<Row, Played> play) {
    return table
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            cell ->
                new Row(
                    cell[0].strip(),
                    CaseStatus.valueOf(cell[1].strip()),
                    cell[2].strip(),
                    List.of(cell[3].strip().split(", *")),
                    play));
  }

  /** What is not as it is written down; empty where all of it is. */
  public static List<String> differences(Row row) {
    List<String> wrong = new ArrayList<>();
    int number = 0;
    Played played = null;
    for (DecisionKind kind : DecisionKind.values()) {
      for (Who who : PEOPLE) {
        if (played == null || !played.isAt(row)) {
          played = another(row, played);
        }
        Verdict verdict = played.says(kind, who, ++number);
        if (verdict.accepted() != row.counts(kind, who)) {
          wrong.add(
              "%s says %s, which is %s: %s"
                  .formatted(
                      who,
                      inWords(kind),
                      verdict.accepted() ? "taken" : "refused",
                      verdict.reason()));
        }
        if (verdict.accepted() && !kind.isAmendment()) {
          played.close.run();
          played = null;
        }
      }
    }
    if (played != null) {
      played.close.run();
    }
    return wrong;
  }

  private static Played another(Row row, @Nullable Played before) {
    if (before != null) {
      before.close.run();
    }
    Played played = row.play.apply(row);
    played.until(row);
    return played;
  }

  private static Set<Role> allowed(DecisionKind kind) {
    String roles =
        WHO.lines()
            .filter(line -> line.startsWith(inWords(kind)))
            .map(line -> line.substring(inWords(kind).length()).strip())
            .findFirst()
            .orElseThrow();
    return Stream.of(roles.split(", *"))
        .filter(role -> !role.isEmpty())
        .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }

  private static String inWords(DecisionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
