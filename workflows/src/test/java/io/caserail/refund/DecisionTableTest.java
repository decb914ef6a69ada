package io.caserail.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.record.CaseView;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who may say what in which situation, as a table that people can read: {@code decisions.txt}. A
 * change of the rules changes it, and is reviewed there.
 */
class DecisionTableTest {
  private static final String TABLE = "/decisions.txt";
  private static final String IN_DOUBT = "IN_DOUBT";
  private static final PersonTag STRANGER = new PersonTag("00000000000000bb");
  private static final Path ACTUAL = Path.of("target", "decisions.txt");

  private static final List<Who> PEOPLE =
      List.of(
          new Who("lena", Role.REQUESTER),
          new Who("lena", Role.REQUESTER, Role.APPROVER, Role.FINANCE),
          new Who("ana", Role.APPROVER),
          new Who("finn", Role.FINANCE),
          new Who("otto", Role.OPERATOR),
          new Who("mallory"));

  private static final List<Situation> SITUATIONS =
      List.of(
          new Situation("NOT_LOOKED_UP", "24.90", "look-up", world -> world.lookUpAway = true),
          new Situation("ONE_YES", "180.00", "approve", world -> {}),
          new Situation("TWO_YES", "1000.00", "approve", world -> {}),
          new Situation("A_STRANGERS", "24.90", "approve", world -> world.payer = STRANGER),
          new Situation("AWAY", "24.90", "pay", world -> world.away = true),
          new Situation(
              IN_DOUBT, "24.90", "pay", world -> world.sends.add(FakeWorld.Send.LOST_BEFORE)),
          new Situation("FOREIGN_REFUND", "24.90", "approve", world -> world.foreignFirst = true));

  /** Who speaks. */
  private record Who(String name, List<Role> roles) {
    Who(String name, Role... roles) {
      this(name, List.of(roles));
    }

    String words() {
      String as =
          roles.stream()
              .map(r -> r.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining("+"));
      return name + " (" + (as.isEmpty() ? "nobody" : as) + ")";
    }
  }

  /** Where the case is when they do. */
  private record Situation(String name, String amount, String step, Consumer<FakeWorld> cause) {}

  @Test
  @Timeout(300)
  void who_may_say_what_is_as_the_table_says() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Situation situation : SITUATIONS) {
      fill(table, situation);
    }
    Files.createDirectories(ACTUAL.getParent());
    Files.writeString(ACTUAL, table);

    assertThat(table.toString())
        .as(
            "who may say what has changed; review %s and make it src/test/resources%s",
            ACTUAL, TABLE)
        .isEqualTo(expected());
  }

  private static String expected() throws IOException {
    try (InputStream in = DecisionTableTest.class.getResourceAsStream(TABLE)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void fill(StringBuilder table, Situation situation) {
    try (Play first = new Play(situation)) {
      Block block = first.block();
      table.append(
          "%s: %s EUR, %s at %s, %s\n"
              .formatted(
                  situation.name, situation.amount, block.status(), block.step(), block.code()));
    }
    Play play = null;
    for (DecisionKind kind : DecisionKind.values()) {
      Map<String, List<String>> byAnswer = new LinkedHashMap<>();
      for (Who who : PEOPLE) {
        play = play == null ? new Play(situation) : play;
        Verdict verdict = play.decide(kind, who);
        byAnswer
            .computeIfAbsent(
                verdict.accepted() ? "taken" : verdict.reason(), a -> new ArrayList<>())
            .add(who.words());
        if (verdict.accepted() && !kind.isAmendment()) {
          play.close();
          play = null;
        }
      }
      byAnswer.forEach(
          (answer, who) ->
              table.append(
                  "  %-14s %s: %s\n"
                      .formatted(
                          kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                          who.size() == PEOPLE.size() ? "anybody" : String.join(", ", who),
                          answer)));
    }
    if (play != null) {
      play.close();
    }
    table.append('\n');
  }

  /** One case that waits in a situation. */
  private static final class Play implements AutoCloseable {
    private final FakeWorld world = new FakeWorld();
    private final TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    private final Situation situation;
    private final WorkflowStub stub;
    private int decisions;

    Play(Situation situation) {
      this.situation = situation;
      world.captured = 500_000;
      situation.cause.accept(world);
      SearchKeys.types().forEach(env::registerSearchAttribute);
      Worker cases =
          env.newWorker(
              TaskQueues.CASES,
              WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());
      cases.registerWorkflowImplementationTypes(RefundWorkflowImpl.class);
      cases.registerActivitiesImplementations(world);
      env.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(world);
      env.newWorker(TaskQueues.PAYMENTS).registerActivitiesImplementations(world);
      env.start();
      world.says(1, CommandKind.SEND, "lena", situation.amount, Role.REQUESTER);
      stub =
          env.getWorkflowClient()
              .newUntypedWorkflowStub(
                  "RefundWorkflow",
                  WorkflowOptions.newBuilder()
                      .setTaskQueue(TaskQueues.CASES)
                      .setWorkflowId("refund-test-pi_fake")
                      .build());
      var unused =
          stub.signalWithStart(
              "submit",
              new Object[] {new TicketHint(new TicketId("1"), "test")},
              new Object[] {FakeWorld.PAYMENT});
      untilWaiting();
    }

    private void untilWaiting() {
      for (int i = 0; i < 600 && !isThere(); i++) {
        env.sleep(Duration.ofMillis(500));
      }
      assertThat(isThere()).as(situation.name + ": " + view()).isTrue();
    }

    private boolean isThere() {
      CaseView view = view();
      if (view.requests().isEmpty() || view.requests().get(0).block() == null) {
        return false;
      }
      boolean doubt = view.status() == CaseStatus.IN_DOUBT;
      return block().step().equals(situation.step) && doubt == situation.name.equals(IN_DOUBT);
    }

    private CaseView view() {
      return stub.query("view", CaseView.class);
    }

    Block block() {
      return Objects.requireNonNull(view().requests().get(0).block());
    }

    Verdict decide(DecisionKind kind, Who who) {
      world.people.clear();
      world.people.put(who.name, who.roles);
      return stub.update(
          "decide",
          Verdict.class,
          new Decision(
              "d-" + ++decisions,
              "",
              kind,
              who.name,
              "because",
              "",
              "re_1",
              Instant.ofEpochMilli(env.currentTimeMillis()).plus(Duration.ofHours(2)),
              "the night shift"));
    }

    @Override
    public void close() {
      env.close();
    }
  }
}
