package io.caserail.worker.shadow;

import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.stripe.PastEnds;
import io.caserail.activities.stripe.PastEnds.PastEnd;
import io.caserail.activities.stripe.PastRefunds;
import io.caserail.activities.stripe.PastRefunds.PastRefund;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.zendesk.FilledCommands;
import io.caserail.activities.zendesk.PastTickets;
import io.caserail.activities.zendesk.PastTickets.PastTicket;
import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketProofs;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.cancellation.CancellationRequest;
import io.caserail.cancellation.CancellationRequest.When;
import io.caserail.cancellation.CancellationRules;
import io.caserail.cancellation.Situation;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Claim;
import io.caserail.port.Command;
import io.caserail.port.FailureType;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundPolicy;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.Trouble;
import io.caserail.refund.RefundRequest;
import io.caserail.refund.RefundRules;
import io.caserail.refund.Ruling;
import io.caserail.worker.authority.AuditTest;
import io.caserail.worker.config.ShadowConfig;
import io.caserail.worker.config.ZendeskConfig;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.shadow.ShadowRow.Missing;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people did, and judges it as Caserail would have at that moment. It judges and tells
 * each refund and each request once, however often it looks, as long as it lives: it keeps nothing
 * anywhere else. Not for several threads.
 */
public final class Shadow implements AutoCloseable {
  /** Stands where the payment system holds no reason: one of which the policy says nothing. */
  private static final String NO_REASON = "not_known";

  private static final String OWN_SYSTEM =
      "it is in your own system, for which there is no key here";

  private static final String STRIPE = "Stripe";
  private static final TicketId NO_TICKET = new TicketId("0");
  private static final Duration DAY = Duration.ofDays(1);

  /** How far a vendor's clock may be ahead or behind, and its list late. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  /** How long after its making a ticket may not be found yet: the search index lags by minutes. */
  private static final Duration INDEX_LAG = Duration.ofMinutes(5);

  private final ShadowConfig config;
  private final RefundPolicy policy;
  private final CancellationPolicy cancellations;
  private final InstantSource clock;
  private final Patience.Pause pause;
  private final Doubles doubles = new Doubles();
  private final Set<String> read = new HashSet<>();
  private final List<ShadowRow> rows = new ArrayList<>();
  private final List<ShadowEnd> ended = new ArrayList<>();
  private final List<ShadowRequest> asked = new ArrayList<>();
  private final HttpCalls calls;
  private final PastRefunds refunds;
  private final PastEnds ends;
  private final PastTickets tickets;
  private final @Nullable Requests requests;
  private Instant since = Instant.EPOCH;
  private Instant upTo = Instant.EPOCH;
  private boolean sinceTooLong;
  private int ours;
  private int held;
  private String endsNotLookedAt = "";
  private Patience patience;

  /** What reads requests, where there are fields to ask in. */
  private record Requests(FilledCommands open, TicketProofs proofs, AuditTest audits) {}

  /**
   * A look with the configuration's own keys.
   *
   * @param policy what judges
   * @param clock by which limits of calls are held
   */
  public Shadow(ShadowConfig config, Policy policy, InstantSource clock) {
    this(config, policy, clock, pause -> Thread.sleep(pause.toMillis()));
  }

  Shadow(ShadowConfig config, Policy policy, InstantSource clock, Patience.Pause pause) {
    this.config = config;
    this.policy = policy.refunds();
    this.cancellations = policy.cancellations();
    this.clock = clock;
    this.pause = pause;
    this.patience = Patience.ofMinutes(pause, Onlooker.NOBODY);
    this.calls = HttpCalls.readingOnly(config.http());
    // Tags are compared within this look only, so any key will do.
    PersonTags persons = new PersonTags(new Secret(UUID.randomUUID().toString()));
    StripeClient stripe =
        new StripeClient(upstream(STRIPE, FaultDomain.UPSTREAM, clock), config.stripe());
    this.refunds = new PastRefunds(stripe, persons);
    this.ends = new PastEnds(stripe, persons);
    Upstream zendesk = upstream("Zendesk", FaultDomain.ZENDESK, clock);
    ZendeskClient client =
        new ZendeskClient(
            zendesk, new ZendeskTokens(zendesk, config.zendesk(), clock), config.zendesk());
    this.tickets = new PastTickets(client, persons);
    ZendeskConfig account = config.fields();
    this.requests =
        account == null
            ? null
            : new Requests(
                new FilledCommands(client, account.fields(), account.settings()),
                new TicketProofs(client, account.fields(), account.settings(), persons),
                new AuditTest(policy, account.macros()));
  }

