package io.caserail.sandbox.scim;

/**
 * How the stand-in is set up. RFC 7643 and 7644 leave all this to the service provider.
 *
 * @param port a free port is taken if it is 0
 * @param versions whether resources have versions, and {@code If-Match} is heeded
 * @param patchesAnswered whether a PATCH is answered with the resource (200) or without a body
 *     (204)
 * @param memberships where it shows who is in which group
 */
public record ScimOptions(
    int port, boolean versions, boolean patchesAnswered, Memberships memberships) {
  /** Where it shows who is in which group; elsewhere the list is left out. */
  public enum Memberships {
    EVERYWHERE,
    ON_USERS,
    NOWHERE
  }

  /** A free port, versions, PATCH answered with the resource, and nothing left out. */
  public static ScimOptions defaults() {
    return new ScimOptions(0, true, true, Memberships.EVERYWHERE);
  }

  public ScimOptions withPort(int newPort) {
    return new ScimOptions(newPort, versions, patchesAnswered, memberships);
  }

  public ScimOptions withVersions(boolean newVersions) {
    return new ScimOptions(port, newVersions, patchesAnswered, memberships);
  }

  public ScimOptions withPatchesAnswered(boolean newPatchesAnswered) {
    return new ScimOptions(port, versions, newPatchesAnswered, memberships);
  }

  public ScimOptions withMemberships(Memberships newMemberships) {
    return new ScimOptions(port, versions, patchesAnswered, newMemberships);
  }
}
