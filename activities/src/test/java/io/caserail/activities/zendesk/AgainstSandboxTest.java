package io.caserail.activities.zendesk;

import static io.caserail.sandbox.zendesk.ZendeskWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caserail.activities.FakeAuthority;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketShown.How;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.zendesk.Channel;
import io.caserail.sandbox.zendesk.TicketView;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against a stand-in that somebody else wrote from the vendor's documentation. */
class AgainstSandboxTest {
  private static final ObjectId PAYMENT = new ObjectId("pi_3Abc");
  private static final RequestKey KEY = new RequestKey("0123456789abcdef");
  private static final String UPDATE = "PUT /api/v2/tickets/*";

  private static final CustomerTexts TEXTS =
      new CustomerTexts() {
        @Override
        public String of(CustomerNotice notice, String locale) {
          return notice.text() + " " + notice.amount() + " in " + locale;
        }

        @Override
        public String words(CustomerWords words, String locale) {
          return words + " in " + locale;
        }
      };

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
  private final ZendeskWorld world = zendesk.world();
  private final FakeAuthority authority = new FakeAuthority();
  private final HttpCalls calls =
      new HttpCalls(
          new HttpSettings(
              Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "t"));
  private final ZendeskSettings settings = settings("read write");
  private final ZendeskFields fields = fields(world);
  private final ZendeskClient client = client(settings);
  private final ZendeskTickets tickets = tickets(client);
  private final TicketId ticket =
      new TicketId(
          Long.toString(zendesk.customer("mia@example.com").form("Broken cup", "It is broken.")));

  @AfterEach
  void close() {
    calls.close();
    zendesk.close();
    surroundings.close();
  }

  @Test
  void a_macro_of_a_lead_is_read_shown_and_used_up() {
    lenaSends("24.90");

    TicketReading reading = tickets.readTicket(reading());

    Command command = reading.commands().get(0);
    assertThat(reading.requester()).isEqualTo(TicketScene.TAGS.of("mia@example.com"));
    assertThat(command.kind()).isEqualTo(CommandKind.SEND);
    assertThat(command.object()).isEqualTo("pi_3Abc");
    assertThat(command.amount()).isEqualTo("24.90");
    assertThat(command.reason()).isEqualTo("damaged");
    assertThat(command.actorName()).isEqualTo("Lena");
    AuditFacts facts = authority.audits().get(0);
    assertThat(facts.channel()).isEqualTo("web");
    assertThat(facts.authorIsStaff()).isTrue();
    assertThat(facts.macroId()).isEqualTo(Long.toString(id(world.macros(), "Refund: send")));
    assertThat(facts.authorGroups())
        .containsExactly(Long.toString(id(world.groups(), "Refund requesters")));

    TicketShown shown = tickets.showOnTicket(view(1, "Refund sent.", command.id()));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(shown.unread()).isFalse();
    var seen = zendesk.look(number());
    assertThat(seen.field("Caserail action")).isEmpty();
    assertThat(seen.field("Caserail state")).isEqualTo("crl_state_done");
    assertThat(seen.internalNotes()).extracting("body").containsExactly("Refund sent.");
    assertThat(tickets.readTicket(reading()).commands()).isEmpty();
    assertThat(tickets.readTicket(reading()).revision()).isEqualTo(1);
  }

  @Test
  void since_when_a_ticket_is_its_customers_stands_in_its_log() {
    TicketProofs proofs = new TicketProofs(client, fields, settings, TicketScene.TAGS);
    lenaSends("24.90");
    TicketRecord before = proofs.commands(ticket);
    surroundings.clock().advance(Duration.ofMinutes(3));

    zendesk.agent("Lena").changeRequester(number(), zendesk.customer("zoe@example.com"));

    TicketRecord after = proofs.commands(ticket);
    assertThat(before.requesterSince()).isNull();
    assertThat(after.requester()).isEqualTo(TicketScene.TAGS.of("zoe@example.com"));
    assertThat(after.requesterSince())
        .isAfter(before.commands().get(0).facts().at().plusSeconds(60));
  }

