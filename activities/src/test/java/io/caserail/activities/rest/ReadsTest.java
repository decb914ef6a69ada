package io.caserail.activities.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.caserail.activities.http.Failures;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.port.AccountFacts;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderFacts;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanyOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadsTest {
  private static final LookUpRequest THE_ORDER = new LookUpRequest(CompanyScene.ORDER);
  private static final LookUpRequest THE_ACCOUNT = new LookUpRequest(CompanyScene.ACCOUNT);

  private final CompanyScene scene = new CompanyScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void an_order_is_read_with_what_hangs_on_it_and_without_an_address() {
    OrderFacts order = scene.orders().lookUpOrder(THE_ORDER);

    assertThat(order)
        .isEqualTo(
            new OrderFacts(
                "Acme Shop",
                CompanyScene.ORDER,
                true,
                CompanyScene.TAGS.of("kim@example.com"),
                OrderFacts.Stage.OPEN,
                scene.shop.order("ord_1").placedAt().truncatedTo(ChronoUnit.SECONDS),
                "sub_1",
                "shp_1",
                "acs_1",
                "pi_1",
                new Money(2_490, "EUR")));
    assertThat(order.toString()).doesNotContainIgnoringCase("kim@");
  }

  @Test
  void an_order_without_a_payment_has_none() {
    scene.shop.add(scene.shop.order("ord_2", "").stage(CompanyOrder.Stage.CLOSED));

    OrderFacts order = scene.orders().lookUpOrder(new LookUpRequest(new ObjectId("ord_2")));

    assertThat(order.paid()).isNull();
    assertThat(order.payment()).isEmpty();
    assertThat(order.customer()).isEqualTo(PersonTags.NONE);
    assertThat(order.stage()).isEqualTo(OrderFacts.Stage.CLOSED);
  }

  @Test
  void an_order_is_never_younger_than_a_request_of_the_same_second() {
    Instant placed = Instant.parse("2026-11-23T14:00:00.900Z");
    scene.shop.add(CompanyOrder.of("ord_2", "kim@example.com", placed));

    OrderFacts order = scene.orders().lookUpOrder(new LookUpRequest(new ObjectId("ord_2")));

    assertThat(Instant.parse("2026-11-23T14:00:00Z")).isAfterOrEqualTo(order.at());
  }

  @Test
  void an_order_that_is_not_there_is_an_answer() {
    OrderFacts order = scene.orders().lookUpOrder(new LookUpRequest(new ObjectId("ord_9")));

    assertThat(order.found()).isFalse();
  }

  @Test
  void an_account_is_read_with_its_verdict() {
    AccountFacts undecided = scene.accounts().lookUpAccount(THE_ACCOUNT);
    scene.shop.add(new CompanyAccount("acc_1", "kim@example.com", "not_verified"));
    AccountFacts decided = scene.accounts().lookUpAccount(THE_ACCOUNT);

    assertThat(undecided.verdict()).isEmpty();
    assertThat(decided.verdict()).isEqualTo("not_verified");
    assertThat(decided.customer()).isEqualTo(CompanyScene.TAGS.of("kim@example.com"));
    assertThat(scene.accounts().lookUpAccount(new LookUpRequest(new ObjectId("acc_9"))).found())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"code\":\"unauthenticated\"} | OUR_FAULT",
        "403 | {}                             | OUR_FAULT",
        "302 | {}                             | OUR_FAULT",
        "404 | {\"code\":\"no_such_route\"}   | BAD_ANSWER",
        "404 | <html>                         | BAD_ANSWER",
        "429 | {}                             | UPSTREAM_AWAY",
        "500 | {}                             | UPSTREAM_AWAY",
        "503 | {}                             | UPSTREAM_AWAY",
        "400 | {}                             | BAD_ANSWER",
        "200 | <html>                         | UPSTREAM_AWAY",
        "200 | {\"stage\":\"paused\",\"placedAt\":\"2026-01-01T00:00:00Z\"} | BAD_ANSWER",
        "200 | {\"stage\":\"open\",\"placedAt\":\"yesterday\"}             | BAD_ANSWER",
        "200 | {\"stage\":\"open\",\"placedAt\":\"2026-01-01T00:00:00Z\",\"shipment\":\"a/b\"} | BAD_ANSWER",
        "200 | {\"stage\":\"open\",\"placedAt\":\"2026-01-01T00:00:00Z\",\"paid\":{\"minor\":9.9,\"currency\":\"EUR\"}} | BAD_ANSWER",
        "200 | {\"stage\":{},\"placedAt\":\"2026-01-01T00:00:00Z\"}         | BAD_ANSWER",
      })
  void what_a_read_can_answer_and_what_it_means(int status, String body, String type) {
    scene.reads(f -> f.status(status, Map.of(), body));

    ApplicationFailure failure = CompanyScene.failure(() -> scene.orders().lookUpOrder(THE_ORDER));

    assertThat(failure.getType()).isEqualTo(type);
    assertThat(Objects.requireNonNull(Failures.troubleOf(failure)).system()).isEqualTo("Acme Shop");
  }

  @Test
  void a_company_with_places_and_words_of_its_own_is_read_by_its_map() {
    scene.reads(
        f ->
            f.status(
                200,
                Map.of(),
                """
                {"data": {"state": "Shipped", "created": "2026-03-01T10:00:00+01:00",
                          "buyer": {"mail": "kim@example.com"}}}
                """));
    Map<String, JsonPointer> at = new HashMap<>(AnswerMap.ORDER.at());
    at.replaceAll((fact, pointer) -> JsonPointer.compile(""));
    at.put("stage", JsonPointer.compile("/data/state"));
    at.put("placedAt", JsonPointer.compile("/data/created"));
    at.put("customer", JsonPointer.compile("/data/buyer/mail"));
    Words words =
        new Words(
            Map.of(
                "open", List.of("new", "paid"),
                "cancelled", List.of("void"),
                "closed", List.of("shipped", "returned")));
    RestSettings usual = scene.settings();
    RestSettings own =
        new RestSettings(
            usual.system(),
            usual.base(),
            usual.auth(),
            false,
            usual.keyHeader(),
            usual.keyLife(),
            usual.pollAfter(),
            new RestSettings.Paths(
                RestSettings.Paths.objectPath("/{collection}/{id}"),
                usual.paths().change(),
                usual.paths().find()),
            Map.of(RestCollection.ORDERS, "purchases"),
            usual.change(),
            usual.codes(),
            Map.of(RestCollection.ORDERS, new AnswerMap(at, words)));

    OrderFacts order = scene.orders(own).lookUpOrder(THE_ORDER);

    assertThat(order.stage()).isEqualTo(OrderFacts.Stage.CLOSED);
    assertThat(order.at()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(order.customer()).isEqualTo(CompanyScene.TAGS.of("kim@example.com"));
    assertThat(scene.surroundings.calls().all().get(0).facts().path())
        .isEqualTo("/purchases/ord_1");
  }
}
