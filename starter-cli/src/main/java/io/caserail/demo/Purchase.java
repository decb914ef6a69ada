package io.caserail.demo;

import io.caserail.sandbox.Sandbox;
import java.util.List;

/**
 * An order that was placed just now, with all that can hang on one: goods under a label, a
 * subscription whose first term is paid, and access. Each part is known to the system that holds
 * it.
 *
 * @param order its number at the company
 * @param subscription in the billing system
 * @param parcel its shipment
 * @param access its user in the directory
 * @param payment what was paid for the goods
 * @param term what was paid for the subscription's running term
 */
public record Purchase(
    String order, String subscription, String parcel, String access, String payment, String term) {
  /** What the goods cost. */
  static final String PRICE = "24.90";

  /** What goes back when all of it is taken back: the goods and the running term, 19.90. */
  static final String WHOLE = "44.80";

  /** A customer of the sandbox orders. */
  public static Purchase by(String email, String order, Stage stage) {
    Sandbox world = stage.sandbox();
    String subscription =
        world.stripe().subscription(world.stripe().customer(email).id()).create().id();
    Purchase bought =
        new Purchase(
            order,
            subscription,
            world.easypost().buy(order).id(),
            world.scim().addUser(email).id(),
            stage.payment(PRICE, email),
            world.stripe().paymentsFor(subscription).get(0));
    var unused =
        world
            .company()
            .add(
                world
                    .company()
                    .order(order, email)
                    .subscription(subscription)
                    .shipment(bought.parcel())
                    .access(bought.access())
                    .payment(bought.payment(), Stage.minor(PRICE), "EUR"));
    return bought;
  }

  List<String> payments() {
    return List.of(payment, term);
  }
}
