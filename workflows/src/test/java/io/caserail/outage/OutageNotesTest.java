package io.caserail.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutageRules;
import io.caserail.port.OutageSaid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read in an outage ticket, word for word. */
class OutageNotesTest {
  private static final OutageNotes NOTES = new OutageNotes(of("Stripe", true));
  private static final Instant BEGAN = Instant.parse("2026-11-23T13:58:10Z");

  static OutageRequest of(String system, boolean holdable) {
    return new OutageRequest(
        system,
        holdable,
        new OutageRules(
            3,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            10,
            "UTC"),
        null,
        false);
  }

  private static OutageFacts waiting(int cases, boolean answers) {
    return new OutageFacts(
        answers,
        cases,
        BEGAN,
        at("15:58"),
        List.of(new Money(102_010, "EUR"), new Money(5_000, "USD")),
        cases - 2,
        List.of(CaseKind.REFUND));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }

  private static OutageState began(OutageFacts facts) {
    return OutageState.QUIET.began(facts, at("14:00"));
  }

  @Test
  void it_says_since_when_whose_fault_how_many_how_much_and_what_was_promised() {
    OutageState state = began(waiting(41, false));

    assertThat(NOTES.subject(state)).isEqualTo("Outage: Stripe, since Mon 13:58");
    assertThat(NOTES.lines(state))
        .containsExactly(
            "Stripe has been away since 13:58. Stripe's fault, not ours.",
            "Waiting: 41 cases, at least 1020.10 EUR and 50.00 USD (39 of no known amount); the"
                + " first is late at 15:58.",
            "Customers: told nothing of it. If they ask: macro Tell customer: delayed.",
            "Owner: Caserail; all of it goes out by itself when Stripe accepts it, no more than 10"
                + " a second from each worker.",
            "Do not: promise a time, or do it in Stripe without the macro I did it by hand.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | ''
          REFUND SETTLEMENT         | ' If they ask: macro Tell customer: delayed.'
          CANCELLATION              | ' If they ask: macro Tell customer: cancellation delayed, or what the ticket says by then.'
          VERIFICATION              | ' If they ask: macro Tell customer: verification delayed, or what the ticket says by then.'
          REFUND CANCELLATION       | ' If they ask: macro Tell customer: delayed, or cancellation delayed, or what the ticket says by then.'
          """)
  void whoever_asks_is_told_what_is_true_of_the_kinds_that_wait(String kinds, String asked) {
    List<CaseKind> waiting =
        Stream.of(kinds.split(" ")).filter(k -> !k.isEmpty()).map(CaseKind::valueOf).toList();
    OutageFacts facts = new OutageFacts(false, 3, BEGAN, null, List.of(), 3, waiting);

    assertThat(NOTES.lines(began(facts)).get(2))
        .isEqualTo("Customers: told nothing of it." + asked);
  }

  @Test
  void a_system_that_answers_and_takes_nothing_is_not_called_away() {
    assertThat(NOTES.lines(began(waiting(3, true))).get(0))
        .isEqualTo(
            "Stripe answers, but has not accepted all that waits since 13:58. Stripe's fault, not"
                + " ours.");
  }

  @Test
  void whoever_holds_it_owns_it() {
    OutageState held = began(waiting(3, true)).heldBy("lena", at("14:05"));

    assertThat(NOTES.lines(held).get(3))
        .isEqualTo(
            "Owner: lena, who has held it since 14:05: nothing is sent until caserail outage release"
                + " Stripe.");
  }

  @Test
  void a_name_that_nobody_has_proven_is_said_to_be_none() {
    OutageState open = began(waiting(3, true));
    OutageState held =
        open.heldBy("fin", at("14:05"))
            .saying(new OutageSaid("Stripe", OutageSaid.HOLD, "fin", "77", at("14:05")));
    OutageState released =
        open.saying(new OutageSaid("Stripe", OutageSaid.RELEASE, "fin", "", at("14:20")));

    assertThat(NOTES.lines(held).get(3)).startsWith("Owner: fin, who has held it since 14:05: ");
    assertThat(NOTES.lines(released).get(3))
        .startsWith(
            "Owner: Caserail; let go at 14:20 by fin (by command line, unproven); all of it goes"
                + " out by itself");
  }

  @Test
  void where_macros_do_that_the_ticket_names_them() {
    OutageRequest stripe = of("Stripe", true);
    OutageNotes notes =
        new OutageNotes(new OutageRequest("Stripe", true, stripe.rules(), null, true));
    OutageState open = began(waiting(3, true));

    assertThat(notes.lines(open).get(3)).endsWith("from each worker. Not yet? Macro Outage: hold.");
    assertThat(notes.lines(open.heldBy("lena", at("14:05"))).get(3))
        .endsWith("until macro Outage: release, or caserail outage release Stripe.");
  }

  @Test
  void the_summary_says_how_long_and_how_many_at_the_worst() {
    OutageState over =
        began(waiting(41, false)).learned(waiting(12, true)).over(OutageFacts.NONE, at("14:38"));

    assertThat(NOTES.lines(over))
        .containsExactly(
            "Stripe has been back since 14:38; it had been away since 13:58, for 39 minutes.",
            "At the worst 41 cases, at least 1020.10 EUR and 50.00 USD (39 of no known amount)"
                + " waited; nothing waits any more.",
            "Customers: each ticket says what became of its own request.",
            "Owner: nobody. If it begins again by 15:38, it goes on in this ticket.");
  }

  @Test
  void what_begins_again_says_when_it_was_back() {
    OutageState again =
        began(waiting(41, false))
            .over(OutageFacts.NONE, at("14:38"))
            .began(waiting(3, false), at("14:50"));

    assertThat(NOTES.lines(again).get(0))
        .isEqualTo(
            "Stripe has been away since 13:58, again after it was back at 14:38. Stripe's fault, not"
                + " ours.");
  }

  @Test
  void tickets_are_not_paced_and_amounts_that_nobody_knows_are_not_summed() {
    OutageFacts facts = new OutageFacts(false, 1, BEGAN, null, List.of(), 1, List.of());

    List<String> lines = new OutageNotes(of("Zendesk", false)).lines(began(facts));

    assertThat(lines.get(1)).isEqualTo("Waiting: 1 case, of no known amount.");
    assertThat(lines.get(3)).endsWith("when Zendesk accepts it.");
  }
}
