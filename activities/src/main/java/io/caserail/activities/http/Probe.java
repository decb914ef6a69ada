package io.caserail.activities.http;

import java.net.URI;
import okhttp3.Request;

/**
 * Asks whether a system's address answers at all: once, without credentials, and whatever it says
 * counts but a failure of its own. It is no call of ours to the vendor's API, and watched by
 * nobody: what it is refused is no refusal of our key.
 */
public final class Probe {
  private final HttpCalls calls;

  public Probe(HttpCalls calls) {
    this.calls = calls;
  }

  /** Whether anything but a 5xx, 408 or 429 came back. */
  public boolean answers(URI base) {
    try {
      int status = calls.call(new Request.Builder().url(base.toString()).get().build()).status();
      return status < 500 && status != 408 && status != 429;
    } catch (CallFailed e) {
      return false;
    }
  }
}
