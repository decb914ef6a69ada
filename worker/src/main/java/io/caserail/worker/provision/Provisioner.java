package io.caserail.worker.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.zendesk.AccountSettings;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.model.FaultDomain;
import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.provision.Step.Action;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares an account with the blueprint, and does what a plan says. Each thing carries its mark
 * from the moment it is made, so one that breaks off is gone on with by planning again.
 */
public final class Provisioner implements AutoCloseable {
  private final ProvisionConfig config;
  private final HttpCalls calls;
  private final AccountSettings account;
  private final Blueprint blueprint;

  public Provisioner(ProvisionConfig config) {
    this.config = config;
    this.calls = new HttpCalls(config.http());
    Clock clock = Clock.systemUTC();
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            clock,
            null,
            (system, endpoint, result, took) -> {});
    this.account =
        new AccountSettings(
            new ZendeskClient(
                upstream, new ZendeskTokens(upstream, config.access(), clock), config.access()));
    this.blueprint = Blueprint.of(config);
  }

  /** What has to be done so that the account is as it should be; changes nothing. */
  public Plan plan() {
    return Plan.between(blueprint, look());
  }

  /** What has to be done so that nothing of ours is left; changes nothing. */
  public Plan removal() {
    return Plan.removal(look());
  }

  /**
   * Does what a plan says, step by step.
   *
   * @param done hears of each step right after it
   * @throws ProvisioningStopped as soon as one can't be done
   */
  public void carryOut(Plan plan, Consumer<Step> done) {
    Map<String, String> ids = new HashMap<>();
    plan.steps().stream()
        .filter(step -> step.item() != null && step.found() != null)
        .forEach(step -> ids.put(step.wanted().key(), step.present().id()));
    for (Step step : plan.changes()) {
      stopping(
          () -> {
            carryOut(step, ids);
            return step;
          });
      done.accept(step);
    }
  }

  private void carryOut(Step step, Map<String, String> ids) {
    Part part = step.part();
    switch (step.action()) {
      case CREATE -> {
        ObjectNode body = written(step.wanted().resolved(ids), part);
        ids.put(step.wanted().key(), account.create(part.collection(), part.one(), body));
      }
      case CHANGE, ADOPT -> {
        ObjectNode body = written(step.wanted().resolved(ids), part);
        keepOptions(body, step.present().body());
        body.remove("type");
        account.change(part.collection(), part.one(), step.present().id(), body);
      }
      case REMOVE -> account.remove(part.collection(), step.present().id());
      default -> throw new IllegalStateException("a blocked plan can't be carried out");
    }
  }

  /** A view is written in another form than it is shown in: its conditions stand bare. */
  private static ObjectNode written(ObjectNode body, Part part) {
    if (part == Part.VIEW && body.remove("conditions") instanceof ObjectNode conditions) {
      body.setAll(conditions);
    }
    return body;
  }

  /** An option that is sent without its id is another option, and tickets would lose theirs. */
  private static void keepOptions(ObjectNode body, JsonNode found) {
    for (JsonNode option : body.path("custom_field_options")) {
      for (JsonNode present : found.path("custom_field_options")) {
        if (present.path("value").equals(option.path("value")) && present.has("id")) {
          ((ObjectNode) option).set("id", present.path("id"));
        }
      }
    }
  }

  /** The ids of what is ours, by its key. */
  public Map<String, String> ids() {
    Map<String, String> ids = new LinkedHashMap<>();
    plan().steps().stream()
        .filter(step -> step.action() == Action.LEAVE || step.action() == Action.CHANGE)
        .forEach(step -> ids.put(step.wanted().key(), step.present().id()));
    return ids;
  }

  /**
   * Writes what our webhook signs with into a file that only its owner can read.
   *
   * @return false where we have no webhook, and then there is no file
   */
  public boolean writeSigningSecret(Path file) {
    String webhook = ids().get(Blueprint.WEBHOOK);
    if (webhook == null) {
      return false;
    }
    SecretFile.write(file, stopping(() -> account.signingSecret(webhook)));
    return true;
  }

  /**
   * What is not as it should be, and the traps; changes nothing.
   *
   * @param known the signing secrets that the gateway takes
   */
  public List<Finding> examine(Collection<Secret> known) {
    List<Found> there = look();
    Plan plan = Plan.between(blueprint, there);
    Doctor doctor = new Doctor(config, account, Clock.systemUTC());
    return stopping(() -> doctor.look(plan, there, known));
  }

  private List<Found> look() {
    List<Found> all = new ArrayList<>();
    for (Part part : Part.values()) {
      stopping(() -> account.all(part.collection()))
          .forEach(json -> all.add(new Found(part, json)));
    }
    return all;
  }

  private static <T> T stopping(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApplicationFailure failure) {
      throw new ProvisioningStopped(failure);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
