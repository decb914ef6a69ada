package io.caserail.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestKeyTest {
  private static final TicketId TICKET = new TicketId("4711");
  private static final ObjectId PAYMENT = new ObjectId("pi_3QxYz");

  @Test
  void the_same_wish_has_the_same_key_whoever_asks_and_however_often() {
    assertThat(key("24.9", "damaged", 0)).isEqualTo(key("24.9", "damaged", 0));
  }

  @Test
  void whatever_makes_it_another_wish_makes_it_another_key() {
    Stream<RequestKey> keys =
        Stream.of(
            key("24.9", "damaged", 0),
            RequestKey.of(new TicketId("4712"), PAYMENT, "24.9", "damaged", 0),
            RequestKey.of(TICKET, new ObjectId("pi_3QxYy"), "24.9", "damaged", 0),
            key("24.91", "damaged", 0),
            key("", "damaged", 0),
            key("24.9", "not_received", 0),
            key("24.9", "", 0),
            key("24.9", "damaged", 1));

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void where_one_part_ends_and_the_next_begins_is_part_of_the_key() {
    assertThat(key("1", "2damaged", 0)).isNotEqualTo(key("12", "damaged", 0));
    assertThat(key("24.9", "", 10)).isNotEqualTo(key("24.9", "1", 0));
  }

  @Test
  void a_key_that_stands_in_a_vendors_metadata_is_found_by_every_later_release() {
    assertThat(key("24.9", "damaged", 0)).hasToString("489f92d20fc079b2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcde",
        "0123456789abcdef0",
        "0123456789ABCDEF",
        "0123456789abcde/"
      })
  void what_has_not_the_form_of_a_key_is_none(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RequestKey(text));
  }

  @Test
  void an_operation_names_the_request_it_belongs_to() {
    RequestKey key = key("24.9", "damaged", 0);

    OperationId pay = OperationId.of(PAYMENT, key, "pay");

    assertThat(pay).hasToString("pi_3QxYz/" + key + "/pay");
    assertThat(pay.requestKey()).isEqualTo(key);
    assertThatIllegalArgumentException().isThrownBy(() -> new OperationId("pi_3QxYz/pay"));
  }

  private static RequestKey key(String amount, String reason, int copy) {
    return RequestKey.of(TICKET, PAYMENT, amount, reason, copy);
  }
}
