package io.caserail.activities.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;

/**
 * The one HTTP client. A call is made once: no redirects, no silent repetition. It either brings a
 * complete answer or tells whether anything can have left this machine. Safe for many threads.
 */
public final class HttpCalls implements AutoCloseable {
  private static final int IDLE_CONNECTIONS = 8;
  private static final int IDLE_SECONDS = 30;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER = "Retry-After";

  /** How an access token is asked for, which changes nothing that anybody has. */
  private static final String TOKENS = "/oauth/tokens";

  private final HttpSettings settings;
  private final boolean readsOnly;
  private final OkHttpClient client;

  public HttpCalls(HttpSettings settings) {
    this(settings, false);
  }

  private HttpCalls(HttpSettings settings, boolean readsOnly) {
    this.settings = settings;
    this.readsOnly = readsOnly;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connect())
            .readTimeout(settings.read())
            .writeTimeout(settings.read())
            .callTimeout(settings.call())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(HttpCalls::withoutAtOnce)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .eventListenerFactory(HttpCalls::watch)
            .build();
  }

  /**
   * A client by which nothing can be changed, whatever its keys allow: a call that is not a GET, or
   * that asks for no access token, fails with {@link IllegalStateException} before it leaves.
   */
  public static HttpCalls readingOnly(HttpSettings settings) {
    return new HttpCalls(settings, true);
  }

  RawAnswer call(Request request) throws CallFailed {
    if (readsOnly && !isRead(request)) {
      throw new IllegalStateException(
          "a client that only reads was asked for "
              + request.method()
              + " of "
              + request.url().encodedPath());
    }
    SendWatch watch = new SendWatch();
    Request tagged =
        request
            .newBuilder()
            .header("User-Agent", settings.userAgent())
            .tag(SendWatch.class, watch)
            .build();
    try (Response response = client.newCall(tagged).execute()) {
      return new RawAnswer(response.code(), response.headers(), body(response));
    } catch (IOException e) {
      throw new CallFailed(
          watch.sending ? Phase.SENT : Phase.NOT_SENT, e.getClass().getSimpleName());
    }
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET") || request.url().encodedPath().endsWith(TOKENS);
  }

  private ByteString body(Response response) throws IOException, CallFailed {
    BufferedSource source = response.body().source();
    if (source.request(settings.maxAnswerBytes() + 1)) {
      throw new CallFailed(Phase.SENT, "answer above " + settings.maxAnswerBytes() + " bytes");
    }
    return source.readByteString();
  }

  /**
   * The client repeats what is answered with 503 and no pause, a write too, and the first answer
   * would be lost; it has no setting against that. We read no pause as none asked for.
   */
  private static Response withoutAtOnce(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    boolean atOnce =
        response.code() == UNAVAILABLE && response.header(RETRY_AFTER, "").matches("0+");
    return atOnce ? response.newBuilder().removeHeader(RETRY_AFTER).build() : response;
  }

  private static EventListener watch(Call call) {
    SendWatch watch = call.request().tag(SendWatch.class);
    return watch == null ? EventListener.NONE : watch;
  }

  /** Closes idle connections; calls under way end by themselves. */
  @Override
  public void close() {
    Dispatcher dispatcher = client.dispatcher();
    dispatcher.executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** Notes the moment from which the vendor may have seen something. */
  private static final class SendWatch extends EventListener {
    private volatile boolean sending;

    @Override
    public void requestHeadersStart(Call call) {
      sending = true;
    }
  }
}
