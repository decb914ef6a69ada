package io.caserail.deploy;

import java.util.regex.Pattern;

/** An image's name whose tag says which one it is, today and tomorrow. */
final class PinnedImage {
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+[A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?");

  private PinnedImage() {}

  static boolean matches(String name) {
    return PINNED.matcher(name).matches();
  }
}
