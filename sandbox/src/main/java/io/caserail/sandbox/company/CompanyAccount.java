package io.caserail.sandbox.company;

/**
 * A customer's account.
 *
 * @param email the customer's address
 * @param verdict {@code verified}, {@code not_verified}; empty when nobody has looked yet
 */
public record CompanyAccount(String id, String email, String verdict) {
  /** One that nobody has looked at. */
  public static CompanyAccount of(String id, String email) {
    return new CompanyAccount(id, email, "");
  }

  CompanyAccount verdict(String other) {
    return new CompanyAccount(id, email, other);
  }
}
