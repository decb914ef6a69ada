package io.caserail.sandbox.hook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Posts one webhook once: no retries and no redirects of its own. */
final class HookClient implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private final OkHttpClient http;

  HookClient(Duration timeout) {
    this.http =
        new OkHttpClient.Builder()
            .callTimeout(timeout)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .build();
  }

  Result post(URI url, byte[] body, Map<String, String> headers) {
    Request.Builder request =
        new Request.Builder().url(url.toString()).post(RequestBody.create(body, JSON));
    headers.forEach(request::header);
    try (Response response = http.newCall(request.build()).execute()) {
      return Result.answered(response.code(), seconds(response.header("Retry-After")));
    } catch (InterruptedIOException e) {
      return new Result(Result.Kind.TIMED_OUT, 0, null);
    } catch (IOException e) {
      return new Result(Result.Kind.UNREACHABLE, 0, null);
    }
  }

  private static @Nullable Duration seconds(@Nullable String retryAfter) {
    if (retryAfter == null || !retryAfter.matches("\\d{1,9}")) {
      return null;
    }
    return Duration.ofSeconds(Long.parseLong(retryAfter));
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
