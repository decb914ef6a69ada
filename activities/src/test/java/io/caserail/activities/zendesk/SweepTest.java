package io.caserail.activities.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.SweepWatch;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.port.SweepActivities;
import io.caserail.port.SweepCursor;
import io.caserail.port.TicketView;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweep finds filled command fields and is asked to look again. */
class SweepTest {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final TicketScene scene = new TicketScene();
  private TestActivityEnvironment env = TestActivityEnvironment.newInstance();
  private final List<String> hints = new ArrayList<>();
  private final List<TicketId> open = new ArrayList<>();
  private final List<Duration> unread = new ArrayList<>();
  private String beat = "";

  @AfterEach
  void close() {
    env.close();
    scene.close();
  }

  @Test
  void a_filled_command_field_is_hinted_at_with_its_object() {
    scene.leadSends("pi_1", "");

    ApplicationFailure look = look((kind, ticket, object) -> hints.add(ticket + " " + object));

    assertThat(hints).containsExactly("4711 pi_1");
    assertThat(look.getType()).isEqualTo("NOT_YET");
    assertThat(look.getNextRetryDelay()).isEqualTo(EVERY);
    assertThat(look.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
  }

  @Test
  void it_tells_for_how_long_a_command_has_stood_in_its_ticket() {
    scene.leadSends("pi_1", "");
    HintSink nobody = (kind, ticket, object) -> hints.add(ticket + " " + object);
    ZendeskSweep sweep = sweep(nobody);

    var unused = look(sweep);
    scene.clock.pass(Duration.ofMinutes(6));
    restart();
    unused = look(sweep);
    restart();
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.COMMAND, ""));
    unused = look(sweep);

