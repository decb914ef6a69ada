package io.caserail.demo;

import io.caserail.demo.Act.What;
import io.caserail.model.CaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws a {@link Script} from a seed. */
final class ScriptWriter {
  private static final List<String> REFUNDS =
      List.of(
          "SUCCEED",
          "SUCCEED",
          "SUCCEED",
          "PEND_FOR_EVER",
          "PEND_FOR_EVER",
          "FAIL_AFTER_SUCCESS",
          "FAIL_AT_ONCE",
          "BE_DECLINED_ONCE",
          "BE_LOCKED_ONCE",
          "CRASH_ONCE",
          "CRASH_ONCE_AFTER_EFFECT");
  private static final List<String> PRICES =
      List.of("24.90", "24.90", "60.00", "180.00", "900.00", "2500.00");
  private static final List<String> AMOUNTS =
      List.of("", "", "10", "10.00", "20", "60.01", "0", "x");
  private static final List<String> LEADS = List.of("Lena", "Lena", "Lena", "Omar", "Ben");
  private static final List<String> ANYBODY = List.of("Lena", "Omar", "Ana", "Ben", "Fin", "Olga");
  private static final List<String> NAMED = List.of("lena", "ana", "ana", "fin", "olga", "nobody");
  private static final List<String> SAID =
      List.of(
          "APPROVE",
          "APPROVE",
          "APPROVE",
          "REFUSE",
          "RETRY",
          "RETRY",
          "WITHDRAW",
          "WITHDRAW",
          "CHECKED_FOUND",
          "CHECKED_NONE",
          "CHECKED_NONE",
          "DONE_BY_HAND",
          "SKIP",
          "COMPENSATE",
          "WHERE");
  private static final List<String> AMENDED = List.of("EXTEND", "HAND_OVER", "CORRECT");
  private static final List<String> REFERENCES = List.of("true", "true", "re_none", "none", "");
  private static final List<String> BLOCKS = List.of("", "", "now", "now", "case", "pay#7");
  private static final List<String> MALFORMED =
      List.of(
          "no kind", "no id", "control", "long", "null", "junk", "unknown field", "no such signal");
  private static final List<String> SYSTEMS =
      List.of("stripe", "stripe", "zendesk", "zendesk", "company", "easypost", "scim");
  private static final List<String> CALLS = List.of("*", "POST *", "PUT *", "GET *", "P* *");
  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.REFUSED,
          Trouble.ERROR,
          Trouble.ERROR_AFTER,
          Trouble.TOO_MANY,
          Trouble.TOO_MANY_FOR,
          Trouble.UNANSWERED,
          Trouble.RESET,
          Trouble.RESET,
          Trouble.MALFORMED);
  private static final List<String> HOOKS = List.of("dropped", "doubled", "delayed", "reordered");

  private final Random random;
  private final List<Thing> things = new ArrayList<>();
  private final List<Integer> customers = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();
  private int kills = 1;

  private ScriptWriter(long seed) {
    this.random = new Random(seed);
  }

  /** The story of a seed, with so many acts. */
  static Script write(long seed, int acts) {
    ScriptWriter writer = new ScriptWriter(seed);
    writer.cast();
    writer.play(acts);
    return new Script(seed, writer.things, writer.customers, writer.acts);
  }

  private void cast() {
    int many = 1 + random.nextInt(3);
    for (int i = 0; i < many; i++) {
      things.add(thing());
    }
    int tickets = 1 + random.nextInt(3);
    for (int i = 0; i < tickets; i++) {
      customers.add(seldom(15) ? 1 : 0);
    }
  }

  private Thing thing() {
    int customer = seldom(10) ? 1 : 0;
    int kind = random.nextInt(10);
    if (kind < 5) {
      return new Thing(CaseKind.REFUND, one(REFUNDS), one(PRICES), customer);
    }
    return kind < 8
        ? new Thing(
            CaseKind.CANCELLATION, one(List.of(CancellationPath.values())).name(), "", customer)
        : new Thing(
            CaseKind.VERIFICATION, one(List.of(VerificationPath.values())).name(), "", customer);
  }

  private void play(int many) {
    acts.add(new Act(0, What.ASK, 0, 0, "Lena", "now", "", 0));
    while (acts.size() < many) {
      acts.add(next());
    }
  }

  private Act next() {
    if (seldom(8)) {
      return act(
          one(List.of(What.TERMINATE, What.TERMINATE, What.CANCEL, What.PAUSE, What.RESUME)),
          "",
          "",
          "",
          0);
    }
    int dice = random.nextInt(100);
    if (dice < 17) {
      return act(What.ASK, one(LEADS), when(), one(AMOUNTS), seldom(20) ? 1 : 0);
    }
    if (dice < 20) {
      return act(What.ASK, one(ANYBODY), when(), one(AMOUNTS), 0);
    }
    if (dice < 40) {
      return act(What.SAY, one(ANYBODY), one(SAID), one(REFERENCES), 0);
    }
    if (dice < 50) {
      return act(What.DECIDE, one(NAMED), decision(), one(BLOCKS), 1 + random.nextInt(2));
    }
    if (dice < 55) {
      return act(What.SIGNAL, one(NAMED), seldom(50) ? one(MALFORMED) : decision(), one(BLOCKS), 0);
    }
    if (dice < 60) {
      return act(What.HOOK, "", "", "", 1 + random.nextInt(3));
    }
    if (dice < 64) {
      return act(
          What.HOOKS, "", one(HOOKS), one(List.of("zendesk", "stripe")), 1 + random.nextInt(3));
    }
    if (dice < 76) {
      return act(
          What.FAULT,
          one(TROUBLES).name(),
          one(SYSTEMS),
          one(CALLS),
          random.nextInt(4) * 10 + 1 + random.nextInt(3));
    }
    if (dice < 79) {
      return act(What.AWAY, "", one(SYSTEMS), one(CALLS), 0);
    }
    if (dice < 82) {
      return act(What.BACK, "", "", "", 0);
    }
    if (dice < 85) {
      return act(What.LOSE, "", "", "", random.nextInt(4));
    }
    if (dice < 87 && kills-- > 0) {
      return act(What.KILL, "", "", "", 0);
    }
    if (dice < 95) {
      return act(What.WORLD, "", one(List.of("well", "well", "badly", "gone")), "", 0);
    }
    if (dice < 96) {
      return act(What.BY_HAND, "", "", "", 0);
    }
    return dice < 98
        ? act(What.GATEWAY, "", "", "", 0)
        : act(What.EDIT, one(ANYBODY), "", one(AMOUNTS), 0);
  }

  private Act act(What what, String by, String word, String more, int number) {
    int dice = random.nextInt(10);
    int pause = dice < 3 ? 0 : dice < 8 ? random.nextInt(300) : random.nextInt(2_000);
    return new Act(
        pause,
        what,
        random.nextInt(customers.size()),
        random.nextInt(things.size()),
        by,
        word,
        more,
        number);
  }

  private String decision() {
    return seldom(25) ? one(AMENDED) : one(SAID);
  }

  private String when() {
    return seldom(30) ? "term_end" : "now";
  }

  private boolean seldom(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
