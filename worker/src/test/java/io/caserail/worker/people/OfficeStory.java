package io.caserail.worker.people;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.Outcome;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.zendesk.Channel;
import io.caserail.worker.config.ConfigInvalid;
import io.temporal.failure.ActivityFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What people do, drawn from a seed: they ask, agree, and give orders as a case would; some split
 * amounts, agree to their own requests, use a second account, stand in for who is away, sign what
 * is not theirs to agree to, merge tickets or move them to another customer, edit what was agreed
 * to, and forge orders as whoever can write to the namespace would.
 */
final class OfficeStory {
  private static final int PLOTS = 20;

  /** The plot that sends much within an hour. */
  private static final int MUCH = 8;

  /** The first plot in which somebody stands in for an approver. */
  private static final int STAND_IN = 10;

  private static final String BEN_AT_HOME = "ben@acme.example";
  private static final String LENA_AT_HOME = "LENA@acme.example";

  /** Mia is Lena's friend, which nobody can know. */
  private static final String FRIEND = "mia@example.com";

  private static final List<String> CUSTOMERS =
      List.of(FRIEND, FRIEND, "noah@example.com", BEN_AT_HOME, LENA_AT_HOME);
  private static final List<String> AMOUNTS =
      List.of(
          "20.00", "24.90", "30.00", "45.00", "49.99", "120.00", "180.00", "450.00", "700.00", "");
  private static final List<String> REASONS =
      List.of("not_received", "not_received", "damaged", "price_error", "goodwill");
  private static final long[] PAID = {60_00, 200_00, 500_00, 900_00, 2_500_00};

  private final Office office;
  private final Random random;
  private final List<String> script = new ArrayList<>();
  private final List<Integer> first =
      new ArrayList<>(IntStream.range(0, PLOTS).filter(plot -> plot != MUCH).boxed().toList());
  private int customers;

  OfficeStory(Office office, long seed) {
    this.office = office;
    this.random = new Random(seed);
    Collections.shuffle(first, random);
    // What trips the brake comes last, since little happens after it.
    first.add(MUCH);
    CUSTOMERS.forEach(customer -> office.pays(customer, PAID[random.nextInt(PAID.length)]));
  }

  /** What was done so far, one line an act. */
  List<String> script() {
    return List.copyOf(script);
  }

  void act() {
    office.clock().advance(Duration.ofSeconds(4 + random.nextInt(240)));
    String done = first.isEmpty() ? anything() : plot(first.remove(0));
    script.add(done);
  }

  private String anything() {
    return switch (random.nextInt(44)) {
      case 40, 41 -> sign();
      case 42 -> merge();
      case 43 -> plot(STAND_IN);
      case 0, 1, 2 -> ask(true);
      case 3 -> ask(false);
      case 4, 5, 6, 7 -> agree();
      case 8 -> agreeByAnotherWay();
      case 9 -> edit();
      case 10 -> moveRequester();
      case 11 -> changeGroups();
      case 12 -> pause();
      case 13, 14 -> resume();
      case 15 -> time();
      case 16 -> foreignRefund();
      case 17 -> newWorker();
      case 18, 19, 20, 21 -> forge();
      case 22, 23, 24, 25, 26, 27, 28, 29 -> plot(random.nextInt(PLOTS));
      case 30, 31, 32, 33, 34 -> errand();
      default -> order();
    };
  }

  private String ask(boolean anew) {
    Payment payment = pick(office.payments());
    if (random.nextInt(6) == 0) {
      payment = office.pays(pick(CUSTOMERS), PAID[random.nextInt(PAID.length)]);
    }
    String customer = random.nextInt(8) == 0 ? pick(CUSTOMERS) : office.payer(payment);
    long ticket =
        anew || office.openTickets().isEmpty()
            ? office.writesIn(customer)
            : pick(office.openTickets());
    Colleague who =
        random.nextInt(5) == 0
            ? pick(office.staff())
            : pick(List.of(office.named("Lena"), office.named("Omar"), office.named("Ivy")));
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("Refund payment", payment.id());
    inputs.put("Refund amount", pick(AMOUNTS));
    inputs.put("Refund reason", "crl_reason_" + pick(REASONS));
    office.agent(who).applyMacro(ticket, "Refund: send", inputs);
    return who.name() + " asks in " + ticket + " of " + customer + ": " + inputs.values();
  }

