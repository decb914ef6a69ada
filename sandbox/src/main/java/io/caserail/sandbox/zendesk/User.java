package io.caserail.sandbox.zendesk;

/**
 * A person or a service in the account.
 *
 * @param role {@code end-user}, {@code agent} or {@code admin}
 */
public record User(long id, String name, String email, String role, boolean active) {
  public boolean staff() {
    return !role.equals("end-user");
  }

  boolean admin() {
    return role.equals("admin");
  }

  User suspended() {
    return new User(id, name, email, role, false);
  }
}
