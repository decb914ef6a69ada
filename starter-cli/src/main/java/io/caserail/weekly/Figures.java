package io.caserail.weekly;

import io.caserail.model.Money;
import io.caserail.weekly.Week.Approvals;
import io.caserail.weekly.Week.Asked;
import io.caserail.weekly.Week.Doubt;
import io.caserail.weekly.Week.Sent;
import io.caserail.weekly.Week.Spread;
import io.caserail.weekly.Week.Unknown;
import io.caserail.weekly.Week.Writes;
import io.caserail.weekly.WeekRecord.Order;
import io.caserail.weekly.WeekRecord.Request;
import io.caserail.weekly.WeekRecord.Said;
import io.caserail.weekly.WeekRecord.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts a week. What counts as of the week is what happened in it: a refund that was asked for on
 * Sunday and sent on Monday is one of the next week's money.
 */
public final class Figures {
  private static final Set<String> DOUBLES = Set.of("command_used", "look_alike");
  private static final Set<String> OPEN =
      Set.of("CHECK_NEEDED", "FAILED", "NEEDS_PERSON", "NEEDS_APPROVAL", "WAITING", "PENDING");
  private static final Unknown READ_BACK =
      new Unknown("the record does not hold what a reference was read back as");

  private final WeekRecord record;
  private final Instant from;
  private final Instant to;

  private Figures(WeekRecord record, Instant from, Instant to) {
    this.record = record;
    this.from = from;
    this.to = to;
  }

  /**
   * The figures of a time.
   *
   * @param lines the record's, oldest first; those of some weeks before are needed too, since a
   *     click may be older than its send
   * @param recordHolds whether their chain holds
   * @param limit how many updates a minute the ticket system allows
   */
  public static Week of(
      List<String> lines, boolean recordHolds, Instant from, Instant to, int limit) {
    return new Figures(WeekRecord.of(lines), from, to).count(recordHolds, limit);
  }

  private Week count(boolean recordHolds, int limit) {
    List<Made> made = record.requests().stream().flatMap(r -> made(r).stream()).toList();
    List<Made> measured = made.stream().filter(m -> m.click() != null && m.isMeasured()).toList();
    List<Request> late = in(Shown::late);
    return new Week(
        from,
        to,
        recordHolds,
        partlyUntil(),
        asked(),
        sent(made),
        (int) made.stream().filter(this::isUntouched).count(),
        spread(measured.stream().map(Made::took).toList()),
        spread(measured.stream().filter(m -> m.asks() > 0).map(Made::waited).toList()),
        made.size() - measured.size(),
        in(Shown::customerFirst).size(),
        late.size(),
        (int) late.stream().map(r -> r.at(to)).filter(s -> s != null && s.late()).count(),
        waitingHours(),
        approvals(),
        operations(order -> DOUBLES.contains(order.outcome())),
        doubt(),
        byHand(),
        READ_BACK,
        operations(order -> order.outcome().equals("foreign_refund")),
        in(shown -> shown.state().equals("FAILED")).size(),
        writes(limit));
  }

  private @Nullable Instant partlyUntil() {
    Instant partly = record.partlyUntil();
    return partly == null || !partly.isAfter(from) ? null : earlier(partly, to);
  }

  // ---- requests and money ----

