package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.model.Money;

/** Reads an amount that stands beside its currency, as all of Stripe's objects have it. */
final class StripeMoney {
  private StripeMoney() {}

  static Money read(Doc object, String field) {
    try {
      return new Money(object.number(field), object.text("currency"));
    } catch (IllegalArgumentException e) {
      throw object.unreadable(field);
    }
  }
}