  /** An honest day's work: the right people, one after the other. */
  private String errand() {
    Payment payment = office.pays(pick(CUSTOMERS.subList(0, 3)), pick(List.of(200_00L, 500_00L)));
    String amount = pick(List.of("20.00", "24.90", "45.00", "120.00", "300.00"));
    long ticket = asks(pick(List.of("Lena", "Omar")), payment, amount);
    agrees(ticket, pick(List.of("Ana", "Ben")));
    agrees(ticket, "Fin");
    return "an errand: " + sends(ticket);
  }

  /** What one person may try whom the others trust. */
  private String plot(int which) {
    Payment mias = office.pays(FRIEND, 500_00);
    long ticket;
    switch (which) {
      case 0 -> {
        ticket = asks("Omar", mias, "180.00");
        agrees(ticket, "Omar again");
        return "Omar has a second account: " + sendsWithEverything(ticket);
      }
      case 1 -> {
        ticket = asks("Ivy", mias, "120.00");
        agrees(ticket, "Ivy");
        return "Ivy agrees with herself: " + sendsWithEverything(ticket);
      }
      case 2 -> {
        ticket = asks("Lena", office.pays(BEN_AT_HOME, 200_00), "180.00");
        agrees(ticket, "Ben");
        return "Ben agrees to his own money: " + sendsWithEverything(ticket);
      }
      case 3 -> {
        ticket = asks("Lena", office.pays(LENA_AT_HOME, 60_00), "30.00");
        return "Lena asks for her own money: " + sendsWithEverything(ticket);
      }
      case 4 -> {
        ticket = asks("Omar", mias, "20.00");
        office.agent(office.named("Omar")).setField(ticket, "Refund amount", "450.00");
        return "an edit after the fact: " + sendsWithEverything(ticket);
      }
      case 5 -> {
        ticket = asks("Lena", mias, "120.00");
        agrees(ticket, "Ana");
        office.agent(office.named("Lena")).setField(ticket, "Refund amount", "450.00");
        return "more than was agreed to: " + sendsAs(ticket, "450", 0);
      }
      case 6 -> {
        ticket = asks("Omar", mias, "24.90");
        return "one click twice: " + sends(ticket) + "; " + sendsAs(ticket, "24.9", 1);
      }
      case 7 -> {
        ticket = asks("Lena", office.pays("noah@example.com", 2_500_00), "");
        agrees(ticket, "Ana");
        agrees(ticket, "Fin");
        return "more than we ever send: " + sends(ticket);
      }
      case MUCH -> {
        return "much in an hour: " + much();
      }
      case STAND_IN -> {
        ticket = asks("Omar", office.pays(somebody(), 200_00), "120.00");
        agrees(ticket, "Lena");
        return "Lena stands in: " + sends(ticket);
      }
      case 11 -> {
        ticket = asks("Lena", mias, "120.00");
        agrees(ticket, "Lena");
        return "Lena stands in for who would look at hers: " + sendsWithEverything(ticket);
      }
      case 12 -> {
        ticket = asks("Omar", office.pays(somebody(), 200_00), "120.00");
        agrees(ticket, "Nora");
        return "Nora stands in no more: " + sendsWithEverything(ticket);
      }
      case 13 -> {
        ticket = asks("Omar", office.pays(somebody(), 900_00), "700.00");
        agrees(ticket, "Ana");
        return "Ana is approver and finance: " + sendsWithEverything(ticket);
      }
      case 14 -> {
        ticket = asks("Omar", office.pays(somebody(), 200_00), "120.00");
        Word word = signs(ticket, "Ben");
        return "Ben signs: " + sendsWith(ticket, word.claim());
      }
      case 15 -> {
        ticket = asks("Ivy", office.pays(somebody(), 200_00), "120.00");
        Word word = signs(ticket, "Ivy");
        return "Ivy signs what she asked for: " + sendsWith(ticket, word.claim());
      }
      case 16 -> {
        Word word = signs(asks("Omar", office.pays(somebody(), 200_00), "60.00"), "Ana");
        ticket = asks("Omar", mias, "180.00");
        return "a yes that was signed for another: " + sendsWith(ticket, word.claim());
      }
      case 17 -> {
        ticket = asks("Omar", office.pays(somebody(), 200_00), "120.00");
        Word word = signs(ticket, "Omar again");
        Claim hers =
            new Claim(
                word.id(), Long.toString(office.named("Ana").id()), word.token(), word.details());
        return "signed in Ana's name: " + sendsWith(ticket, hers);
      }
      case 18 -> {
        ticket = asks("Lena", mias, "120.00");
        agrees(ticket, "Ana");
        move(ticket, office.named("Ana").email());
        return "the ticket becomes who agreed's own: " + sendsWithEverything(ticket);
      }
      case 19 -> {
        long other = asks("Lena", mias, "120.00");
        agrees(other, "Ana");
        Claim yes = claim(last(office.clicks(other)));
        ticket = asks("Lena", office.pays("noah@example.com", 200_00), "120.00");
        office.merge(office.named("Lena"), other, ticket);
        return "a yes from a ticket that was merged in: "
            + sendsWith(ticket, yes)
            + "; and in the closed one: "
            + sendsWithEverything(other);
      }
      default -> {
        office.agent(office.named("Lena")).applyMacro(office.controls(), "Refunds: pause");
        office.clock().advance(Duration.ofSeconds(4));
        office.agent(office.named("Ana")).applyMacro(office.controls(), "Refunds: resume");
        office.agent(office.named("Ana")).applyMacro(office.controls(), "Refunds: resume");
        ticket = asks("Lena", office.pays(somebody(), 200_00), "20.00");
        agrees(ticket, "Ben");
        String held = sends(ticket);
        office.clock().advance(Duration.ofSeconds(4));
        office.agent(office.named("Fin")).applyMacro(office.controls(), "Refunds: resume");
        return "one resumes, then two: " + held + "; " + sends(ticket);
      }
    }
  }

