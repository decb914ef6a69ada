package io.caserail.outage;

import static io.caserail.texts.StaffTexts.NOW;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutageRules;
import io.caserail.port.OutageSaid;
import io.caserail.texts.StaffTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an outage's own ticket says to support. */
public final class OutageTexts {
  private OutageTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    OutageNotes notes = notes("Stripe", true);
    OutageState away = OutageState.QUIET.began(facts(false), NOW);
    OutageState answers = OutageState.QUIET.began(facts(true), NOW);
    OutageState held =
        answers
            .heldBy("lena", at(20))
            .saying(new OutageSaid("Stripe", OutageSaid.HOLD, "lena", "77", at(20)));
    OutageState letGo =
        answers.saying(new OutageSaid("Stripe", OutageSaid.RELEASE, "lena", "78", at(30)));
    OutageState over = away.over(OutageFacts.NONE, at(40));
    OutageState again = over.began(facts(false), at(50));
    return new StaffTexts("Outage of a system")
        .adds("away", notes.lines(away))
        .adds("it answers, and does not take all that waits", notes.lines(answers))
        .adds("held by a lead", notes.lines(held))
        .adds("let go by a lead", notes.lines(letGo))
        .adds("over", notes.lines(over))
        .adds("begun again", notes.lines(again))
        .adds(
            "the ticket system is away, and nothing is known of it",
            notes("Zendesk", false)
                .lines(
                    OutageState.QUIET.began(
                        new OutageFacts(false, 1, NOW, null, List.of(), 1, List.of()), NOW)));
  }

  private static OutageNotes notes(String system, boolean holdable) {
    return new OutageNotes(
        new OutageRequest(
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
            holdable));
  }

  private static OutageFacts facts(boolean answers) {
    return new OutageFacts(
        answers,
        41,
        NOW,
        at(120),
        List.of(new Money(102_010, "EUR"), new Money(5_000, "USD")),
        39,
        List.of(CaseKind.REFUND, CaseKind.CANCELLATION));
  }

  private static Instant at(int minutes) {
    return NOW.plus(Duration.ofMinutes(minutes));
  }
}
