package io.caserail.worker.config;

/**
 * Where the policy is.
 *
 * @param file its path, relative to the configuration file; empty for the one that is built in
 * @param hash the only hash that this worker accepts, so that a changed policy needs a reviewed
 *     change here too; empty for any
 */
public record PolicySource(String file, String hash) {
  public PolicySource {
    if (!hash.matches("([0-9a-f]{64})?")) {
      throw new IllegalArgumentException("hash is no SHA-256 in hexadecimal");
    }
  }

  static PolicySource read(Section section) {
    return new PolicySource(section.text("file", ""), section.text("hash", ""));
  }
}