  private Upstream upstream(String system, FaultDomain domain, InstantSource clock) {
    return new Upstream(
        calls, new Failures(system, domain), clock, null, (of, endpoint, result, took) -> {});
  }

  /**
   * Judges every refund of a time that Caserail has not made itself, every subscription that it has
   * not ended, and what was asked for by macro.
   *
   * @throws io.temporal.failure.ApplicationFailure when a system refuses, or stays away
   */
  public ShadowReport look(Instant from, Instant to, Onlooker onlooker) {
    patience = Patience.ofMinutes(pause, onlooker);
    since = from;
    sinceTooLong = from.isBefore(to.minus(PastEnds.KEPT));
    read(from, to, Instant.MAX, onlooker);
    upTo = to;
    return report();
  }

  /**
   * Judges what has come since the last look that went through. A refund that no ticket names yet
   * is held back for some minutes, since its ticket may not be in the search index.
   *
   * @return all of the looks so far
   * @throws io.temporal.failure.ApplicationFailure when a system refuses, or stays away; what has
   *     not been told by then is told by the next look
   */
  public ShadowReport lookAgain(Onlooker onlooker) {
    // Another look follows, so this one gives up soon.
    patience = Patience.ofSeconds(pause, onlooker);
    Instant now = clock.instant();
    Instant again = upTo.minus(OVERLAP);
    read(again.isBefore(since) ? since : again, now.plus(OVERLAP), now.minus(INDEX_LAG), onlooker);
    upTo = now;
    return report();
  }

  /** How many refunds the last look has held back until their ticket can be found. */
  public int held() {
    return held;
  }

  /** All of the looks so far, the last one as far as it went. */
  public ShadowReport report() {
    return new ShadowReport(since, upTo, policy.hash(), rows, ended, asked, notLookedAt(), ours);
  }