  @Test
  void whether_a_ticket_is_still_the_customers_for_whom_something_was_said_stands_in_its_log() {
    lenaSends("24.90");
    boolean atFirst = isTheirs(0);
    zendesk.agent("Lena").changeRequester(number(), zendesk.customer("zoe@example.com"));
    lenaSends("19.90");

    assertThat(atFirst).isTrue();
    assertThat(isTheirs(0)).isFalse();
    assertThat(isTheirs(1)).isTrue();
    zendesk.agent("Lena").changeRequester(number(), zendesk.customer("mia@example.com"));
    assertThat(isTheirs(0)).isTrue();
    assertThat(isTheirs(1)).isFalse();
  }

  @Test
  void a_follow_up_is_the_customers_whose_ticket_it_continues_until_somebody_says_otherwise() {
    lenaSends("24.90");
    zendesk.agent("Omar").solve(number()).close(number());
    tickets.showOnTicket(view(1, "Approval needed."));
    long followUp = followUps().get(0).id();
    zendesk.agent("Omar").applyMacro(followUp, "Refund: approve");

    assertThat(isTheirs(0)).isTrue();
    assertThat(isTheirs(1)).isTrue();
    zendesk.agent("Lena").changeRequester(followUp, zendesk.customer("zoe@example.com"));
    assertThat(isTheirs(0)).isFalse();
    assertThat(isTheirs(1)).isFalse();
  }

  /** Whether the ticket, or what continues it, is still whose it was at this command. */
  private boolean isTheirs(int command) {
    return new TicketProofs(client, fields, settings, TicketScene.TAGS)
        .commands(ticket)
        .commands()
        .get(command)
        .sameCustomer();
  }

  @Test
  void a_write_that_changes_nothing_says_that_it_left_no_mark() {
    lenaSends("24.90");
    String first = tickets.readTicket(reading()).commands().get(0).id();
    assertThat(tickets.showOnTicket(view(1, "", first)).unmarked()).isFalse();

    TicketShown again = tickets.showOnTicket(view(2, "", "audit-4711"));

    assertThat(again.how()).isEqualTo(How.WRITTEN);
    assertThat(again.unmarked()).isTrue();
    assertThat(tickets.readTicket(reading()).revision()).isEqualTo(1);
  }

