package io.caserail.worker.people;

import static io.caserail.worker.people.Office.APPROVERS;
import static io.caserail.worker.people.Office.FINANCE;
import static io.caserail.worker.people.Office.REQUESTERS;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.stripe.Refund;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the books say of every refund that was sent: the bank's refunds, the desk's audits, and who
 * was in which group when. Written from the policy in words, and from none of the code that is
 * tested; where two moments may be the same second it gives the benefit of the doubt.
 */
final class OfficeBooks {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Set<String> LOOKED_AT =
      Set.of("crl_reason_goodwill", "crl_reason_fraud_claim", "");

  private final Office office;
  private final List<Refund> refunds;
  private final List<String> violations = new ArrayList<>();

  private OfficeBooks(Office office) {
    this.office = office;
    this.refunds =
        office.payments().stream()
            .flatMap(payment -> office.stripe().refundsOf(payment.id()).stream())
            .sorted(Comparator.comparing(Refund::created))
            .toList();
  }

  /** What was sent and should not have been; empty if all is well. */
  static List<String> violations(Office office) {
    OfficeBooks books = new OfficeBooks(office);
    books.refunds.stream().filter(OfficeBooks::isOurs).forEach(books::check);
    return List.copyOf(books.violations);
  }

  /** How many refunds the process has sent, of them how many with somebody's yes. */
  static Sent sent(Office office) {
    OfficeBooks books = new OfficeBooks(office);
    List<Refund> ours = books.refunds.stream().filter(OfficeBooks::isOurs).toList();
    return new Sent(
        ours.size(), (int) ours.stream().filter(r -> !named(r, "approvals").isEmpty()).count());
  }

  /** What came of a story. */
  record Sent(int all, int approved) {}

  private static boolean isOurs(Refund refund) {
    return refund.metadata().containsKey("operation_id");
  }

  private void check(Refund refund) {
    Instant at = refund.created();
    long ticket = Long.parseLong(named(refund, "ticket"));
    List<Click> clicks =
        office.tickets().contains(ticket)
            ? office.clicks(ticket).stream().filter(c -> !c.at().isAfter(at)).toList()
            : List.of();
    Click request = click(clicks, named(refund, "command_id"));
    if (request == null) {
      wrong(refund, "nobody has asked for it: " + named(refund, "command_id"));
      return;
    }
    require(refund, isBy("Refund: send", "crl_do_refund_send", request), "no macro asked for it");
    require(refund, isIn(request.author(), at, REQUESTERS), "who asked is no requester");
    require(
        refund,
        named(refund, "requested_by").equals(Long.toString(request.author())),
        "it names somebody else as its requester");
    require(refund, isFor(refund, request), "something else was asked for");
    require(
        refund,
        sameInputs(request, clicks.get(clicks.size() - 1)),
        "the ticket held something else when it was sent");
    require(refund, isOnlyOne(refund), "its click has had another refund");
    Payment payment = payment(refund);
    String customer = office.addressOf(Long.parseLong(last(clicks).field("requester_id")));
    List<String> theirs = List.of(office.payer(payment), customer);
    require(
        refund,
        theirs.stream().noneMatch(office.addressOf(request.author())::equalsIgnoreCase),
        "who asked would get the money");
    List<Click> approvals = approvals(refund, request, clicks, theirs);
    List<String> needs = needs(refund, payment, customer, request, approvals);
    require(refund, total(refund, payment) <= 2_000_00, "above what is sent by us at all");
    require(
        refund,
        isFilled(needs, approvals, at),
        "a role's yes is missing: " + needs + " by " + approvals.stream().map(Click::id).toList());
    checkPauses(refund);
    checkOutflow(refund);
  }

  /** The approvals that the refund names; each must be worth something. */
  private List<Click> approvals(
      Refund refund, Click request, List<Click> clicks, List<String> theirs) {
    List<Click> counted = new ArrayList<>();
    for (String id : named(refund, "approvals").split(" ")) {
      if (id.isEmpty()) {
        continue;
      }
      Click yes = yes(refund, request, clicks, id);
      if (yes == null) {
        wrong(refund, "its approval stands nowhere: " + id);
        continue;
      }
      String address = office.addressOf(yes.author());
      require(
          refund,
          yes.at().plus(Duration.ofDays(3)).plus(SLACK).isAfter(refund.created()),
          "agreed to too long ago");
      require(
          refund,
          mayAgreeAs(APPROVERS, yes, refund.created())
              || mayAgreeAs(FINANCE, yes, refund.created()),
          "who agreed has no role for it");
      require(
          refund,
          yes.author() != request.author()
              && !address.equalsIgnoreCase(office.addressOf(request.author())),
          "who asked has agreed");
      require(
          refund, theirs.stream().noneMatch(address::equalsIgnoreCase), "the customer has agreed");
      require(
          refund,
          counted.stream()
              .noneMatch(
                  other ->
                      other.author() == yes.author()
                          || office.addressOf(other.author()).equalsIgnoreCase(address)),
          "one person has agreed twice");
      counted.add(yes);
    }
    return counted;
  }

