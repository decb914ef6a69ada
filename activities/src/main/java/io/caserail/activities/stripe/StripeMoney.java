package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.model.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * Amounts as Stripe writes them: whole numbers beside a currency, whose decimals are not always
 * those of ISO 4217.
 *
 * @see <a href="https://docs.stripe.com/currencies#zero-decimal">Stripe: zero-decimal
 *     currencies</a>, and the three-decimal ones and special cases below it
 */
final class StripeMoney {
  /** Where they differ. UGX is in both of Stripe's lists; its API counts two decimals. */
  private static final Map<String, Integer> DECIMALS = Map.of("ISK", 2, "MGA", 0, "UGX", 2);

  private StripeMoney() {}

  /** An amount that stands beside its currency, as all of Stripe's objects have it. */
  static Money read(Doc object, String field) {
    try {
      String currency = object.text("currency").toUpperCase(Locale.ROOT);
      BigDecimal amount = BigDecimal.valueOf(object.number(field), decimals(currency));
      return new Money(amount.movePointRight(digits(currency)).longValueExact(), currency);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw object.unreadable(field);
    }
  }

  /** The number that Stripe takes for an amount that is not too fine. */
  static String write(Money amount) {
    return whole(amount).movePointRight(decimals(amount.currency())).toBigIntegerExact().toString();
  }

  /** Whether Stripe has no number for it. */
  static boolean isTooFine(Money amount) {
    return whole(amount).stripTrailingZeros().scale() > finest(amount.currency());
  }

  /** How many decimals may be other than zero: of three the last may not. */
  static int finest(String currency) {
    return Math.min(2, Math.min(decimals(currency), digits(currency)));
  }

  private static BigDecimal whole(Money amount) {
    return BigDecimal.valueOf(amount.minor(), digits(amount.currency()));
  }

  private static int decimals(String currency) {
    return DECIMALS.getOrDefault(currency, digits(currency));
  }

  private static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