  @Test
  void a_mark_that_the_same_view_lacks_and_that_changes_nothing_is_said_to_be_missing() {
    lenaSends("24.90");
    String first = tickets.readTicket(reading()).commands().get(0).id();
    tickets.showOnTicket(view(1, "", first));

    TicketShown again = tickets.showOnTicket(view(1, "", first, "audit-4711"));

    assertThat(again.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(again.unmarked()).isTrue();
  }

  static Stream<Function<CallFault, Fault>> lostAnswers() {
    return Stream.of(
        CallFault::answerLost,
        CallFault::answerTimesOut,
        CallFault::malformed,
        CallFault::truncated,
        fault -> fault.statusAfterEffect(500),
        fault -> fault.statusAfterEffect(503));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void a_note_whose_answer_got_lost_stands_there_once(Function<CallFault, Fault> fault) {
    surroundings.faults().add(fault.apply(Fault.on(ZendeskSandbox.SYSTEM).endpoint(UPDATE)));

    ApplicationFailure first = TicketScene.failure(() -> tickets.showOnTicket(view(1, "Once.")));
    TicketShown second = tickets.showOnTicket(view(1, "Once."));

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(zendesk.look(number()).internalNotes()).hasSize(1);
  }

  @Test
  void a_command_by_e_mail_or_by_api_shows_its_channel() {
    zendesk
        .agent("Lena")
        .over(Channel.API)
        .setField(number(), "Caserail action", "crl_do_refund_send");

    tickets.readTicket(reading());

    assertThat(authority.audits().get(0).channel()).isEqualTo("api");
    assertThat(authority.audits().get(0).macroId()).isNull();
  }

  @Test
  void a_ticket_with_more_audits_than_a_page_is_read_to_its_end() {
    for (int i = 0; i < 120; i++) {
      zendesk.agent("Omar").comment(number(), "note " + i, false);
    }
    lenaSends("1.00");

    assertThat(tickets.readTicket(reading()).commands()).hasSize(1);
  }

  @Test
  void what_must_be_known_of_a_closed_ticket_stands_in_one_follow_up_that_names_it() {
    lenaSends("24.90");
    zendesk.agent("Omar").solve(number()).close(number());

    TicketShown failed = tickets.showOnTicket(view(7, "Refund failed."));
    TicketShown again = tickets.showOnTicket(view(7, "Refund failed."));
    TicketShown later = tickets.showOnTicket(view(8, "Paid another way."));
    TicketShown fields = tickets.showOnTicket(fieldsOnly(9));

    assertThat(List.of(failed.how(), again.how(), later.how(), fields.how()))
        .containsExactly(How.WRITTEN, How.ALREADY_THERE, How.WRITTEN, How.WRITTEN);
    assertThat(followUps()).hasSize(1);
    TicketView followUp = followUps().get(0);
    assertThat(followUp.internalNotes()).hasSize(3);
    assertThat(followUp.internalNotes().get(0).body())
        .startsWith("This continues ticket " + ticket + ", which is closed");
    assertThat(followUp.internalNotes())
        .extracting("body")
        .endsWith("Refund failed.", "Paid another way.");
    assertThat(followUp.notes()).hasSize(3);
    assertThat(followUp.field("Caserail action")).isEmpty();
    assertThat(followUp.field("Refund payment")).isEqualTo(PAYMENT.value());
    assertThat(followUp.field("Refund amount")).isEqualTo("24.90");
    assertThat(zendesk.look(number()).internalNotes()).isEmpty();
  }

  @Test
  void a_change_of_fields_alone_opens_no_follow_up() {
    zendesk.agent("Omar").solve(number()).close(number());

    assertThat(tickets.showOnTicket(fieldsOnly(1)).how()).isEqualTo(How.CLOSED);
    assertThat(followUps()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void a_follow_up_whose_answer_got_lost_is_made_once(Function<CallFault, Fault> fault) {
    zendesk.agent("Omar").solve(number()).close(number());
    surroundings
        .faults()
        .add(fault.apply(Fault.on(ZendeskSandbox.SYSTEM).endpoint("POST /api/v2/tickets")));

    ApplicationFailure first = TicketScene.failure(() -> tickets.showOnTicket(view(1, "Once.")));
    TicketShown second = tickets.showOnTicket(view(1, "Once."));
    surroundings.clock().advance(Duration.ofHours(3));
    TicketShown late = tickets.showOnTicket(view(2, "Later."));

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.how()).isEqualTo(How.WRITTEN);
    assertThat(late.how()).isEqualTo(How.WRITTEN);
    assertThat(followUps()).singleElement().extracting(t -> t.notes().size()).isEqualTo(3);
  }

  @Test
  void a_follow_up_that_is_closed_too_is_continued_in_its_turn() {
    zendesk.agent("Omar").solve(number()).close(number());
    tickets.showOnTicket(view(1, "First."));
    long middle = followUps().get(0).id();
    zendesk.agent("Omar").solve(middle).close(middle);

    TicketShown shown = tickets.showOnTicket(view(2, "Second."));
    TicketShown again = tickets.showOnTicket(view(1, "First."));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(again.how()).isEqualTo(How.ALREADY_THERE);
    assertThat(followUps()).hasSize(2);
    assertThat(zendesk.look(middle).notes()).hasSize(2);
  }

  @Test
  void what_must_be_known_goes_into_another_follow_up_where_somebody_has_deleted_the_first() {
    zendesk.agent("Omar").solve(number()).close(number());
    tickets.showOnTicket(view(1, "First."));
    zendesk.agent("Omar").delete(followUps().get(0).id());

    TicketShown second = tickets.showOnTicket(view(2, "Second."));
    zendesk.agent("Omar").delete(followUps().get(0).id());
    TicketShown third = tickets.showOnTicket(view(3, "Third."));

    assertThat(List.of(second.how(), third.how())).containsExactly(How.WRITTEN, How.WRITTEN);
    assertThat(followUps())
        .singleElement()
        .satisfies(t -> assertThat(t.internalNotes().get(1).body()).contains("Third."));
  }

  @Test
  void a_macro_in_the_follow_up_is_said_about_the_closed_ticket() {
    lenaSends("24.90");
    Command asked = tickets.readTicket(reading()).commands().get(0);
    tickets.showOnTicket(view(1, "", asked.id()));
    zendesk.agent("Omar").solve(number()).close(number());
    tickets.showOnTicket(view(2, "Approval needed."));
    long followUp = followUps().get(0).id();
    zendesk.agent("Omar").applyMacro(followUp, "Refund: approve");

    TicketReading here = tickets.readTicket(reading());
    TicketReading there =
        tickets.readTicket(
            new ReadTicketRequest(CaseKind.REFUND, PAYMENT, new TicketId(Long.toString(followUp))));

    assertThat(there).isEqualTo(here);
    assertThat(here.ticket()).isEqualTo(ticket);
    assertThat(here.requester()).isEqualTo(TicketScene.TAGS.of("mia@example.com"));
    assertThat(here.commands())
        .singleElement()
        .extracting(Command::kind)
        .isEqualTo(CommandKind.APPROVE);
    assertThat(here.commands().get(0).seen()).isEqualTo(2);
    assertThat(here.commands().get(0).object()).isEqualTo(PAYMENT.value());
  }

  @Test
  void a_ticket_that_only_claims_to_continue_another_is_read_as_itself() {
    zendesk.agent("Omar").solve(number()).close(number());
    long stranger = zendesk.customer("tom@example.com").form("Hello", "Mine.");
    client.update(
        new TicketId(Long.toString(stranger)),
        JsonNodeFactory.instance.objectNode().put("external_id", "caserail-continues-" + ticket));

    TicketReading there =
        tickets.readTicket(
            new ReadTicketRequest(CaseKind.REFUND, PAYMENT, new TicketId(Long.toString(stranger))));
    tickets.showOnTicket(view(1, "Late."));

    assertThat(there.ticket().value()).isEqualTo(Long.toString(stranger));
    assertThat(zendesk.look(stranger).internalNotes()).isEmpty();
  }

  @Test
  void the_customer_is_told_once_in_their_language_and_the_note_says_so() {
    zendesk.read("mia@example.com", "de-AT");
    ShowRequest telling = telling(2);

    TicketShown shown = tickets.showOnTicket(telling);
    TicketShown again = tickets.showOnTicket(telling);
    TicketShown newer = tickets.showOnTicket(telling(3));

    assertThat(List.of(shown.how(), again.how(), newer.how()))
        .containsExactly(How.WRITTEN, How.ALREADY_THERE, How.WRITTEN);
    assertThat(toldTheCustomer()).containsExactly("REFUND_SENT 24.90 EUR in de-AT");
    assertThat(zendesk.look(number()).internalNotes())
        .extracting("body")
        .containsExactly("Customer: told.", "Customer: told.");
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void a_customer_whose_message_had_a_lost_answer_is_not_told_again(
      Function<CallFault, Fault> fault) {
    surroundings.faults().add(fault.apply(Fault.on(ZendeskSandbox.SYSTEM).endpoint(UPDATE)));

    ApplicationFailure first = TicketScene.failure(() -> tickets.showOnTicket(telling(2)));
    TicketShown second = tickets.showOnTicket(telling(2));

    assertThat(first.getType()).isEqualTo("IN_DOUBT");
    assertThat(second.how()).isEqualTo(How.WRITTEN);
    assertThat(toldTheCustomer()).hasSize(1);
    assertThat(zendesk.look(number()).internalNotes())
        .extracting("body")
        .containsExactly("Customer: told.");
  }

  @Test
  void a_customer_whom_zendesk_does_not_let_us_tell_is_not_said_to_be_told() {
    surroundings.faults().add(Fault.on(ZendeskSandbox.SYSTEM).endpoint(UPDATE).status(422));

    TicketShown shown = tickets.showOnTicket(telling(2));

    assertThat(shown.how()).isEqualTo(How.WRITTEN);
    assertThat(toldTheCustomer()).isEmpty();
    assertThat(zendesk.look(number()).internalNotes())
        .extracting("body")
        .containsExactly("Customer: not told yet.");
  }

  @Test
  void what_may_be_said_to_a_customer_who_asks_ends_their_line_in_their_language() {
    zendesk.read("mia@example.com", "de");
    var pending =
        new io.caserail.port.TicketView(
            TicketState.PENDING,
            WaitsFor.PAYMENT_SYSTEM,
            "re_1",
            List.of("Refund accepted.", "Customer: not told yet.", "Owner: Caserail."));

    tickets.showOnTicket(
        new ShowRequest(ticket, pending.offering(CustomerWords.PENDING_FUNDS), KEY, 1, List.of()));

    assertThat(zendesk.look(number()).internalNotes())
        .extracting("body")
        .containsExactly(
            "Refund accepted.\nCustomer: not told yet. If they ask, say: \"PENDING_FUNDS in"
                + " de\"\nOwner: Caserail.");
    assertThat(toldTheCustomer()).isEmpty();
  }

  private List<String> toldTheCustomer() {
    return zendesk.look(number()).notes().stream()
        .filter(n -> n.isPublic() && n.author().equals("Caserail"))
        .map(n -> n.body())
        .toList();
  }

  private ShowRequest telling(long revision) {
    return new ShowRequest(
        ticket,
        new io.caserail.port.TicketView(
                TicketState.DONE, WaitsFor.NOBODY, "re_1", List.of("Customer: not told yet."))
            .telling(
                new CustomerNotice(
                    CustomerNotice.Text.REFUND_SENT,
                    new Money(2490, "EUR"),
                    List.of("Customer: told."))),
        KEY,
        revision,
        List.of());
  }

  private List<TicketView> followUps() {
    return zendesk.tickets().stream()
        .filter(t -> t.subject().startsWith("Caserail: cont"))
        .toList();
  }

  private ShowRequest fieldsOnly(long revision) {
    return new ShowRequest(
        ticket,
        new io.caserail.port.TicketView(TicketState.DONE, WaitsFor.NOBODY, "re_1", List.of()),
        KEY,
        revision,
        List.of());
  }

  @Test
  void an_account_that_agents_have_used_up_holds_us_back_until_its_minute_is_over() {
    for (int i = 0; i < 100; i++) {
      zendesk.agent("Omar").comment(number(), "busy " + i, false);
    }

    ApplicationFailure first = TicketScene.failure(() -> tickets.showOnTicket(view(1, "Later.")));
    long sent = updates();
    ApplicationFailure second = TicketScene.failure(() -> tickets.showOnTicket(view(1, "Later.")));

    assertThat(first.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(second.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(second.getNextRetryDelay()).isPositive();
    assertThat(updates()).isEqualTo(sent);
    surroundings.clock().advance(Duration.ofMinutes(1));
    assertThat(tickets.showOnTicket(view(1, "Later.")).how()).isEqualTo(How.WRITTEN);
  }

  @Test
  void a_client_that_may_not_write_is_named_by_its_scope() {
    ZendeskSettings reader =
        new ZendeskSettings(
            zendesk.url(),
            ZendeskAddress.READER,
            new Secret(zendesk.address().secretOf(ZendeskAddress.READER)),
            "read write",
            Duration.ofHours(2),
            integrationUser(),
            "1",
            "");

    ApplicationFailure failure =
        TicketScene.failure(() -> tickets(client(reader)).readTicket(reading()));

    assertThat(failure.getType()).isEqualTo("OUR_FAULT");
  }

  @Test
  void tokens_that_were_revoked_are_replaced() {
    tickets.readTicket(reading());
    zendesk.revokeTokens();

    assertThat(tickets.readTicket(reading()).found()).isTrue();
  }

  @Test
  void the_view_of_commands_not_picked_up_lists_the_ticket() {
    lenaSends("24.90");

    assertThat(client.ticketsOfView(Long.toString(id(world.views(), "Not picked up"))))
        .extracting(found -> found.text("id"))
        .containsExactly(ticket.value());
  }

  private void lenaSends(String amount) {
    zendesk
        .agent("Lena")
        .applyMacro(
            number(),
            "Refund: send",
            Map.of(
                "Refund payment",
                PAYMENT.value(),
                "Refund amount",
                amount,
                "Refund reason",
                "crl_reason_damaged"));
  }

  private long updates() {
    return surroundings.calls().of(ZendeskSandbox.SYSTEM).stream()
        .filter(call -> call.facts().method().equals("PUT"))
        .count();
  }

  private long number() {
    return Long.parseLong(ticket.value());
  }

  private ReadTicketRequest reading() {
    return new ReadTicketRequest(CaseKind.REFUND, PAYMENT, ticket);
  }

  private ShowRequest view(long revision, String note, String... commands) {
    return new ShowRequest(
        ticket,
        new io.caserail.port.TicketView(
            TicketState.DONE, WaitsFor.NOBODY, "re_1", note.isEmpty() ? List.of() : List.of(note)),
        KEY,
        revision,
        List.of(commands));
  }

  private String integrationUser() {
    return Long.toString(id(world.users(), "Caserail"));
  }

  private ZendeskSettings settings(String scope) {
    return new ZendeskSettings(
        zendesk.url(),
        ZendeskAddress.WRITER,
        new Secret(zendesk.address().secretOf(ZendeskAddress.WRITER)),
        scope,
        Duration.ofHours(2),
        integrationUser(),
        Long.toString(id(world.views(), "Not picked up")),
        "");
  }

  private ZendeskClient client(ZendeskSettings of) {
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            surroundings.clock(),
            new WriteBudget(surroundings.clock(), 50),
            CallWatch.NONE);
    return new ZendeskClient(upstream, new ZendeskTokens(upstream, of, surroundings.clock()), of);
  }

  private ZendeskTickets tickets(ZendeskClient of) {
    return new ZendeskTickets(
        of,
        fields,
        new TicketProofs(of, fields, settings, TicketScene.TAGS),
        authority,
        TEXTS,
        (kind, ticket, object) -> {});
  }

  static ZendeskFields fields(ZendeskWorld world) {
    Map<TicketState, String> states = new EnumMap<>(TicketState.class);
    for (TicketState state : TicketState.values()) {
      states.put(state, "crl_state_waiting");
    }
    states.put(TicketState.DONE, "crl_state_done");
    Map<WaitsFor, String> waits = new EnumMap<>(WaitsFor.class);
    for (WaitsFor who : WaitsFor.values()) {
      waits.put(who, "crl_waits_caserail");
    }
    waits.put(WaitsFor.NOBODY, "");
    return new ZendeskFields(
        id(world.fields(), "action"),
        id(world.fields(), "state"),
        id(world.fields(), "waitsFor"),
        id(world.fields(), "reference"),
        id(world.fields(), "byHandReference"),
        states,
        waits,
        Map.of(
            CaseKind.REFUND,
            new KindFields(
                id(world.fields(), "payment"),
                id(world.fields(), "amount"),
                id(world.fields(), "reason"),
                0,
                Map.of(
                    "crl_do_refund_send",
                    CommandKind.SEND,
                    "crl_do_refund_approve",
                    CommandKind.APPROVE),
                Map.of("crl_reason_damaged", "damaged"),
                Map.of(),
                Map.of(
                    CommandKind.SEND,
                    List.of(Long.toString(id(world.macros(), "Refund: send"))),
                    CommandKind.APPROVE,
                    List.of(Long.toString(id(world.macros(), "Refund: approve")))))));
  }
}