    assertThat(unread).containsExactly(Duration.ZERO, Duration.ofMinutes(6), Duration.ZERO);
  }

  @Test
  void a_command_without_a_well_formed_object_is_hinted_at_without_one() {
    scene.leadSends("see note", "");

    look((kind, ticket, object) -> hints.add(ticket + " " + object));

    assertThat(hints).containsExactly("4711 null");
  }

  @Test
  void a_command_of_another_kind_is_hinted_at_to_that_kind() {
    scene.leadSends("pi_1", "");
    scene.leadCancels("ord_1");

    look((kind, ticket, object) -> hints.add(kind + " " + ticket + " " + object));

    assertThat(hints).containsExactly("CANCELLATION 4711 ord_1");
  }

  @Test
  void an_empty_or_foreign_command_is_no_hint() {
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.COMMAND, "not_ours"));

    look((kind, ticket, object) -> hints.add(ticket + " " + object));

    assertThat(hints).isEmpty();
  }

  @Test
  void where_there_is_no_view_the_search_is_asked() {
    scene.leadSends("pi_1", "");

    assertThat(scene.client.ticketsBySearch("tags:crl_do_send"))
        .extracting(found -> found.text("id"))
        .containsExactly("4711");
    assertThat(scene.zendesk.asked("GET").get(0).query())
        .contains("query=tags:crl_do_send", "filter[type]=ticket");
  }

  @Test
  void a_hint_that_can_not_be_brought_waits_for_the_next_look() {
    scene.leadSends("pi_1", "");

    ApplicationFailure look =
        look(
            (kind, ticket, object) -> {
              throw new IllegalStateException("Temporal is away");
            });

    assertThat(look.getType()).isEqualTo("NOT_YET");
  }

  @Test
  void a_look_that_fails_is_repeated_after_the_pause() {
    scene.zendesk.close();

    ApplicationFailure look = look((kind, ticket, object) -> hints.add("never"));

    assertThat(look.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(look.getNextRetryDelay()).isEqualTo(EVERY);
  }

  @Test
  void a_command_that_somebody_has_taken_out_of_the_field_is_found_by_the_export() {
    scene.zendesk.isAdmin();
    scene.leadSends("pi_1", "");
    empties();

    ApplicationFailure look = look(this::note);

    assertThat(hints).containsExactly("REFUND 4711 pi_1");
    assertThat(look.getOriginalMessage()).contains("0 filled command fields", "1 commands without");
    assertThat(beat).isEqualTo("4");
  }

  @Test
  void where_no_place_is_known_tickets_are_looked_at_as_far_back_as_the_payment_systems_events() {
    scene.zendesk.isAdmin();

    look(this::note);

    assertThat(scene.zendesk.asked("GET"))
        .filteredOn(asked -> asked.path().endsWith("/cursor"))
        .extracting(asked -> asked.query().replaceAll(".*&", ""))
        .containsExactly(
            "start_time=" + scene.clock.instant().minus(Duration.ofDays(3)).getEpochSecond());
  }

  @Test
  void the_next_look_begins_after_the_last_change_and_says_nothing_twice() {
    scene.zendesk.isAdmin();
    scene.leadSends("pi_1", "");
    empties();
    look(this::note);

    restart();
    look(this::note);

    assertThat(hints).hasSize(1);
    assertThat(scene.zendesk.asked("GET"))
        .filteredOn(asked -> asked.path().endsWith("/cursor"))
        .extracting(asked -> asked.query().replaceAll(".*&", ""))
        .last()
        .isEqualTo("cursor=4");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void a_place_that_zendesk_does_not_take_any_more_is_begun_anew(int status) {
    scene.zendesk.isAdmin();
    scene.zendesk.refusesCursorsWith(status);
    scene.leadSends("pi_1", "");
    empties();
    beat = "7";

    ApplicationFailure look = look(this::note);

    assertThat(look.getType()).isEqualTo("NOT_YET");
    assertThat(hints).containsExactly("REFUND 4711 pi_1");
    assertThat(beat).isEqualTo("4");
  }

  @Test
  void a_command_that_a_write_of_ours_names_is_not_hinted_at() {
    scene.zendesk.isAdmin();
    String command = scene.leadSends("pi_1", "");
    empties();
    TicketView view = new TicketView(null, null, "", List.of("Refund sent."));
    var unused =
        new ZendeskNotes(scene.client, scene.fields, scene.settings)
            .show(
                new ShowRequest(
                    new TicketId("4711"),
                    view,
                    new RequestKey("0123456789abcdef"),
                    1,
                    List.of(command)));

    look(this::note);

    assertThat(hints).isEmpty();
  }

  @Test
  void a_command_that_can_not_be_brought_keeps_the_place() {
    scene.zendesk.isAdmin();
    scene.leadSends("pi_1", "");
    empties();
    look(
        (kind, ticket, object) -> {
          throw new IllegalStateException("Temporal is away");
        });
    assertThat(beat).isEmpty();

    restart();
    look(this::note);

    assertThat(hints).containsExactly("REFUND 4711 pi_1");
  }

  @Test
  void without_an_admins_credentials_the_tickets_of_open_cases_are_looked_at() {
    scene.leadSends("pi_1", "");
    empties();

    look(this::note);
    assertThat(hints).isEmpty();
    open.add(new TicketId("4711"));
    restart();
    look(this::note);

    assertThat(hints).containsExactly("REFUND 4711 pi_1");
  }

  private void note(CaseKind kind, TicketId ticket, @Nullable ObjectId object) {
    hints.add(kind + " " + ticket + " " + object);
  }

  /** A colleague empties the command field. */
  private void empties() {
    scene.zendesk.edits(TinyZendesk.LEAD, "web", null, Map.of(TicketScene.COMMAND, ""));
  }

  private void restart() {
    env.close();
    env = TestActivityEnvironment.newInstance();
  }

  @Test
  void settings_name_what_is_wrong() {
    ZendeskSettings good = scene.settings;
    assertThatThrownBy(() -> with(good, "read write", Duration.ofMinutes(1), "900", "88", ""))
        .hasMessageContaining("tokenLife");
    assertThatThrownBy(() -> with(good, "", good.tokenLife(), "900", "88", ""))
        .hasMessageContaining("scope");
    assertThatThrownBy(() -> with(good, "read", good.tokenLife(), "me", "88", ""))
        .hasMessageContaining("integrationUser");
    assertThatThrownBy(() -> with(good, "read", good.tokenLife(), "900", "88", "tags:x"))
        .hasMessageContaining("one of");
    assertThat(good.toString()).doesNotContain("shhh");
  }

  private static ZendeskSettings with(
      ZendeskSettings good, String scope, Duration life, String user, String view, String query) {
    return new ZendeskSettings(
        good.base(), "caserail", good.clientSecret(), scope, life, user, view, query);
  }

  private ApplicationFailure look(HintSink sink) {
    return look(sweep(sink));
  }

  private ZendeskSweep sweep(HintSink sink) {
    return new ZendeskSweep(
        scene.client,
        scene.fields,
        scene.settings,
        sink,
        () -> open,
        EVERY,
        scene.clock,
        new SweepWatch() {
          @Override
          public void seen(String system, Instant upTo) {}

          @Override
          public void unread(Duration longest) {
            unread.add(longest);
          }
        });
  }

  private ApplicationFailure look(ZendeskSweep looker) {
    env.registerActivitiesImplementations(looker);
    SweepActivities sweep =
        env.newActivityStub(
            SweepActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    env.setActivityHeartbeatListener(SweepCursor.class, place -> beat = place.upTo());
    if (!beat.isEmpty()) {
      env.setHeartbeatDetails(new SweepCursor(beat));
    }
    ActivityFailure failure =
        Objects.requireNonNull(
            catchThrowableOfType(
                ActivityFailure.class, () -> sweep.sweepTickets(SweepCursor.NONE)));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }
}