  private List<Asked> asked() {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Request request : record.requests()) {
      Shown last = request.at(to);
      Instant begun = begun(request);
      if (last != null && begun != null && isIn(begun)) {
        counts
            .computeIfAbsent(request.kind, kind -> new TreeMap<>())
            .merge(last.state(), 1, Integer::sum);
      }
    }
    List<Asked> asked = new ArrayList<>();
    counts.forEach(
        (kind, states) -> states.forEach((state, n) -> asked.add(new Asked(kind, state, n))));
    return asked;
  }

  private @Nullable Instant begun(Request request) {
    Said click = record.click(request);
    return Stream.concat(
            Stream.ofNullable(click).map(Said::at),
            Stream.concat(
                request.shown.stream().map(Shown::at), request.orders.stream().map(Order::at)))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /**
   * A refund that was sent.
   *
   * @param order what was sent
   * @param at when it was known to be accepted
   * @param asks how many people have agreed
   * @param asked when the first of them was asked
   * @param yes when the last of them agreed; null where that was not said in a ticket
   */
  private record Made(
      Request request,
      Order order,
      Instant at,
      @Nullable Said click,
      int asks,
      @Nullable Instant asked,
      @Nullable Instant yes) {
    boolean isMeasured() {
      return asks == 0 || (asked != null && yes != null);
    }

    Duration waited() {
      return asks == 0 || asked == null || yes == null || yes.isBefore(asked)
          ? Duration.ZERO
          : Duration.between(asked, yes);
    }

    Duration took() {
      return click == null ? Duration.ZERO : Duration.between(click.at(), at).minus(waited());
    }
  }

  private List<Made> made(Request request) {
    Map<String, Made> made = new LinkedHashMap<>();
    for (Order order : request.orders) {
      Instant at = order.isRefund() ? accepted(request, order) : null;
      if (at != null && isIn(at)) {
        made.putIfAbsent(order.operation(), made(request, order, at));
      }
    }
    return List.copyOf(made.values());
  }

  private Made made(Request request, Order order, Instant at) {
    List<String> yes =
        order.commands().subList(Math.min(1, order.commands().size()), order.commands().size());
    List<Instant> given =
        yes.stream().map(record::said).filter(s -> s != null).map(Said::at).toList();
    Instant asked =
        request.shown.stream()
            .filter(s -> s.state().equals("NEEDS_APPROVAL"))
            .map(Shown::at)
            .findFirst()
            .orElse(null);
    return new Made(
        request,
        order,
        at,
        record.click(request),
        yes.size(),
        asked,
        given.size() < yes.size() ? null : given.stream().max(Instant::compareTo).orElse(null));
  }

  /** By the answer to the send; or, where that was lost, by what its ticket was made to show. */
  private @Nullable Instant accepted(Request request, Order order) {
    if (order.isAccepted()) {
      return order.at();
    }
    boolean answered =
        request.orders.stream()
            .anyMatch(o -> o.operation().equals(order.operation()) && o.isAccepted());
    if (answered || !order.event().equals("send") || isByHand(request)) {
      return null;
    }
    return request.shown.stream()
        .filter(s -> !s.at().isBefore(order.at()) && hasLeft(s))
        .map(Shown::at)
        .findFirst()
        .orElse(null);
  }

  private static boolean hasLeft(Shown shown) {
    return Set.of("DONE", "PENDING").contains(shown.state()) && !shown.ref().isEmpty();
  }

  private List<Sent> sent(List<Made> made) {
    Map<String, List<Made>> groups = new TreeMap<>();
    made.forEach(m -> groups.computeIfAbsent(group(m), g -> new ArrayList<>()).add(m));
    return groups.values().stream()
        .map(
            group ->
                new Sent(reason(group.get(0)), group.get(0).asks(), group.size(), money(group)))
        .toList();
  }

  private String group(Made made) {
    return reason(made) + " " + made.asks();
  }

  private String reason(Made made) {
    Said click = made.click();
    String reason = made.order().reason();
    reason = reason.isEmpty() && click != null ? click.reason() : reason;
    return reason.isEmpty() ? "not given" : reason;
  }

  private static List<String> money(List<Made> group) {
    Map<String, Money> sums = new TreeMap<>();
    for (Made made : group) {
      String[] parts = made.order().amount().split(" ", 2);
      Money amount = Money.parse(parts[0], parts[1]);
      sums.merge(amount.currency(), amount, Money::plus);
    }
    return sums.values().stream().map(Money::toString).toList();
  }

  /** Whether nobody has said anything about it between the click and the send. */
  private boolean isUntouched(Made made) {
    return made.asks() == 0
        && record.said().stream()
            .noneMatch(
                said ->
                    said.touches()
                        && said.at().isBefore(made.at())
                        && isAbout(said, made.request()))
        && record.claims().stream()
            .noneMatch(
                claim ->
                    claim.counted()
                        && !claim.what().equals("SEND")
                        && claim.ticket().equals(made.request().ticket)
                        && claim.at().isBefore(made.at()));
  }

  private static boolean isAbout(Said said, Request request) {
    return said.ticket().equals(request.ticket)
        && said.kind().equals(request.kind)
        && (request.object.isEmpty() || said.object().equals(request.object));
  }

  private static Spread spread(Collection<Duration> durations) {
    List<Long> seconds = durations.stream().map(d -> Math.max(0, d.toSeconds())).sorted().toList();
    return new Spread(seconds.size(), rank(seconds, 50), rank(seconds, 95));
  }

  /** The nearest rank: a time that was really taken. */
  private static long rank(List<Long> sorted, int percent) {
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
  }

  // ---- waits and troubles ----

  private Map<String, Double> waitingHours() {
    Map<String, Double> hours = new TreeMap<>();
    for (Request request : record.requests()) {
      for (int i = 0; i < request.shown.size(); i++) {
        Shown shown = request.shown.get(i);
        Instant end = i + 1 < request.shown.size() ? request.shown.get(i + 1).at() : to;
        Duration span = Duration.between(later(shown.at(), from), earlier(end, to));
        if (OPEN.contains(shown.state()) && !span.isNegative()) {
          hours.merge(fault(shown), span.toSeconds() / 3600.0, Double::sum);
        }
      }
    }
    return hours;
  }

  private static String fault(Shown shown) {
    if (shown.waitsFor().equals("ENGINEERING")) {
      return "ours";
    }
    return switch (shown.state()) {
      case "CHECK_NEEDED" -> "not known: in doubt";
      case "PENDING" -> "another system: accepted, not final";
      case "WAITING" -> shown.waitsFor().equals("LEAD") ? "people" : "another system";
      default -> "people";
    };
  }

  private Approvals approvals() {
    List<Request> asked = in(shown -> shown.state().equals("NEEDS_APPROVAL"));
    Map<String, Set<String>> yes = new TreeMap<>();
    for (Request request : record.requests()) {
      for (Order order : request.orders) {
        for (int i = 1; i < order.commands().size() && i < order.actors().size(); i++) {
          Said said = record.said(order.commands().get(i));
          if (isIn(said == null ? order.at() : said.at())) {
            yes.computeIfAbsent(order.actors().get(i), who -> new HashSet<>())
                .add(order.commands().get(i));
          }
        }
      }
    }
    Map<String, Integer> perPerson = new TreeMap<>();
    yes.forEach((who, commands) -> perPerson.put(who, commands.size()));
    return new Approvals(
        asked.size(),
        (int)
            record.requests().stream()
                .map(r -> r.at(to))
                .filter(s -> s != null && s.state().equals("NEEDS_APPROVAL"))
                .count(),
        in(shown -> shown.state().equals("EXPIRED")).size(),
        in(shown -> shown.state().equals("REFUSED")).size(),
        perPerson);
  }

  private Doubt doubt() {
    Map<String, Integer> endings = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    long longest = 0;
    for (Request request : record.requests()) {
      for (Order order : request.orders) {
        if (order.event().equals("sent")
            && order.outcome().equals("IN_DOUBT")
            && isIn(order.at())
            && seen.add(order.operation())) {
          Settled settled = settled(request, order);
          endings.merge(settled.how(), 1, Integer::sum);
          longest = Math.max(longest, Duration.between(order.at(), settled.at()).toSeconds());
        }
      }
    }
    return new Doubt(seen.size(), longest, endings);
  }

  private record Settled(String how, Instant at) {}

  private Settled settled(Request request, Order doubted) {
    for (Order order : request.orders) {
      if (order.operation().equals(doubted.operation())
          && order.isAccepted()
          && order.at().isAfter(doubted.at())
          && order.at().isBefore(to)) {
        return new Settled("had not gone through, sent again", order.at());
      }
    }
    for (Shown shown : request.shown) {
      if (shown.at().isAfter(doubted.at())
          && shown.at().isBefore(to)
          && !Set.of("CHECK_NEEDED", "WAITING", "WORKING").contains(shown.state())) {
        String how =
            hasLeft(shown)
                ? isByHand(request) ? "named by a person" : "found: it had gone through"
                : "ended otherwise";
        return new Settled(how, shown.at());
      }
    }
    return new Settled("open", to);
  }

  private int byHand() {
    return (int)
        record.requests().stream()
            .filter(this::isByHand)
            .filter(r -> r.shown.stream().anyMatch(s -> isIn(s.at()) && hasLeft(s)))
            .count();
  }

  /** A refund that a person has made: one was named, or none was ever sent. */
  private boolean isByHand(Request request) {
    boolean named =
        record.said().stream()
            .anyMatch(
                said ->
                    said.counted()
                        && Set.of("DONE_BY_HAND", "CHECKED_FOUND").contains(said.what())
                        && isAbout(said, request));
    return request.kind.equals("REFUND")
        && request.orders.stream().noneMatch(Order::isAccepted)
        && (named || request.orders.stream().noneMatch(o -> o.event().equals("send")));
  }

  private int operations(Predicate<Order> wanted) {
    return (int)
        record.requests().stream()
            .flatMap(r -> r.orders.stream())
            .filter(order -> isIn(order.at()) && wanted.test(order))
            .map(Order::operation)
            .distinct()
            .count();
  }

  private Writes writes(int limit) {
    Map<Long, Integer> minutes = new TreeMap<>();
    int all = 0;
    int requests = 0;
    for (Request request : record.requests()) {
      List<Instant> written = request.writes.stream().filter(this::isIn).toList();
      written.forEach(at -> minutes.merge(at.getEpochSecond() / 60, 1, Integer::sum));
      all += written.size();
      requests += written.isEmpty() || request.shown.isEmpty() ? 0 : 1;
    }
    int peak = minutes.values().stream().max(Integer::compareTo).orElse(0);
    return new Writes(all, requests, peak, limit);
  }

  private List<Request> in(Predicate<Shown> wanted) {
    return record.requests().stream()
        .filter(r -> r.shown.stream().anyMatch(s -> isIn(s.at()) && wanted.test(s)))
        .toList();
  }

  private boolean isIn(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
