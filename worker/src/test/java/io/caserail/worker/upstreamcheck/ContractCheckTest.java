package io.caserail.worker.upstreamcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.rest.RestAuth;
import io.caserail.activities.rest.RestSettings;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.company.Quirk;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit passes a service that keeps the rules, and sees each one that is broken. */
class ContractCheckTest {
  private static final HttpSettings HTTP =
      new HttpSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(16), 1 << 20, "check");

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final CompanySandbox shop = CompanySandbox.start(0, surroundings);

  ContractCheckTest() {
    shop.add(shop.order("ord_1", "kim@example.com").access("acs_1"));
    shop.add(CompanyAccount.of("acc_1", "kim@example.com"));
  }

  @AfterEach
  void close() {
    shop.close();
    surroundings.close();
  }

  private List<Finding> check(String object, String change, String value) {
    return check(shop.token(), HTTP, Trial.of(object, change, value));
  }

  private List<Finding> check(String token, HttpSettings http, Trial trial) {
    RestSettings settings =
        RestSettings.described("Acme Shop", shop.url(), RestAuth.bearer(new Secret(token)), false);
    try (ContractCheck check = new ContractCheck(settings, http, trial)) {
      return check.run();
    }
  }

  private static List<Rule> broken(List<Finding> findings) {
    return findings.stream().filter(f -> !f.holds()).map(Finding::rule).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "orders/ord_1, cancel, ''",
    "accounts/acc_1, verdict, verified",
    "access/acs_1, revoke, ''"
  })
  void a_service_that_keeps_the_rules_passes_each_of_them(
      String object, String change, String value) {
    List<Finding> findings = check(object, change, value);

    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.values());
    assertThat(findings).allMatch(Finding::holds);
  }

  @Test
  void it_makes_one_change_on_the_object_that_it_was_given() {
    check("orders/ord_1", "cancel", "");

    assertThat(surroundings.books().entries())
        .filteredOn(entry -> entry.kind().equals("order.cancelled"))
        .hasSize(1);
    assertThat(shop.order("ord_1").stage()).isEqualTo(CompanyOrder.Stage.CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({
    "LETS_ANYBODY_IN, ASKS_WHO_CALLS",
    "INVENTS_OBJECTS, KNOWS_WHAT_IT_LACKS",
    "FORGETS_KEYS, ANSWERS_AS_BEFORE",
    "KEEPS_KEYS_TOO_LATE, MAKES_IT_ONCE",
    "TAKES_ANY_BODY, REFUSES_ANOTHER_BODY",
    "FINDS_NOTHING, FINDS_IT",
    "UNKNOWN_OPERATION_IS_AN_ERROR, FINDS_NOTHING_ELSE",
    "IGNORES_THE_FILTER, FINDS_NOTHING_ELSE",
    "ERRORS_ARE_TEXT, SAYS_NO_IN_PROBLEMS",
    "CRASHES_ON_ODD_INPUT, STANDS_ODD_INPUT",
  })
  void a_service_that_breaks_a_rule_is_found_out(Quirk quirk, Rule rule) {
    shop.have(quirk);

    assertThat(broken(check("orders/ord_1", "cancel", ""))).contains(rule);
  }

  @Test
  void every_quirk_is_found_out_by_the_test_above() {
    assertThat(Quirk.values()).hasSize(10);
  }

  @Test
  void a_slow_service_is_found_out() {
    HttpSettings hasty =
        new HttpSettings(
            Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(8), 1 << 20, "check");
    surroundings
        .faults()
        .add(
            Fault.on(CompanySandbox.SYSTEM)
                .endpoint("GET /changes")
                .nth(2)
                .latency(Duration.ofMillis(4_200)));

    List<Finding> findings = check(shop.token(), hasty, Trial.of("orders/ord_1", "cancel", ""));

    assertThat(broken(findings)).containsExactly(Rule.ANSWERS_IN_TIME);
  }

  @Test
  void a_change_that_was_made_before_proves_nothing() {
    shop.add(shop.order("ord_1").stage(CompanyOrder.Stage.CANCELLED));

    List<Finding> findings = check("orders/ord_1", "cancel", "");

    assertThat(findings)
        .filteredOn(f -> f.rule() == Rule.MAKES_IT_ONCE)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.holds()).isFalse();
              assertThat(f.seen()).contains("choose another");
            });
  }

  @Test
  void a_change_that_is_refused_proves_nothing() {
    shop.add(shop.order("ord_1").stage(CompanyOrder.Stage.CLOSED));

    assertThat(broken(check("orders/ord_1", "cancel", ""))).containsExactly(Rule.MAKES_IT_ONCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong key", "no such order"})
  void where_the_object_can_not_be_read_nothing_is_sent(String why) {
    boolean key = why.equals("wrong key");

    List<Finding> findings =
        check(
            key ? "another" : shop.token(),
            HTTP,
            Trial.of(key ? "orders/ord_1" : "orders/ord_9", "cancel", ""));

    assertThat(broken(findings)).containsExactly(Rule.READS_THE_OBJECT);
    assertThat(findings).hasSize(1);
    assertThat(surroundings.calls().all()).allMatch(c -> c.facts().method().equals("GET"));
  }

  @Test
  void an_order_whose_facts_do_not_stand_where_the_map_says_is_found_out() {
    surroundings
        .faults()
        .add(
            Fault.on(CompanySandbox.SYSTEM)
                .endpoint("GET /{collection}/{id}")
                .status(200, Map.of(), "{\"state\":\"open\"}"));

    assertThat(broken(check("orders/ord_1", "cancel", ""))).containsExactly(Rule.READS_THE_OBJECT);
  }

  @Test
  void a_service_that_is_not_there_is_unavailable() {
    surroundings.faults().down(CompanySandbox.SYSTEM);

    assertThatThrownBy(() -> check("orders/ord_1", "cancel", ""))
        .isInstanceOf(ServiceUnavailable.class)
        .hasMessageContaining("Acme Shop can't be reached");
  }
}
