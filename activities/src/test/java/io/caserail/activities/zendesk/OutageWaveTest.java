package io.caserail.activities.zendesk;

import static io.caserail.sandbox.zendesk.ZendeskWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.FakeAuthority;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.model.FaultDomain;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.OutageTicket;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An upstream is away for forty minutes, and hundreds of tickets want to say so: the shipped
 * writers against the sandbox's Zendesk under its real limits, on the virtual clock, beside agents
 * who use two thirds of the updates. What Temporal does is played here: a write that failed comes
 * again when it was told to, and a newer view takes the place of one that was not written.
 */
class OutageWaveTest {
  private static final int OURS_A_MINUTE = 30;
  private static final int AGENTS_A_MINUTE = 67;
  private static final Duration AWAY = Duration.ofMinutes(40);
  private static final Duration QUIET = Duration.ofMinutes(15);
  private static final Duration APPROVAL_EVERY = Duration.ofMinutes(2);
  private static final int SENT_A_SECOND = 10;

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
  private final HttpCalls calls = new HttpCalls(HttpSettings.defaults("1"));
  private final ZendeskSettings settings = settings();
  private final ZendeskClient client = client();
  private final ZendeskTickets tickets = tickets();
  private final ZendeskOutages outages = new ZendeskOutages(client, settings);
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
  private final PriorityQueue<Event> people = new PriorityQueue<>(Comparator.comparing(Event::at));
  private final List<Instant> updates = new ArrayList<>();
  private int scheduled;

  @AfterEach
  void close() {
    calls.close();
    zendesk.close();
    surroundings.close();
  }

  @Test
  @Timeout(240)
  void two_hundred_waiting_tickets_starve_nobody() {
    play(200);
  }

  @Test
  @Tag("scale")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void two_thousand_waiting_tickets_starve_nobody() {
    play(2_000);
  }

