package io.caserail.activities.zendesk;

import static io.caserail.sandbox.zendesk.ZendeskWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.TicketId;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.zendesk.Channel;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ticket of controls in a stand-in that somebody else wrote from the vendor's documents. */
class ControlTicketTest {
  private static final ControlMark MARK =
      ControlMark.paused(CaseKind.REFUND, ControlMark.BRAKE, "3 EUR, above 2 EUR");

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk =
      ZendeskSandbox.start(ZendeskConfig.defaults(), surroundings);
  private final ZendeskWorld world = zendesk.world();
  private final HttpCalls calls =
      new HttpCalls(
          new HttpSettings(
              Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "t"));
  private final long ticket =
      zendesk.customer("olga@acme.example").form("Pause and resume", "By macro, here.");
  private final ControlTicket controls = controls(id(world.users(), "Caserail"));

  @AfterEach
  void close() {
    calls.close();
    zendesk.close();
    surroundings.close();
  }

  @Test
  void a_click_tells_who_from_where_by_which_macro_and_in_which_groups() {
    zendesk.agent("Ana").applyMacro(ticket, "Refunds: pause");
    zendesk.agent("Ben").comment(ticket, "Seen.", false);

    List<ControlEntry> entries = controls.read().entries();

    assertThat(entries).hasSize(1);
    ControlEntry click = entries.get(0);
    assertThat(click.macro()).isEqualTo("" + id(world.macros(), "Refunds: pause"));
    assertThat(click.author()).isEqualTo("" + id(world.users(), "Ana"));
    assertThat(click.name()).isEqualTo("Ana");
    assertThat(click.person()).isEqualTo(TicketScene.TAGS.of("ana@acme.example"));
    assertThat(click.channel()).isEqualTo("web");
    assertThat(click.isStaff()).isTrue();
    assertThat(click.groups()).containsExactly("" + id(world.groups(), "Refund approvers"));
    assertThat(click.mark()).isNull();
  }

  @Test
  void a_click_of_a_program_shows_as_one() {
    zendesk.agent("Ana").over(Channel.API).applyMacro(ticket, "Refunds: resume");

    assertThat(controls.read().entries()).extracting(ControlEntry::channel).containsExactly("api");
  }

  @Test
  void a_mark_of_ours_stands_there_with_its_note_for_whoever_reads_it_next() {
    controls.write(controls.read(), MARK, List.of("Refunds are paused.", "Why: {{ticket.title}}"));

    assertThat(controls.read().entries()).extracting(ControlEntry::mark).containsExactly(MARK);
    assertThat(zendesk.look(ticket).internalNotes())
        .extracting("body")
        .containsExactly("Refunds are paused.\nWhy: { {ticket.title}}");
    assertThat(zendesk.look(ticket).notes()).hasSize(2);
  }

  @Test
  void a_mark_of_anybody_else_is_none() {
    controls.write(controls.read(), MARK, List.of("Refunds are paused."));

    assertThat(controls(id(world.users(), "Lena")).read().entries()).isEmpty();
  }

  @Test
  void a_mark_does_not_overtake_what_was_said_after_the_ticket_was_read() {
    ControlLog read = controls.read();
    surroundings.clock().advance(Duration.ofSeconds(2));
    zendesk.agent("Ana").applyMacro(ticket, "Refunds: pause");

    ApplicationFailure failure =
        TicketScene.failure(() -> controls.write(read, MARK, List.of("Refunds are paused.")));

    assertThat(failure.getType()).isEqualTo("CONFLICT");
    assertThat(controls.read().entries()).hasSize(1);
  }

  @Test
  void a_ticket_that_is_closed_or_gone_says_that_nobody_could_pause() {
    zendesk.agent("Ana").close(ticket);
    ApplicationFailure closed = TicketScene.failure(controls::read);
    zendesk.agent("Ana").delete(ticket);
    ApplicationFailure gone = TicketScene.failure(controls::read);

    assertThat(closed.getOriginalMessage())
        .contains("is closed, so that nobody could; name another one: zendesk.controls.ticket");
    assertThat(gone.getOriginalMessage()).contains("does not exist");
    assertThat(closed.getType()).isEqualTo("OUR_FAULT");
  }

  @Test
  void an_outages_ticket_that_is_closed_or_gone_says_how_leads_hold_and_release() {
    long ourselves = id(world.users(), "Caserail");
    Controls outage =
        ControlTicket.ofOutage(
            client(ourselves), TicketScene.TAGS, new TicketId("" + ticket), "" + ourselves);
    zendesk.agent("Ana").close(ticket);
    ApplicationFailure closed = TicketScene.failure(outage::read);
    zendesk.agent("Ana").delete(ticket);
    ApplicationFailure gone = TicketScene.failure(outage::read);

    assertThat(closed.getOriginalMessage())
        .contains("the outage's ticket is closed", "caserail outage hold")
        .doesNotContain("zendesk.controls.ticket", "paused");
    assertThat(gone.getOriginalMessage())
        .contains("the outage's ticket does not exist", "caserail outage hold");
  }

  private ControlTicket controls(long ourselves) {
    return new ControlTicket(
        client(ourselves), TicketScene.TAGS, new TicketId("" + ticket), "" + ourselves);
  }

  private ZendeskClient client(long ourselves) {
    ZendeskAddress address = zendesk.address();
    ZendeskSettings settings =
        new ZendeskSettings(
            zendesk.url(),
            ZendeskAddress.WRITER,
            new Secret(address.secretOf(ZendeskAddress.WRITER)),
            "read write",
            Duration.ofHours(2),
            "" + ourselves,
            "",
            "not swept");
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            surroundings.clock(),
            null,
            CallWatch.NONE);
    return new ZendeskClient(
        upstream, new ZendeskTokens(upstream, settings, surroundings.clock()), settings);
  }
}
