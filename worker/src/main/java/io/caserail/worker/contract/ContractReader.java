package io.caserail.worker.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.contract.Audience;
import io.caserail.contract.Contract;
import io.caserail.contract.Contract.Alert;
import io.caserail.contract.Contract.CaseClause;
import io.caserail.contract.Contract.Fallback;
import io.caserail.contract.Contract.ManualRoute;
import io.caserail.contract.Contract.Party;
import io.caserail.contract.Contract.Triage;
import io.caserail.contract.Contract.Truth;
import io.caserail.contract.EventContract;
import io.caserail.contract.EventContract.Correlation;
import io.caserail.contract.EventContract.Effect;
import io.caserail.contract.EventContract.Version;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import io.caserail.worker.config.Durations;
import io.caserail.worker.config.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes a contract of a tree that fits the schema, which has seen to it that all is there. */
final class ContractReader {
  private ContractReader() {}

  static Contract read(LifecycleState state, JsonNode root) {
    return new Contract(
        state,
        text(root, "serves"),
        party(root.path("owner")),
        list(root, "truth", t -> new Truth(text(t, "field"), text(t, "system"), text(t, "says"))),
        time(root.path("acceptableDelay")),
        new Triage(party(root.at("/triage/by")), text(root.path("triage"), "rule")),
        list(root, "events", ContractReader::event),
        list(root, "fields", JsonNode::asText),
        list(root, "messages", JsonNode::asText),
        list(
            root,
            "byHand",
            r ->
                new ManualRoute(
                    text(r, "when"), text(r, "steps"), list(r, "by", ContractReader::role))),
        party(root.path("retries")),
        party(root.path("reconciliation")),
        list(
            root,
            "alerts",
            a -> new Alert(text(a, "alert"), constant(Audience.class, text(a, "audience")))),
        fallback(root.path("fallback")),
        cases(root.path("cases")));
  }

  private static Role role(JsonNode name) {
    return constant(Role.class, name.asText());
  }

  private static EventContract event(JsonNode e) {
    Effect effect = constant(Effect.class, text(e, "effect"));
    JsonNode at = e.path("correlation");
    return new EventContract(
        text(e, "source"),
        text(e, "type"),
        effect,
        effect == Effect.IGNORE ? null : constant(CaseKind.class, text(e, "case")),
        new Correlation(
            text(at, "id"),
            text(at, "object"),
            text(at, "operation"),
            text(at, "part"),
            text(at, "ticket")),
        list(e, "versions", v -> new Version(text(v, "version"), v.path("schema").toString())));
  }

  private static Fallback fallback(JsonNode f) {
    return new Fallback(text(f, "route"), text(f, "message"), text(f, "whoseFault"));
  }

  private static Map<CaseKind, CaseClause> cases(JsonNode node) {
    Map<CaseKind, CaseClause> cases = new LinkedHashMap<>();
    node.forEachEntry((kind, says) -> cases.put(constant(CaseKind.class, kind), clause(says)));
    return cases;
  }

  private static CaseClause clause(JsonNode c) {
    Map<String, Duration> steps = new LinkedHashMap<>();
    c.path("steps").forEachEntry((step, budget) -> steps.put(step, time(budget)));
    return new CaseClause(
        time(c.path("deadline")),
        steps,
        list(c, "pivot", JsonNode::asText),
        list(c, "undone", JsonNode::asText),
        list(c, "decisions", d -> constant(DecisionKind.class, d.asText())));
  }

  private static Party party(JsonNode p) {
    return new Party(text(p, "team"), text(p, "contact"));
  }

  private static Duration time(JsonNode node) {
    return Durations.parse(node.asText());
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Section.constant(type, word);
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText("");
  }

  private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> reader) {
    return node.path(key).valueStream().map(reader).toList();
  }
}