  /** Of several customers, so that only the account's hour is too much. */
  private String much() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long ticket = asks("Omar", office.pays(somebody(), 500_00), "450.00");
      agrees(ticket, "Ana");
      agrees(ticket, "Fin");
      sent.add(sends(ticket));
    }
    return String.join("; ", sent);
  }

  private long asks(String who, Payment payment, String amount) {
    long ticket = office.writesIn(office.payer(payment));
    office.clock().advance(Duration.ofSeconds(4));
    office
        .agent(office.named(who))
        .applyMacro(
            ticket,
            "Refund: send",
            Map.of(
                "Refund payment",
                payment.id(),
                "Refund amount",
                amount,
                "Refund reason",
                "crl_reason_not_received"));
    return ticket;
  }

  private void agrees(long ticket, String who) {
    office.clock().advance(Duration.ofSeconds(4));
    office.agent(office.named(who)).applyMacro(ticket, "Refund: approve");
  }

  /** A customer who has had nothing back so far. */
  private String somebody() {
    return "c" + customers++ + "@example.com";
  }

  private Word signs(long ticket, String who) {
    office.clock().advance(Duration.ofSeconds(4));
    return office.sign(office.named(who), everything(ticket).order());
  }

  /** With this yes, which is said to be one to it. */
  private String sendsWith(long ticket, Claim yes) {
    RefundOrder order = everything(ticket).agreed(List.of(yes)).order();
    return words(order) + ": " + send(order);
  }

  private void move(long ticket, String customer) {
    office.clock().advance(Duration.ofSeconds(4));
    office.agent(office.named("Lena")).changeRequester(ticket, office.zendesk().customer(customer));
  }

  /** Anybody signs a yes to what was asked for last in a ticket, whatever it is worth. */
  private String sign() {
    Optional<RefundOrder> order = office.tickets().isEmpty() ? Optional.empty() : honest(recent());
    if (order.isEmpty()) {
      return "nothing to sign";
    }
    Colleague who = pick(office.staff());
    Word word = office.sign(who, order.get());
    return who.name() + " signs " + word.id() + " in " + order.get().ticket();
  }

  private String merge() {
    List<Long> open = office.openTickets();
    if (open.size() < 2) {
      return "nothing to merge";
    }
    long source = pick(open);
    long target = pick(open);
    if (source == target) {
      return "nothing to merge";
    }
    Colleague who = pick(office.staff());
    office.merge(who, source, target);
    return who.name() + " merges " + source + " into " + target;
  }

  private String sends(long ticket) {
    return honest(ticket).map(o -> words(o) + ": " + send(o)).orElse("nothing asked for");
  }

  /** With each yes that stands in the ticket, whoever has said it. */
  private String sendsWithEverything(long ticket) {
    RefundOrder order = everything(ticket).order();
    return words(order) + ": " + send(order);
  }

  private String sendsAs(long ticket, String asked, int copy) {
    Draft draft = everything(ticket);
    draft.asked = asked;
    draft.amount = new Money(new BigDecimal(asked).movePointRight(2).longValueExact(), "EUR");
    draft.copy = copy;
    RefundOrder order = draft.order();
    return words(order) + ": " + send(order);
  }

  private Draft everything(long ticket) {
    List<Click> clicks = office.clicks(ticket);
    return new Draft(ticket, clicks.get(1))
        .agreed(
            clicks.stream()
                .filter(click -> click.macros().contains(office.macro("Refund: approve")))
                .map(OfficeStory::claim)
                .toList());
  }

  private String agree() {
    if (office.openTickets().isEmpty()) {
      return "nothing to agree to";
    }
    long ticket = recentOpen();
    Colleague who = pick(office.staff());
    office.agent(who).applyMacro(ticket, "Refund: approve");
    return who.name() + " agrees in " + ticket;
  }

  private String agreeByAnotherWay() {
    if (office.openTickets().isEmpty()) {
      return "nothing to agree to";
    }
    long ticket = recentOpen();
    Colleague who = pick(office.staff());
    switch (random.nextInt(4)) {
      case 0 -> office.agent(who).over(Channel.API).applyMacro(ticket, "Refund: approve");
      case 1 -> office.agent(who).over(Channel.EMAIL).applyMacro(ticket, "Refund: approve");
      case 2 -> office.zendesk().automate(ticket, "Old tickets", "crl_do_refund_approve");
      default -> office.agent(who).addTags(ticket, "crl_do_refund_approve");
    }
    return who.name() + " or a rule agrees by another way in " + ticket;
  }

  private String edit() {
    if (office.openTickets().isEmpty()) {
      return "nothing to edit";
    }
    long ticket = recentOpen();
    String amount = pick(AMOUNTS);
    office.agent(pick(office.staff())).setField(ticket, "Refund amount", amount);
    return "somebody sets the amount in " + ticket + " to " + amount;
  }

  private String moveRequester() {
    if (office.openTickets().isEmpty()) {
      return "nothing to move";
    }
    long ticket = recentOpen();
    String customer = pick(CUSTOMERS);
    office.agent(pick(office.staff())).changeRequester(ticket, office.zendesk().customer(customer));
    return "somebody moves " + ticket + " to " + customer;
  }

  private String changeGroups() {
    Colleague who = pick(office.staff());
    String group = pick(List.of(Office.REQUESTERS, Office.APPROVERS, Office.FINANCE));
    if (office.groupsAt(who.id(), office.clock().instant()).contains(group)) {
      office.leave(who, group);
      return who.name() + " leaves " + group;
    }
    office.join(who, group);
    return who.name() + " joins " + group;
  }

  private String pause() {
    Colleague who = pick(office.staff());
    office.agent(who).applyMacro(office.controls(), "Refunds: pause");
    return who.name() + " pauses refunds";
  }

  private String resume() {
    Colleague who = pick(office.staff());
    Colleague other =
        random.nextInt(4) == 0 ? who : office.named(pick(List.of("Ana", "Ben", "Fin")));
    office.agent(who).applyMacro(office.controls(), "Refunds: resume");
    office.clock().advance(Duration.ofSeconds(4));
    office.agent(other).applyMacro(office.controls(), "Refunds: resume");
    return who.name() + " and then " + other.name() + " resume refunds";
  }

  private String time() {
    Duration passes =
        pick(List.of(Duration.ofHours(1), Duration.ofHours(25), Duration.ofHours(73)));
    office.clock().advance(passes);
    return passes + " pass";
  }

  private String foreignRefund() {
    Payment payment = pick(office.payments());
    if (office.stripe().moneyMoved(payment.id()) + 10_00 > payment.amountCaptured()) {
      return "nothing is left of " + payment.id();
    }
    return "somebody refunds in Stripe: " + office.stripe().refundByHand(payment.id(), 10_00).id();
  }

  private String newWorker() {
    if (random.nextBoolean()) {
      office.restart();
      return "the worker is started again";
    }
    try {
      office.startWithRaisedTiers();
      return "an engineer has raised the tiers, and the worker has started";
    } catch (ConfigInvalid refused) {
      return "an engineer raises the tiers: the worker does not start";
    }
  }

  /** What a case would send: the last request, with each yes after it that seems to count. */
  private String order() {
    if (office.tickets().isEmpty()) {
      return "nothing to send";
    }
    return "sends " + sends(recent());
  }

  private Optional<RefundOrder> honest(long ticket) {
    List<Click> clicks = office.clicks(ticket);
    Click request = null;
    List<Click> agreed = new ArrayList<>();
    for (Click click : clicks) {
      if (click.macros().contains(office.macro("Refund: send"))) {
        request = click;
        agreed.clear();
      } else if (request != null
          && click.macros().contains(office.macro("Refund: approve"))
          && mayAgree(click, request, agreed)) {
        agreed.add(click);
      }
    }
    if (request == null) {
      return Optional.empty();
    }
    Draft draft = new Draft(ticket, request);
    String key = draft.order().attempt().id().requestKey().value();
    List<Claim> claims = new ArrayList<>(agreed.stream().map(OfficeStory::claim).toList());
    for (Word word : office.words()) {
      if (word.request().equals(key) && random.nextBoolean()) {
        claims.add(word.claim());
      }
    }
    return Optional.of(draft.agreed(claims).order());
  }

  private boolean mayAgree(Click click, Click request, List<Click> agreed) {
    String address = office.addressOf(click.author());
    var groups = office.groupsAt(click.author(), office.clock().instant());
    return click.channel().equals("web")
        && !address.equalsIgnoreCase(office.addressOf(request.author()))
        && (groups.contains(Office.APPROVERS)
            || groups.contains(Office.FINANCE)
            || office.standsIn(click.author(), Office.APPROVERS, click.at()))
        && agreed.stream()
            .noneMatch(other -> office.addressOf(other.author()).equalsIgnoreCase(address));
  }

  /** What whoever can write to the namespace would send. */
  private String forge() {
    List<Click> all =
        office.tickets().stream()
            .flatMap(ticket -> office.clicks(ticket).stream())
            .filter(click -> !click.macros().isEmpty())
            .toList();
    if (all.isEmpty()) {
      return "nothing to forge";
    }
    long ticket = recent();
    List<Click> clicks = office.clicks(ticket);
    Click request =
        clicks.stream()
            .filter(click -> click.macros().contains(office.macro("Refund: send")))
            .reduce((one, other) -> random.nextBoolean() ? one : other)
            .orElse(pick(all));
    Draft draft = new Draft(ticket, request);
    draft.agreed = new ArrayList<>();
    for (Click click : clicks) {
      if (click.macros().contains(office.macro("Refund: approve")) && random.nextInt(3) > 0) {
        draft.agreed.add(claim(click));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      twist(draft, all);
    }
    RefundOrder order = draft.order();
    return "forges " + words(order) + ": " + send(order);
  }

  private void twist(Draft draft, List<Click> all) {
    switch (random.nextInt(11)) {
      case 9, 10 -> {
        if (!office.words().isEmpty()) {
          Word word = pick(office.words());
          String actor = random.nextInt(3) == 0 ? someoneId() : Long.toString(word.author());
          draft.agreed.add(new Claim(word.id(), actor, word.token(), word.details()));
        }
      }
      case 0 -> draft.asked = pick(AMOUNTS);
      case 1 -> draft.amount = new Money(1 + random.nextInt(90_000), "EUR");
      case 2 ->
          draft.request = new Claim(draft.request.commandId(), "" + pick(office.staff()).id(), "");
      case 3 -> draft.agreed.add(claim(pick(all)));
      case 4 -> draft.agreed.add(new Claim("audit-" + random.nextInt(999), someoneId(), ""));
      case 5 -> draft.agreed.add(new Claim("cli-" + random.nextInt(99), someoneId(), "I am"));
      case 6 ->
          draft.agreed.add(
              new Claim("cli-" + random.nextInt(99), someoneId(), "eyJhbGciOiJub25lIn0.e30."));
      case 7 -> draft.copy++;
      default -> draft.payment = pick(office.payments());
    }
  }

  private String someoneId() {
    return Long.toString(pick(office.staff()).id());
  }

  private String send(RefundOrder order) {
    office.clock().advance(Duration.ofSeconds(4));
    try {
      Outcome outcome = office.process().issueRefund(order);
      return outcome.kind() + " " + outcome.code() + " " + outcome.evidence();
    } catch (ActivityFailure failure) {
      return "held: " + failure.getCause();
    }
  }

  private static Click last(List<Click> clicks) {
    return clicks.get(clicks.size() - 1);
  }

  private static Claim claim(Click click) {
    return new Claim(click.id(), Long.toString(click.author()), "");
  }

  private static String words(RefundOrder order) {
    return order.amount()
        + " of "
        + order.payment()
        + " for "
        + order.request()
        + ", agreed to by "
        + order.approvals();
  }

  /** An order before it is written down. */
  private final class Draft {
    private final long ticket;
    private final String reason;
    private Payment payment;
    private String asked;
    private Money amount;
    private Claim request;
    private List<Claim> agreed = new ArrayList<>();
    private int copy;

    Draft(long ticket, Click request) {
      this.ticket = ticket;
      this.request = claim(request);
      String reasonTag = request.field(office.field("reason"));
      this.reason = reasonTag.replace("crl_reason_", "");
      String paid = request.field(office.field("payment"));
      this.payment =
          office.payments().stream()
              .filter(one -> one.id().equals(paid))
              .findFirst()
              .orElse(pick(office.payments()));
      this.asked = withoutIdleZeros(request.field(office.field("amount")));
      long left = payment.amountCaptured() - office.stripe().moneyMoved(payment.id());
      this.amount =
          new Money(
              asked.isEmpty()
                  ? Math.max(1, left)
                  : new BigDecimal(asked).movePointRight(2).longValueExact(),
              "EUR");
    }

    Draft agreed(List<Claim> claims) {
      agreed = new ArrayList<>(claims);
      return this;
    }

    RefundOrder order() {
      ObjectId object = new ObjectId(payment.id());
      TicketId where = new TicketId(Long.toString(ticket));
      RequestKey key = RequestKey.of(where, object, asked, reason, copy);
      return new RefundOrder(
          new Attempt(
              OperationId.of(object, key, "pay"),
              request.commandId(),
              0,
              office.clock().instant().plus(Duration.ofHours(1)),
              false),
          object,
          amount,
          asked,
          reason,
          where,
          request,
          agreed,
          office.stripe().refundsOf(payment.id()).stream().map(r -> r.id()).toList());
    }
  }

  private static String withoutIdleZeros(String decimal) {
    return decimal.isEmpty() ? "" : new BigDecimal(decimal).stripTrailingZeros().toPlainString();
  }

  /** One of the last tickets: what people talk about now. */
  private long recent() {
    return recent(office.tickets());
  }

  private long recentOpen() {
    return recent(office.openTickets());
  }

  private long recent(List<Long> tickets) {
    int from = Math.max(0, tickets.size() - 4);
    return tickets.get(from + random.nextInt(tickets.size() - from));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
