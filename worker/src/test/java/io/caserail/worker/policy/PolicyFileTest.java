package io.caserail.worker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.Role;
import io.caserail.port.BusinessHours;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Speed;
import io.caserail.port.RefundPolicy.Tier;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.config.ConfigInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  private static final Map<String, String> GROUPS =
      Map.of("requesters", "1", "approvers", "2", "finance", "3");

  @Test
  void the_built_in_policy_has_the_defaults() {
    Policy policy = PolicyFile.builtIn(GROUPS);

    assertThat(policy.refunds().zone()).isEqualTo("UTC");
    assertThat(policy.refunds().tiers().get("EUR"))
        .containsExactly(
            new Tier(5_000, List.of(), false),
            new Tier(50_000, List.of(Role.APPROVER), false),
            new Tier(200_000, List.of(Role.APPROVER, Role.FINANCE), false));
    assertThat(policy.refunds().speed()).isEqualTo(Map.of("*", new Speed(20, 500, 5_000, 2_000)));
    assertThat(policy.refunds().askAlways()).containsExactly("goodwill", "fraud_claim");
    assertThat(policy.refunds().windows()).isEqualTo(Map.of("*", Duration.ofDays(180)));
    assertThat(policy.refunds().waits())
        .isEqualTo(
            new Waits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(45),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofHours(12),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofHours(24),
                Duration.ofHours(72),
                Duration.ofDays(10),
                Duration.ofHours(24),
                Duration.ofHours(2),
                Duration.ofHours(4),
                new BusinessHours(
                    "UTC",
                    List.of(
                        DayOfWeek.MONDAY,
                        DayOfWeek.TUESDAY,
                        DayOfWeek.WEDNESDAY,
                        DayOfWeek.THURSDAY,
                        DayOfWeek.FRIDAY),
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0))));
    assertThat(policy.refunds().risk())
        .isEqualTo(
            new RefundPolicy.Risk(
                List.of(Role.FINANCE), Duration.ofDays(3), List.of(Role.APPROVER)));
    Waits waits = policy.refunds().waits().withoutPromise();
    assertThat(policy.cancellations())
        .isEqualTo(
            new CancellationPolicy(
                policy.refunds().hash(),
                "UTC",
                waits,
                Duration.ofDays(14),
                Duration.ofHours(24),
                List.of(),
                Duration.ofDays(30),
                Duration.ofHours(6),
                Duration.ofDays(30),
                "Stripe"));
    assertThat(policy.verifications())
        .isEqualTo(
            new VerificationPolicy(
                policy.refunds().hash(),
                "UTC",
                waits,
                "Stripe",
                "a few minutes",
                3,
                Duration.ofHours(24),
                Duration.ofHours(1),
                Duration.ofDays(4),
                List.of(),
                List.of("account_recovery"),
                List.of(),
                List.of("consent_declined", "under_supported_age", "country_not_supported"),
                List.of("selfie_manipulated", "selfie_face_mismatch")));
    assertThat(policy.roles())
        .isEqualTo(
            Map.of(
                "1", List.of(Role.REQUESTER),
                "2", List.of(Role.APPROVER),
                "3", List.of(Role.FINANCE)));
    assertThat(policy.local()).isEmpty();
    assertThat(policy.channels()).containsExactly("web");
  }

  @Test
  void what_a_file_leaves_out_stands_as_in_the_built_in_one() {
    Policy policy = PolicyFile.parse("waits: { noteAway: 2s }", GROUPS);

    assertThat(policy.refunds().waits().noteAway()).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.refunds().waits().longest()).isEqualTo(Duration.ofHours(12));
    assertThat(policy.refunds().tiers()).containsOnlyKeys("EUR", "USD", "GBP");
    assertThat(policy.roles()).hasSize(3);
  }

  @Test
  void what_a_section_of_a_kind_leaves_out_stands_as_in_the_built_in_one() {
    Policy policy =
        PolicyFile.parse(
            """
            cancellation: { undoWindow: 2h }
            verification: { tries: 1 }
            """,
            GROUPS);

    assertThat(policy.cancellations().undoWindow()).isEqualTo(Duration.ofHours(2));
    assertThat(policy.cancellations().coolingOff()).isEqualTo(Duration.ofDays(14));
    assertThat(policy.verifications().tries()).isEqualTo(1);
    assertThat(policy.verifications().sessionLife()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void a_request_that_waits_on_purpose_is_not_late_as_a_whole() {
    Policy policy = PolicyFile.parse("waits: { promise: 1h }", GROUPS);

    assertThat(policy.refunds().waits().promise()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.cancellations().waits().promise()).isGreaterThan(Duration.ofDays(3_650));
    assertThat(policy.verifications().waits().promise()).isGreaterThan(Duration.ofDays(3_650));
    assertThat(policy.cancellations().waits().approval()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void every_key_of_the_other_kinds_is_read() {
    Policy policy =
        PolicyFile.parse(
            """
            zone: Europe/Berlin
            cancellation:
              coolingOff: none
              undoWindow: none
              askAlways: [moved_away]
              labelVoid: 20d
              billingEnd: 3h
              returnWithin: 10d
            verification:
              provider: Checkers
              promise: an hour
              tries: 2
              sessionLife: 48h
              checkedWithin: 2h
              redactWithin: 5d
              askAlways: [high_risk]
              again: [lost_device]
              reviewAlways: [large_order]
              hopeless: [device_not_supported]
              suspicious: [document_expired]
            """,
            GROUPS);

    String hash = policy.refunds().hash();
    Waits waits = policy.refunds().waits().withoutPromise();
    assertThat(policy.cancellations())
        .isEqualTo(
            new CancellationPolicy(
                hash,
                "Europe/Berlin",
                waits,
                Duration.ZERO,
                Duration.ZERO,
                List.of("moved_away"),
                Duration.ofDays(20),
                Duration.ofHours(3),
                Duration.ofDays(10),
                "Stripe"));
    assertThat(policy.verifications())
        .isEqualTo(
            new VerificationPolicy(
                hash,
                "Europe/Berlin",
                waits,
                "Checkers",
                "an hour",
                2,
                Duration.ofHours(48),
                Duration.ofHours(2),
                Duration.ofDays(5),
                List.of("high_risk"),
                List.of("lost_device"),
                List.of("large_order"),
                List.of("device_not_supported"),
                List.of("document_expired")));
  }

  @Test
  void every_key_is_read() {
    Policy policy =
        PolicyFile.parse(
            """
            zone: Europe/Berlin
            bankDays: 2 days
            refundNumber: number
            tiers:
              JPY: [{ upTo: 5000, needs: [] }, { upTo: any, needs: [finance], byHand: true }]
              "*": [{ upTo: any, needs: [approver] }]
            askAlways: [damaged]
            windows: { damaged: 30d }
            businessHours: { days: [saturday], from: "10:00", to: "12:30" }
            roles: { "77": [approver, finance], requesters: [requester] }
            channels: [web, mobile]
            local: { kim: [approver] }
            """,
            GROUPS);

    assertThat(policy.refunds().zone()).isEqualTo("Europe/Berlin");
    assertThat(policy.refunds().bankDays()).isEqualTo("2 days");
    assertThat(policy.refunds().refundNumber()).isEqualTo("number");
    assertThat(policy.refunds().tiers())
        .isEqualTo(
            Map.of(
                "JPY",
                List.of(
                    new Tier(5_000, List.of(), false),
                    new Tier(Long.MAX_VALUE, List.of(Role.FINANCE), true)),
                "*",
                List.of(new Tier(Long.MAX_VALUE, List.of(Role.APPROVER), false))));
    assertThat(policy.refunds().askAlways()).containsExactly("damaged");
    assertThat(policy.refunds().windows()).isEqualTo(Map.of("damaged", Duration.ofDays(30)));
    assertThat(policy.refunds().waits().hours())
        .isEqualTo(
            new BusinessHours(
                "Europe/Berlin",
                List.of(DayOfWeek.SATURDAY),
                LocalTime.of(10, 0),
                LocalTime.of(12, 30)));
    assertThat(policy.acting("7", List.of("77"), Instant.EPOCH).roles())
        .containsExactly(Role.APPROVER, Role.FINANCE);
    assertThat(policy.acting("7", List.of("1", "99"), Instant.EPOCH).roles())
        .containsExactly(Role.REQUESTER);
    assertThat(policy.channels()).containsExactly("web", "mobile");
    assertThat(policy.rolesOfLocal("kim")).containsExactly(Role.APPROVER);
    assertThat(policy.rolesOfLocal("lee")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone: Mars                                    | zone: 'Mars' is no time zone",
        "'speed: { EURO: { refunds: 3 } }'             | speed.EURO: is no currency code",
        "'speed: { EUR: { refunds: -3 } }'             | speed.EUR.refunds: '-3' is no number from",
        "speed: {}                                     | nothing would limit what one person does",
        "tiers: { EURO: [] }                           | tiers.EURO: is no currency code",
        "'tiers: { EUR: [{ upTo: -1, needs: [] }] }'   | the amount is not a plain number",
        "'tiers: { EUR: [{ upTo: 1.234, needs: [] }] }'| the amount is too fine: EUR",
        "'tiers: { EUR: [{ needs: [] }] }'             | tiers.EUR.0.upTo: is missing",
        "'tiers: { EUR: [{ upTo: 5 }, { upTo: 5 }] }'  | is not above the tier before it",
        "'tiers: { EUR: [{ upTo: 5, needs: [boss] }]}' | is none of requester, approver",
        "'tiers: { \"*\": [{ upTo: 5 }] }'             | is an amount of no known currency",
        "tiers: { EUR: 50 }                            | tiers.EUR: is no list",
        "windows: { other: ever }                      | windows.other: 'ever' is no time",
        "waits: { attempt: 1h }                        | waits.attempt: is longer than sendBudget",
        "waits: { promise: 1m }                        | waits.noteAway: is longer than promise",
        "'waits: { promise: 70m, sendBudget: 15m }'    | 5 steps of a refund in silence",
        "'waits: { promise: 80m, sendBudget: 12m }'    | 7 steps of a cancellation in silence",
        "'waits: { promise: 80m, sendBudget: 12m }'    | 7 steps of a verification in silence",
        "'cancellation: { coolingOff: 1d, undoWindow: 2d }' | undoWindow: is longer than"
            + " coolingOff",
        "cancellation: { coolingOff: 0s }              | coolingOff: '0s' is no positive time",
        "cancellation: { askAlways: [Moved Away] }     | askAlways: 'Moved Away' is no code of"
            + " lower-case",
        "cancellation: { undoWindows: 1h }             | did you mean 'undoWindow'?",
        "verification: { sessionLife: 49h }            | sessionLife: is above 48h",
        "verification: { tries: 0 }                    | tries: '0' is no number from 1 to 10",
        "verification: { provider: '' }                | provider: is empty",
        "'verification: { hopeless: [a], suspicious: [a] }' | a stands under suspicious too",
        "verification: { hopeless: [A-1] }             | hopeless: 'A-1' is no code of lower-case",
        "'businessHours: { days: [funday], from: \"09:00\", to: \"17:00\" }' | is none of monday",
        "'businessHours: { days: [monday], from: nine, to: \"17:00\" }'     | from: is a time",
        "'businessHours: { days: [monday], from: \"17:00\", to: \"09:00\" }' | to: is not after",
        "waits: { notAway: 1h }                        | did you mean 'noteAway'?",
        "roles: { strangers: [approver] }              | roles.strangers: is no group; add it",
        "'roles: { \"1\": [], requesters: [] }'        | which has its roles already",
        "local: { kim: [king] }                        | local.kim: 'king' is none of",
        "tier: {}                                      | did you mean 'tiers'?",
      })
  void a_bad_value_is_named_with_its_line(String line, String problem) {
    assertThatThrownBy(() -> PolicyFile.parse("bankDays: 3\n" + line, GROUPS))
        .isInstanceOfSatisfying(
            ConfigInvalid.class,
            e ->
                assertThat(e.problems())
                    .allMatch(p -> p.startsWith("policy.yaml:2 "))
                    .anyMatch(p -> p.contains(problem)));
  }

  @Test
  void check_gives_all_errors_and_none_for_a_good_file(@TempDir Path directory) throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "zone: Mars\nwaits: { a: 1s }\n");
    Path good = Files.writeString(directory.resolve("good.yaml"), PolicyFile.builtInText());

    assertThat(PolicyFile.check(bad, GROUPS)).hasSize(2);
    assertThat(PolicyFile.check(good, GROUPS)).isEmpty();
    assertThat(PolicyFile.check(directory.resolve("none.yaml"), GROUPS)).hasSize(1);
  }

  @Test
  void the_hash_is_that_of_the_file_and_of_the_groups_behind_its_names() {
    String byId = "roles: { \"1\": [requester] }";
    String byName = "roles: { requesters: [requester] }";

    assertThat(PolicyFile.parse(byId, GROUPS).refunds().hash())
        .isEqualTo("64e7b5708ce7a7ce6654ea86035a6e768c661a1fd0fedc3ef4e6e3d669fe4add");
    assertThat(PolicyFile.parse(byName, GROUPS).refunds().hash())
        .isEqualTo(PolicyFile.parse(byName, GROUPS).refunds().hash())
        .isNotEqualTo(PolicyFile.parse(byName, Map.of("requesters", "9")).refunds().hash());
  }
}
