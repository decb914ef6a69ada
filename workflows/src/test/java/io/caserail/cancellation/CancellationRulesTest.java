package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.CancellationRequest.When;
import io.caserail.cancellation.CancellationRules.Way;
import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Person;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Claim;
import io.caserail.port.OrderFacts;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationRulesTest {
  private static final Instant NOW = FakeShop.START;
  private static final PersonTag CUSTOMER = FakeShop.CUSTOMER;
  private static final PersonTag NOBODY = new PersonTag("none");
  private static final PersonTag LENA = new PersonTag("00000000000000cc");

  private PersonTag owner = CUSTOMER;
  private PersonTag onTicketOf = CUSTOMER;
  private boolean found = true;
  private int daysOld = 3;
  private When when = When.TERM_END;
  private String reason = "changed_mind";
  private OrderFacts.@Nullable Stage stage = OrderFacts.Stage.OPEN;
  private SubscriptionFacts.@Nullable Status billing = SubscriptionFacts.Status.RUNNING;
  private String mark = "";
  private String closedBy = "";
  private ShipmentFacts.@Nullable Stage parcel;
  private String access = "acc_1";
  private String term = "pi_2";

  @ParameterizedTest
  @CsvSource({
    // days old, when, ends now, money back
    "3, TERM_END, true, true",
    "3, NOW, true, true",
    "13, TERM_END, true, true",
    "14, TERM_END, false, false",
    "180, TERM_END, false, false",
    "180, NOW, true, false"
  })
  void in_the_cooling_off_it_ends_at_once_and_the_money_goes_back(
      int days, When asked, boolean endsNow, boolean moneyBack) {
    daysOld = days;
    when = asked;

    Ruling ruling = judge();

    assertThat(ruling)
        .extracting(Ruling::kind, Ruling::endsNow, Ruling::moneyBack)
        .containsExactly(Ruling.Kind.GO, endsNow, moneyBack);
    assertThat(ruling.needs()).isEmpty();
  }

  @Test
  void the_cooling_off_is_measured_by_when_it_was_asked() {
    daysOld = 13;

    Ruling ruling =
        CancellationRules.judge(
            request(), facts(), FakeShop.policy(), NOW.plus(Duration.ofDays(5)));

    assertThat(ruling.moneyBack()).isTrue();
  }

  @Test
  void without_billing_there_is_no_term_to_wait_for() {
    daysOld = 180;
    billing = null;

    assertThat(judge().endsNow()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // order, billing, days old, code; empty where it goes
    "OPEN, RUNNING, 180, ''",
    "OPEN, ENDED, 180, ''",
    "CANCELLED, RUNNING, 180, ''",
    "CLOSED, RUNNING, 180, ''",
    "CANCELLED, ENDING, 180, already_ending",
    "CANCELLED, ENDING, 3, ''",
    "CANCELLED, ENDED, 3, already_cancelled",
    "CANCELLED, , 3, already_cancelled",
    "CLOSED, ENDED, 3, closed",
    "CLOSED, , 3, closed",
    ", ENDING, 180, already_ending",
    ", ENDING, 3, ''",
    ", ENDED, 3, already_ended",
    ", RUNNING, 180, ''"
  })
  void what_is_over_is_rejected_and_what_is_left_is_cancelled(
      OrderFacts.@Nullable Stage order,
      SubscriptionFacts.@Nullable Status status,
      int days,
      String code) {
    stage = order;
    billing = status;
    daysOld = days;

    assertThat(judge().code()).isEqualTo(code);
    assertThat(judge().isGo()).isEqualTo(code.isEmpty());
  }

  @Test
  void an_end_that_this_very_wish_has_scheduled_is_gone_on_with() {
    stage = null;
    billing = SubscriptionFacts.Status.ENDING;
    daysOld = 180;
    mark = "sub_1/" + request().key() + "/stop-billing";

    assertThat(judge().isGo()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // who ended it, left, code, people asked
    "ord_1/1234567812345678/close-order, label, left, 1",
    "'', label, left, 1",
    "ord_2/1234567812345678/close-order, label, left, 1",
    "ord_1/1234567812345678/close-order, '', already_cancelled, 0",
    "'', '', already_cancelled, 0"
  })
  void what_is_left_is_asked_about_whoever_has_ended_it(
      String operation, String left, String code, int asked) {
    stage = OrderFacts.Stage.CANCELLED;
    billing = SubscriptionFacts.Status.ENDED;
    closedBy = operation;
    Ruling rest = CancellationRules.ofTheRest(request(), facts(), FakeShop.policy(), NOW);

    Ruling ruling =
        CancellationRules.ofWhatIsLeft(judge(), rest, left.isEmpty() ? List.of() : List.of(left));

    assertThat(CancellationRules.mayHaveLeft(judge(), request(), facts())).isTrue();
    assertThat(ruling.code()).isEqualTo(code);
    assertThat(ruling.needs()).hasSize(asked);
  }

  @Test
  void what_is_not_there_is_rejected() {
    found = false;

    assertThat(judge()).isEqualTo(Ruling.reject("not_found", "Shop knows no order ord_1"));
  }

  @Test
  void somebody_elses_is_rejected_whatever_its_state() {
    onTicketOf = FakeShop.STRANGER;
    stage = OrderFacts.Stage.CANCELLED;
    billing = null;

    assertThat(judge())
        .isEqualTo(
            Ruling.reject(
                CancellationRules.OTHER_CUSTOMER, "it does not belong to this ticket's customer"));
  }

  @Test
  void nobodys_needs_a_person_and_shows_no_fact() {
    owner = NOBODY;
    reason = "goodwill";

    Ruling ruling = judge();

    assertThat(ruling.needs()).containsExactly(Role.APPROVER);
    assertThat(ruling.because())
        .isEqualTo("nobody knows whether it belongs to this ticket's customer");
    stage = OrderFacts.Stage.CANCELLED;
    billing = null;
    assertThat(judge().because()).isEqualTo("there is nothing to cancel as asked");
  }

  @ParameterizedTest
  @CsvSource({
    "goodwill, RUNNING, , 3, goodwill is never automatic",
    "'', RUNNING, , 3, no reason was given",
    "changed_mind, HELD, , 180, the subscription is on hold",
    "changed_mind, RUNNING, DELIVERED, 20, 'the parcel has left, and the order is 20 days old'",
    "changed_mind, RUNNING, MOVING, 20, 'the parcel has left, and the order is 20 days old'",
    "changed_mind, RUNNING, DELIVERED, 3, ''",
    "changed_mind, RUNNING, LABEL, 20, ''"
  })
  void a_person_is_asked_where_the_rules_do_not_settle_it(
      String because,
      SubscriptionFacts.Status status,
      ShipmentFacts.@Nullable Stage where,
      int days,
      String why) {
    reason = because;
    billing = status;
    parcel = where;
    daysOld = days;

    assertThat(judge().because()).isEqualTo(why);
    assertThat(judge().needs()).hasSize(why.isEmpty() ? 0 : 1);
  }

  @Test
  void a_part_that_can_be_no_id_is_rejected_before_anything_is_done() {
    access = "lena@example.com";

    assertThat(judge().code()).isEqualTo("unfit_part");
  }

  @ParameterizedTest
  @CsvSource({
    "LABEL, VOID_LABEL",
    "VOID, NOTHING",
    "MOVING, INTERCEPT",
    "DELIVERED, RETURN",
    "RETURNING, COMES_BACK",
    "UNKNOWN, ASK",
    ", NOTHING"
  })
  void each_place_of_a_parcel_has_its_way(ShipmentFacts.@Nullable Stage where, Way way) {
    parcel = where;

    assertThat(CancellationRules.way(facts().shipment())).isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource({
    // days old, shipment, access, parcel, due
    "3, , acc_1, NONE, pi_1 pi_2",
    "3, DELIVERED, acc_1, TO_RETURN, pi_1 pi_2",
    "20, LABEL, acc_1, VOIDED, pi_1",
    "20, MOVING, acc_1, COMES_BACK, pi_1",
    "20, , acc_1, NONE, ''"
  })
  void what_is_due_back_is_named(
      int days, ShipmentFacts.@Nullable Stage where, String opened, Parcel became, String due) {
    daysOld = days;
    parcel = where;
    access = opened;

    List<Paid> paid = CancellationRules.due(facts(), judge(), became);

    assertThat(String.join(" ", paid.stream().map(Paid::payment).toList())).isEqualTo(due);
  }

  @Test
  void an_order_of_which_nothing_was_delivered_is_paid_back_whenever() {
    daysOld = 180;
    billing = null;
    access = "";

    assertThat(CancellationRules.due(facts(), judge(), Parcel.NONE))
        .extracting(Paid::toString)
        .containsExactly("24.90 EUR of payment pi_1");
  }

  @Test
  void one_payment_for_the_order_and_its_first_term_is_due_once() {
    daysOld = 3;
    term = "pi_1";

    assertThat(CancellationRules.due(facts(), judge(), Parcel.NONE))
        .extracting(Paid::toString)
        .containsExactly("24.90 EUR of payment pi_1");
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, false",
    "VOIDING, false",
    "VOIDED, false",
    "BACK, false",
    "COMES_BACK, true",
    "TO_RETURN, true"
  })
  void only_what_was_paid_for_goods_waits_until_they_are_back(Parcel goods, boolean waits) {
    daysOld = 3;
    List<Paid> due = CancellationRules.due(facts(), judge(), goods);

    assertThat(due)
        .extracting(paid -> CancellationRules.waitsForGoods(paid, facts(), goods))
        .containsExactly(waits, false);
  }

  @Test
  void neither_who_asked_nor_the_customer_agrees() {
    assertThat(objection("lena", NOBODY)).isEqualTo("the same person asked for this cancellation");
    assertThat(objection("ana", LENA)).isEqualTo("the same person asked for this cancellation");
    assertThat(objection("ana", CUSTOMER)).isEqualTo("it is the same person's order");
    assertThat(objection("ana", NOBODY)).isNull();
  }

  @Test
  void an_option_that_nobody_knows_takes_the_least() {
    assertThat(List.of("now", " NOW ", "term_end", "", "tomorrow").stream().map(When::of))
        .containsExactly(When.NOW, When.NOW, When.TERM_END, When.TERM_END, When.TERM_END);
  }

  private @Nullable String objection(String actor, PersonTag tag) {
    return CancellationRules.objection(
        request(), CUSTOMER, new Person(actor, actor, tag, List.of(Role.APPROVER)));
  }

  private Ruling judge() {
    return CancellationRules.judge(request(), facts(), FakeShop.policy(), NOW);
  }

  private CancellationRequest request() {
    return new CancellationRequest(
        new ObjectId(stage == null ? "sub_1" : "ord_1"),
        new TicketId("1"),
        when,
        reason,
        new Claim("audit-1", "lena", ""),
        "Lena",
        LENA,
        onTicketOf,
        NOW);
  }

  private Situation facts() {
    Instant since = NOW.minus(Duration.ofDays(daysOld));
    return new Situation(
        stage == null
            ? null
            : new OrderFacts(
                "Shop",
                new ObjectId("ord_1"),
                found,
                owner,
                stage,
                since,
                billing == null ? "" : "sub_1",
                parcel == null ? "" : "shp_1",
                access,
                "pi_1",
                new Money(2490, "EUR"),
                closedBy),
        billing == null
            ? null
            : new SubscriptionFacts(
                "Stripe",
                new ObjectId("sub_1"),
                found,
                owner,
                billing,
                since,
                NOW.plus(Duration.ofDays(20)),
                mark,
                "",
                term,
                new Money(990, "EUR")),
        parcel == null
            ? null
            : new ShipmentFacts("Carrier", new ObjectId("shp_1"), true, parcel, "TR1"));
  }
}
