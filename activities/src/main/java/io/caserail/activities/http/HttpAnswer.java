package io.caserail.activities.http;

import com.fasterxml.jackson.databind.JsonNode;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer of any status.
 *
 * @param status the HTTP status
 * @param headers the answer's headers
 * @param json the body; a missing node where an error or a 204 came without JSON
 */
public record HttpAnswer(int status, Headers headers, JsonNode json) {
  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** A header's value, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The status alone: a body may hold what no log may. */
  @Override
  public String toString() {
    return "HttpAnswer[status=" + status + "]";
  }
}
