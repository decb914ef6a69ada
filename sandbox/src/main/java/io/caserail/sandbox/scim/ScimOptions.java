package io.caserail.sandbox.scim;

/**
 * How the stand-in is set up. RFC 7644 leaves both to the service provider.
 *
 * @param port a free port is taken if it is 0
 * @param versions whether resources have versions, and {@code If-Match} is heeded
 * @param patchesAnswered whether a PATCH is answered with the resource (200) or without a body
 *     (204)
 */
public record ScimOptions(int port, boolean versions, boolean patchesAnswered) {
  /** A free port, versions, and PATCH answered with the resource. */
  public static ScimOptions defaults() {
    return new ScimOptions(0, true, true);
  }

  public ScimOptions withPort(int newPort) {
    return new ScimOptions(newPort, versions, patchesAnswered);
  }

  public ScimOptions withVersions(boolean newVersions) {
    return new ScimOptions(port, newVersions, patchesAnswered);
  }

  public ScimOptions withPatchesAnswered(boolean newPatchesAnswered) {
    return new ScimOptions(port, versions, newPatchesAnswered);
  }
}
