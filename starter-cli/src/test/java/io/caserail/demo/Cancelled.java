package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.company.CompanyOrder;
import io.caserail.sandbox.easypost.RefundStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A customer's order that is to be cancelled, and what the books say of each of its parts. */
final class Cancelled {
  private final Purchase bought;
  private final String email;
  private final Stage stage;

  private Cancelled(Purchase bought, String email, Stage stage) {
    this.bought = bought;
    this.email = email;
    this.stage = stage;
  }

  static Cancelled of(String order, String email, Stage stage) {
    return new Cancelled(Purchase.by(email, order, stage), email, stage);
  }

  /** One of two months ago, long delivered, whose subscription goes on. */
  static Cancelled longAgo(String order, String email, Stage stage) {
    Cancelled cancelled = of(order, email, stage);
    Instant then = stage.sandbox().clock().instant().minus(Duration.ofDays(60));
    var unused =
        stage
            .sandbox()
            .company()
            .add(
                CompanyOrder.of(order, email, then)
                    .subscription(cancelled.bought.subscription())
                    .access(cancelled.bought.access()));
    return cancelled;
  }

  Purchase bought() {
    return bought;
  }

  String order() {
    return bought.order();
  }

  String caseId() {
    return stage.cases().caseId(CaseKind.CANCELLATION, new ObjectId(order()));
  }

  /** Lena asks for it in a ticket of theirs. */
  long asked(String when) {
    long ticket = stage.write(email);
    stage.cancel("Lena", ticket, order(), when);
    return ticket;
  }

  /** The same without a reason, to which an approver has to agree. */
  long askedWithoutReason(String when) {
    long ticket = stage.write(email);
    Map<String, String> fields =
        Map.of("Cancellation object", order(), "Cancellation takes effect", "crl_when_" + when);
    stage.sandbox().zendesk().agent("Lena").applyMacro(ticket, "Cancellation: cancel", fields);
    return ticket;
  }

  CompanyOrder.Stage stands() {
    return stage.sandbox().company().order(order()).stage();
  }

  boolean isEnding() {
    return stage.sandbox().stripe().subscriptionOf(bought.subscription()).ending().at() != null;
  }

  boolean isOver() {
    return stage.sandbox().stripe().subscriptionOf(bought.subscription()).status().over();
  }

  boolean mayUse() {
    return stage.sandbox().scim().user(bought.access()).active();
  }

  /** Whether the carrier was asked for its label back. */
  boolean isLabelAskedBack() {
    return stage.sandbox().easypost().shipment(bought.parcel()).refundStatus() != null;
  }

  String moved() {
    return stage.moved(bought.payments());
  }

  /** Nothing of it is changed, but that the order may have been closed for a while. */
  void requireUntouched() {
    assertThat(isEnding() || isOver()).isFalse();
    assertThat(isLabelAskedBack()).isFalse();
    assertThat(mayUse()).isTrue();
    assertThat(moved()).isEqualTo("0.00");
  }

  /** All of it has ended, each part once. */
  void requireDone() {
    assertThat(stands()).isEqualTo(CompanyOrder.Stage.CANCELLED);
    assertThat(isOver()).isTrue();
    assertThat(mayUse()).isFalse();
    assertThat(moved()).isEqualTo(Purchase.WHOLE);
    assertThat(new Guarantees(stage).doubles()).isEmpty();
  }

  /** Waits until the carrier was asked for its label back, and gives it. */
  void givesLabelBack() {
    Deadline.within(
        Duration.ofSeconds(60),
        () ->
            stage.sandbox().easypost().shipment(bought.parcel()).refundStatus()
                == RefundStatus.SUBMITTED,
        () -> "the label of " + order() + " is not asked back");
    var unused = stage.sandbox().easypost().grant(bought.parcel());
  }
}
