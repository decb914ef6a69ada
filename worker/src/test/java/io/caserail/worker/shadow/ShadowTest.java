package io.caserail.worker.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.DisputeStatus;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.ShadowConfig;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.caserail.worker.shadow.ShadowRow.Missing;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShadowTest {
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir private Path folder = Path.of(".");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final StripeSandbox stripe =
      StripeSandbox.start(StripeOptions.defaults().withSeed(7), 0, surroundings);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
  private final Instant begin = surroundings.clock().instant();
  private final List<Duration> rests = new ArrayList<>();

  @AfterEach
  void close() {
    stripe.close();
    zendesk.close();
    surroundings.close();
  }

  private ShadowConfig config(String key) {
    Path file = folder.resolve("caserail.yaml");
    String text =
        """
        account: acme
        stripe: { baseUrl: %s, key: "${NOT_READ_HERE}" }
        zendesk: { baseUrl: %s, clientId: theirs, clientSecret: "${NOT_READ_HERE}" }
        shadow:
          stripeKey: %s
          clientId: %s
          clientSecret: %s
          ticketKey: zendesk_ticket
        """
            .formatted(
                stripe.url(),
                zendesk.url(),
                key,
                ZendeskAddress.READER,
                zendesk.address().secretOf(ZendeskAddress.READER));
    try {
      return ShadowConfig.load(Files.writeString(file, text), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary folder can be written to", e);
    }
  }

  private ShadowReport look() {
    return look(rests::add);
  }

  private ShadowReport look(Consumer<Duration> rest) {
    // The search index lags.
    surroundings.clock().advance(Duration.ofMinutes(5));
    ShadowConfig config = config(stripe.readOnlyKey());
    Policy policy = PolicyFile.inForce(config.policy(), config.directory(), config.groups());
    try (Shadow shadow = new Shadow(config, policy, surroundings.clock(), rest::accept)) {
      return shadow.look(begin, begin.plus(MONTH).plus(Duration.ofDays(1)), Onlooker.NOBODY);
    }
  }

  private String paid(String email, long cents) {
    Payment payment = stripe.payment().amount(cents, "eur").customerEmail(email).create();
    return payment.id();
  }

  private String asks(String email, String payment) {
    return ""
        + zendesk.customer(email).email("My order", "I want my money back for " + payment + ".");
  }

  private void aDayLater() {
    surroundings.clock().advance(Duration.ofDays(1));
  }

  private static ShadowRow row(ShadowReport report, Refund refund) {
    return report.rows().stream()
        .filter(row -> row.ref().equals(refund.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_month_of_work_by_hand_is_judged_as_each_payment_was_then() {
    String small = paid("olga@acme.example", 2_490);
    String ticket = asks("olga@acme.example", small);
    Refund plain = stripe.refundByHand(small, 2_490);
    aDayLater();
    String large = paid("ivan@acme.example", 18_000);
    asks("ivan@acme.example", large);
    Refund above = stripe.refundByHand(large, 18_000);
    aDayLater();
    String huge = paid("rosa@acme.example", 900_000);
    asks("rosa@acme.example", huge);
    Refund tooLarge = stripe.refundByHand(huge, 900_000);
    aDayLater();
    String stranger = paid("somebody@else.example", 1_000);
    asks("mina@acme.example", stranger);
    Refund toStranger = stripe.refundByHand(stranger, 1_000);

    ShadowReport report = look();

    assertThat(row(report, plain))
        .returns(Verdict.DONE, ShadowRow::verdict)
        .returns("", ShadowRow::because)
        .returns(ticket, ShadowRow::ticket)
        .returns(List.of(Missing.REASON), ShadowRow::missing);
    assertThat(row(report, above))
        .returns(Verdict.ASKED, ShadowRow::verdict)
        .returns("above 50.00 EUR", ShadowRow::because);
    assertThat(row(report, tooLarge))
        .returns(Verdict.LEFT_TO_PEOPLE, ShadowRow::verdict)
        .extracting(ShadowRow::because)
        .asString()
        .startsWith("above 2000.00 EUR, which is never sent by itself");
    assertThat(row(report, toStranger))
        .returns(Verdict.ASKED, ShadowRow::verdict)
        .returns("the payment does not belong to this ticket's customer", ShadowRow::because);
    assertThat(report.doubles()).isEmpty();
    assertThat(report.byVerdict().get(Verdict.DONE))
        .hasToString("Share[count=1, money=[24.90 EUR]]");
    assertThat(report.all().count()).isEqualTo(4);
  }

  @Test
  void every_planted_double_is_found_and_nothing_else() {
    String twice = paid("olga@acme.example", 8_000);
    asks("olga@acme.example", twice);
    Refund first = stripe.refundByHand(twice, 3_000);
    Refund again = stripe.refundByHand(twice, 3_000);
    aDayLater();
    String one = paid("ivan@acme.example", 2_000);
    String other = paid("ivan@acme.example", 2_000);
    zendesk.customer("ivan@acme.example").email("Two orders", one + " or " + other);
    Refund ofOne = stripe.refundByHand(one, 2_000);
    aDayLater();
    Refund ofOther = stripe.refundByHand(other, 2_000);
    aDayLater();
    String disputed = paid("rosa@acme.example", 4_000);
    asks("rosa@acme.example", disputed);
    Refund beforeDispute = stripe.refundByHand(disputed, 1_500);
    aDayLater();
    stripe.dispute(disputed, DisputeStatus.LOST);
    String parts = paid("mina@acme.example", 4_000);
    asks("mina@acme.example", parts);
    stripe.refundByHand(parts, 1_000);
    stripe.refundByHand(parts, 1_200);

    ShadowReport report = look();

    assertThat(report.doubles())
        .extracting(ShadowRow::ref)
        .containsExactly(again.id(), ofOther.id(), beforeDispute.id());
    assertThat(row(report, again).doubles())
        .containsExactly(
            "the same amount of this payment was refunded before (" + first.id() + ")");
    assertThat(row(report, again).verdict()).isEqualTo(Verdict.ASKED);
    assertThat(row(report, ofOther).doubles())
        .containsExactly(
            "the ticket got the same amount from another payment (" + ofOne.id() + ")");
    assertThat(row(report, beforeDispute).doubles().get(0)).startsWith("a lost dispute took ");
  }

  /** Moves the sandbox's clock; honest work in parts, and a double every second day. */
  @Test
  void every_double_of_a_whole_month_is_found_and_nothing_else() {
    List<String> planted = new ArrayList<>();
    int honest = 0;
    String opening = paid("first@acme.example", 9_000);
    asks("first@acme.example", opening);
    Refund onTheFirstDay = stripe.refundByHand(opening, 2_500);
    String disputedLater = "";
    for (int day = 0; day < MONTH.toDays(); day++) {
      String who = "day" + day + "@acme.example";
      String parts = paid(who, 4_000);
      asks(who, parts);
      stripe.refundByHand(parts, 1_000 + day);
      stripe.refundByHand(parts, 1_500 + day);
      honest += 2;
      switch (day % 6) {
        case 0 -> {
          stripe.refundByHand(parts, 300);
          planted.add(stripe.refundByHand(parts, 300).id());
          honest++;
        }
        case 2 -> {
          String one = paid("two-" + who, 2_000);
          String other = paid("two-" + who, 2_000);
          zendesk.customer("two-" + who).email("Two orders", one + " or " + other);
          stripe.refundByHand(one, 2_000);
          planted.add(stripe.refundByHand(other, 2_000).id());
          honest++;
        }
        case 4 -> {
          disputedLater = paid("bank-" + who, 5_000);
          asks("bank-" + who, disputedLater);
          planted.add(stripe.refundByHand(disputedLater, 1_200).id());
        }
        case 5 -> stripe.dispute(disputedLater, DisputeStatus.LOST);
        default -> {
          // Nothing but what is honest.
        }
      }
      aDayLater();
    }
    planted.add(stripe.refundByHand(opening, 2_500).id());

    // So many calls are more than Stripe takes in a second.
    ShadowReport report = look(surroundings.clock()::advance);

    assertThat(report.doubles())
        .extracting(ShadowRow::ref)
        .containsExactlyInAnyOrderElementsOf(planted);
    assertThat(report.all().count()).isEqualTo(honest + 1 + planted.size());
    ShadowRow acrossTheMonth = report.doubles().get(report.doubles().size() - 1);
    assertThat(acrossTheMonth.doubles())
        .containsExactly(
            "the same amount of this payment was refunded before (" + onTheFirstDay.id() + ")");
  }

  @Test
  void what_can_not_be_found_out_is_named() {
    Refund unasked = stripe.refundByHand(paid("olga@acme.example", 1_000), 1_000);
    Payment guest = stripe.payment().amount(1_000, "eur").create();
    Refund toNobody = stripe.refundByHand(guest.id(), 1_000);
    String named = paid("ivan@acme.example", 1_000);
    asks("ivan@acme.example", named);
    asks("ivan@acme.example", named);
    Refund inTwo = stripe.refundByHand(named, 1_000);

    ShadowReport report = look();

    assertThat(row(report, unasked).missing()).containsExactly(Missing.TICKET, Missing.REASON);
    assertThat(row(report, unasked).verdict()).isEqualTo(Verdict.DONE);
    assertThat(row(report, toNobody).missing())
        .containsExactly(Missing.TICKET, Missing.REASON, Missing.PAYER);
    assertThat(row(report, toNobody).verdict()).isEqualTo(Verdict.ASKED);
    assertThat(row(report, inTwo).missing()).containsExactly(Missing.ONE_TICKET, Missing.REASON);
    assertThat(report.missing())
        .hasEntrySatisfying(Missing.TICKET, share -> assertThat(share.count()).isEqualTo(2));
  }

  @Test
  void nothing_is_written_and_a_system_that_is_away_for_a_while_is_waited_for() {
    String payment = paid("olga@acme.example", 1_000);
    asks("olga@acme.example", payment);
    stripe.refundByHand(payment, 1_000);
    surroundings.faults().add(Fault.on("stripe").endpoint("GET /v1/refunds").nth(1).status(503));
    surroundings.calls().clear();

    ShadowReport report = look();

    assertThat(report.rows()).hasSize(1);
    assertThat(rests).isNotEmpty();
    assertThat(surroundings.calls().all())
        .filteredOn(call -> !call.facts().method().equals("GET"))
        .extracting(CallRecord::endpoint)
        .containsOnly("POST /oauth/tokens");
  }

  @Test
  void a_key_that_could_write_is_not_taken() {
    assertThatThrownBy(() -> config(stripe.secretKey()))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("shadow.stripeKey: is no restricted key (rk_…)");
  }

  @Test
  void a_refused_key_ends_the_look_at_once() {
    stripe.refundByHand(paid("olga@acme.example", 1_000), 1_000);
    surroundings.faults().add(Fault.on("stripe").endpoint("GET /v1/refunds").nth(1).status(403));

    assertThatThrownBy(this::look).isInstanceOf(ApplicationFailure.class);
    assertThat(rests).isEmpty();
  }

  /** What is seen by looks that follow on one another, by age. */
  private static final class Seen implements Onlooker {
    private final List<ShadowRow> rows = new ArrayList<>();

    @Override
    public void sees(ShadowRow refund) {
      rows.add(refund);
    }

    List<String> refs() {
      return rows.stream().map(ShadowRow::ref).toList();
    }
  }

  private Shadow opened() {
    ShadowConfig config = config(stripe.readOnlyKey());
    Policy policy = PolicyFile.inForce(config.policy(), config.directory(), config.groups());
    return new Shadow(config, policy, surroundings.clock(), rests::add);
  }

  private static void looksBack(Shadow shadow, Instant to, Seen seen) {
    shadow.look(to.minus(MONTH), to, seen);
  }

  @Test
  void a_refund_in_the_second_of_the_last_look_is_told_once_by_the_next() {
    String payment = paid("olga@acme.example", 5_000);
    asks("olga@acme.example", payment);
    surroundings.clock().advance(Duration.ofMinutes(6));
    Refund before = stripe.refundByHand(payment, 1_000);
    surroundings.clock().advance(Duration.ofSeconds(2));
    Seen seen = new Seen();
    try (Shadow shadow = opened()) {
      looksBack(shadow, surroundings.clock().instant(), seen);
      Refund inThatSecond = stripe.refundByHand(payment, 1_500);
      surroundings.clock().advance(Duration.ofMinutes(1));

      shadow.lookAgain(seen);
      surroundings.clock().advance(Duration.ofMinutes(1));
      ShadowReport all = shadow.lookAgain(seen);

      assertThat(seen.refs()).containsExactly(before.id(), inThatSecond.id());
      assertThat(all.rows()).containsExactlyElementsOf(seen.rows);
      assertThat(all.to()).isAfter(all.from().plus(MONTH));
    }
  }

  @Test
  void a_double_is_found_though_its_first_half_was_told_by_an_earlier_look() {
    String one = paid("ivan@acme.example", 2_000);
    String other = paid("ivan@acme.example", 2_000);
    zendesk.customer("ivan@acme.example").email("Two orders", one + " or " + other);
    surroundings.clock().advance(Duration.ofMinutes(6));
    Refund ofOne = stripe.refundByHand(one, 2_000);
    surroundings.clock().advance(Duration.ofSeconds(2));
    Seen seen = new Seen();
    try (Shadow shadow = opened()) {
      looksBack(shadow, surroundings.clock().instant(), seen);
      stripe.refundByHand(other, 2_000);

      shadow.lookAgain(seen);

      assertThat(seen.rows.get(1).doubles())
          .containsExactly(
              "the ticket got the same amount from another payment (" + ofOne.id() + ")");
    }
  }

  @Test
  void a_refund_whose_ticket_can_not_be_found_yet_is_told_when_it_can() {
    Seen seen = new Seen();
    try (Shadow shadow = opened()) {
      looksBack(shadow, surroundings.clock().instant(), seen);
      String payment = paid("olga@acme.example", 5_000);
      String ticket = asks("olga@acme.example", payment);
      stripe.refundByHand(payment, 1_000);

      shadow.lookAgain(seen);
      int held = shadow.held();
      surroundings.clock().advance(Duration.ofMinutes(6));
      shadow.lookAgain(seen);

      assertThat(held).isEqualTo(1);
      assertThat(shadow.held()).isZero();
      assertThat(seen.rows).extracting(ShadowRow::ticket).containsExactly(ticket);
    }
  }

  @Test
  void what_a_look_has_not_finished_is_told_by_the_next() {
    String payment = paid("olga@acme.example", 5_000);
    asks("olga@acme.example", payment);
    surroundings.clock().advance(Duration.ofMinutes(6));
    Seen seen = new Seen();
    List<String> said = new ArrayList<>();
    try (Shadow shadow = opened()) {
      looksBack(shadow, surroundings.clock().instant(), seen);
      Refund first = stripe.refundByHand(payment, 1_000);
      Refund second = stripe.refundByHand(payment, 1_500);
      surroundings.faults().down("zendesk");
      Onlooker waiting =
          new Onlooker() {
            @Override
            public void waits(String because) {
              said.add(because);
            }
          };
      assertThatThrownBy(() -> shadow.lookAgain(waiting)).isInstanceOf(ApplicationFailure.class);
      surroundings.faults().up("zendesk");

      shadow.lookAgain(seen);

      assertThat(said).contains("Zendesk can't be reached");
      assertThat(seen.refs()).containsExactly(first.id(), second.id());
    }
  }

  private String subscribed(String email) {
    return stripe.subscription(stripe.customer(email).id()).create().id();
  }

  private void ended(String subscription) {
    var unused = stripe.endByHand(subscription);
  }

  private static ShadowEnd end(ShadowReport report, String subscription) {
    return report.ends().stream()
        .filter(end -> end.subscription().equals(subscription))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void subscriptions_that_people_ended_are_judged_as_they_were_then() {
    String plain = subscribed("olga@acme.example");
    String ticket = asks("olga@acme.example", plain);
    String strangers = subscribed("somebody@else.example");
    asks("mina@acme.example", strangers);
    String unasked = subscribed("ivan@acme.example");
    subscribed("rosa@acme.example");
    aDayLater();
    ended(plain);
    ended(strangers);
    ended(unasked);

    ShadowReport report = look();

    assertThat(report.ends()).hasSize(3);
    assertThat(end(report, plain))
        .returns(Verdict.DONE, ShadowEnd::verdict)
        .returns("", ShadowEnd::because)
        .returns(true, ShadowEnd::atOnce)
        .returns(ticket, ShadowEnd::ticket)
        .returns(List.of(Missing.REASON), ShadowEnd::missing);
    assertThat(end(report, strangers))
        .returns(Verdict.REFUSED, ShadowEnd::verdict)
        .returns("it does not belong to this ticket's customer", ShadowEnd::because);
    assertThat(end(report, unasked))
        .returns(Verdict.DONE, ShadowEnd::verdict)
        .returns(List.of(Missing.TICKET, Missing.REASON), ShadowEnd::missing);
  }

  @Test
  void a_subscription_that_caserail_ended_is_not_judged() throws Exception {
    String ours = subscribed("olga@acme.example");
    String comment = ours + "/0123456789abcdef/end-billing";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stripe.url() + "/v1/subscriptions/" + ours))
            .header("Authorization", "Bearer " + stripe.secretKey())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(
                "DELETE",
                BodyPublishers.ofString(
                    "cancellation_details[comment]="
                        + URLEncoder.encode(comment, StandardCharsets.UTF_8)))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

    assertThat(look().ends()).isEmpty();
  }

  @Test
  void what_can_not_be_judged_is_said_and_stops_nothing_else() {
    String payment = paid("olga@acme.example", 1_000);
    asks("olga@acme.example", payment);
    stripe.refundByHand(payment, 1_000);
    ended(subscribed("olga@acme.example"));
    surroundings.faults().add(Fault.on("stripe").endpoint("GET /v1/events").always().status(403));

    ShadowReport report = look();

    assertThat(report.rows()).hasSize(1);
    assertThat(report.ends()).isEmpty();
    assertThat(report.notLookedAt())
        .containsExactly(
            "Orders cancelled in your own system and verifications decided by hand are not judged:"
                + " no list of them can be read.",
            "Subscriptions that were ended are not judged: our credentials may not do this in"
                + " Stripe.");
  }
}
