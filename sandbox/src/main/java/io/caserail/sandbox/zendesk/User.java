package io.caserail.sandbox.zendesk;

/**
 * A person or a service in the account.
 *
 * @param role {@code end-user}, {@code agent} or {@code admin}
 * @param locale the language that this person reads, for example {@code en-US}
 */
public record User(long id, String name, String email, String role, String locale, boolean active) {
  User(long id, String name, String email, String role, boolean active) {
    this(id, name, email, role, "en-US", active);
  }

  public boolean staff() {
    return !role.equals("end-user");
  }

  boolean admin() {
    return role.equals("admin");
  }

  User suspended() {
    return new User(id, name, email, role, locale, false);
  }

  User reading(String other) {
    return new User(id, name, email, role, other, active);
  }
}