  /** What was said under that number, signed or by macro; null when nobody has said it. */
  private @Nullable Click yes(Refund refund, Click request, List<Click> clicks, String id) {
    Click signed = word(refund, id);
    if (signed != null) {
      require(refund, !signed.at().isBefore(request.at()), "signed before it was asked for");
      return signed;
    }
    Click yes = click(clicks, id);
    if (yes != null) {
      require(refund, isBy("Refund: approve", "crl_do_refund_approve", yes), "no macro: " + id);
      require(refund, yes.audit() > request.audit(), "agreed to before it was asked for");
      require(refund, sameInputs(request, yes), "agreed to something else");
    }
    return yes;
  }

  /** The roles whose yes it took. */
  private List<String> needs(
      Refund refund, Payment payment, String customer, Click request, List<Click> approvals) {
    Set<String> needs = new LinkedHashSet<>();
    long total = total(refund, payment);
    if (total > 50_00) {
      needs.add(APPROVERS);
    }
    if (total > 500_00) {
      needs.add(FINANCE);
    }
    boolean twin =
        before(refund).stream()
            .anyMatch(r -> r.paymentId().equals(payment.id()) && r.amount() == refund.amount());
    List<Refund> day =
        before(refund).stream()
            .filter(r -> isOurs(r) && r.created().isAfter(refund.created().minus(DAY).plus(SLACK)))
            .toList();
    List<Refund> asked =
        day.stream()
            .filter(r -> named(r, "requested_by").equals(named(refund, "requested_by")))
            .toList();
    boolean fast =
        asked.size() + 1 > Office.MOST_REFUNDS
            || sum(asked) + refund.amount() > Office.MOST_REQUESTED;
    if (LOOKED_AT.contains(request.field(office.field("reason")))
        || !customer.equalsIgnoreCase(office.payer(payment))
        || twin
        || fast) {
      needs.add(APPROVERS);
    }
    for (Click yes : approvals) {
      List<Refund> agreed =
          day.stream()
              .filter(r -> List.of(named(r, "approved_by").split(" ")).contains("" + yes.author()))
              .toList();
      if (sum(agreed) + refund.amount() > Office.MOST_APPROVED) {
        needs.add(FINANCE);
      }
    }
    return List.copyOf(needs);
  }

  /** The refund, what its payment had back before, and the customer's last 30 days. */
  private long total(Refund refund, Payment payment) {
    Instant since = refund.created().minus(Duration.ofDays(30)).plus(SLACK);
    String payer = office.payer(payment);
    return refund.amount()
        + sum(
            before(refund).stream()
                .filter(
                    r ->
                        r.paymentId().equals(payment.id())
                            || (office.payer(payment(r)).equals(payer)
                                && r.created().isAfter(since)))
                .toList());
  }

  private void checkPauses(Refund refund) {
    Click pause = null;
    List<Click> said = new ArrayList<>();
    for (Click click : controls(refund.created())) {
      if (pauses(click)) {
        pause = click;
        said.clear();
      } else if (pause != null && resumes(click, refund.created())) {
        said.add(click);
        if (said.stream().anyMatch(one -> !isSame(one, said.get(0)))) {
          pause = null;
          said.clear();
        }
      }
    }
    require(refund, pause == null, "refunds were paused");
  }

  private boolean pauses(Click click) {
    return click.macros().contains(office.macro("Refunds: pause"))
        || click.custom().toString().contains("outflow brake");
  }

  private boolean resumes(Click click, Instant until) {
    Set<String> groups = office.groupsBetween(click.author(), click.at(), until);
    return click.macros().contains(office.macro("Refunds: resume"))
        && click.channel().equals("web")
        && (groups.contains(APPROVERS) || groups.contains(FINANCE));
  }

  private boolean isSame(Click one, Click other) {
    return one.author() == other.author()
        || office.addressOf(one.author()).equalsIgnoreCase(office.addressOf(other.author()));
  }

