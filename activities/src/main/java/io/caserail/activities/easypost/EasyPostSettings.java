package io.caserail.activities.easypost;

import io.caserail.activities.http.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach EasyPost.
 *
 * @param base the API's address, without the version: {@code https://api.easypost.com}
 * @param key the API key; its prefix ({@code EZTK} test, {@code EZAK} production) must fit the mode
 * @param live whether real labels are concerned; an answer from the other mode is refused
 * @param pollAfter when to ask again for the carrier's word on a label; carriers take days
 */
public record EasyPostSettings(URI base, Secret key, boolean live, Duration pollAfter) {
  public EasyPostSettings {
    if (base.getHost() == null || !base.toString().matches("https?://.*")) {
      throw new IllegalArgumentException("easypost.base is no http(s) address: " + base);
    }
    if (live && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException("easypost.base must be https in live mode: " + base);
    }
    if (key.value().startsWith(live ? "EZTK" : "EZAK")) {
      throw new IllegalArgumentException(
          "easypost.key is of the other mode; easypost.live is " + live);
    }
    if (pollAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("easypost.pollAfter is below a second: " + pollAfter);
    }
  }
}
