package io.caserail.demo;

import io.caserail.client.NoSuchCase;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.fault.WebhookFault;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Plays the acts of a script, and keeps a journal of what became of each. */
final class Player implements AutoCloseable {
  private static final String REPORT = "RespondActivityTaskCompleted";
  private static final Duration LATE = Duration.ofMillis(800);

  private final Stage stage;
  private final Cast cast;
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final List<String> journal = new ArrayList<>();
  private final ConcurrentLinkedQueue<Said> said = new ConcurrentLinkedQueue<>();
  private final List<Act> failed = new ArrayList<>();
  private final Map<Integer, Map<String, Act>> asks = new HashMap<>();
  private final Set<String> terminated = new HashSet<>();
  private final Set<String> cancelled = new HashSet<>();
  private final Set<CaseKind> paused = EnumSet.noneOf(CaseKind.class);
  private boolean gatewayOpen = true;
  private boolean worse;

  /** What a person was told by the command line; a verdict that never came is null. */
  record Said(int act, String caseId, Decision decision, @Nullable Verdict verdict, String error) {}

  Player(Cast cast) {
    this.stage = cast.stage();
    this.cast = cast;
  }

  void play() {
    List<Act> acts = cast.script().acts();
    for (int i = 0; i < acts.size(); i++) {
      Act act = acts.get(i);
      LockSupport.parkNanos(Duration.ofMillis(act.pause()).toNanos());
      String how = "";
      try {
        play(i, act);
      } catch (IllegalArgumentException
          | IllegalStateException
          | SceneFailed
          | WorkflowException
          | NoSuchCase
          | TemporalUnavailable e) {
        how = " -> " + e;
        failed.add(act);
      }
      journal.add("%s %2d %s%s".formatted(Instant.now(), i, act, how));
    }
  }

