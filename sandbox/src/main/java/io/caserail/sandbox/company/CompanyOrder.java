package io.caserail.sandbox.company;

import java.time.Instant;

/**
 * An order of the shop.
 *
 * @param email the customer's address
 * @param stage where it is
 * @param placedAt when it was placed
 * @param subscription its subscription in the billing system; empty for none
 * @param shipment its shipment in the shipping system; empty for none
 * @param access what it opened, as the access system calls it; empty for none
 * @param payment its payment in the payment system; empty for none
 * @param minor how much was paid, in minor units; 0 for none
 * @param currency ISO 4217
 */
public record CompanyOrder(
    String id,
    String email,
    Stage stage,
    Instant placedAt,
    String subscription,
    String shipment,
    String access,
    String payment,
    long minor,
    String currency) {

  /** Where an order is. */
  public enum Stage {
    OPEN,
    CANCELLED,
    CLOSED
  }

  /** An open order with nothing on it. */
  public static CompanyOrder of(String id, String email, Instant placedAt) {
    return new CompanyOrder(id, email, Stage.OPEN, placedAt, "", "", "", "", 0, "EUR");
  }

  public CompanyOrder stage(Stage other) {
    return new CompanyOrder(
        id, email, other, placedAt, subscription, shipment, access, payment, minor, currency);
  }

  public CompanyOrder subscription(String other) {
    return new CompanyOrder(
        id, email, stage, placedAt, other, shipment, access, payment, minor, currency);
  }

  public CompanyOrder shipment(String other) {
    return new CompanyOrder(
        id, email, stage, placedAt, subscription, other, access, payment, minor, currency);
  }

  public CompanyOrder access(String other) {
    return new CompanyOrder(
        id, email, stage, placedAt, subscription, shipment, other, payment, minor, currency);
  }

  /** What was paid, in minor units. */
  public CompanyOrder payment(String other, long paid, String isoCurrency) {
    return new CompanyOrder(
        id, email, stage, placedAt, subscription, shipment, access, other, paid, isoCurrency);
  }
}
