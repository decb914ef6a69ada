package io.caserail.activities.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.change.SendFrame;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Upstream;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Stripe's HTTP API: one object, a complete list, a change. Every method makes each of its calls
 * once and fails as {@link Failures} has it.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe: API reference</a>
 */
public final class StripeClient {
  /** The API version that this client was written against, sent with each request. */
  static final String VERSION = "2026-07-29.dahlia";

  /**
   * Stripe may remove a key once it is this old.
   *
   * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
   */
  static final Duration KEY_LIFE = Duration.ofHours(24);

  /** Says the same however often: a lost answer leaves nothing in doubt. */
  private static final Endpoint NOTE = Endpoint.read("note_on_refund");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
  private static final int PAGE = 100;
  static final int MOST_PAGES = 100;
  private static final Set<Integer> NO_SEARCH = Set.of(400, 403, 404);

  private final Upstream upstream;
  private final StripeSettings settings;
  private final HttpUrl base;

  public StripeClient(Upstream upstream, StripeSettings settings) {
    this.upstream = upstream;
    this.settings = settings;
    this.base = HttpUrl.get(settings.base()).newBuilder().addPathSegment("v1").build();
  }

  /** Lets no proof be read for a write for which Stripe has told a time. */
  void requireTurn(Endpoint endpoint) {
    upstream.requireTurn(endpoint);
  }

  /** How the marks name this installation. */
  String account() {
    return settings.account();
  }

  Failures failures() {
    return upstream.failures();
  }

  SendFrame frame(InstantSource clock) {
    return SendFrame.of(upstream, clock);
  }

  /** The object, or nothing when Stripe says that it has none of this id. */
  Optional<Doc> one(String resource, String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    Endpoint endpoint = Endpoint.read(resource);
    HttpUrl url = base.newBuilder().addPathSegments(resource).addPathSegment(id).build();
    HttpAnswer answer = upstream.call(endpoint, request(url).build());
    return isMissing(answer)
        ? Optional.empty()
        : Optional.of(new Doc(success(endpoint, answer), resource, failures()));
  }

  /** Every object of the list, newest first, read to its last page. */
  List<Doc> all(String resource, Map<String, String> filter) {
    return within(resource, filter, MOST_PAGES).orElseThrow(() -> endless(resource));
  }

  /** Of a list that has more pages than any may. */
  ApplicationFailure endless(String resource) {
    return failures().badAnswer("the list of " + resource + " has no end", "");
  }

  /** The same; nothing when the list has more pages, of 100 objects each. */
  Optional<List<Doc>> within(String resource, Map<String, String> filter, int pages) {
    List<Doc> all = new ArrayList<>();
    return pages(resource, filter, pages, all::addAll) ? Optional.of(all) : Optional.empty();
  }

  /**
   * Hands on each page of the list as it is read, newest first, and keeps none: whatever a list
   * holds, memory holds a page of it.
   *
   * @param pages how many pages, of 100 objects each, it may have
   * @return false when it has more
   */
  boolean pages(
      String resource, Map<String, String> filter, int pages, Consumer<List<Doc>> onPage) {
    Endpoint endpoint = Endpoint.read(resource);
    String after = "";
    for (int page = 0; page < pages; page++) {
      HttpAnswer answer = upstream.call(endpoint, request(page(resource, filter, after)).build());
      if (after.isEmpty() && isMissing(answer)) {
        return true;
      }
      Doc list = new Doc(success(endpoint, answer), resource, failures());
      List<Doc> items = list.children("data");
      onPage.accept(items);
      if (!list.flag("has_more")) {
        return true;
      }
      if (items.isEmpty()) {
        throw list.unreadable("has_more");
      }
      after = lastId(items);
    }
    return false;
  }

  /**
   * Every object that a search finds. What is younger than a minute may not be among them.
   *
   * @param pages how many pages, of 100 objects each, it may find
   * @return nothing where it finds more, and where our key may not search, or nobody may: there is
   *     no search for merchants in India
   * @see <a href="https://docs.stripe.com/search">Stripe: search</a>
   */
  Optional<List<Doc>> search(String resource, String query, int pages) {
    Endpoint endpoint = Endpoint.read(resource);
    List<Doc> found = new ArrayList<>();
    String next = "";
    for (int page = 0; page < pages; page++) {
      HttpUrl.Builder url =
          base.newBuilder()
              .addPathSegments(resource)
              .addPathSegment("search")
              .addQueryParameter("query", query)
              .addQueryParameter("limit", Integer.toString(PAGE));
      if (!next.isEmpty()) {
        url.addQueryParameter("page", next);
      }
      HttpAnswer answer = upstream.call(endpoint, request(url.build()).build());
      if (NO_SEARCH.contains(answer.status())) {
        return Optional.empty();
      }
      Doc list = new Doc(success(endpoint, answer), resource, failures());
      found.addAll(list.children("data"));
      if (!list.flag("has_more")) {
        return Optional.of(found);
      }
      next = list.text("next_page");
    }
    return Optional.empty();
  }

