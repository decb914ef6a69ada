package io.caserail.worker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.Role;
import io.caserail.worker.config.ConfigInvalid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {
  private static final Map<String, String> GROUPS =
      Map.of("requesters", "1", "approvers", "2", "finance", "3");

  private static final String GOOD =
      "{ person: 8, role: approver, from: 2026-12-20, to: 2027-01-03, reason: Ana is away, by: 9 }";

  private static Policy policy(String grants) {
    return PolicyFile.parse("zone: Europe/Berlin\ngrants: [" + grants + "]\n", GROUPS);
  }

  @Test
  void it_is_read_with_the_zone_of_the_policy() {
    Grant grant = policy(GOOD).grants().get(0);

    assertThat(grant.person()).isEqualTo("8");
    assertThat(grant.role()).isEqualTo(Role.APPROVER);
    assertThat(grant.begins()).isEqualTo("2026-12-19T23:00:00Z");
    assertThat(grant.ends()).isEqualTo("2027-01-03T23:00:00Z");
    assertThat(grant.reason()).isEqualTo("Ana is away");
    assertThat(grant.by()).isEqualTo("9");
    assertThat(grant.words()).isEqualTo("approver until 3 Jan 2027");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-19T22:59:59Z, false",
    "2026-12-19T23:00:00Z, true",
    "2027-01-03T22:59:59Z, true",
    "2027-01-03T23:00:00Z, false"
  })
  void it_holds_from_the_first_moment_of_its_first_day_to_the_last_of_its_last(
      Instant at, boolean holds) {
    assertThat(policy(GOOD).acting("8", List.of("1"), at).roles().contains(Role.APPROVER))
        .isEqualTo(holds);
  }

  @Test
  void it_gives_its_person_its_role_and_nothing_else_and_nobody_else_anything() {
    Policy policy = policy(GOOD);
    Instant during = Instant.parse("2026-12-24T12:00:00Z");

    Acting named = policy.acting("8", List.of("1"), during);
    assertThat(named.roles()).containsExactly(Role.REQUESTER, Role.APPROVER);
    assertThat(named.grants()).hasSize(1);
    assertThat(policy.acting("7", List.of("1"), during).roles()).containsExactly(Role.REQUESTER);
  }

  @Test
  void whoever_has_the_role_by_a_group_needs_no_grant() {
    Acting acting = policy(GOOD).acting("8", List.of("2"), Instant.parse("2026-12-24T12:00:00Z"));

    assertThat(acting.roles()).containsExactly(Role.APPROVER);
    assertThat(acting.grants()).isEmpty();
  }

  @Test
  void an_engineer_stands_in_for_nobody() {
    Policy policy =
        PolicyFile.parse(
            "zone: UTC\nroles: { \"5\": [operator] }\ngrants: [" + GOOD + "]\n", GROUPS);

    assertThat(policy.acting("8", List.of("5"), Instant.parse("2026-12-24T12:00:00Z")).roles())
        .containsExactly(Role.OPERATOR);
  }

  @Test
  void a_month_is_the_most_and_another_absence_needs_a_day_between() {
    assertThat(
            policy(
                    "{ person: 8, role: approver, from: 2026-12-01, to: 2026-12-31, reason: a, by:"
                        + " 9 },{ person: 8, role: finance, from: 2027-01-02, to: 2027-01-02,"
                        + " reason: b, by: 9 }")
                .grants())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "person: 8, role: approver, from: 2027-01-03, to: 2026-12-20, reason: a, by: 9 | to: is"
            + " before from",
        "person: 8, role: approver, from: 2026-12-20, to: 2027-01-20, reason: a, by: 9 | longer"
            + " than 31 days",
        "person: 8, role: king, from: 2026-12-20, to: 2027-01-03, reason: a, by: 9 | role: 'king'"
            + " is none of",
        "person: 8, role: requester, from: 2026-12-20, to: 2027-01-03, reason: a, by: 9 | only"
            + " approver and finance",
        "person: 8, role: operator, from: 2026-12-20, to: 2027-01-03, reason: a, by: 9 | only"
            + " approver and finance",
        "person: 8, role: approver, from: 2026-12-20, to: 2027-01-03, reason: a, by: 8 | nobody"
            + " grants themselves",
        "person: kim, role: approver, from: 2026-12-20, to: 2027-01-03, reason: a, by: 9 | is no id"
            + " of a Zendesk user",
        "person: 8, role: approver, from: 20 Dec, to: 2027-01-03, reason: a, by: 9 | is no day such"
            + " as",
        "person: 8, role: approver, from: 2026-12-20, to: 2027-01-03, by: 9 | reason: is missing",
        "person: 8, role: approver, from: 2026-12-20, to: 2027-01-03, reason: a | by: is missing",
        "person: 8, role: approver, from: 2026-12-20, reason: a, by: 9 | to: is missing",
      })
  void nonsense_is_refused(String grant, String problem) {
    assertThatThrownBy(() -> policy("{ " + grant + " }"))
        .isInstanceOfSatisfying(
            ConfigInvalid.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "finance  | 2026-12-24 | 2026-12-24 | what two people must say would lie with one",
        "approver | 2026-12-24 | 2027-01-10 | has this role by another grant until 2027-01-03",
        "approver | 2027-01-04 | 2027-01-10 | has this role by another grant until 2027-01-03",
      })
  void a_second_grant_of_the_same_person_is_refused_while_the_first_holds_or_right_after(
      String role, String from, String to, String problem) {
    String second =
        "{ person: 8, role: %s, from: %s, to: %s, reason: a, by: 9 }".formatted(role, from, to);

    assertThatThrownBy(() -> policy(GOOD + ", " + second))
        .isInstanceOfSatisfying(
            ConfigInvalid.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }

  @Test
  void whoever_grants_names_the_zone_of_its_days() {
    assertThatThrownBy(() -> PolicyFile.parse("grants: [" + GOOD + "]\n", GROUPS))
        .isInstanceOfSatisfying(
            ConfigInvalid.class,
            e -> assertThat(e.problems()).singleElement().asString().contains("zone: is missing"));
  }
}
