package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that never objects proves nothing: what it must object to, and what not. */
final class StateChangesTest {
  private static final Map<String, String> BILLED = Map.of("usr_1", "sub_1");

  @Test
  void an_operation_of_the_company_counts_once() {
    BookEntry cancelled = company("order.cancelled", "ord_1/k/close-order");
    BookEntry reopened = company("order.reopened", "ord_1/k/close-order");

    assertThat(StateChanges.repeated(List.of(cancelled, reopened))).isEmpty();
    assertThat(StateChanges.repeated(List.of(cancelled, reopened, cancelled))).hasSize(1);
    assertThat(StateChanges.repeated(List.of(company("order.cancelled", "")))).hasSize(1);
  }

  @Test
  void a_session_is_opened_once_for_an_operation() {
    BookEntry one = session("vs_1");

    assertThat(StateChanges.repeated(List.of(one))).isEmpty();
    assertThat(StateChanges.repeated(List.of(one, session("vs_2")))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "label.submitted, label.rejected",
    "subscription.end_scheduled, subscription.end_taken_back",
    "user.deactivated, user.activated"
  })
  void a_state_is_set_again_only_after_it_was_taken_back(String set, String takenBack) {
    BookEntry first = ours(set, "obj_1", Map.of());

    assertThat(StateChanges.repeated(List.of(first, ours(takenBack, "obj_1", Map.of()), first)))
        .isEmpty();
    assertThat(StateChanges.repeated(List.of(first, ours(set, "obj_2", Map.of())))).isEmpty();
    assertThat(StateChanges.repeated(List.of(first, first))).hasSize(1);
  }

  @Test
  void what_people_did_by_hand_is_no_repetition() {
    BookEntry first = ours("user.deactivated", "usr_1", Map.of());
    BookEntry byHand =
        entry("scim", "user.deactivated", "usr_1", Map.of(), Cause.human("an administrator"));

    assertThat(StateChanges.repeated(List.of(first, byHand))).isEmpty();
  }

  @Test
  void access_goes_after_billing_has_ended_and_not_before() {
    BookEntry ended = ours("subscription.ended", "sub_1", Map.of());
    BookEntry scheduled = ours("subscription.end_scheduled", "sub_1", Map.of());
    BookEntry revoked = ours("user.deactivated", "usr_1", Map.of());

    assertThat(StateChanges.accessBeforeBilling(List.of(scheduled, ended, revoked), BILLED))
        .isEmpty();
    assertThat(StateChanges.accessBeforeBilling(List.of(scheduled, revoked, ended), BILLED))
        .hasSize(1);
  }

  @Test
  void a_link_in_a_ticket_is_found() {
    assertThat(StateChanges.links(List.of(note("Customer invited: account acct_1 (vs_1)."))))
        .isEmpty();
    assertThat(StateChanges.links(List.of(note("See https://verify.example/start/x")))).hasSize(1);
  }

  private static BookEntry company(String kind, String operation) {
    return entry(
        "company",
        kind,
        "ord_1",
        Map.of("operation_id", operation),
        Cause.call(1, "POST /orders/{id}/changes"));
  }

  private static BookEntry session(String id) {
    return ours("verification.created", id, Map.of("metadata.operation_id", "acct_1/k/open"));
  }

  private static BookEntry ours(String kind, String object, Map<String, String> details) {
    return entry("any", kind, object, details, Cause.call(1, "POST /"));
  }

  private static BookEntry note(String body) {
    return entry(
        "zendesk", "ticket.comment", "1", Map.of("body", body), Cause.call(1, "PUT /tickets"));
  }

  private static BookEntry entry(
      String system, String kind, String object, Map<String, String> details, Cause cause) {
    return new BookEntry(1, Instant.EPOCH, system, kind, object, null, null, details, cause);
  }
}