  /** Of the last that has one: what comes behind it is then read again with the next page. */
  private static String lastId(List<Doc> items) {
    for (int i = items.size() - 1; i > 0; i--) {
      JsonNode id = items.get(i).json().path("id");
      if (id.isTextual() && !id.asText().isEmpty()) {
        return id.asText();
      }
    }
    return items.get(0).text("id");
  }

  /**
   * Posts a form under its idempotency key; an answer of any status comes back.
   *
   * @param path below the version, for example {@code refunds}
   */
  HttpAnswer post(Endpoint endpoint, String path, String key, Map<String, String> fields) {
    FormBody.Builder body = new FormBody.Builder();
    fields.forEach(body::add);
    HttpUrl url = base.newBuilder().addPathSegments(path).build();
    Request request = request(url).header("Idempotency-Key", key).post(body.build()).build();
    return upstream.call(endpoint, request);
  }

  /**
   * Deletes; an answer of any status comes back. Stripe has no idempotency layer for it, and its
   * own clients put the parameters into the query.
   *
   * @param path below the version, for example {@code subscriptions/sub_…}
   * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
   */
  HttpAnswer delete(Endpoint endpoint, String path, Map<String, String> fields) {
    HttpUrl.Builder url = base.newBuilder().addPathSegments(path);
    fields.forEach(url::addQueryParameter);
    return upstream.call(endpoint, request(url.build()).delete().build());
  }

  /** Refuses an object of the other mode. */
  void requireMode(Doc object) {
    boolean answered = object.flag("livemode");
    if (answered != settings.live()) {
      throw failures()
          .ourFault(
              "Stripe answers in "
                  + mode(answered)
                  + " mode, and we run in "
                  + mode(settings.live())
                  + " mode",
              "livemode");
    }
  }

  /**
   * Whether the account answers in live mode, whatever the key's prefix says; moves nothing.
   *
   * @see <a href="https://docs.stripe.com/api/balance">Stripe: balance</a>
   */
  public boolean answersLive() {
    Endpoint endpoint = Endpoint.read("balance");
    HttpUrl url = base.newBuilder().addPathSegment("balance").build();
    HttpAnswer answer = upstream.call(endpoint, request(url).build());
    return new Doc(success(endpoint, answer), "balance", failures()).flag("livemode");
  }

  /** Whether our key may read a list, by trying: a restricted key has a permission for each. */
  public boolean mayList(String resource) {
    Endpoint endpoint = Endpoint.read(resource);
    HttpUrl url =
        base.newBuilder().addPathSegments(resource).addQueryParameter("limit", "1").build();
    HttpAnswer answer = upstream.call(endpoint, request(url).build());
    if (answer.status() == 403) {
      return false;
    }
    var unused = success(endpoint, answer);
    return true;
  }

  private static String mode(boolean live) {
    return live ? "live" : "test";
  }

  /** Notes something in a refund's metadata; moves nothing. */
  void note(String refund, String name, String value) {
    HttpUrl url = base.newBuilder().addPathSegment("refunds").addPathSegment(refund).build();
    FormBody body = new FormBody.Builder().add("metadata[" + name + "]", value).build();
    var unused = success(NOTE, upstream.call(NOTE, request(url).post(body).build()));
  }

  /** The failure that an answer without success stands for, whatever was asked. */
  ApplicationFailure failure(Endpoint endpoint, HttpAnswer answer) {
    return upstream.failure(endpoint, answer, evidence(answer));
  }

  /** What an engineer can search for in Stripe's log. */
  static String evidence(HttpAnswer answer) {
    String request = answer.header("Request-Id");
    String code = answer.json().path("error").path("code").asText("");
    return "HTTP "
        + answer.status()
        + (code.matches("[a-z_]{1,60}") ? ", " + code : "")
        + (request == null ? "" : ", request " + request);
  }

  private JsonNode success(Endpoint endpoint, HttpAnswer answer) {
    if (answer.isSuccess()) {
      return answer.json();
    }
    if (answer.status() == 404) {
      throw failures().badAnswer("Stripe does not know this address of its API", evidence(answer));
    }
    throw failure(endpoint, answer);
  }

  private HttpUrl page(String resource, Map<String, String> filter, String after) {
    HttpUrl.Builder url = base.newBuilder().addPathSegments(resource);
    filter.forEach(url::addQueryParameter);
    url.addQueryParameter("limit", Integer.toString(PAGE));
    if (!after.isEmpty()) {
      url.addQueryParameter("starting_after", after);
    }
    return url.build();
  }

  private Request.Builder request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + settings.key().value())
        .header("Stripe-Version", VERSION);
  }

  private static boolean isMissing(HttpAnswer answer) {
    return answer.status() == 404
        && answer.json().path("error").path("code").asText("").equals("resource_missing");
  }
}
