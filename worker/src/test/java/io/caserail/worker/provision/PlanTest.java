package io.caserail.worker.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.provision.Step.Action;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static final Blueprint BLUEPRINT = Blueprint.of(config("cancellation: {}"));

  private static ProvisionConfig config(String more) {
    return ProvisionConfig.parse(
        """
        zendesk:
          baseUrl: https://acme.zendesk.com
          integrationUser: "1"
          groups: { approvers: "2", operators: "3" }
          provisioner:
            clientId: provisioner
            clientSecret: secret-of-the-provisioner
            webhook: https://hooks.acme.example/hooks/zendesk
          %s
        """
            .formatted(more),
        Path.of(""),
        Map.of());
  }

  /** An account that is as the blueprint wants it. */
  private static List<Found> account() {
    Map<String, String> ids = new HashMap<>();
    List<Found> account = new ArrayList<>();
    for (Item item : BLUEPRINT.items()) {
      String id = Integer.toString(500 + ids.size());
      account.add(new Found(item.part(), item.resolved(ids).put("id", id)));
      ids.put(item.key(), id);
    }
    return account;
  }

  private static ObjectNode body(List<Found> account, String key) {
    return account.stream()
        .filter(found -> found.mark().map(Mark::key).filter(key::equals).isPresent())
        .map(found -> (ObjectNode) found.body())
        .findFirst()
        .orElseThrow();
  }

  private static Plan plan(List<Found> account) {
    return Plan.between(BLUEPRINT, account);
  }

  @Test
  void an_empty_account_lacks_everything_and_references_point_backwards() {
    Plan plan = plan(List.of());

    assertThat(plan.steps()).allMatch(step -> step.action() == Action.CREATE);
    assertThat(plan.steps()).hasSameSizeAs(BLUEPRINT.items());
    Set<String> made = new HashSet<>();
    for (Step step : plan.steps()) {
      Matcher reference =
          Pattern.compile("\\$\\(([^)]+)\\)").matcher(step.wanted().body().toString());
      while (reference.find()) {
        assertThat(made).contains(reference.group(1));
      }
      made.add(step.wanted().key());
    }
  }

  @Test
  void an_account_as_it_should_be_is_left() {
    assertThat(plan(account()).isDone()).isTrue();
  }

  @Test
  void every_item_carries_a_mark_of_its_own() {
    assertThat(account())
        .extracting(found -> found.mark().map(Mark::key).orElse("none"))
        .doesNotContain("none")
        .doesNotHaveDuplicates();
  }

  @Test
  void a_removed_field_is_made_and_every_rule_that_names_it_is_changed() {
    List<Found> account = account();
    account.removeIf(found -> found.body().path("title").asText().equals("Caserail state"));

    Plan plan = plan(account);

    assertThat(plan.of(Action.CREATE)).extracting(Step::title).containsExactly("Caserail state");
    assertThat(plan.of(Action.CHANGE))
        .extracting(Step::title)
        .containsExactly(
            "Caserail: approval needed", "To approve", "Needs a person", "Check needed", "Late");
  }

  @Test
  void a_change_by_hand_is_named() {
    List<Found> account = account();
    body(account, "macro/refund.send").put("title", "Pay");

    assertThat(plan(account).changes())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.action()).isEqualTo(Action.CHANGE);
              assertThat(step.differences())
                  .containsExactly(new Difference("title", "Pay", "Refund: send"));
            });
  }

  @Test
  void one_that_is_there_twice_or_is_no_longer_wanted_is_removed() {
    List<Found> account = account();
    account.add(new Found(Part.MACRO, body(account, "macro/refund.send").deepCopy().put("id", 9)));
    ObjectNode old = body(account, "view/late").deepCopy().put("id", 10);
    old.put("description", "Old. " + new Mark("view/of_old", 1));
    account.add(new Found(Part.VIEW, old));

    assertThat(plan(account).changes())
        .extracting(step -> step.action() + " " + step.present().id())
        .containsExactly("REMOVE 10", "REMOVE 9");
  }

  @Test
  void what_a_newer_version_has_made_is_not_touched() {
    List<Found> account = account();
    body(account, "view/late")
        .put("description", "" + new Mark("view/late", Blueprint.VERSION + 1));

    assertThat(plan(account).changes()).extracting(Step::action).containsExactly(Action.BLOCKED);
  }

  @Test
  void a_namesake_without_our_mark_is_not_ours() {
    List<Found> account = account();
    body(account, "view/late").put("description", "Made by hand.");

    assertThat(plan(account).changes()).extracting(Step::action).containsExactly(Action.ADOPT);
  }

  @Test
  void a_namesake_of_another_type_is_in_the_way() {
    List<Found> account = account();
    body(account, "field/reference").put("agent_description", "").put("type", "tagger");

    assertThat(plan(account).changes()).extracting(Step::action).containsExactly(Action.BLOCKED);
  }

  @Test
  void removal_takes_what_is_marked_and_goes_backwards() {
    List<Found> account = account();
    body(account, "macro/refund.send").put("description", "No longer ours.");

    List<Step> steps = Plan.removal(account).steps();

    assertThat(steps).hasSize(BLUEPRINT.items().size() - 1);
    assertThat(steps.get(0).part()).isEqualTo(Part.AUTOMATION);
    assertThat(steps.get(steps.size() - 1).part()).isEqualTo(Part.FIELD);
  }

  @Test
  void without_a_webhook_there_is_no_trigger_that_calls_one() {
    Blueprint polled =
        Blueprint.of(
            ProvisionConfig.parse(
                """
                zendesk:
                  baseUrl: https://acme.zendesk.com
                  integrationUser: "1"
                  provisioner: { clientId: provisioner, clientSecret: secret }
                """,
                Path.of(""),
                Map.of()));

    assertThat(polled.items())
        .extracting(Item::part)
        .containsOnly(Part.FIELD, Part.MACRO, Part.VIEW);
  }
}