  /** One refund alone is never too much for the account; from the second on an hour has a limit. */
  private void checkOutflow(Refund refund) {
    Instant hour = refund.created().minus(Duration.ofHours(1)).plus(SLACK);
    Instant looked =
        controls(refund.created()).stream()
            .filter(click -> resumes(click, refund.created()))
            .map(Click::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    List<Refund> lately =
        before(refund).stream()
            .filter(r -> r.created().isAfter(hour) && r.created().isAfter(looked))
            .toList();
    long earlier =
        sum(
            before(refund).stream()
                .filter(
                    r ->
                        !r.created().isAfter(hour)
                            && r.created()
                                .isAfter(refund.created().minus(DAY).minus(Duration.ofMinutes(11))))
                .toList());
    long most = Math.max(Office.MOST_IN_AN_HOUR, 3 * earlier / 23 + 1);
    require(
        refund,
        lately.isEmpty() || sum(lately) + refund.amount() <= most,
        "too much for an hour: " + lately.size() + " before it");
  }

  private List<Click> controls(Instant until) {
    return office.clicks(office.controls()).stream()
        .filter(click -> !click.creation() && !click.at().isAfter(until))
        .toList();
  }

  // What a click is worth.

  private boolean isBy(String macro, String option, Click click) {
    return !click.creation()
        && click.channel().equals("web")
        && !click.byRule()
        && click.macros().contains(office.macro(macro))
        && click.field(office.field("action")).equals(option);
  }

  private boolean isIn(long id, Instant at, String group) {
    return office.groupsAt(id, at).contains(group);
  }

  private boolean isFor(Refund refund, Click request) {
    String amount = request.field(office.field("amount"));
    long left =
        payment(refund).amountCaptured()
            - sum(
                before(refund).stream()
                    .filter(r -> r.paymentId().equals(refund.paymentId()))
                    .toList());
    long asked = amount.isEmpty() ? left : new BigDecimal(amount).movePointRight(2).longValue();
    return request.field(office.field("payment")).equals(refund.paymentId())
        && asked == refund.amount();
  }

  private boolean sameInputs(Click one, Click other) {
    return List.of("payment", "amount", "reason").stream()
        .map(office::field)
        .allMatch(field -> one.field(field).equals(other.field(field)));
  }

  private boolean isOnlyOne(Refund refund) {
    return refunds.stream()
            .filter(r -> named(r, "command_id").equals(named(refund, "command_id")))
            .count()
        == 1;
  }

  /** Whether each role has a person of its own. */
  private boolean isFilled(List<String> needs, List<Click> approvals, Instant at) {
    if (needs.isEmpty()) {
      return true;
    }
    List<String> others = needs.subList(1, needs.size());
    return approvals.stream()
        .filter(yes -> mayAgreeAs(needs.get(0), yes, at))
        .anyMatch(
            yes -> isFilled(others, approvals.stream().filter(o -> !isSame(o, yes)).toList(), at));
  }

  /** Who is in a group when it is sent, or stood in for it when they agreed. */
  private boolean mayAgreeAs(String group, Click yes, Instant sent) {
    return isIn(yes.author(), sent, group) || office.standsIn(yes.author(), group, yes.at());
  }

  /** The signed yes of that number; it must have been given for this refund's request. */
  private @Nullable Click word(Refund refund, String id) {
    Word word = office.words().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    if (word == null) {
      return null;
    }
    require(
        refund,
        named(refund, "operation_id").contains("/" + word.request() + "/"),
        "it was signed for something else: " + id);
    return new Click(
        0,
        word.at(),
        word.author(),
        "signed",
        false,
        Set.of(),
        false,
        MissingNode.getInstance(),
        Map.of());
  }

  private List<Refund> before(Refund refund) {
    return refunds.subList(0, refunds.indexOf(refund));
  }

  private Payment payment(Refund refund) {
    return office.payments().stream()
        .filter(payment -> payment.id().equals(refund.paymentId()))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable Click click(List<Click> clicks, String id) {
    return clicks.stream().filter(c -> c.id().equals(id)).findFirst().orElse(null);
  }

  private static Click last(List<Click> clicks) {
    return clicks.get(clicks.size() - 1);
  }

  private static String named(Refund refund, String mark) {
    return refund.metadata().getOrDefault(mark, "");
  }

  private static long sum(List<Refund> some) {
    return some.stream().mapToLong(Refund::amount).sum();
  }

  private void require(Refund refund, boolean holds, String otherwise) {
    if (!holds) {
      wrong(refund, otherwise);
    }
  }

  private void wrong(Refund refund, String why) {
    violations.add(
        refund.id() + " over " + refund.amount() + " of " + refund.paymentId() + ": " + why);
  }
}
