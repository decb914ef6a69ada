package io.caserail.activities.zendesk;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.FakeAuthority;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.ManualClock;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.CommandKind;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A ticket with a payment in its fields, and our activities in front of it. */
final class TicketScene implements AutoCloseable {
  static final TicketId TICKET = new TicketId("4711");
  static final ObjectId PAYMENT = new ObjectId("pi_1");
  static final RequestKey KEY = new RequestKey("0123456789abcdef");
  static final PersonTags TAGS = new PersonTags(new Secret("a key for the tests"));
  static final String SEND_MACRO = "601";
  static final String OTHER_MACRO = "666";

  static final long COMMAND = 11;
  static final long STATE = 12;
  static final long WAITS = 13;
  static final long REFERENCE = 14;
  static final long BY_HAND = 15;
  static final long PAYMENT_FIELD = 16;
  static final long AMOUNT = 17;
  static final long REASON = 18;
  static final long ORDER_FIELD = 21;
  static final long ORDER_REASON = 22;
  static final long WHEN = 23;
  static final String CANCEL_MACRO = "701";

  final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T14:00:00Z"));
  final TinyZendesk zendesk = new TinyZendesk(clock);
  final FakeAuthority authority = new FakeAuthority();
  final ZendeskFields fields = fields();
  final List<String> hints = new ArrayList<>();
  private final HttpCalls calls =
      new HttpCalls(
          new HttpSettings(
              Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "t"));
  final ZendeskSettings settings =
      new ZendeskSettings(
          zendesk.base(),
          "caserail",
          new Secret("shhh"),
          "read write",
          Duration.ofHours(2),
          TinyZendesk.INTEGRATION,
          "88",
          "");
  final ZendeskClient client = client();
  final TicketProofs proofs = new TicketProofs(client, fields, settings, TAGS);
  final ZendeskTickets tickets =
      new ZendeskTickets(
          client,
          fields,
          proofs,
          authority,
          (notice, locale) -> notice.text() + " " + notice.amount() + " in " + locale,
          (kind, ticket, object) -> hints.add(kind + " " + ticket + " " + object));

  private ZendeskClient client() {
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            clock,
            new WriteBudget(clock, 50),
            CallWatch.NONE);
    return new ZendeskClient(upstream, new ZendeskTokens(upstream, settings, clock), settings);
  }

  static ZendeskFields fields() {
    return fields(0);
  }

  static ZendeskFields fields(long decisionReason) {
    Map<TicketState, String> states = new EnumMap<>(TicketState.class);
    for (TicketState state : TicketState.values()) {
      states.put(state, "crl_state_" + state.name().toLowerCase(Locale.ROOT));
    }
    Map<WaitsFor, String> waits = new EnumMap<>(WaitsFor.class);
    for (WaitsFor who : WaitsFor.values()) {
      waits.put(who, "crl_waits_" + who.name().toLowerCase(Locale.ROOT));
    }
    return new ZendeskFields(
        COMMAND,
        STATE,
        WAITS,
        REFERENCE,
        BY_HAND,
        states,
        waits,
        Map.of(
            CaseKind.REFUND,
            new KindFields(
                PAYMENT_FIELD,
                AMOUNT,
                REASON,
                0,
                Map.of(
                    "crl_do_send",
                    CommandKind.SEND,
                    "crl_do_approve",
                    CommandKind.APPROVE,
                    "crl_do_by_hand",
                    CommandKind.DONE_BY_HAND,
                    "crl_do_withdraw",
                    CommandKind.WITHDRAW),
                Map.of("crl_reason_damaged", "damaged"),
                Map.of(),
                Map.of(
                    CommandKind.SEND,
                    List.of(SEND_MACRO),
                    CommandKind.APPROVE,
                    List.of("602"),
                    CommandKind.DONE_BY_HAND,
                    List.of("603"),
                    CommandKind.WITHDRAW,
                    List.of("604")),
                decisionReason),
            CaseKind.CANCELLATION,
            new KindFields(
                ORDER_FIELD,
                0,
                ORDER_REASON,
                WHEN,
                Map.of("crl_do_cancel", CommandKind.SEND, "crl_do_cancel_ok", CommandKind.APPROVE),
                Map.of("crl_reason_regret", "regret"),
                Map.of("crl_when_now", "now"),
                Map.of(
                    CommandKind.SEND,
                    List.of(CANCEL_MACRO),
                    CommandKind.APPROVE,
                    List.of("702")))));
  }

  /** A lead fills the fields and applies the macro; a second passes. Returns the command's id. */
  String leadSends(String payment, String amount) {
    zendesk.edits(
        TinyZendesk.LEAD,
        "web",
        null,
        Map.of(PAYMENT_FIELD, payment, AMOUNT, amount, REASON, "crl_reason_damaged"));
    return leadApplies("crl_do_send", SEND_MACRO);
  }

  /** The same for a cancellation, at once. */
  String leadCancels(String order) {
    zendesk.edits(
        TinyZendesk.LEAD,
        "web",
        null,
        Map.of(ORDER_FIELD, order, ORDER_REASON, "crl_reason_regret", WHEN, "crl_when_now"));
    return leadApplies("crl_do_cancel", CANCEL_MACRO);
  }

  String leadApplies(String option, String macro) {
    String audit = zendesk.edits(TinyZendesk.LEAD, "web", macro, Map.of(COMMAND, option));
    clock.pass(Duration.ofSeconds(2));
    return "audit-" + audit;
  }

  static ReadTicketRequest reading() {
    return new ReadTicketRequest(CaseKind.REFUND, PAYMENT, TICKET);
  }

  static ReadTicketRequest readingCancellations() {
    return new ReadTicketRequest(CaseKind.CANCELLATION, new ObjectId("ord_1"), TICKET);
  }

  /** A view of a cancellation on the same ticket. */
  static ShowRequest cancellation(long revision, TicketState state, String... commands) {
    return new ShowRequest(
        TICKET,
        new TicketView(state, WaitsFor.REQUESTER, "", List.of()),
        new RequestKey("fedcba9876543210"),
        revision,
        List.of(commands),
        CaseKind.CANCELLATION,
        List.of());
  }

  static ShowRequest view(long revision, String note, String... commands) {
    List<String> lines = note.isEmpty() ? List.of() : List.of(note);
    return new ShowRequest(
        TICKET,
        new TicketView(TicketState.WORKING, WaitsFor.CASERAIL, "", lines),
        KEY,
        revision,
        List.of(commands));
  }

  static ApplicationFailure failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(ApplicationFailure.class, call));
  }

  @Override
  public void close() {
    calls.close();
    zendesk.close();
  }
}