  /**
   * Zendesk itself is away for a quarter of an hour, in which each of many cases has three things
   * to say, one after the other. Of some a person must act.
   */
  @Test
  @Timeout(240)
  void after_zendesk_was_away_each_ticket_gets_its_newest_truth_once_and_who_must_act_first() {
    List<Ticket> waiting = new ArrayList<>();
    List<Ticket> urgent = new ArrayList<>();
    Instant begin = surroundings.clock().instant();
    for (int i = 0; i < 90; i++) {
      boolean person = i % 6 == 5;
      Ticket ticket = new Ticket(written("mia@example.com"), begin);
      (person ? urgent : waiting).add(ticket);
      TicketView last =
          person
              ? shows(TicketState.NEEDS_PERSON, List.of("A person must look."))
              : shows(TicketState.DONE, List.of("Refund sent."));
      Instant at = begin.plusSeconds(i);
      at(at, () -> ticket.wants(shows(TicketState.WORKING, List.of())));
      at(
          at.plus(Duration.ofMinutes(5)),
          () -> ticket.wants(shows(TicketState.WAITING, List.of("Not sent yet."))));
      at(at.plus(Duration.ofMinutes(10)), () -> ticket.wants(last));
    }
    List<Ticket> all = new ArrayList<>(waiting);
    all.addAll(urgent);
    edit(begin, List.of(written("kim@example.com"), written("kim@example.com")), 0);
    var away = surroundings.faults().add(Fault.on(ZendeskSandbox.SYSTEM).always().status(503));
    Instant back = begin.plus(QUIET);
    at(back, () -> surroundings.faults().remove(away));

    run(all);

    assertThat(all).allSatisfy(ticket -> assertThat(ticket.written).hasSize(1));
    assertThat(waiting)
        .allSatisfy(ticket -> assertThat(notes(ticket.id)).containsExactly("Refund sent."));
    assertThat(urgent)
        .allSatisfy(ticket -> assertThat(notes(ticket.id)).containsExactly("A person must look."));
    List<Instant> theirs = all.stream().map(ticket -> ticket.written.get(0)).sorted().toList();
    assertThat(theirs.get(0)).isAfterOrEqualTo(back);
    for (int i = OURS_A_MINUTE; i < theirs.size(); i++) {
      assertThat(Duration.between(theirs.get(i - OURS_A_MINUTE), theirs.get(i)))
          .as("%d writes in a minute are ours", OURS_A_MINUTE)
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
    Instant told =
        urgent.stream().map(t -> t.written.get(0)).max(Comparator.naturalOrder()).orElseThrow();
    Instant drained = theirs.get(theirs.size() - 1);
    System.out.printf(
        "Zendesk was away for %d min: %d tickets were told %d s after it was back, the %d where a"
            + " person must act after %d s, as %d of all (lower bound for all: %d s)%n",
        QUIET.toMinutes(),
        all.size(),
        Duration.between(back, drained).toSeconds(),
        urgent.size(),
        Duration.between(back, told).toSeconds(),
        theirs.indexOf(told) + 1,
        60 * (all.size() / OURS_A_MINUTE - 1));
    // All knock as soon as it is back, so that the first minute goes by who comes when.
    assertThat(theirs.indexOf(told)).as("of 90 writes").isLessThan(60);
    // Agents leave less than a quarter of each minute, and half of our share is used then.
    assertThat(drained).isBefore(back.plusSeconds(60 * 90 / (OURS_A_MINUTE / 2) + 60));
    assertThat(refused()).isZero();
    assertThat(fullest()).isLessThanOrEqualTo(100);
  }

  /** Something that happens then. */
  private record Event(Instant at, int number, Runnable what) {}

  /** What one ticket is to show, and which of it was written. */
  private final class Ticket {
    private final long id;
    private final Instant since;
    private final List<Instant> written = new ArrayList<>();
    private long wanted;
    private long tries;
    private @Nullable TicketView view;

    Ticket(long id, Instant since) {
      this.id = id;
      this.since = since;
    }

    void wants(TicketView newer) {
      view = newer;
      wanted++;
      tries++;
      attempt(tries);
    }

    private void attempt(long of) {
      TicketView now = view;
      if (of != tries || now == null) {
        return;
      }
      ShowRequest request =
          new ShowRequest(
              new TicketId(Long.toString(id)),
              now,
              new RequestKey("%016x".formatted(id)),
              wanted,
              List.of());
      try {
        tickets.showOnTicket(request);
        written.add(surroundings.clock().instant());
        view = null;
      } catch (ApplicationFailure failure) {
        assertThat(failure.isNonRetryable()).as(failure.getOriginalMessage()).isFalse();
        Duration pause = failure.getNextRetryDelay();
        at(
            surroundings.clock().instant().plus(pause == null ? Duration.ofSeconds(10) : pause),
            () -> attempt(of));
      }
    }
  }

  private void play(int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(written("mia@example.com"));
    }
    List<Long> theirs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      theirs.add(written("kim@example.com"));
    }
    Instant begin = surroundings.clock().instant();
    Instant recovery = begin.plus(AWAY);
    List<Ticket> waiting = new ArrayList<>();
    List<Ticket> approvals = new ArrayList<>();
    // They come while it is away, so that each waits for a quarter of an hour at least.
    Duration apart = AWAY.minus(QUIET).dividedBy(count);
    for (int i = 0; i < count; i++) {
      Ticket ticket = new Ticket(ids.get(i), begin.plus(apart.multipliedBy(i)));
      waiting.add(ticket);
      at(ticket.since, () -> ticket.wants(shows(TicketState.WORKING, List.of())));
      at(
          ticket.since.plus(QUIET),
          () -> ticket.wants(shows(TicketState.WAITING, List.of("Not sent yet."))));
      at(
          recovery.plusMillis(1_000L * i / SENT_A_SECOND),
          () -> ticket.wants(shows(TicketState.DONE, List.of("Refund sent."))));
    }
    Instant[] told = new Instant[1];
    at(
        begin,
        () -> {
          outages.writeOutage(outage(1, "It is away.", false));
          told[0] = surroundings.clock().instant();
        });
    at(recovery, () -> outages.writeOutage(outage(2, "It is back.", true)));
    edit(begin, theirs, 0);
    approvals(begin, approvals);

    run(waiting);

    Instant drained =
        waiting.stream()
            .map(ticket -> ticket.written.get(ticket.written.size() - 1))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    long writes = waiting.stream().mapToLong(ticket -> ticket.written.size()).sum();
    long notes = waiting.stream().mapToLong(ticket -> notes(ticket.id).size()).sum();
    Duration longest =
        approvals.stream()
            .filter(ticket -> !ticket.written.isEmpty())
            .map(ticket -> Duration.between(ticket.since, ticket.written.get(0)))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    long refused = refused();
    int fullest = fullest();
    System.out.printf(
        "%d cases, %d updates a minute for all, agents take %d, we may take %d:%n"
            + "  first failure to first visible sign: %d s (lower bound: one look, 30 s at most)%n"
            + "  recovery to the last ticket told: %d min (lower bound for %d last notes: %d min)%n"
            + "  %d writes, %d notes; 429 answers: %d; fullest minute of everybody: %d updates%n"
            + "  longest wait of %d approvals for their note: %d s%n",
        count,
        100,
        AGENTS_A_MINUTE,
        OURS_A_MINUTE,
        Duration.between(begin, told[0]).toSeconds(),
        Duration.between(recovery, drained).toMinutes(),
        count,
        (count + OURS_A_MINUTE - 1) / OURS_A_MINUTE,
        writes,
        notes,
        refused,
        fullest,
        approvals.size(),
        longest.toSeconds());

