package io.caserail.model;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount in the currency's minor units, as ISO 4217 defines them.
 *
 * @param minor minor units (cents for EUR, yen for JPY); never negative
 * @param currency ISO 4217 code in capitals
 */
public record Money(long minor, String currency) implements Comparable<Money> {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}([.,][0-9]{1,4})?");

  public Money {
    currency = currency.toUpperCase(Locale.ROOT);
    if (minor < 0) {
      throw new IllegalArgumentException("an amount is never negative: " + minor);
    }
    Currency.getInstance(currency);
  }

  /**
   * Reads what a person typed, for example {@code 24.90}.
   *
   * <p>More decimals than the currency has are refused even when they are zeros: whoever types
   * {@code 1.000} or {@code 1,000} for euros or yen means a thousand.
   *
   * @throws IllegalArgumentException when it is no plain positive decimal, or has more decimals
   *     than the currency; the message is fit to be shown to that person
   */
  public static Money parse(String text, String currency) {
    String trimmed = text.strip();
    if (!DECIMAL.matcher(trimmed).matches()) {
      throw new IllegalArgumentException("the amount is not a plain number such as 24.90");
    }
    BigDecimal typed = new BigDecimal(trimmed.replace(',', '.'));
    int digits = exponent(currency);
    if (typed.scale() > digits) {
      throw new IllegalArgumentException(
          "the amount is too fine: " + currency + " has no more than " + digits + " decimals");
    }
    if (typed.signum() == 0) {
      throw new IllegalArgumentException("the amount is zero");
    }
    return new Money(typed.movePointRight(digits).longValueExact(), currency);
  }

  /** So many whole euros, yen and so on. */
  public static Money whole(long units, String currency) {
    return new Money(
        BigDecimal.valueOf(units).movePointRight(exponent(currency)).longValueExact(), currency);
  }

  /** The sum; both in one currency. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, same(other).minor), currency);
  }

  /** The difference, or zero where it would be negative; both in one currency. */
  public Money minusOrZero(Money other) {
    return new Money(Math.max(0, minor - same(other).minor), currency);
  }

  /** Whether this is more than the other; both in one currency. */
  public boolean isMoreThan(Money other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, same(other).minor);
  }

  /** As people read it: {@code 24.90 EUR}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(minor, exponent(currency)).toPlainString() + " " + currency;
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return other;
  }

  private static int exponent(String currency) {
    return Math.max(
        0, Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits());
  }
}
