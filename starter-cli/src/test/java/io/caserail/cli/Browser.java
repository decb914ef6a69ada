package io.caserail.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows what is printed to a person, who opens the sign-in page that is printed. */
final class Browser extends StringWriter {
  private static final Pattern PAGE = Pattern.compile("http://\\S+/authorize\\?\\S+");

  private final String email;
  private boolean opened;

  Browser(String email) {
    this.email = email;
  }

  @Override
  public void flush() {
    Matcher page = PAGE.matcher(toString());
    if (!opened && page.find()) {
      opened = true;
      open(page.group() + "&login_hint=" + URLEncoder.encode(email, StandardCharsets.UTF_8));
    }
  }

  /** Opens an address, follows where it is sent, and answers with the last status. */
  static int open(String address) {
    try {
      return HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build()
          .send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