    assertThat(outageTickets()).hasSize(1);
    assertThat(refused).isZero();
    assertThat(fullest).isLessThanOrEqualTo(100);
    assertThat(longest).isLessThan(Duration.ofMinutes(3));
    for (Ticket ticket : waiting) {
      assertThat(notes(ticket.id)).doesNotHaveDuplicates().endsWith("Refund sent.");
    }
    // What has to be written last, and the minutes that were lost to what was not.
    assertThat(Duration.between(recovery, drained))
        .isLessThan(Duration.ofMinutes(2L * count / OURS_A_MINUTE + 10));
  }

  private void run(List<Ticket> waiting) {
    while (waiting.stream().anyMatch(ticket -> ticket.wanted < 3 || ticket.view != null)) {
      for (int i = 0; i < 500; i++) {
        Event next = next();
        Duration ahead = Duration.between(surroundings.clock().instant(), next.at());
        if (!ahead.isNegative()) {
          surroundings.clock().advance(ahead);
        }
        next.what().run();
      }
    }
  }

  /** Agents don't wait until our writes of the same instant have been made. */
  private Event next() {
    Event theirs = people.element();
    Event ours = events.peek();
    if (ours == null) {
      return people.remove();
    }
    boolean due = !theirs.at().isAfter(surroundings.clock().instant());
    return due || theirs.at().isBefore(ours.at()) ? people.remove() : events.remove();
  }

  /** Agents edit what they edit, one after the other, and never ask for our leave. */
  private void edit(Instant when, List<Long> theirs, int count) {
    people.add(
        new Event(
            when,
            count,
            () -> {
              updates.add(surroundings.clock().instant());
              zendesk
                  .agent(count % 2 == 0 ? "Lena" : "Omar")
                  .addTags(theirs.get(count % theirs.size()), "edit_" + count);
              edit(when.plus(Duration.ofMinutes(1).dividedBy(AGENTS_A_MINUTE)), theirs, count + 1);
            }));
  }

  /** Meanwhile others need a person's yes. */
  private void approvals(Instant when, List<Ticket> approvals) {
    at(
        when,
        () -> {
          Ticket ticket = new Ticket(written("lee@example.com"), when);
          approvals.add(ticket);
          ticket.wants(shows(TicketState.NEEDS_APPROVAL, List.of("Approval needed.")));
          approvals(when.plus(APPROVAL_EVERY), approvals);
        });
  }

  private void at(Instant when, Runnable what) {
    events.add(new Event(when, scheduled++, what));
  }

  private long refused() {
    return surroundings.calls().of(ZendeskSandbox.SYSTEM).stream()
        .filter(call -> call.status() == 429)
        .count();
  }

  /** By fixed minutes, each of which begins with its first update, as the account counts. */
  private int fullest() {
    List<Instant> all = new ArrayList<>(updates);
    for (CallRecord call : surroundings.calls().of(ZendeskSandbox.SYSTEM)) {
      if (call.facts().method().equals("PUT")) {
        all.add(call.facts().at());
      }
    }
    all.sort(Comparator.naturalOrder());
    int fullest = 0;
    int used = 0;
    Instant end = Instant.MIN;
    for (Instant update : all) {
      if (!update.isBefore(end)) {
        end = update.plus(Duration.ofMinutes(1));
        used = 0;
      }
      used++;
      fullest = Math.max(fullest, used);
    }
    return fullest;
  }

  private long written(String email) {
    return zendesk.customer(email).form("Where is my money?", "Please refund me.");
  }

  private static TicketView shows(TicketState state, List<String> note) {
    return new TicketView(state, WaitsFor.NOBODY, state == TicketState.DONE ? "re_1" : "", note);
  }

  private List<String> notes(long ticket) {
    return zendesk.look(ticket).internalNotes().stream().map(Note::body).toList();
  }

  private List<String> outageTickets() {
    return zendesk.tickets().stream()
        .filter(ticket -> ticket.tags().contains("crl_outage"))
        .map(ticket -> ticket.subject())
        .toList();
  }

  private static OutageTicket outage(long revision, String text, boolean solved) {
    return new OutageTicket(
        "outage-acme-stripe-1", revision, "Outage: Stripe", List.of(text), solved);
  }

  private ZendeskSettings settings() {
    ZendeskWorld world = zendesk.world();
    return new ZendeskSettings(
        zendesk.url(),
        ZendeskAddress.WRITER,
        new Secret(zendesk.address().secretOf(ZendeskAddress.WRITER)),
        "read write",
        Duration.ofHours(2),
        Long.toString(id(world.users(), "Caserail")),
        Long.toString(id(world.views(), "Not picked up")),
        "");
  }

  private ZendeskClient client() {
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            surroundings.clock(),
            new WriteBudget(surroundings.clock(), OURS_A_MINUTE),
            CallWatch.NONE);
    return new ZendeskClient(
        upstream, new ZendeskTokens(upstream, settings, surroundings.clock()), settings);
  }

  private ZendeskTickets tickets() {
    ZendeskFields fields = AgainstSandboxTest.fields(zendesk.world());
    return new ZendeskTickets(
        client,
        fields,
        new TicketProofs(client, fields, settings, TicketScene.TAGS),
        new FakeAuthority(),
        (notice, locale) -> notice.text() + " in " + locale,
        (kind, ticket, object) -> {});
  }
}
