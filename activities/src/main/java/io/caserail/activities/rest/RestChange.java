package io.caserail.activities.rest;

/**
 * A kind of change, by the name under which a company's API knows it.
 *
 * @param collection whose objects it changes
 * @param name {@code cancel}; part of the body and of the idempotency key
 */
public record RestChange(RestCollection collection, String name) {
  public static final RestChange CANCEL = new RestChange(RestCollection.ORDERS, "cancel");
  public static final RestChange REOPEN = new RestChange(RestCollection.ORDERS, "reopen");
  public static final RestChange INVITE = new RestChange(RestCollection.ACCOUNTS, "invite");
  public static final RestChange VERDICT = new RestChange(RestCollection.ACCOUNTS, "verdict");
  public static final RestChange REVOKE = new RestChange(RestCollection.ACCESS, "revoke");
  public static final RestChange RESTORE = new RestChange(RestCollection.ACCESS, "restore");

  public RestChange {
    if (!name.matches("[a-z][a-z0-9_]{1,39}")) {
      throw new IllegalArgumentException("a change is named in lower-case letters: " + name);
    }
  }

  /** Whether it gives back what another one has taken. */
  boolean takesBack() {
    return equals(REOPEN) || equals(RESTORE);
  }
}
