package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.port.BillingActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.Origin;
import io.caserail.port.SubscriptionFacts;
import io.caserail.worker.authority.OriginFacts.Part;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelledObjectsTest {
  private OrderFacts.Stage stage = OrderFacts.Stage.CANCELLED;
  private SubscriptionFacts.Status status = SubscriptionFacts.Status.ENDED;
  private String hangsOn = "sub_1";
  private boolean found = true;

  @Test
  void an_order_is_named_with_its_subscription_and_what_was_paid_for_each() {
    assertThat(read("ord_1").parts())
        .containsExactly(
            new Part("order ord_1", "Shop", false, "pi_1", new Money(2490, "EUR")),
            new Part("subscription sub_1", "Billing", false, "pi_2", new Money(990, "EUR")));
  }

  @Test
  void a_subscription_is_read_by_itself() {
    assertThat(read("sub_1").parts())
        .containsExactly(
            new Part("subscription sub_1", "Billing", false, "pi_2", new Money(990, "EUR")));
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, RUNNING, true",
    "CLOSED, HELD, true",
    "CLOSED, ENDING, true",
    "CANCELLED, ENDED, false"
  })
  void what_is_not_cancelled_stands(
      OrderFacts.Stage order, SubscriptionFacts.Status billing, boolean stands) {
    stage = order;
    status = billing;

    assertThat(read("ord_1").parts()).extracting(Part::stands).containsOnly(stands);
  }

  @ParameterizedTest
  @CsvSource({"''", "'sub 1'", "plan_1"})
  void what_can_not_be_a_subscription_is_not_looked_up(String name) {
    hangsOn = name;

    assertThat(read("ord_1").parts()).extracting(Part::what).containsExactly("order ord_1");
  }

  @Test
  void an_object_that_is_not_there_has_no_parts() {
    found = false;

    assertThat(read("ord_1").parts()).isEmpty();
    assertThat(read("sub_1").parts()).isEmpty();
  }

  private OriginFacts read(String object) {
    ObjectId id = new ObjectId(object);
    OperationId step = new OperationId(object + "/00000000000000c1/refund");
    return Objects.requireNonNull(
        new CancelledObjects(
                only(OrderActivities.class, this::order),
                only(BillingActivities.class, this::subscription))
            .read(new Origin(CaseKind.CANCELLATION, id, step, 0)));
  }

  private OrderFacts order(LookUpRequest request) {
    return new OrderFacts(
        "Shop",
        request.payment(),
        found,
        new PersonTag("none"),
        stage,
        Instant.EPOCH,
        hangsOn,
        "",
        "",
        "pi_1",
        new Money(2490, "EUR"));
  }

  private SubscriptionFacts subscription(LookUpRequest request) {
    return new SubscriptionFacts(
        "Billing",
        request.payment(),
        found,
        new PersonTag("none"),
        status,
        Instant.EPOCH,
        Instant.EPOCH,
        "",
        "",
        "pi_2",
        new Money(990, "EUR"));
  }

  /**
   * A system of which only the look-up is asked; anything else is a change, and must not happen.
   */
  private static <T> T only(Class<T> type, Function<LookUpRequest, Object> lookUp) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!method.getName().startsWith("lookUp")) {
                throw new AssertionError(method + " is no look-up");
              }
              return lookUp.apply((LookUpRequest) arguments[0]);
            }));
  }
}