  /** Nothing goes wrong from now on, and all that was said by command line is answered. */
  void calm() {
    stage.sandbox().faults().clear();
    stage.gate().lose(REPORT, 0, 0);
    resume();
    if (!gatewayOpen) {
      stage.openGateway();
      gatewayOpen = true;
    }
    people.shutdown();
    try {
      if (!people.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new SceneFailed("a decision by command line was not answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SceneFailed("interrupted");
    }
  }

  List<String> journal() {
    List<String> all = new ArrayList<>(journal);
    said.forEach(one -> all.add(one.toString()));
    return all;
  }

  /** What could not be done, since a system's own screen did not take it. */
  List<Act> failed() {
    return List.copyOf(failed);
  }

  /** The cases that somebody has terminated. */
  Set<String> terminated() {
    return Set.copyOf(terminated);
  }

  /** The cases that somebody has asked Temporal to cancel. */
  Set<String> cancelled() {
    return Set.copyOf(cancelled);
  }

  List<Said> said() {
    return List.copyOf(said);
  }

  /** Whether something was lost that is only missed after a minute. */
  boolean isSlow() {
    return worse;
  }

  @Override
  public void close() {
    people.shutdownNow();
  }

  private void play(int number, Act act) {
    switch (act.what()) {
      case ASK -> ask(act);
      case TERMINATE -> terminate(act);
      case CANCEL -> {
        stage.client().newUntypedWorkflowStub(cast.caseId(act.thing())).cancel("by a trial");
        cancelled.add(cast.caseId(act.thing()));
      }
      case PAUSE -> {
        CaseKind kind = cast.thing(act.thing()).kind();
        stage.macro("Lena", stage.controls(), Cast.noun(kind) + "s: pause");
        paused.add(kind);
      }
      case RESUME -> resume();
      case SAY -> say(act);
      case DECIDE -> {
        for (int i = 0; i < act.number(); i++) {
          people.execute(() -> decide(number, act));
        }
      }
      case SIGNAL -> signal(number, act);
      case HOOK -> {
        for (int i = 0; i < act.number(); i++) {
          stage
              .hooks()
              .send(
                  cast.thing(act.thing()).kind().name().toLowerCase(java.util.Locale.ROOT),
                  cast.ticket(act.ticket()),
                  cast.object(act.thing()),
                  "again-" + number + "-" + i % 2);
        }
      }
      case HOOKS -> {
        WebhookFault hooks = Fault.webhook(act.more()).times(act.number());
        var unused =
            stage
                .sandbox()
                .faults()
                .add(
                    switch (act.word()) {
                      case "dropped" -> hooks.dropped();
                      case "doubled" -> hooks.doubled();
                      case "delayed" -> hooks.delayed(LATE);
                      default -> hooks.reordered();
                    });
      }
      case FAULT -> fault(act);
      case AWAY -> {
        var unused =
            stage
                .sandbox()
                .faults()
                .add(Fault.on(act.word()).endpoint(act.more()).always().status(503));
      }
      case BACK -> stage.sandbox().faults().clear();
      case LOSE -> {
        worse = true;
        stage.gate().lose(REPORT, act.number(), 1);
      }
      case KILL -> {
        worse = true;
        stage.killWorker();
        stage.startWorker();
      }
      case WORLD -> cast.movesOn(act.thing(), act.word());
      case BY_HAND -> {
        List<String> payments = cast.payments();
        if (!payments.isEmpty()) {
          var unused =
              stage
                  .sandbox()
                  .stripe()
                  .refundByHand(payments.get(act.thing() % payments.size()), 1_000);
        }
      }
      case GATEWAY -> {
        if (gatewayOpen) {
          stage.closeGateway();
        } else {
          stage.openGateway();
        }
        gatewayOpen = !gatewayOpen;
      }
      case EDIT -> {
        var unused =
            stage
                .sandbox()
                .zendesk()
                .agent(act.by())
                .setField(cast.ticket(act.ticket()), "Refund amount", act.more());
      }
    }
  }

  /** Whoever's ticket waits for the case applies each macro again, the fields as they were. */
  private void terminate(Act act) {
    stage.client().newUntypedWorkflowStub(cast.caseId(act.thing())).terminate("by a trial");
    terminated.add(cast.caseId(act.thing()));
    List.copyOf(asks.getOrDefault(act.thing(), Map.of()).values()).stream()
        .filter(asked -> !RandomRun.ENDINGS.contains(stage.state(cast.ticket(asked.ticket()))))
        .forEach(this::ask);
  }

  private void resume() {
    for (CaseKind kind : paused) {
      for (String who : List.of("Ana", "Fin")) {
        stage.macro(who, stage.controls(), Cast.noun(kind) + "s: resume");
      }
    }
    paused.clear();
  }

  private void ask(Act act) {
    long ticket = cast.ticket(act.ticket());
    String object = cast.object(act.thing());
    Map<String, String> fields = new HashMap<>();
    String macro;
    switch (cast.thing(act.thing()).kind()) {
      case REFUND -> {
        fields.put("Refund payment", object);
        fields.put("Refund amount", act.more());
        fields.put(
            "Refund reason",
            act.more().equals("20") ? "crl_reason_goodwill" : "crl_reason_not_received");
        macro = act.number() == 1 ? "Refund: send and tell customer" : "Refund: send";
      }
      case CANCELLATION -> {
        fields.put("Cancellation object", object);
        fields.put("Cancellation reason", "crl_cancellation_reason_changed_mind");
        fields.put("Cancellation takes effect", "crl_when_" + act.word());
        macro = "Cancellation: cancel";
      }
      default -> {
        boolean reviewed = cast.thing(act.thing()).variety().equals("REVIEWED");
        fields.put("Verification account", object);
        fields.put(
            "Verification reason",
            "crl_verification_reason_" + (reviewed ? "suspicious_login" : "new_customer"));
        macro = "Verification: verify";
      }
    }
    var unused = stage.sandbox().zendesk().agent(act.by()).applyMacro(ticket, macro, fields);
    cast.asked(ticket, object, fields);
    asks.computeIfAbsent(act.thing(), any -> new LinkedHashMap<>())
        .put(act.ticket() + " " + act.word() + " " + act.more(), act);
  }

  private void say(Act act) {
    CaseKind kind = cast.thing(act.thing()).kind();
    long ticket = cast.ticket(act.ticket());
    String object = cast.object(act.thing());
    Map<String, String> fields = new HashMap<>();
    if (!stage.ticket(ticket).field(Cast.field(kind)).equals(object)) {
      fields.put(Cast.field(kind), object);
    }
    String macro;
    if (act.word().equals("WHERE")) {
      macro = Cast.noun(kind) + ": where is it";
    } else {
      DecisionKind said = DecisionKind.valueOf(act.word());
      macro = cast.play(act.thing()).macro(said);
      if (said == DecisionKind.DONE_BY_HAND || said == DecisionKind.CHECKED_FOUND) {
        fields.put("By-hand reference", reference(act));
      }
    }
    var unused = stage.sandbox().zendesk().agent(act.by()).applyMacro(ticket, macro, fields);
  }

  /** A true one names the newest refund that there is. */
  private String reference(Act act) {
    if (!act.more().equals("true")) {
      return act.more();
    }
    return cast.thing(act.thing()).kind() == CaseKind.REFUND
        ? stage.sandbox().stripe().refundsOf(cast.object(act.thing())).stream()
            .findFirst()
            .map(refund -> refund.id())
            .orElse("re_none")
        : "seen";
  }

  private void decide(int number, Act act) {
    String caseId = cast.caseId(act.thing());
    Decision decision = decision(number, act, caseId);
    if (decision == null) {
      return;
    }
    try {
      said.add(new Said(number, caseId, decision, stage.cases().decide(caseId, decision), ""));
    } catch (RuntimeException e) {
      said.add(new Said(number, caseId, decision, null, e.toString()));
    }
  }

  private @Nullable Decision decision(int number, Act act, String caseId) {
    if (act.word().equals("WHERE")) {
      return null;
    }
    return new Decision(
        "said-" + number,
        block(act.more(), caseId),
        DecisionKind.valueOf(act.word()),
        act.by(),
        "a trial",
        "",
        "re_none",
        Instant.now().plusSeconds(60),
        "Night shift");
  }

  private String block(String which, String caseId) {
    if (!which.equals("now") && !which.equals("case")) {
      return which;
    }
    try {
      CaseView view = stage.cases().view(caseId);
      return which.equals("case")
          ? view.standing()
          : view.requests().stream()
              .map(RequestView::block)
              .filter(block -> block != null)
              .map(Block::id)
              .findFirst()
              .orElse("");
    } catch (NoSuchCase | TemporalUnavailable | WorkflowException e) {
      return "";
    }
  }

  private void signal(int number, Act act) {
    String caseId = cast.caseId(act.thing());
    String id = "signalled-" + number;
    Object payload =
        switch (act.word()) {
          case "no kind" -> Map.of("id", id, "actor", act.by());
          case "no id" -> new Decision("", "", DecisionKind.APPROVE, act.by(), "", "", "");
          case "control" -> new Decision(id, "", DecisionKind.APPROVE, act.by(), "\u0007", "", "");
          case "long" ->
              new Decision(id, "", DecisionKind.APPROVE, "x".repeat(9_000), "because", "", "");
          case "junk", "no such signal" -> "just a text";
          case "unknown field" -> Map.of("id", id, "kind", "RETRY", "colour", "blue");
          case "null" -> List.of();
          default -> decision(number, act, caseId);
        };
    Object[] arguments =
        act.word().equals("null") || payload == null ? new Object[] {null} : new Object[] {payload};
    stage
        .client()
        .newUntypedWorkflowStub(caseId)
        .signal(act.word().equals("no such signal") ? "decison" : "decision", arguments);
  }

  private void fault(Act act) {
    int skip = act.number() / 10;
    int times = act.number() % 10;
    AtomicInteger met = new AtomicInteger();
    var unused =
        stage
            .sandbox()
            .faults()
            .add(
                Trouble.valueOf(act.by()).on(act.word(), act.more()),
                call -> {
                  int nth = met.incrementAndGet();
                  return nth > skip && nth <= skip + times;
                });
  }
}