  /** Silence about these would read as if there had been none. */
  private List<String> notLookedAt() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Orders cancelled in your own system and verifications decided by hand are not judged:"
            + " no list of them can be read.");
    if (!endsNotLookedAt.isEmpty()) {
      sentences.add("Subscriptions that were ended are not judged: " + endsNotLookedAt + ".");
    } else if (sinceTooLong) {
      sentences.add(
          "Subscriptions that ended more than 30 days ago are not judged: Stripe lists their"
              + " events no longer.");
    }
    return sentences;
  }

  private void read(Instant from, Instant to, Instant indexed, Onlooker onlooker) {
    held = 0;
    for (Instant day = from; day.isBefore(to); day = day.plus(DAY)) {
      Instant begins = day;
      Instant ends = day.plus(DAY).isBefore(to) ? day.plus(DAY) : to;
      for (PastRefund refund : patience.read(() -> refunds.between(begins, ends))) {
        if (!read.contains(refund.ref())) {
          read(refund, indexed, onlooker);
        }
      }
    }
    readEnds(from, to, indexed, onlooker);
    readRequests(onlooker);
  }

  /** A key of a company without subscriptions need not be allowed to read them. */
  private void readEnds(Instant from, Instant to, Instant indexed, Onlooker onlooker) {
    try {
      endsNotLookedAt = "";
      for (PastEnd end : patience.read(() -> ends.between(from, to))) {
        if (!end.ours() && !read.contains(end.subscription().value())) {
          read(end, indexed, onlooker);
        }
      }
    } catch (ApplicationFailure failure) {
      Trouble trouble = Failures.troubleOf(failure);
      boolean mayNot =
          Failures.is(failure, FailureType.OUR_FAULT)
              && trouble != null
              && trouble.system().equals(STRIPE);
      if (!mayNot) {
        throw failure;
      }
      endsNotLookedAt = failure.getOriginalMessage();
    }
  }

  private void read(PastEnd end, Instant indexed, Onlooker onlooker) {
    ShadowEnd judged = judge(end);
    if (judged.missing().contains(Missing.TICKET) && end.ended().isAfter(indexed)) {
      held++;
      return;
    }
    read.add(end.subscription().value());
    ended.add(judged);
    onlooker.sees(judged);
  }

  private ShadowEnd judge(PastEnd end) {
    List<Missing> missing = new ArrayList<>();
    String id = end.subscription().value();
    Optional<PastTicket> ticket = ticket(end.metadata(), List.of(id), missing);
    SubscriptionFacts facts = patience.read(() -> ends.before(end));
    missing.add(Missing.REASON);
    addUnknown(facts.customer(), ticket, missing);
    PersonTag customer = ticket.map(PastTicket::customer).orElse(facts.customer());
    CancellationRequest request =
        new CancellationRequest(
            end.subscription(),
            ticket.map(PastTicket::ticket).orElse(NO_TICKET),
            end.atOnce() ? When.NOW : When.TERM_END,
            NO_REASON,
            new Claim("shadow-" + id, "", ""),
            "",
            PersonTags.NONE,
            customer,
            end.asked());
    var ruling =
        CancellationRules.judge(
            request, new Situation(null, facts, null), cancellations, end.asked());
    return new ShadowEnd(
        id,
        end.asked(),
        end.atOnce(),
        ticket.map(found -> found.ticket().value()).orElse(""),
        verdict(ruling),
        ruling.because(),
        missing);
  }

  private static Verdict verdict(io.caserail.cancellation.Ruling ruling) {
    if (!ruling.isGo()) {
      return Verdict.REFUSED;
    }
    return ruling.needs().isEmpty() ? Verdict.DONE : Verdict.ASKED;
  }

  private static void addUnknown(
      PersonTag payer, Optional<PastTicket> ticket, List<Missing> missing) {
    if (payer.equals(PersonTags.NONE)) {
      missing.add(Missing.PAYER);
    }
    if (ticket.isPresent() && ticket.get().customer().equals(PersonTags.NONE)) {
      missing.add(Missing.CUSTOMER);
    }
  }

  private void read(PastRefund refund, Instant indexed, Onlooker onlooker) {
    if (refund.ours()) {
      read.add(refund.ref());
      ours++;
      return;
    }
    ShadowRow row = judge(refund);
    if (row.missing().contains(Missing.TICKET) && refund.at().isAfter(indexed)) {
      held++;
      return;
    }
    read.add(refund.ref());
    rows.add(row);
    onlooker.sees(row);
  }

  /** What nobody has served: while no worker runs, all that was asked for. */
  private void readRequests(Onlooker onlooker) {
    Requests open = requests;
    if (open == null) {
      return;
    }
    for (TicketId ticket : patience.read(open.open()::tickets)) {
      TicketRecord record = patience.read(() -> open.proofs().commands(ticket));
      for (TicketCommand command : record.commands()) {
        AuditFacts facts = command.facts();
        if (!command.used() && facts.kind().isRequest() && !read.contains(command.id())) {
          ShadowRequest request =
              judge(
                  facts.about(),
                  command.judged(record.ticket(), open.audits().judge(facts)),
                  record.requester());
          read.add(command.id());
          asked.add(request);
          onlooker.sees(request);
        }
      }
    }
  }

  private ShadowRequest judge(CaseKind kind, Command command, PersonTag customer) {
    String refusal = command.refusal();
    ObjectId object = object(command.object());
    if (refusal != null || object == null) {
      return request(
          kind,
          command,
          Verdict.REFUSED,
          "not counted: " + (refusal == null ? "its field holds no such number" : refusal));
    }
    return switch (kind) {
      case REFUND -> judgeRefund(command, object, customer);
      case CANCELLATION -> judgeCancellation(command, object, customer);
      default -> request(kind, command, Verdict.NOT_JUDGED, OWN_SYSTEM);
    };
  }

  private ShadowRequest judgeRefund(Command command, ObjectId payment, PersonTag customer) {
    PaymentFacts facts = patience.read(() -> refunds.now(payment, clock));
    Ruling ruling =
        RefundRules.judge(
            RefundRequest.of(command, payment, customer), facts, policy, clock.instant());
    return request(CaseKind.REFUND, command, verdict(ruling), ruling.because());
  }

  /** An order is in the company's own system, for which there is no key here. */
  private ShadowRequest judgeCancellation(Command command, ObjectId object, PersonTag customer) {
    if (!object.value().startsWith("sub_")) {
      return request(CaseKind.CANCELLATION, command, Verdict.NOT_JUDGED, OWN_SYSTEM);
    }
    SubscriptionFacts facts = patience.read(() -> ends.now(object));
    var ruling =
        CancellationRules.judge(
            CancellationRequest.of(command, object, customer),
            new Situation(null, facts, null),
            cancellations,
            clock.instant());
    return request(CaseKind.CANCELLATION, command, verdict(ruling), ruling.because());
  }

  private static @Nullable ObjectId object(String held) {
    try {
      return new ObjectId(held);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static ShadowRequest request(
      CaseKind kind, Command command, Verdict verdict, String because) {
    return new ShadowRequest(
        kind,
        command.id(),
        command.ticket().value(),
        command.object(),
        kind == CaseKind.REFUND ? command.amount() : "",
        command.at(),
        verdict,
        because);
  }

  private ShadowRow judge(PastRefund refund) {
    List<Missing> missing = new ArrayList<>();
    if (refund.payment().isEmpty()) {
      missing.add(Missing.PAYMENT);
      return row(refund, "", Verdict.NOT_JUDGED, "", List.of(), missing);
    }
    ObjectId payment = new ObjectId(refund.payment());
    Optional<PastTicket> ticket =
        ticket(refund.metadata(), List.of(refund.ref(), refund.payment()), missing);
    PaymentFacts facts = patience.read(() -> refunds.before(refund));
    List<PaymentFacts.Dispute> disputes = patience.read(() -> refunds.disputes(payment));
    if (refund.reason().isEmpty()) {
      missing.add(Missing.REASON);
    }
    addUnknown(facts.customer(), ticket, missing);
    String number = ticket.map(found -> found.ticket().value()).orElse("");
    PersonTag customer = ticket.map(PastTicket::customer).orElse(facts.customer());
    Ruling ruling =
        RefundRules.judge(request(refund, number, customer), facts, policy, refund.at());
    return row(
        refund,
        number,
        verdict(ruling),
        ruling.because(),
        doubles.of(refund, number, facts.refunds(), disputes),
        missing);
  }

  /**
   * By the number that its maker noted; else the one ticket that names the first id, or the next.
   */
  private Optional<PastTicket> ticket(
      Map<String, String> metadata, List<String> ids, List<Missing> missing) {
    String noted = metadata.getOrDefault(config.ticketKey(), "");
    if (noted.matches("[0-9]{1,19}")) {
      Optional<PastTicket> named = patience.read(() -> tickets.find(new TicketId(noted)));
      if (named.isPresent()) {
        return named;
      }
    }
    List<PastTicket> naming = List.of();
    for (String id : ids) {
      if (naming.isEmpty()) {
        naming = patience.read(() -> tickets.naming(id));
      }
    }
    if (naming.size() != 1) {
      missing.add(naming.isEmpty() ? Missing.TICKET : Missing.ONE_TICKET);
      return Optional.empty();
    }
    return Optional.of(naming.get(0));
  }

  private static RefundRequest request(PastRefund refund, String ticket, PersonTag customer) {
    String amount = refund.amount().toString();
    return new RefundRequest(
        new ObjectId(refund.payment()),
        ticket.isEmpty() ? NO_TICKET : new TicketId(ticket),
        amount.substring(0, amount.indexOf(' ')),
        reason(refund.reason()),
        new Claim("shadow-" + refund.ref(), "", ""),
        "",
        PersonTags.NONE,
        customer,
        refund.at(),
        0,
        List.of(),
        false);
  }

  /** Of Stripe's three reasons one says no more than that somebody asked. */
  private static String reason(String given) {
    return switch (given) {
      case "duplicate" -> "duplicate_charge";
      case "fraudulent" -> "fraud_claim";
      default -> NO_REASON;
    };
  }

  private static Verdict verdict(Ruling ruling) {
    return switch (ruling.kind()) {
      case REJECT -> Verdict.REFUSED;
      case BY_HAND -> Verdict.LEFT_TO_PEOPLE;
      case GO -> ruling.needs().isEmpty() ? Verdict.DONE : Verdict.ASKED;
    };
  }

  private static ShadowRow row(
      PastRefund refund,
      String ticket,
      Verdict verdict,
      String because,
      List<String> doubles,
      List<Missing> missing) {
    Money amount = refund.amount();
    return new ShadowRow(
        refund.ref(),
        refund.payment(),
        amount,
        refund.at(),
        ticket,
        verdict,
        because,
        doubles,
        missing);
  }

  @Override
  public void close() {
    calls.close();
  }
}
